"""ANPA 1312, the text format of American agencies' lines, with its control characters or without them.

A message is a line with service and number; one with priority, category, slug, date and number of words;
lines that begin with a caret for slug, headline, notes and byline; paragraphs that begin with a tab; and what
desk sent it, and when.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from slugline.intake.formats import hard_wraps, transmission
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.start import Start
from slugline.intake.formats.takes import with_take
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.formats.transmission import ETX, STX
from slugline.intake.refused import Refused
from slugline.intake.signals.notes import is_address
from slugline.intake.zones.bylines import byline
from slugline.intake.zones.captions import same_start
from slugline.lang.zone_words import ZoneWords
from slugline.records.story import Concept, Story

SCHEME = "anpa1312"

_FIRST = re.compile(r"(?P<service>[A-Za-z])(?P<number>\d{4})[\x00-\x20]*(?P<more>[a-z0-9-]{0,12})\s*")
_SECOND = re.compile(
    r"(?P<priority>[a-z])[\x00-\x20]+(?P<category>[a-z])[\x00-\x20]+"
    r"(?P<slug>\S.{0,60}?)[\x00-\x20]+(?P<month>\d\d?)-(?P<day>\d\d?)(?:[\x00-\x20]+(?P<words>\d{0,6}))?\s*",
    re.IGNORECASE,
)
_CYCLE = re.compile(r"(?i)^[ap]m-|^bc-|^ap-|^[a-z]{2}-[a-z]{2}(?=--)")
_PICTURES = re.compile(r".{0,40}\b[A-Z]{1,5}\d{2,4}(?:, ?[A-Z]{1,5}\d{2,4})*")
_COUNT = re.compile(r",\s*\d{1,5}\s*$")
_REFERENCE = re.compile(r"\*?\d+|\*\S*")
_STAMP = re.compile(
    r"^[ \t\x03]*+\^?(?P<source>[A-Z]{2,6})-(?P<desk>[A-Z]{1,4})"
    r"-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)[ \t]{1,4}(?P<clock>\d{4})\s?(?P<zone>[A-Z]{3})\b",
    re.MULTILINE,
)
_ZONES = dict(one.rsplit(" ", 1) for one in ZoneWords("embargoes").entries("zones"))
"""How far zones of time are from UTC: the clock of a stamp is the desk's."""

_UTC = "+00:00"

_URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 6, "s": 6, "w": 6}
"""Flash, bulletin, urgent, regular, deferred, and copy sent in advance."""

_RAIL = "<=>| \t\r"
_DASH = re.compile(r"(?<=[\w\"”')\].,]) _+ (?=\S)")
_MARKS = {"```": "“‘", "``": "“", "`": "‘", "'''": "’”", "''": "”"}
_MARK = re.compile(r"`{2,3}|(?<!\w)`(?=\w)|'{2,3}")
_SEPARATOR = re.compile(r"[_*=\W]+")


def sniff(start: Start) -> bool:
    """Tell whether it starts with the two header lines."""
    lines = start.text.replace("\r", "\n").lstrip("\x16\0\n \x01")[:400].split("\n")
    lines = [line for line in lines if line.strip("\0 ")][:2]
    return len(lines) == 2 and bool(
        _FIRST.fullmatch(lines[0]) and _SECOND.fullmatch(lines[1].strip("\0 \x02"))
    )


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield a story for each message. Raises Refused where ``data`` is none."""
    for number, message in enumerate(transmission.messages(decoded(data)), 1):
        try:
            yield _read(message)
        except Refused as refused:
            yield refused.among(message.encode(), f"message {number}")


@dataclass(slots=True)
class _Head:
    """What the lines with a caret say."""

    headline: str | None = None
    slug: str | None = None
    standfirst: str | None = None
    authors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)


def _read(message: str) -> Story:
    lines = [line for line in message.split("\n", 4) if line.strip()]
    first = _FIRST.fullmatch(lines[0]) if lines else None
    second = _SECOND.fullmatch(lines[1].partition(STX)[0].strip("\0 ")) if len(lines) > 1 else None
    if not first or not second:
        raise Refused("unknown-format", f"no header lines of ANPA 1312: {message[:60]!r}")
    text = message[message.index(lines[1]) + (0 if STX in lines[1] else len(lines[1])) :]
    text = text.partition(STX)[2] if STX in text else text
    stamp = _STAMP.search(text)
    text = text[: stamp.start()] if stamp else text
    parts = transmission.parted(_plain(text.partition(ETX)[0]).split("\n"))
    caret = [line for line in parts.copy if line.startswith("^")]
    call = next((bare for line in caret if is_address(bare := line.strip("^" + _RAIL))), None)
    head = _head(caret)
    body = hard_wraps.paragraphs([line for line in parts.copy if not line.startswith("^")], indents=True)
    body = [text for text in body if not _SEPARATOR.fullmatch(text)] or head.more
    if call and body:
        body[0] = f"{call} {body[0]}"
    if head.standfirst and body and same_start(body[0], head.standfirst):
        head.standfirst = None
    sent = _sent(stamp)
    dateline, paragraphs = transmission.filed(body)
    found = Found(
        headline=head.headline,
        standfirst=head.standfirst if body != head.more else None,
        body=paragraphs,
        dateline=dateline,
        byline=tuple(dict.fromkeys(head.authors)),
        published=sent,
        received=sent,
        source=stamp["source"] if stamp else None,
        slugline=head.slug or second["slug"].strip("- "),
        urgency=_URGENCIES.get(second["priority"].lower()),
        priority=second["priority"],
        subjects=(Concept(qcode=second["category"], name=None, scheme=SCHEME),),
        editor_note="\n".join([*head.notes, *parts.notes]) or None,
    )
    return story(with_take(found))


def _head(lines: Sequence[str]) -> _Head:
    """Sort the lines with a caret: slug, headline, then notes, a summary, and who wrote it."""
    head = _Head()
    named = False
    for whole in lines:
        for line in whole.split("^")[1:]:
            credit = line.rstrip().endswith("=")
            bare = line.rstrip(_RAIL).strip()
            if not bare or _REFERENCE.fullmatch(bare) or is_address(bare):
                continue
            found = byline(bare) if credit or named else None
            if transmission.is_note(bare) or _PICTURES.fullmatch(bare):
                head.notes.append(bare)
            elif found and found.names:
                head.authors += found.names
                named = True
            elif head.slug is None and (_COUNT.search(bare) or _CYCLE.match(bare)):
                head.slug = _COUNT.sub("", bare).strip("- ")
            elif credit or named:
                named = True  # whom the authors write for
            elif head.headline is None:
                head.headline = bare
            else:
                head.more.append(bare)
    if len(head.more) == 1:
        head.standfirst = head.more[0]
    return head


def _sent(stamp: re.Match[str] | None) -> str | None:
    if stamp is None:
        return None
    year, month, day = int(stamp["year"]), int(stamp["month"]), int(stamp["day"])
    sent = transmission.moment(2000 + year, month, day, stamp["clock"])
    offset = _ZONES.get(stamp["zone"].casefold(), _UTC)
    return as_moment(f"{sent.removesuffix('Z')}{offset}") if sent and offset != _UTC else sent


def _plain(text: str) -> str:
    """Return ``text`` in today's characters: the line has no dash, and two marks for a quote mark."""
    return _DASH.sub(" — ", _MARK.sub(lambda found: _MARKS[found[0]], transmission.cleaned(text)))
