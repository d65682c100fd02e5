"""Where names stand in a story: the model's spans, trimmed, before they are merged into entities."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import get_args

from spacy.tokens import Doc

from schemas.events import EntityType
from schemas.story import Story
from schemas.zones import ZoneKind
from streams.extract.naming import fold
from streams.extract.places import nation_of

TYPES = frozenset(get_args(EntityType))


@dataclass(slots=True)
class Spot:
    """One mention under work. Offsets are code points into the story's text, end exclusive."""

    start: int
    end: int
    text: str
    label: str
    zone: ZoneKind
    known: str = ""
    """Id in the user's authority file, if the mention was found through it."""


def collect(story: Story, doc: Doc) -> list[Spot]:
    """Return the mentions of ``doc`` in order, each with its zone."""
    starts = [zone.start for zone in story.zones]
    spots: list[Spot] = []
    for ent in doc.ents:
        if ent.label_ not in TYPES:
            continue
        start, end = ent.start_char, ent.end_char
        at = bisect_right(starts, start) - 1
        zone: ZoneKind = story.zones[at].kind if at >= 0 else "body"
        start, end = trimmed(story.text, start, end)
        if start < end:
            words = story.text[start:end]
            label = "NORP" if nation_of(fold(words)) else ent.label_
            spots.append(Spot(start, end, words, label, zone, ent.ent_id_))
    return spots


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without article, possessive ending, and quote marks, bullets or blanks at its edges."""
    while start < end and text[start] in " \t\r\n\"'“”‘’`([•·-*":
        start += 1
    if text[start : start + 4].lower() == "the " and end - start > 4:
        start += 4
    while end > start and text[end - 1] in ' \t\r\n"“”‘`,;:)]':
        end -= 1
    if end - start > 2 and text[end - 1] in "sS" and text[end - 2] in "'’":
        end -= 2
    elif end - start > 1 and text[end - 1] in "'’":
        end -= 1
    return start, end
