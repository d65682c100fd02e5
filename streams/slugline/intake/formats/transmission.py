"""Transmissions: what a teleprinter line sends, its control characters, and the notes it has for desks.

Shared by IPTC 7901 and ANPA 1312, which frame their messages alike.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.zones.datelines import leading
from slugline.lang.zone_words import ZoneWords
from slugline.records.story import Dateline

STX, ETX = "\x02", "\x03"
MOST_MESSAGES = 2_000
"""In one file; what follows is not looked at."""

_FRAME = re.compile(r"\x01")
_TELEX = re.compile(r"(?m)^[ \t]*ZCZC\b[^\n]*$")
_TELEX_END = re.compile(r"(?m)^[ \t]*NNNN\b")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_WORDS = ZoneWords("wire_copy")
_UNPUBLISHED = re.compile(rf"(?i)\b{_WORDS.alternation('unpublished')}[\W_]*$")
_NOTEBOOKS = _WORDS.words("notebooks")
_NOTE = re.compile(rf"(?i:{_WORDS.alternation('notes')})\b\s*(?:[:_–—-]|(?=[A-Z]{{2,}}\d))")
_FILED = re.compile(
    r"(?P<place>[^\W\d_][\w .,'’/-]{1,60}?) ?\((?P<agency>[A-Za-z][\w./-]{1,20})\) ?(?:--|[-–—_:])\s+(?=\S)"
)
_RULE = re.compile(r"(?:[*_=-]\s*){3,}")
_PRIVATE_LINE = 100
"""Characters of the longest line that says that what follows is private."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The lines of a message: its copy, and what stands below it for editors (private lines are dropped)."""

    copy: Sequence[str]
    notes: Sequence[str]


def messages(text: str) -> list[str]:
    """Return the messages in ``text``, with line feeds only and their framing cut off; at least one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x01" in text:
        parts = [part.partition("\x04")[0] for part in _FRAME.split(text, MOST_MESSAGES)[1:]]
    else:
        parts = [_TELEX_END.split(part, maxsplit=1)[0] for part in _TELEX.split(text, MOST_MESSAGES)]
    return [part.strip(" \n\0\x16\x04") for part in parts if part.strip(" \n\0\x16\x04")] or [""]


def cleaned(text: str) -> str:
    """Return ``text`` without the control characters of the line; tabs and line feeds stay."""
    return _CONTROLS.sub("", text)


def parted(lines: Sequence[str]) -> Parted:
    """Part the copy from the notes below it, and drop what is marked as not for publication."""
    end = private = len(lines)
    for at, line in enumerate(lines):
        bare = line.strip(" #*_=:-\t").casefold()
        alone = at == 0 or not lines[at - 1].strip() or _RULE.fullmatch(lines[at - 1].strip())
        if len(line) <= _PRIVATE_LINE and alone and '"' not in line and _UNPUBLISHED.search(line):
            private = at
            break
        if end == len(lines) and bare and (line.startswith("#") and bare.endswith(tuple(_NOTEBOOKS))):
            end = at
    copy = list(lines[: min(end, private)])
    while copy and (not copy[-1].strip() or _RULE.fullmatch(copy[-1].strip())):
        copy.pop()
    notes = [line.strip(" #*-") for line in lines[end:private] if not _RULE.fullmatch(line.strip() or "***")]
    return Parted(copy, [note for note in notes if note and not note.casefold().endswith(tuple(_NOTEBOOKS))])


def is_note(line: str) -> bool:
    """Tell whether a line above the copy is for editors: in brackets, or begun as such notes are."""
    bare = line.strip()
    return (bare[:1] == "(" and bare[-1:] == ")") or _NOTE.match(bare) is not None


def filed(texts: Sequence[str]) -> tuple[Dateline | None, list[Paragraph]]:
    """Return the dateline that the first paragraph starts with, and the paragraphs.

    Copy on these lines starts with place and agency in a fixed form, so an agency that nobody knows is told,
    too. What `leading` tells by itself is left to it.
    """
    found = _FILED.match(texts[0]) if texts else None
    if found is None or leading(texts[0]) is not None:
        return None, [Paragraph(text, None) for text in texts]
    rest = [texts[0][found.end() :], *texts[1:]]
    head = Paragraph(found[0].rstrip(), "dateline")
    return Dateline(place=found["place"], date=None), [head, *(Paragraph(text, None) for text in rest)]


def is_filed(text: str) -> bool:
    """Tell whether ``text`` starts with a place and an agency, or any other dateline."""
    return _FILED.match(text) is not None or leading(text, marked=True) is not None


def moment(year: int, month: int, day: int, clock: str) -> str | None:
    """Return a moment in UTC as RFC 3339; ``clock`` is HHMM. None if there is no such moment."""
    try:
        at = datetime(year, month, day, int(clock[:2]), int(clock[2:]))
    except ValueError:
        return None
    return f"{at.isoformat()}Z"


def starts(text: str) -> Iterator[str]:
    """Yield the first lines of ``text`` that are not blank, without framing and control characters."""
    for line in text[:2_000].splitlines():
        if bare := cleaned(line).strip():
            yield bare
