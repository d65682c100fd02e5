import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ops.contracts import build
from ops.contracts.build import json_schema
from slugline.kinds import FEEDS
from slugline.records.cloudevents import schema_id
from slugline.records.feeds import STORIES, Feed

PACKAGE = Path(__file__).resolve().parents[2] / "schemas"
RECORDS = [feed for feed in FEEDS if feed.record]


def test_the_files_are_in_step_with_the_records() -> None:
    there = {path.relative_to(PACKAGE) for path in (PACKAGE / "v1").iterdir()} | {Path("asyncapi.json")}
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
def test_each_is_a_schema_that_lets_nothing_else_in(feed: Feed) -> None:
    schema = json_schema(feed)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == schema_id(feed)
    objects = [schema, *schema.get("$defs", {}).values()]
    assert all(one["additionalProperties"] is False for one in objects)
    assert all(one["required"] == list(one["properties"]) for one in objects), (
        "records have no optional fields"
    )


def test_the_input_has_no_schema() -> None:
    with pytest.raises(ValueError, match="publisher's own bytes"):
        json_schema(STORIES)
