"""Posts of a live blog: paragraphs that begin with the time, each a new post."""

import re
from collections.abc import Iterable

from slugline.quotes.tags import FUNCTION
from slugline.records.story import Zone

_HALF = "|".join(map(re.escape, sorted(FUNCTION["half of the day"], key=len, reverse=True)))
_CLOCK = "|".join(sorted(FUNCTION["clock"])).upper()
TIME = re.compile(
    rf"[\[(]?(?:\d{{1,2}}[:.]\d\d(?::\d\d)?h?(?:\s?(?i:{_HALF})(?!\w))?|\d{{1,2}}\s?(?:{_HALF})(?!\w))"
    rf"(?:\s(?:{_CLOCK})\b)?[\])]?\s?[-–—:|•]?(?:\s+(?=[\"“‘'(\[]?[^\W\d_a-z])|\s*$)"
)
LONGEST = 40
"""A time has at most so many characters."""
KINDS = frozenset(("body", "bullet"))


def find(text: str, zones: Iterable[Zone]) -> dict[int, int]:
    """Return for each post by the offset of its zone where its words begin; none unless there are several."""
    found: dict[int, int] = {}
    for zone in zones:
        if zone.kind in KINDS and text[zone.start] in "([0123456789":
            time = TIME.match(text, zone.start, min(zone.end, zone.start + LONGEST))
            if time is not None:
                found[zone.start] = time.end()
    return found if len(found) > 1 else {}
