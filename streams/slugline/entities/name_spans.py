"""Where names stand in a story: the model's spans, mended at their edges, each with its zone."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import get_args

from slugline.entities.edges import mended
from slugline.reading.reading import Reading
from slugline.records.events import EntityType
from slugline.records.marks import Open
from slugline.records.story import Story
from slugline.records.zones import ZoneKind

TYPES = frozenset(get_args(EntityType))
RENAMED = {"LANGUAGE": "NORP"}
"""A language is named by the same word as those who speak it."""


@dataclass(slots=True)
class Spot:
    """One mention under work. Offsets are code points into the story's text, end exclusive."""

    start: int
    end: int
    text: str
    label: str
    zone: Open[ZoneKind]
    known: str = ""
    """Id in the user's authority file, if the mention was found through it."""
    quoted: bool = False
    """Whether it is a title in quote marks."""


class Places:
    """Which zone an offset of a story lies in."""

    def __init__(self, story: Story) -> None:
        """Take the story whose zones are asked for."""
        self.zones = story.zones
        self.starts = [zone.start for zone in story.zones]

    def kind(self, offset: int) -> Open[ZoneKind]:
        """Return the kind of the zone at ``offset``; body where there is none."""
        at = bisect_right(self.starts, offset) - 1
        return self.zones[at].kind if at >= 0 else "body"


def collect(reading: Reading) -> list[Spot]:
    """Return the names of ``reading`` in order, mended at their edges, each with its zone."""
    story = reading.story
    places = Places(story)
    spots: list[Spot] = []
    for name in reading.names:
        label = RENAMED.get(name.label, name.label)
        if label not in TYPES:
            continue
        if name.entry:
            spots.append(_spot(story, places, name.start, name.end, label, name.entry))
            continue
        for start, end in mended(story.text, name.start, name.end, label):
            if not spots or start >= spots[-1].end:
                spots.append(_spot(story, places, start, end, label))
    return spots


def _spot(story: Story, places: Places, start: int, end: int, label: str, known: str = "") -> Spot:
    return Spot(start, end, story.text[start:end], label, places.kind(start), known)
