"""Every golden example is accepted, every rejected one refused, by the schema and by the codec alike."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ops.contracts.build import DESCRIBED, json_schema
from slugline.records import codec
from slugline.records.feeds import ENRICHED, Feed
from slugline.records.schema_error import SchemaError
from slugline.records.story import EnrichedStory

EXAMPLES = Path(__file__).resolve().parents[2] / "schemas" / "examples"
RECORDS = DESCRIBED
GOLDEN = [(feed, path) for feed in RECORDS for path in sorted((EXAMPLES / feed.event).glob("*.json"))]
REJECTED = [
    (feed, path) for feed in RECORDS for path in sorted((EXAMPLES / feed.event / "rejected").glob("*.json"))
]


LATER = [
    (feed, path)
    for feed in RECORDS
    for path in sorted((EXAMPLES / feed.event / "later-release").glob("*.json"))
]


def name(value: object) -> str | None:
    return f"{value.relative_to(EXAMPLES).with_suffix('')}" if isinstance(value, Path) else ""


def errors(feed: Feed, value: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(json_schema(feed)).iter_errors(value)]


def record_of(feed: Feed) -> type[Any]:
    assert feed.record is not None
    return feed.record


@pytest.mark.parametrize(("feed", "path"), GOLDEN, ids=name)
def test_golden(feed: Feed, path: Path) -> None:
    value = json.loads(path.read_text("utf-8"))
    assert errors(feed, value) == []
    record = codec.decode(record_of(feed), path.read_bytes())
    assert codec.parse(codec.encode(record)) == value, (
        "nothing is lost or added on the way through the record"
    )


@pytest.mark.parametrize(("feed", "path"), LATER, ids=name)
def test_of_a_later_release(feed: Feed, path: Path) -> None:
    assert errors(feed, json.loads(path.read_text("utf-8"))) == []
    record = codec.decode(record_of(feed), path.read_bytes())
    assert errors(feed, codec.parse(codec.encode(record))) == []


@pytest.mark.parametrize(("feed", "path"), REJECTED, ids=name)
def test_rejected(feed: Feed, path: Path) -> None:
    example = json.loads(path.read_text("utf-8"))
    assert len(errors(feed, example["value"])) == 1, "one fault each, so that no other hides it"
    with pytest.raises(SchemaError) as caught:
        codec.build(record_of(feed), example["value"])
    assert caught.value.where == example["where"]
    assert caught.value.problem == example["problem"]


@pytest.mark.parametrize("feed", RECORDS, ids=lambda feed: feed.event)
def test_every_feed_has_examples_of_all_kinds(feed: Feed) -> None:
    assert sum(one is feed for one, _ in GOLDEN) >= 2
    assert sum(one is feed for one, _ in REJECTED) >= 4
    assert any(one is feed for one, _ in LATER)


@pytest.mark.parametrize("path", [path for feed, path in GOLDEN if feed is ENRICHED], ids=name)
def test_every_offset_in_the_golden_stories_points_at_the_words(path: Path) -> None:
    story = codec.decode(EnrichedStory, path.read_bytes())
    for mention in (mention for entity in story.entities for mention in entity.mentions):
        assert story.text[mention.start : mention.end] == mention.text
    for words in (one for quote in story.quotes for one in (quote.cue, quote.speaker) if one):
        assert story.text[words.start : words.end] == words.text
    for quote in story.quotes:
        assert " ... ".join(story.text[piece.start : piece.end] for piece in quote.pieces) == quote.text
    assert [story.text[zone.start : zone.end] for zone in story.zones] == story.text.split("\n") * bool(
        story.text
    )
