"""Blanks as a reader sees them: lines broken to fit a column are one line, glued sentences are two.

An edit is (start, end, what to read there instead), offsets into the story's text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from slugline.lang.vocabulary import CLASSES
from slugline.records.story import Zone

Edit = tuple[int, int, str]

_SOFT = "\N{SOFT HYPHEN}"
_BREAK = re.compile(rf"({_SOFT}?)[ \t\u00a0]*\r?\n[ \t\u00a0]*(?=\S)")
_GAP = re.compile(r"[ \t\u00a0]*\n\s*")
_PIECE = re.compile(r"[^\W_][-‑]$")
"""A word that was broken behind its hyphen."""
_GLUED = re.compile(r"\w[.!?,…][\"“”](?=[^\W_])|[.!?…][\"”]?[\"“](?=[^\W_])")
_MARKS = re.compile(r"[\"“”]")
_BARE = re.compile(r"\b[a-z]{3,}[.!?]\)?(?=[A-Z][a-z]*(?:\s[a-z(]|['’]))")
"""A sentence that ends and the next without a blank between ("the pier.The mayor")."""
_LETTER = re.compile(r"[^\W\d_]")
LEAST_LINE = 25
"""A paragraph that goes on behind a blank line has at least this many characters."""
LONGEST = 4_000
"""Paragraphs are put together into one of at most this many characters."""
_GOES_ON = re.compile(rf"[^\W\d_]\s(?:{'|'.join(sorted(CLASSES['article']))})$")


def joined(text: str, zones: Sequence[Zone]) -> tuple[Zone, ...]:
    """Return the zones with those put together that a blank line parts in the middle of a sentence."""
    found: list[Zone] = []
    for zone in zones:
        if found and _goes_on(text, found[-1], zone):
            found[-1] = replace(found[-1], end=zone.end)
        else:
            found.append(zone)
    return tuple(found)


def _goes_on(text: str, above: Zone, zone: Zone) -> bool:
    """Return whether the first sentence of ``zone`` began in the paragraph above."""
    if not above.kind == zone.kind == "body" or zone.end - above.start > LONGEST:
        return False
    if _GAP.fullmatch(text, above.end, zone.start) is None:
        return False
    line = text.rfind("\n", above.start, above.end) + 1
    if above.end - max(line, above.start) < LEAST_LINE:
        return False
    last, first = text[above.end - 1], text[zone.start]
    if not (last == "," or _LETTER.match(last)):
        return False
    return first.islower() or _GOES_ON.search(text, max(above.start, above.end - 8), above.end) is not None


def edits(text: str, zones: Sequence[Zone]) -> Iterator[Edit]:
    """Yield what is to be read otherwise in the zones, in the order of the text."""
    for zone in zones:
        found: list[Edit] = []
        if text.find("\n", zone.start, zone.end) >= 0:
            found += _unwrapped(text, zone)
        found += _unglued(text, zone)
        yield from sorted(found)


def _unwrapped(text: str, zone: Zone) -> Iterator[Edit]:
    """Yield each line break that stands for a blank; a word broken behind its hyphen is whole again."""
    for match in _BREAK.finditer(text, zone.start, zone.end):
        before = text[max(zone.start, match.start() - 2) : match.start()]
        whole = match[1] or (_PIECE.search(before) and _LETTER.match(text, match.end()))
        yield match.start(), match.end(), "" if whole else " "


def _unglued(text: str, zone: Zone) -> Iterator[Edit]:
    """Yield the blanks that are missing between sentences, and beside marks that have none at either side."""
    for match in _BARE.finditer(text, zone.start, zone.end):
        yield match.end(), match.end(), " "
    if _GLUED.search(text, zone.start, zone.end) is None:
        return
    opened = False
    places: list[int] = []
    for match in _MARKS.finditer(text, zone.start, zone.end):
        at, sign = match.start(), match[0]
        glued = at > zone.start and _GLUED.match(text, at - 2) is not None
        opens = sign == "“" or (sign == '"' and not opened)
        if opens == opened:
            return
        if glued:
            places.append(at if opens else at + 1)
        opened = opens
    if not opened:
        yield from ((at, at, " ") for at in places)
