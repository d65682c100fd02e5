"""A story as it is read: without invisible characters, with composed letters, plain blanks and whole lines.

The story's own text is never rewritten. What is found in the plain one is told in offsets of the story's own.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar

from slugline.reading import blanks
from slugline.records.story import Story, Zone

T = TypeVar("T")

_INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\u2066-\u206f\u202a-\u202e\ufeff\ufe0e\ufe0f"
"""Soft hyphens, zero-width characters, marks of direction, selectors of variants."""
_BLANKS = "\u00a0\u2002-\u200a\u202f\u205f\u3000"
_ODD = re.compile(rf"[{_INVISIBLE}]+|[{_BLANKS}]|[^\W\d_][\u0300-\u036f]+")


_LEAVES = frozenset((str, int, float, bool, type(None)))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the fields of a record; none of what is none."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()


@dataclass(frozen=True, slots=True)
class Plain:
    """A story to read instead of another, and the way back from its offsets."""

    story: Story
    origin: Story
    starts: Sequence[int]
    """For each character of the plain text where in the origin's text it stands, and one for the end."""
    ends: Sequence[int]
    """The same for where it ends, what is invisible behind it left out."""

    def back(self, found: T) -> T:
        """Return what was ``found``, an event or several, with offsets into the text of the origin."""
        done: Any = found
        kind: type = type(found)
        if isinstance(found, tuple):
            done = tuple(map(self.back, found))
        elif names := _names(kind):
            own = {name: getattr(found, name) for name in names}
            values = {name: one if type(one) in _LEAVES else self.back(one) for name, one in own.items()}
            start, end = values.get("start"), values.get("end")
            if isinstance(start, int) and isinstance(end, int):
                values["start"], values["end"] = (
                    self.starts[start],
                    self.ends[end - 1] if end > start else self.starts[start],
                )
                if "text" in values:
                    values["text"] = self.origin.text[values["start"] : values["end"]]
            done = kind(**values)
        return done  # type: ignore[no-any-return]  # of the type it had


def plain(story: Story) -> Plain | None:
    """Return ``story`` with plain letters and blanks; None where it has no others."""
    text = story.text
    whole = blanks.joined(text, story.zones)
    edits = list(_edits(text, story.zones, whole))
    if not edits:
        return None
    pieces: list[str] = []
    starts = array("I")
    ends = array("I")
    at = 0
    for start, end, new in edits:
        if start < at:
            continue
        pieces += (text[at:start], new)
        starts.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        starts.extend([start] * len(new))
        ends.extend([end] * len(new))
        at = end
    pieces.append(text[at:])
    starts.extend(range(at, len(text) + 1))
    ends.extend(range(at + 1, len(text) + 1))
    zones = (
        Zone(kind=zone.kind, start=bisect_left(starts, zone.start), end=bisect_left(starts, zone.end))
        for zone in whole
    )
    bare = replace(
        story,
        text="".join(pieces),
        zones=tuple(zone for zone in zones if zone.start < zone.end),
        headline=story.headline and letters(story.headline),
        byline=tuple(map(letters, story.byline)),
    )
    return Plain(bare, story, starts, ends)


def _edits(text: str, zones: Sequence[Zone], whole: Sequence[Zone]) -> Iterator[blanks.Edit]:
    """Yield what is to be read otherwise in the order of the text, the longer of two first."""
    found = list(blanks.edits(text, zones))
    if len(whole) < len(zones):
        edges = {zone.end for zone in whole}
        found += [(one.end, after.start, " ") for one, after in pairwise(zones) if one.end not in edges]
    if not text.isascii():
        found += [(match.start(), match.end(), _plain(match[0])) for match in _ODD.finditer(text)]
    yield from sorted(found, key=lambda edit: (edit[0], -edit[1]))


def letters(text: str) -> str:
    """Return ``text`` in plain letters."""
    return text if text.isascii() else _ODD.sub(lambda found: _plain(found[0]), text)


def _plain(odd: str) -> str:
    if odd[0].isalpha():
        return unicodedata.normalize("NFC", odd)
    return " " if odd.isspace() else ""
