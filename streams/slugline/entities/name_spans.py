"""Where names stand in a story: the model's spans, mended at their edges, each with its zone."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import get_args

from slugline.entities.geonames import Place
from slugline.entities.name_edges import mended
from slugline.reading.reading import Reading
from slugline.records.events import EntityType
from slugline.records.marks import Open
from slugline.records.story import Story
from slugline.records.zones import ZoneKind

TYPES = frozenset(get_args(EntityType))
RENAMED = {"LANGUAGE": "NORP"}
"""A language is named by the same word as those who speak it."""

LONGEST = 300
"""Code points of the longest name; what the model takes for a longer one is none."""


@dataclass(slots=True)
class NameSpan:
    """One mention under work. Offsets are code points into the story's text, end exclusive."""

    start: int
    end: int
    text: str
    label: str
    zone: Open[ZoneKind]
    entry: str = ""
    """Id in the user's authority file, if the mention was found through it."""
    quoted: bool = False
    """Whether it is a title in quote marks."""
    sex: str = ""
    """Of a person's last name: m or f, where "Mr" or "Mrs" stands before it."""
    place: Place | None = None
    """The place it means, if that is sure."""


class ZoneKinds:
    """Which zone an offset of a story lies in."""

    def __init__(self, story: Story) -> None:
        """Take the story whose zones are asked for."""
        self.zones = story.zones
        self.starts = [zone.start for zone in story.zones]

    def at(self, offset: int) -> Open[ZoneKind]:
        """Return the kind of zone at ``offset``; body where there is none."""
        at = bisect_right(self.starts, offset) - 1
        return self.zones[at].kind if at >= 0 else "body"


def named_spans(reading: Reading) -> list[NameSpan]:
    """Return the names of ``reading`` in order, mended at their edges, each with its zone."""
    story = reading.story
    zones = ZoneKinds(story)
    spans: list[NameSpan] = []
    for name in reading.names:
        label = RENAMED.get(name.label, name.label)
        if label not in TYPES or name.end - name.start > LONGEST:
            continue
        if name.entry:
            spans.append(_span(story, zones, name.start, name.end, label, name.entry))
            continue
        for start, end in mended(story.text, name.start, name.end, label):
            if not spans or start >= spans[-1].end:
                spans.append(_span(story, zones, start, end, label))
    return spans


def _span(story: Story, zones: ZoneKinds, start: int, end: int, label: str, entry: str = "") -> NameSpan:
    return NameSpan(start, end, story.text[start:end], label, zones.at(start), entry)
