from typing import get_type_hints

import pytest

from slugline.folds.trends.counted import CountedEntity, CountedQuote, CountedStory, CountedTopic, gone
from slugline.folds.trends.tallies import partition_of, tallies, things
from slugline.records.codec import build, decode, encode
from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent, TrendKind
from slugline.records.story import EnrichedStory
from tests.folds.stories import story
from tests.records.record_types import of_a_later_release

QUILL = ("PERSON:mara quill", "Mara Quill")
TALKS = ("medtop:20000593", "diplomacy")


def as_counted(one: EnrichedStory) -> CountedStory:
    """Return ``one`` as the trends read it off the feed."""
    return decode(CountedStory, encode(one))


@pytest.mark.parametrize(
    ("counted", "whole"),
    [
        (CountedStory, EnrichedStory),
        (CountedEntity, EntityEvent),
        (CountedTopic, TopicEvent),
        (CountedQuote, QuoteEvent),
    ],
)
def test_what_is_counted_is_there(counted: type, whole: type) -> None:
    read, written = get_type_hints(counted), get_type_hints(whole)
    for name in read.keys() - {"entities", "topics", "quotes"}:
        assert read[name] == written[name]
    assert read.keys() <= written.keys()


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (story("u"), []),
        (
            story("u", entities=[QUILL, ("ORG:un", "UN"), QUILL]),
            ["entity ORG:un UN", "entity PERSON:mara quill Mara Quill"],
        ),
        (story("u", topics=[TALKS]), ["topic medtop:20000593 diplomacy"]),
        (story("u", speakers=[QUILL, QUILL]), ["speaker PERSON:mara quill Mara Quill"]),
        (story("u", speakers=[(None, "an official"), (None, None)]), []),
        (story("u", speakers=[("PERSON:x", None)]), ["speaker PERSON:x PERSON:x"]),
        (
            story("u", entities=[QUILL], speakers=[("PERSON:mara quill", None)]),
            ["entity PERSON:mara quill Mara Quill", "speaker PERSON:mara quill Mara Quill"],
        ),
    ],
)
def test_what_a_story_adds(one: EnrichedStory, expected: list[str]) -> None:
    assert [f"{thing.kind} {thing.key} {thing.name}" for thing in things(as_counted(one))] == expected


def test_a_story_of_a_later_release_adds_what_is_known_of_it() -> None:
    later = build(CountedStory, {**of_a_later_release(EnrichedStory), "status": "usable", "skipped": None})
    (tally,) = tallies(later, 1000, 1000, 1, (0, 0))
    assert [(thing.kind, thing.key) for thing in tally.things] == [
        ("entity", "text"), ("speaker", "text"), ("topic", "medtop:04000000"),
    ]  # fmt: skip


def test_a_story_of_a_status_of_a_later_release_does_not_count() -> None:
    later = build(CountedStory, of_a_later_release(EnrichedStory))
    assert [tally.counted for tally in tallies(later, 1000, 1000, 2, (0, 0))] == [False, False]


@pytest.mark.parametrize("partitions", [1, 2, 8])
def test_each_thing_goes_to_one_partition_and_every_partition_hears_of_the_story(partitions: int) -> None:
    one = story("u", entities=[(f"PERSON:{n}", str(n)) for n in range(50)], topics=[TALKS])
    made = tallies(as_counted(one), 1000, 2000, partitions, (3, 17))
    assert [
        (tally.uri, tally.version, tally.moment, tally.counted, tally.partition, tally.offset)
        for tally in made
    ] == [("u", 1, 1000, True, 3, 17)] * partitions
    for partition, tally in enumerate(made):
        assert all(partition_of(thing.kind, thing.key, partitions) == partition for thing in tally.things)
    assert sorted((t.kind, t.key) for tally in made for t in tally.things) == [
        (t.kind, t.key) for t in things(as_counted(one))
    ]


@pytest.mark.parametrize(
    ("kind", "key", "partition"),
    [("entity", "iso3166:CH", 1), ("topic", "medtop:16000000", 3), ("speaker", "PERSON:mara quill", 3)],
)
def test_where_a_thing_is_counted_never_changes(kind: TrendKind, key: str, partition: int) -> None:
    assert partition_of(kind, key, 8) == partition


@pytest.mark.parametrize(
    ("one", "moment"),
    [
        (as_counted(story("u", status="canceled", skipped="canceled")), 1000),
        (as_counted(story("u", status="withheld", skipped="withheld", entities=[QUILL])), 1000),
        (as_counted(story("u", version=2, entities=[QUILL])), None),
        (as_counted(story("u", entities=[QUILL])), None),
        (as_counted(story("u", skipped="language")), 1000),
        (gone("u"), 1000),
    ],
)
def test_a_story_that_does_not_count_takes_back_what_it_said(one: CountedStory, moment: int | None) -> None:
    made = tallies(one, moment, 2000, 3, (0, 0))
    assert [(tally.uri, tally.counted, tally.things) for tally in made] == [("u", False, ())] * 3
