"""What the topic events promise, whatever the story."""

from dataclasses import replace

import pytest

from slugline.intake.formats.plain_text import read_text
from slugline.reading.reading import Reading
from slugline.records.events import TopicEvent
from slugline.records.story import Zone
from slugline.records.zones import ZoneKind
from slugline.topics import extract, vocabulary

STORY = """Ceasefire holds as ministers meet in Doha

DOHA - A ceasefire between the army and rebels in Darfur held for a second day on Monday as foreign ministers
met to prepare peace talks, and oil prices fell two percent.

Mediators said both sides had promised to let aid convoys through.

The United Nations secretary general urged leaders to use the truce.
"""


Piece = tuple[ZoneKind, str]


def events(text: str, uri: str = "urn:test:1") -> list[TopicEvent]:
    return list(extract(Reading(story=read_text(text, uri=uri))))


def zoned(*zones: Piece) -> list[TopicEvent]:
    text, marks = "", []
    for kind, words in zones:
        marks.append(Zone(kind=kind, start=len(text), end=len(text) + len(words)))
        text += words + "\n\n"
    story = replace(read_text("unread", uri="urn:test:2"), text=text, zones=tuple(marks))
    return list(extract(Reading(story=story)))


def test_the_same_story_gives_the_same_events() -> None:
    first = events(STORY)
    events("Bakery wins prize for bread. " * 20)
    assert events(STORY) == first
    assert [event.id for event in events(STORY, uri="urn:test:3")] != [event.id for event in first]


def test_a_child_implies_its_parents_and_each_is_emitted_once() -> None:
    codes = [event.qcode for event in events(STORY)]
    assert len(codes) == len(set(codes))
    for event in events(STORY):
        steps = [step.qcode for step in event.path]
        assert steps[-1] == event.qcode
        assert set(steps) <= set(codes)
        assert [codes.index(step) for step in steps] == sorted(codes.index(step) for step in steps)


def test_ranks_follow_scores_and_only_the_best_is_primary() -> None:
    found = events(STORY)
    assert [event.rank for event in found] == list(range(1, len(found) + 1))
    scores = [event.score for event in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert [event.primary for event in found] == [True] + [False] * (len(found) - 1)


def test_names_paths_and_links_are_those_of_the_vocabulary() -> None:
    known = vocabulary.load()
    for event in events(STORY):
        concept = known.concepts[event.qcode]
        assert (event.name, event.wikidata, event.release) == (concept.name, concept.wikidata, "2025-10-09")
        assert [known.concepts[step.qcode].name for step in event.path] == [step.name for step in event.path]


@pytest.mark.parametrize("kind", ["boilerplate", "byline", "section"])
def test_what_is_not_copy_does_not_count(kind: ZoneKind) -> None:
    match: Piece = ("body", "The striker scored twice in the final and the coach praised his team.")
    aside = "Police arrested a man for murder; the trial begins in court on Monday."
    plain = zoned(("headline", "Late goals win the cup"), match)
    assert zoned(("headline", "Late goals win the cup"), match, (kind, aside)) == plain


def test_the_headline_counts_more_than_the_end() -> None:
    filler: list[Piece] = [("body", "They met again in the afternoon and went for a walk.")] * 6
    goal, trial = "Striker scored late goal in cup final", "Court jails man for murder after trial"
    assert zoned(("headline", goal), *filler, ("body", trial))[0].name == "sport"
    assert zoned(("headline", trial), *filler, ("body", goal))[0].name == "crime, law and justice"
