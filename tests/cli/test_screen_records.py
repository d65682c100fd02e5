"""Records of every feed, as tail shows them."""

import json
from pathlib import Path

import pytest
from aiokafka import ConsumerRecord
from rich.console import Console

from slugline.cli.screen import render_records, terminal
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import to_headers
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, ENTITIES, QUOTES, STORIES, TOPICS, TRENDS, Feed

EXAMPLES = Path(__file__).resolve().parents[2] / "schemas" / "examples"
LETTER = DeadLetter(
    key=b"k",
    value=b"\xff\xfe",
    feed=STORIES.name,
    partition=3,
    offset=17,
    timestamp=1_767_225_600_000,
    step="intake",
    reason="not-utf8",
    detail="byte 0: invalid start byte",
    attempts=2,
)


def record(feed: Feed, value: bytes | None, headers: tuple[tuple[str, bytes], ...] = ()) -> ConsumerRecord:
    return ConsumerRecord(
        topic=feed.name,
        partition=1,
        offset=5,
        timestamp=1_767_225_600_000,
        timestamp_type=0,
        key=b"urn:test:1",
        value=value,
        checksum=None,
        serialized_key_size=1,
        serialized_value_size=1,
        headers=headers,
    )


def rendered(feed: Feed, one: ConsumerRecord) -> str:
    console = Console(width=200, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        terminal.show(console, render_records.render(feed, one))
    return captured.get()


@pytest.mark.parametrize(
    ("feed", "name"),
    [
        (ENTITIES, "entity"),
        (QUOTES, "quote"),
        (TOPICS, "topic"),
        (ENRICHED, "enriched-story"),
        (TRENDS, "trend"),
    ],
)
def test_every_golden_example_is_shown(feed: Feed, name: str) -> None:
    paths = sorted((EXAMPLES / name).glob("*.json"))
    assert paths
    for path in paths:
        value = path.read_bytes()
        text = rendered(feed, record(feed, value))
        assert "not a record of this version" not in text, path
        data = json.loads(value)
        assert (data.get("name") or data.get("headline") or data.get("text") or data["uri"])[:40] in text


@pytest.mark.parametrize(
    ("feed", "one", "text"),
    [
        (
            STORIES,
            record(STORIES, b"LIMA  -\nRain."),
            "urn:test:1  13 bytes  2026-01-01T00:00:00Z\n  LIMA - Rain.\n",
        ),
        (ENRICHED, record(ENRICHED, None), "retracted  urn:test:1\n"),
        (
            QUOTES,
            record(QUOTES, b'{"no": 1}'),
            "wire.quotes.v1 1:5: not a record of this version of slugline: "
            "no: QuoteEvent has no such field\n",
        ),
        (
            DEAD_LETTERS,
            record(DEAD_LETTERS, b"\xff\xfe", tuple(to_headers(LETTER))),
            "1:5  not-utf8 (intake)  byte 0: invalid start byte  "
            "wire.stories.raw.v1 3:17  2026-01-01T00:00:00Z  try 2\n",
        ),
    ],
)
def test_what_is_no_event_is_shown_too(feed: Feed, one: ConsumerRecord, text: str) -> None:
    assert rendered(feed, one) == text


def test_lines_of_json() -> None:
    assert render_records.line(QUOTES, record(QUOTES, b'{"a":1}')) == '{"a":1}'
    retraction = json.loads(render_records.line(ENRICHED, record(ENRICHED, None, (("ce_id", b"7"),))))
    assert (retraction["key"], retraction["value"], retraction["headers"]) == (
        "urn:test:1",
        None,
        {"ce_id": "7"},
    )
    letter = json.loads(
        render_records.line(DEAD_LETTERS, record(DEAD_LETTERS, b"\xff", tuple(to_headers(LETTER))))
    )
    assert (letter["id"], letter["value"], letter["headers"]["dlq_offset"]) == ("1:5", "\\xff", "17")
