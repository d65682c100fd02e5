"""What two readings of a story differ in."""

from dataclasses import replace
from typing import Any

import pytest

from slugline.folds.differences import NOISE, Difference, events, story
from slugline.kinds import KINDS
from tests.records.records import ENRICHED, ENTITY, QUOTE, TOPIC

WHAT = {kind.plural: kind.what for kind in KINDS}
OTHER = "00000000-0000-5000-8000-000000000009"


def found(kind: str, before: list[Any], after: list[Any]) -> list[Difference]:
    return list(events(kind, before, after, WHAT[kind]))


@pytest.mark.parametrize(("kind", "event"), [("entities", ENTITY), ("quotes", QUOTE), ("topics", TOPIC)])
def test_what_is_as_before_is_not_told(kind: str, event: Any) -> None:
    later = replace(event, story=replace(event.story, urgency=1))
    assert found(kind, [event], [later]) == []
    assert found(kind, [], []) == []


@pytest.mark.parametrize(("kind", "event"), [("entities", ENTITY), ("quotes", QUOTE), ("topics", TOPIC)])
def test_what_went_and_what_came(kind: str, event: Any) -> None:
    [went], [came] = found(kind, [event], []), found(kind, [], [event])
    assert (went.way, came.way) == ("went", "came")
    assert {went.id, came.id} == {event.id}
    assert went.kind == came.kind == kind
    assert went.what == came.what == WHAT[kind](event) != ""


def test_the_words_stand_and_the_speaker_is_another() -> None:
    other = replace(QUOTE, id=OTHER, speaker_name="Ana Silva")
    [one] = found("quotes", [QUOTE], [other])
    assert (one.way, one.id) == ("moved", OTHER)
    assert one.moved == (("speaker_name", QUOTE.speaker_name, "Ana Silva"),)


def test_each_is_paired_once() -> None:
    """Of two quotes of the same words one became two others: one moved, one came."""
    ids = [OTHER.replace("9", number) for number in "12"]
    others = [replace(QUOTE, id=one, speaker_name=name) for one, name in zip(ids, "AB", strict=True)]
    assert [one.way for one in found("quotes", [QUOTE], others)] == ["moved", "came"]
    assert [one.way for one in found("quotes", others, [QUOTE])] == ["moved", "went"]


def test_lists_are_told_by_their_length_and_words_by_the_words() -> None:
    fewer = replace(ENTITY, mentions=ENTITY.mentions[:-1], count=7)
    [one] = found("entities", [ENTITY], [fewer])
    told = {name: (before, after) for name, before, after in one.moved}
    assert told["mentions"] == (len(ENTITY.mentions), len(ENTITY.mentions) - 1)
    assert told["count"] == (ENTITY.count, 7)
    assert QUOTE.speaker is not None
    [one] = found("quotes", [QUOTE], [replace(QUOTE, speaker=replace(QUOTE.speaker, text="she"))])
    assert one.moved == (("speaker", QUOTE.speaker.text, "she"),)


@pytest.mark.parametrize(("by", "told"), [(NOISE / 2, False), (2 * NOISE, True)])
def test_a_little_more_or_less_salience_says_nothing(by: float, told: bool) -> None:
    assert bool(found("entities", [ENTITY], [replace(ENTITY, salience=ENTITY.salience - by)])) is told


def test_what_was_read_of_the_story() -> None:
    kinds = list(WHAT)
    after = replace(ENRICHED, entities=(), pipeline=replace(ENRICHED.pipeline, version="9"))
    assert list(story(ENRICHED, after, kinds)) == [], "events are told one by one, and the release is another"
    [one] = story(ENRICHED, replace(after, headline="Anew", zones=ENRICHED.zones[1:]), kinds)
    assert (one.kind, one.way, one.what) == ("story", "moved", "Anew")
    assert [name for name, _, _ in one.moved] == ["headline", "zones"]
