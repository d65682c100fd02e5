"""Records of every feed, as tail shows them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from aiokafka import ConsumerRecord
from rich.console import Console

from slugline.cli.printing import render_records, terminal
from slugline.records.codec import encode
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import to_headers
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, ENTITIES, QUOTES, STORIES, TOPICS, TRENDS, Feed
from slugline.records.schema_error import SchemaError
from tests.records.record_types import of_a_later_release, of_an_earlier_release
from tests.records.records import RETRACTION

EVENTS = (ENTITIES, QUOTES, TOPICS, ENRICHED, TRENDS)
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
        assert text
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
        (ENRICHED, record(ENRICHED, None), "- deleted  urn:test:1\n"),
        (
            QUOTES,
            record(QUOTES, encode(RETRACTION)),
            f"- retracted  {RETRACTION.retracted}  {RETRACTION.reason}  "
            f"{RETRACTION.story.uri} v{RETRACTION.story.version}\n",
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


@pytest.mark.parametrize("feed", EVENTS, ids=lambda feed: feed.name)
@pytest.mark.parametrize("release", [of_a_later_release, of_an_earlier_release])
def test_records_of_another_release_are_shown(feed: Feed, release: Callable[[object], object]) -> None:
    assert "text" in rendered(feed, record(feed, json.dumps(release(feed.record)).encode()))


def test_a_dead_letter_of_another_release_is_shown_whenever_it_was() -> None:
    later = [("dlq_reason", b"bored"), ("dlq_mood", b"\xff"), ("dlq_timestamp", b"9" * 19)]
    text = rendered(DEAD_LETTERS, record(DEAD_LETTERS, b"", (*to_headers(LETTER), *later)))
    assert "bored (intake)" in text
    assert "9" * 19 + " ms" in text


def test_a_story_whose_quotes_have_no_pieces_is_shown() -> None:
    value = of_a_later_release(ENRICHED.record)
    value["quotes"] = [{**value["quotes"][0], "pieces": []}] * 2
    assert "text" in rendered(ENRICHED, record(ENRICHED, json.dumps(value).encode()))


@pytest.mark.parametrize("value", [b"", b"{}", b"\xff", b"[]", b"null", b"{\n", b"[" * 5000])
@pytest.mark.parametrize("feed", EVENTS, ids=lambda feed: feed.name)
def test_what_is_no_record_of_the_feed_has_its_address(feed: Feed, value: bytes) -> None:
    one = record(feed, value)
    with pytest.raises(SchemaError) as caught:
        render_records.render(feed, one)
    text = render_records.unread(feed, one, caught.value).plain
    assert text.startswith(f"{feed.name} 1:5: not a record of slugline: ")


def test_what_is_taken_back_is_struck_through() -> None:
    console = Console(width=200, force_terminal=True, color_system="standard", markup=False)
    with console.capture() as captured:
        terminal.show(console, render_records.render(QUOTES, record(QUOTES, encode(RETRACTION))))
    assert f"\x1b[9m{RETRACTION.retracted}\x1b[0m" in captured.get()


def test_lines_of_json() -> None:
    with pytest.raises(SchemaError):
        render_records.line(QUOTES, record(QUOTES, b'{\n"a":'))
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
