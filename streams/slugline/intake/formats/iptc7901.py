"""IPTC 7901, the text format of agencies' teleprinter lines, with its control characters or without them.

A message is a header line (source and number, priority, category, number of words, more), keywords that end
in a slash, the headline, the text, and the day and time it was sent.
"""

import re
from collections.abc import Iterator, Sequence

from slugline.intake.formats import hard_wraps, transmission
from slugline.intake.formats.found import Found, story
from slugline.intake.formats.html_paragraphs import Paragraph
from slugline.intake.formats.start import Start
from slugline.intake.formats.takes import with_take
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.formats.transmission import ETX, STX
from slugline.intake.refused import Refused
from slugline.intake.signals import labels
from slugline.intake.signals.labels import SLUG
from slugline.intake.zones.bylines import byline
from slugline.intake.zones.dates import MONTHS
from slugline.records.story import Concept, Story

SCHEME = "iptc7901"

_HEADER = re.compile(
    r"(?P<source>[A-Za-z]{2,6})(?P<number>\d{3,4}) +(?P<priority>[1-9]) +(?P<category>[A-Za-z]{1,4}) +"
    r"(?P<words>\d{1,6})(?:[ \t]+(?P<more>\S[^\n]{0,60}))?[ \t]*"
)
_STAMP = re.compile(
    r"(?P<day>\d\d)(?P<clock>\d{4})\s{0,4}(?:[A-Z]{3,4})?\s{1,4}(?P<month>[^\W\d_]{3,9})\.?\s{1,4}(?P<year>\d\d)\b"
)
_STAMPED = re.compile(rf"(?:^|\n)[ \t]*{_STAMP.pattern}[^\w]*(?:NNNN)?\W*$")
_SLUG = re.compile(rf"(?![A-Z]+(?:-[A-Z]+)*\s*$)[^\W\d_]\w*(?:[-/]{{1,2}}\w+)+/?|{SLUG}/?")
_LONGEST_HEADLINE = 220
_SERVICE = re.compile(r"[^\W\d_][\w-]*(?: [^\W\d_][\w-]*){0,2}")
_CODES = re.compile(r"[a-z]{2,4}(?:[ /-][a-z]{2,4}){1,5}")
_HEAD = 12
"""Lines above the text in which keywords, notes and headline are looked for."""

_TAIL = 8
"""Lines from the end in which the day and time are looked for."""


def sniff(start: Start) -> bool:
    """Tell whether it starts with a header line, and more of the format follows."""
    lines = list(transmission.starts(start.text))[: _HEAD + 2]
    while lines and lines[0].startswith("ZCZC"):
        lines = lines[1:]
    if not lines or not _HEADER.fullmatch(lines[0]):
        return False
    if STX in start.text[:2_000] or any(line.endswith(("/", "=")) for line in lines[1:_HEAD]):
        return True
    return len(lines) > 2 and (_SLUG.fullmatch(lines[1]) or _STAMPED.search(start.end)) is not None


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield a story for each message. Raises Refused where ``data`` is none."""
    for number, message in enumerate(transmission.messages(decoded(data)), 1):
        try:
            yield _read(message)
        except Refused as refused:
            yield refused.among(message.encode(), f"message {number}")


def _read(message: str) -> Story:
    first, _, rest = message.partition("\n")
    header = _HEADER.fullmatch(transmission.cleaned(first).strip())
    if not header:
        raise Refused("unknown-format", f"no header line of IPTC 7901: {first[:60]!r}")
    framed = STX in rest
    head, _, text = rest.partition(STX) if framed else ("", "", rest)
    text, _, tail = text.partition(ETX)
    lines = transmission.cleaned(text).split("\n")
    keywords, notes = [line.strip() for line in transmission.cleaned(head).split("\n") if line.strip()], []
    if not keywords:
        keywords, lines = _keywords(lines)
    stamp, lines = _stamp(transmission.cleaned(tail), lines)
    parts = transmission.parted(lines)
    headline, authors, above, body = _headline(parts.copy)
    notes = [*(line for line in keywords if transmission.is_note(line)), *above, *parts.notes]
    slug = " ".join(line for line in keywords if not transmission.is_note(line)).rstrip("/ ") or None
    above_body = [] if headline else _untold(body)
    dateline, paragraphs = transmission.filed(hard_wraps.paragraphs(body[len(above_body) :]))
    paragraphs = [*(Paragraph(line.strip(), None) for line in _joined(above_body)), *paragraphs]
    service = _SERVICE.match(header["more"] or "")
    found = Found(
        headline=headline,
        body=paragraphs,
        dateline=dateline,
        byline=authors,
        published=stamp,
        received=stamp,
        source=header["source"],
        provider=service[0] if service else None,
        slugline=slug,
        urgency=int(header["priority"]),
        priority=header["priority"],
        subjects=(Concept(qcode=header["category"], name=None, scheme=SCHEME),),
        keywords=tuple(part.strip() for part in re.split(r"[/;,]", slug or "") if part.strip()),
        editor_note="\n".join(notes) or None,
    )
    return story(with_take(found))


def _keywords(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part off the lines of keywords, where no control character ends them: the last ends in a slash.

    A slug alone on the first line is one, too.
    """
    for at, line in enumerate(lines[:5]):
        if line.rstrip().endswith("/"):
            return [one.strip() for one in lines[: at + 1] if one.strip()], list(lines[at + 1 :])
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if any(map(str.strip, lines[first + 1 :])) and _SLUG.fullmatch(lines[first].strip()):
        return [lines[first].strip()], list(lines[first + 1 :])
    return [], list(lines)


