"""The stories made from templates: the same for a seed, offsets that hold, every kind in both halves."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from slugline import Span as Piece
from slugline import StoryRef, Words
from slugline.records.events import QuoteEvent
from tests.quality.attribution_templates.judging import Judge
from tests.quality.attribution_templates.stories import Expected, Story, stories
from tests.quality.attribution_templates.template import HALVES, parse, templates

KINDS = {
    "aftermark", "denial", "embedded", "layout", "marks", "namesakes", "nearest", "noun", "ordinary",
    "phrase", "subject", "unnamed",
}  # fmt: skip
TEXT = "The critic of Ana Ruiz said the dam was old late on Monday."


@pytest.fixture(scope="module", params=HALVES)
def half(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.dear
def test_same_seed_same_stories(half: str) -> None:
    assert stories(7, half) == stories(7, half)
    assert [one.text for one in stories(7, half)] != [one.text for one in stories(8, half)]


def test_offsets_hold_and_nothing_is_left_unfilled(half: str) -> None:
    for story in stories(3, half):
        assert not re.search(r"[<>{}\[\]]", story.text), story
        assert len({quote.pieces for quote in story.quotes}) == len(story.quotes), story
        spans = [piece for quote in story.quotes for piece in quote.pieces]
        spans += [words for quote in story.quotes for words in quote.words]
        for start, end in spans:
            words = story.text[start:end]
            assert words and words == words.strip() and words[0] not in '"“', (story.id, words)
        assert all(0 <= start < end <= len(story.text) for start, end in story.no_quote), story
        ordered = sorted(piece for quote in story.quotes for piece in quote.pieces)
        assert all(one[1] <= other[0] for one, other in pairwise(ordered)), story


def test_who_must_be_named_is_named(half: str) -> None:
    for story in stories(5, half):
        plain = story.text.replace("’", "'").casefold()
        for name in {name for quote in story.quotes for name in quote.names[:1] if name}:
            first, *_, last = name.removeprefix("the ").casefold().split()[:1] * 2 + name.casefold().split()
            assert first in plain and last in plain, (story.id, name)


def test_every_kind_in_both_halves() -> None:
    seen, kept = (Counter(one.kind for one in templates(half)) for half in HALVES)
    assert set(seen) == set(kept) == KINDS
    assert all(seen[kind] >= 6 and kept[kind] >= 6 for kind in KINDS)
    names = [(one.kind, one.name) for half in HALVES for one in templates(half)]
    assert len(set(names)) == len(names)


def test_enough_stories() -> None:
    made = [story for half in HALVES for story in stories(1, half)]
    assert len({story.text for story in made}) >= 3_000
    assert sum(story.kind == "ordinary" for story in made) >= 400


def test_a_template_that_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="no line ---"):
        parse("one\nText.", "kind", "seen")
    with pytest.raises(ValueError, match="by her"):
        parse("one\nText.\n---\nby her", "kind", "seen")


def event(
    name: str | None, confidence: float = 0.95, span: tuple[int, int] = (27, 43), speaker: int = 10
) -> QuoteEvent:
    return QuoteEvent(
        id="00000000-0000-5000-8000-000000000000", story=StoryRef(uri="urn:x:1", version=1), kind="indirect",
        text=TEXT[slice(*span)], pieces=(Piece(start=span[0], end=span[1]),), cue=None,
        speaker=Words(start=0, end=speaker, text=TEXT[:speaker]), speaker_name=name, speaker_entity=None,
        attribution="nominal", confidence=confidence, zone="body", places=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("events", "faults"),
    [
        ([event(None)], []),
        ([event(None, speaker=22)], []),
        ([event(None, speaker=22), event(None)], []),
        ([], ["missing"]),
        ([event(None, span=(27, 30))], ["missing"]),
        ([event(None, span=(4, 43))], ["missing"]),
        ([event("Ana Ruiz")], ["never a speaker", "missing"]),
        ([event("Ruiz")], ["never a speaker", "missing"]),
        ([event("Tom Low")], ["speaker name", "missing"]),
        ([event(None, speaker=3)], ["speaker words", "missing"]),
        ([event(None, speaker=26)], ["speaker words", "missing"]),
        ([event(None), event(None, span=(4, 10))], ["no quote"]),
        ([event(None), event(None, span=(27, 49))], ["dangling"]),
    ],
)
def test_judging(events: list[QuoteEvent], faults: list[str]) -> None:
    quote = Expected(((27, 43),), (None,), ((0, 22),), ((4, 10),), "said", False)
    story = Story("seen/embedded/critic/0", "embedded", TEXT, (quote,), ("Ana Ruiz",), ((0, 22),), False)
    found = Judge(story).verdict(events)
    assert [fault.partition(":")[0] for fault in found.faults] == faults
