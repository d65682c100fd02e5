"""Copy with every kind of place that is easily taken for another, read by the model."""

import re
from collections import Counter
from functools import cache

import pytest

from slugline.enrichment import enrich
from slugline.entities.geonames import towns_named
from slugline.intake.formats.plain_text import read_text
from slugline.reading.reader import Reader
from slugline.records.events import EntityEvent
from tests.quality.place_traps import KINDS, Trap, traps


def key(what: str) -> str | None:
    """The id that ``what`` stands for: "US-TX:paris", "US-GA", "GE"; None for "-"."""
    code, town, name = what.partition(":")
    if town:
        return next(one.key for one in towns_named(name) if one.code.startswith(code))
    return None if what == "-" else f"iso:{what}"


def given(event: EntityEvent | None) -> str | None:
    links = event.links if event else None
    return (
        event.entity_id if event and links and (links.iso3166 or links.iso3166_2 or links.geonames) else None
    )


@cache
def judged(reader: Reader) -> tuple[tuple[Trap, str, str], ...]:
    """Each mention: its copy, its words, and whether its place is right, wrong, missed or rightly none."""
    found = []
    for trap in traps():
        [split] = enrich([read_text(trap.text, uri="test:1")], reader)
        for (start, end), what in trap.gold.items():
            if what.startswith("nation:"):
                continue
            here = next(
                (
                    event
                    for event in split.enriched.entities
                    for mention in event.mentions
                    if mention.start < end and start < mention.end
                ),
                None,
            )
            wanted, got = key(what), given(here)
            verdict = (
                "missed" if wanted and not got else "wrong" if wanted != got else "right" if got else "none"
            )
            found.append((trap, trap.text[start:end], verdict))
    return tuple(found)


@pytest.mark.parametrize("unseen", [False, pytest.param(True, marks=pytest.mark.dear)])
def test_places_are_right_or_none(unseen: bool, reader: Reader) -> None:
    mine = [one for one in judged(reader) if one[0].unseen is unseen]
    counts = Counter(verdict for *_, verdict in mine)
    assert len(mine) > 250
    wrong = [f"{trap.kind}: {words} in {trap.text}" for trap, words, verdict in mine if verdict == "wrong"]
    assert counts["right"] >= 0.98 * (counts["right"] + counts["wrong"]), wrong
    assert counts["right"] + counts["none"] >= 0.92 * len(mine)


def test_the_copy_is_well_formed() -> None:
    kinds = {trap.kind for trap in traps()}
    assert kinds == {kind for kind, *_ in KINDS}
    for trap in traps():
        assert not re.search(r"[{}|>]", trap.text)
        assert all(trap.text[start:end].strip() == trap.text[start:end] != "" for start, end in trap.gold)