def _untold(lines: Sequence[str]) -> list[str]:
    """Return the lines in front of the first blank one if they are a headline, by their looks.

    No sign of equality tells where it ends. What desks have on a line of its own stands there, too.
    """
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    end = next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))
    told = [line.strip() for line in lines[start:end]]
    words = [line for line in told if not labels.line(line)]
    if not any(map(str.strip, lines[end:])) or not 0 < len(words) <= 3:
        return []
    headline = " ".join(words)
    if len(headline) > _LONGEST_HEADLINE or headline[-1] == "." or transmission.is_filed(headline):
        return []
    return list(lines[:end])


def _joined(lines: Sequence[str]) -> list[str]:
    """Return the headline in one line; a label on a line of its own stays one."""
    found: list[str] = []
    for line in (bare for line in lines if (bare := line.strip())):
        if found and not labels.line(found[-1]) and not labels.line(line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _headline(lines: Sequence[str]) -> tuple[str | None, tuple[str, ...], list[str], list[str]]:
    """Return the headline, the authors, the notes beside it, and the lines below it.

    It ends in a sign of equality, in the same line or one of the next; without one there is none to be told.
    """
    end = next((at for at, line in enumerate(lines[:_HEAD]) if line.rstrip().endswith("=")), None)
    start = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if end is None or any(not line.strip() for line in lines[start:end]):
        above = 0
        while start + above < len(lines) and transmission.is_note(lines[start + above]):
            above += 1
        return None, (), [line.strip() for line in lines[start : start + above]], list(lines[start + above :])
    parts = [line.strip(" =\t") for line in lines[start : end + 1]]
    notes = [line for line in parts if transmission.is_note(line)]
    bylines = [line for line in parts[1:] if line not in notes and byline(line, top=False)]
    names = tuple(name for line in bylines if (found := byline(line)) for name in found.names)
    words = [line for line in parts if line and line not in notes and line not in bylines]
    alone = [line for line in words if labels.line(line)]
    if alone and len(alone) < len(words):
        rest = " ".join(line for line in words if line not in alone)
        return None, names, notes, [*alone, rest, "", *lines[end + 1 :]]
    return " ".join(words) or None, names, notes, list(lines[end + 1 :])


def _stamp(tail: str, lines: list[str]) -> tuple[str | None, list[str]]:
    """Return when the message was sent, and the lines without that and the codes of who wrote it."""
    found = _STAMP.search(tail)
    kept = lines
    if not found:
        for at in range(len(lines) - 1, max(-1, len(lines) - 1 - _TAIL), -1):
            found = _STAMP.fullmatch(lines[at].strip())
            if found:
                kept = lines[:at]
                break
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    kept = kept[:end]
    if len(kept) > 1 and kept[-2].strip()[-1:] in ("", ".", '"') and _CODES.fullmatch(kept[-1].strip()):
        kept = kept[:-1]
    month = MONTHS.get(found["month"].casefold()) if found else None
    if not found or not month:
        return None, kept
    return transmission.moment(2000 + int(found["year"]), month, int(found["day"]), found["clock"]), kept
