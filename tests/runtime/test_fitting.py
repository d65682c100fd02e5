"""As many events of a story as its record has room for."""

from dataclasses import replace
from itertools import pairwise

import pytest

from slugline.kinds import KINDS
from slugline.records.codec import encode
from slugline.records.story import Zone
from slugline.runtime.fitting import fitted
from tests.records.records import ENRICHED, ENTITY, QUOTE, TOPIC

MANY = replace(ENRICHED, entities=(ENTITY,) * 40, quotes=(QUOTE,) * 40, topics=(TOPIC,) * 3)
EMPTY = len(encode(replace(MANY, entities=(), quotes=(), topics=(), truncated=True)))
WHOLE = len(encode(MANY))


def test_what_fits_stays_as_it_is() -> None:
    assert fitted(MANY, WHOLE) is MANY
    assert not MANY.truncated


@pytest.mark.parametrize("room", [0, 200, 2_000, 9_000, WHOLE - EMPTY - 1])
def test_what_is_too_long_keeps_the_first_of_each_kind(room: int) -> None:
    found = fitted(MANY, EMPTY + room)
    assert found.truncated
    assert len(encode(found)) <= EMPTY + room
    for kind in KINDS:
        kept = getattr(found, kind.plural)
        assert kept == getattr(MANY, kind.plural)[: len(kept)]
    least = min(len(encode(event)) for kind in KINDS for event in getattr(MANY, kind.plural))
    assert any(getattr(found, kind.plural) for kind in KINDS) == (room > least)


def test_no_kind_pushes_out_another() -> None:
    found = fitted(MANY, EMPTY + 12_000)
    assert found.topics == MANY.topics
    assert 0 < len(found.quotes) < len(MANY.quotes)
    assert 0 < len(found.entities) < len(MANY.entities)


def test_a_text_that_is_too_long_by_itself_keeps_no_events() -> None:
    found = fitted(MANY, 10)
    assert not any(getattr(found, kind.plural) for kind in KINDS)


@pytest.mark.parametrize("text", ['"' * 30_000, "\\" * 30_000, "It rained.\n" + '"' * 20_000, "\t" * 9_000])
@pytest.mark.parametrize("beside", [0, 1, 400, 3_000])
def test_a_text_of_escapes_is_cut_and_goes_out(text: str, beside: int) -> None:
    ends = (0, 10, len(text), len(text))
    zones = tuple(Zone(kind="body", start=start, end=end) for start, end in pairwise(ends))
    story = replace(MANY, text=text, zones=zones)
    limit = EMPTY + len(text) + beside
    found = fitted(story, limit)
    assert limit - 8 < len(encode(found)) <= limit
    assert found.truncated and text.startswith(found.text) and found.text
    assert not any(getattr(found, kind.plural) for kind in KINDS)
    assert found.zones[-1].end == len(found.text)
