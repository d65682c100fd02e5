import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator

from ops.contracts import build
from ops.contracts.build import DESCRIBED, RETRACTIONS, json_schema
from slugline.records import codec
from slugline.records.cloudevents import RETRACTION_SCHEMA, schema_id
from slugline.records.feeds import HELD, STORIES, Feed
from tests.records import records
from tests.records.record_types import records_in

PACKAGE = Path(__file__).resolve().parents[2] / "schemas"
RECORDS = DESCRIBED
WRITTEN: dict[str, object] = {
    "entity": records.ENTITY, "quote": records.QUOTE, "topic": records.TOPIC, "trend": records.TREND,
    "enriched-story": records.ENRICHED, "dead-letter": records.LETTER,
    "tally": records.TALLY, "register-row": records.ROW, "retraction": records.RETRACTION,
    "chain": records.CHAIN, "story-imprint": records.IMPRINT,
    "alert": records.ALERT, "met-story": records.MET,
}  # fmt: skip


def test_the_files_are_in_step_with_the_records() -> None:
    there = {path.relative_to(PACKAGE) for path in (*(PACKAGE / "v1").iterdir(), *PACKAGE.glob("*.json"))}
    made = build.files()
    assert there == set(made), "run `python -m ops.contracts.build`; it removes nothing"
    for path, content in made.items():
        assert (PACKAGE / path).read_text("utf-8") == content, f"{path}: run `python -m ops.contracts.build`"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_files_do_not_hang_on_the_order_of_sets(seed: str) -> None:
    code = (
        "import sys; from ops.contracts import build; sys.stdout.buffer.write(repr(build.files()).encode())"
    )
    made = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        check=True,
    )
    assert made.stdout.decode() == repr(build.files())


@pytest.mark.parametrize("feed", RECORDS, ids=lambda feed: feed.event)
def test_each_is_a_schema_with_room_to_grow(feed: Feed) -> None:
    schema = json_schema(feed)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == schema_id(feed)
    assert schema["$comment"] == f"compatibility: {'FULL' if feed.internal else 'FULL_TRANSITIVE'}"
    objects = [schema, *schema.get("$defs", {}).values()]
    assert all(one["additionalProperties"] is True for one in objects)
    assert "enum" not in json.dumps(schema), "every list is open"


@pytest.mark.parametrize("feed", RECORDS, ids=lambda feed: feed.event)
def test_what_is_written_has_exactly_the_fields_of_the_schema(feed: Feed) -> None:
    schema = json_schema(feed)

    def walk(value: Any, part: Any) -> None:
        part = schema["$defs"][part["$ref"].removeprefix("#/$defs/")] if "$ref" in part else part
        if isinstance(value, dict):
            named = part if "properties" in part else schema["$defs"][part["anyOf"][0]["$ref"][8:]]
            assert sorted(value) == sorted(named["properties"])
            for name, one in value.items():
                walk(one, named["properties"][name])
        for one in value if isinstance(value, list) else ():
            walk(one, part["items"])

    walk(codec.parse(codec.encode(WRITTEN[feed.event])), schema)


@pytest.mark.parametrize("feed", RECORDS, ids=lambda feed: feed.event)
def test_no_description_is_lost_as_a_bare_text(feed: Feed) -> None:
    assert feed.record is not None
    for record in records_in(feed.record):
        for name, hint in get_type_hints(record, include_extras=True).items():
            assert not [mark for mark in get_args(hint)[1:] if isinstance(mark, str)], f"{name}: use doc()"


@pytest.mark.parametrize("feed", [STORIES, HELD], ids=lambda feed: feed.event)
def test_what_publishers_send_has_no_schema(feed: Feed) -> None:
    with pytest.raises(ValueError, match="publisher's own bytes"):
        json_schema(feed)


def test_the_headers_of_a_retraction_name_its_schema() -> None:
    assert json_schema(RETRACTIONS)["$id"] == RETRACTION_SCHEMA
