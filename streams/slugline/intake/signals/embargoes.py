"""Embargoes in copy: "EMBARGOED UNTIL 00:01 GMT TUESDAY 31 DECEMBER 2030" above a story."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from slugline.intake.zones.dates import MONTHS, WEEKDAYS, dates
from slugline.lang.zone_words import ZoneWords

LONGEST = 220
"""Code points; a longer block is a paragraph about an embargo."""

LAST_ZONE = "-12:00"
"""Where no zone is told: it is that time everywhere then."""

FIRST_ZONE = "+14:00"
"""Where a time that no zone is told of may be that of sending: it is that time nowhere before."""

_WORDS = ZoneWords("embargoes")
_LABEL = re.compile(rf"(?i)[\[(*_\s]*{_WORDS.alternation('embargoed')}(?!\w|-\w)\s*[:–—-]?\s*")
_INSIDE = re.compile(rf"(?i)(?<!\w){_WORDS.alternation('embargoed')}(?!\w|-\w)\s*[:–—-]?\s*")
_FILLERS = _WORDS.words("fillers")
_ZONES = {one.rpartition(" ")[0]: one.rpartition(" ")[2] for one in _WORDS.entries("zones")}
_ZONE = re.compile(rf"(?i)\b(?:{'|'.join(sorted(map(re.escape, _ZONES), key=len, reverse=True))})\b")
_PLUS = re.compile(r"(?P<sign>[+-])(?P<h>\d{1,2})(?::?(?P<m>\d\d))?\b", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?i)\b(?:(?P<midnight>{_WORDS.alternation('midnights')})|(?P<noon>{_WORDS.alternation('noons')}))\b"
)
_CLOCK = re.compile(
    r"(?i)(?<![\d:.])(?:(?P<h>\d{1,2})[:.h](?P<m>\d\d)(?::\d\d)?|(?P<hh>[012]\d)(?P<mm>[0-5]\d)(?!\d)"
    r"|(?P<hour>\d{1,2})(?=\s?[ap]\.?m))"
    r"(?P<half>\s?[ap]\.?m\b\.?)?"
)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?\s?(Z|[+-]\d\d:?\d\d)?")
_ENDING = ZoneWords("dates").alternation("day_endings")
_MARK = re.compile(r"\s*[\])*]+\s*[:–—-]?\s*|\s*:\s+|\s*(?:--|[–—|])\s*|\s+-\s+|(?<=[A-Za-z\d])-(?=[A-Z])")
_WEEKDAY = re.compile(rf"(?i)\b(?:{'|'.join(sorted(WEEKDAYS))})\b")
_MONTH = re.compile(rf"(?i)\b(?:{'|'.join(sorted(MONTHS))})\.?\s+(?:19|20)\d\d\b")
_HELD_ALONE = _WORDS.words("held_alone")
_DAY = re.compile(
    rf"(?i)\b(?:(?P<d>\d{{1,2}}){_ENDING}?\s+(?P<w>[^\W\d_]+)|(?P<w2>[^\W\d_]+)\.?\s+(?P<d2>\d{{1,2}}))\b"
)
_WEEK = {name: number for number in range(7) for name in _WORDS.words(f"weekday_{number}")}


@dataclass(frozen=True, slots=True)
class Embargo:
    """Until when, RFC 3339; None where no day is told or can be reckoned: held until someone says."""

    until: str | None


def embargo(text: str, published: str | None = None) -> Embargo | None:
    """Return the embargo that ``text`` as a whole is; None if it is copy.

    A weekday without a date is the next one from ``published`` on, a day without a year the next such day.
    A day without a time is held to the end of the day before, in the zone told.
    """
    if len(text) > LONGEST or "\n\n" in text:
        return None
    label = _LABEL.match(text)
    if not label:
        return None
    rest = text[label.end() :]
    if not _is_moment(rest):
        return None
    return Embargo(_until(rest, published))


def within(sentence: str, published: str | None = None) -> Embargo | None:
    """Return the embargo that a ``sentence`` of a note ends with: "This story is embargoed until 6 May."."""
    for label in _INSIDE.finditer(sentence[:LONGEST]):
        rest = sentence[label.end() :]
        if _tells_when(rest) and _is_moment(rest):
            return Embargo(_until(rest, published))
    return None


def in_front(headline: str, published: str | None = None) -> tuple[Embargo, int] | None:
    """Return the embargo that ``headline`` begins with, and where its own words begin.

    A mark parts the two: "EMBARGOED UNTIL 0600 GMT MON 9 NOV: Gold rises". Without a moment only some words
    hold a story, and only in capitals: "EMBARGOED: Gold rises".
    """
    label = _LABEL.match(headline)
    if not label:
        return None
    for mark in _MARK.finditer(headline, label.end(), LONGEST):
        told = headline[label.end() : mark.start()]
        if not _tells_when(told) or not _is_moment(told):
            continue
        if _words(headline[mark.end() :]):
            return Embargo(_until(told, published)), mark.end()
    alone = label[0].strip(" \t[(*_:–—-")
    marked = label[0].rstrip()[-1:] in ":–—-" or headline[label.end() : label.end() + 1] in ("]", ")", "*")
    if not (alone.isupper() and alone.casefold() in _HELD_ALONE and marked) or headline.isupper():
        return None
    if not _words(headline[label.end() :]):
        return None
    rest = headline[label.end() :]
    return Embargo(None), len(headline) - len(rest.lstrip(" ])*:–—-"))


def _tells_when(told: str) -> bool:
    """Whether a day or a time is told; a month with its year is neither."""
    bare = _MONTH.sub(" ", told) if not dates(told) else told
    return any(form.search(bare) for form in (_ISO, _CLOCK, _NAMED, _WEEKDAY)) or (
        bool(dates(told)) or any((one["w"] or one["w2"]).casefold() in MONTHS for one in _DAY.finditer(bare))
    )


def _words(text: str) -> bool:
    """Whether ``text`` has words that are no moment's: a headline's own."""
    return len(text[:LONGEST].split()) >= 2 and not _is_moment(text[:LONGEST])


def _is_moment(rest: str) -> bool:
    """Whether nothing stands there but a moment: prose about an embargo has other words."""
    bare = rest
    for one in reversed(dates(bare)):
        bare = f"{bare[: one.start]} {bare[one.end :]}"
    for form in (_ISO, _ZONE, _PLUS, _CLOCK, _NAMED):
        bare = form.sub(" ", bare)
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", bare)]
    strange = [word for word in words if word not in _FILLERS and word not in MONTHS and word not in WEEKDAYS]
    return len([word for word in strange if len(word) > 2]) == 0


def _until(rest: str, published: str | None) -> str | None:
    iso = _ISO.search(rest)
    day = date.fromisoformat(iso[1]) if iso and _valid(iso[1]) else _day(rest, published)
    if day is None:
        return None
    hour, minute, days = _time(rest)
    moment = datetime(day.year, day.month, day.day, hour, minute) + timedelta(days=days)
    return f"{moment:%Y-%m-%dT%H:%M:%S}{_offset(iso[3] if iso and iso[3] else rest)}"


def _valid(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day(rest: str, published: str | None) -> date | None:
    found = dates(rest)
    if found and found[0].iso:
        return date.fromisoformat(found[0].iso)
    start = date.fromisoformat(published[:10]) if published and _valid(published[:10]) else None
    if found or start is None:
        return None
    for one in _DAY.finditer(rest):
        month = MONTHS.get((one["w"] or one["w2"]).casefold())
        if month:
            return _next(start, month, int(one["d"] or one["d2"]))
    names = [_WEEK[word.casefold()] for word in re.findall(r"[^\W\d_]+", rest) if word.casefold() in _WEEK]
    if names:
        return start + timedelta(days=(names[0] - start.weekday()) % 7)
    return None


def _next(start: date, month: int, day: int) -> date | None:
    for year in (start.year, start.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= start - timedelta(days=31):
            return found
    return None


def _time(rest: str) -> tuple[int, int, int]:
    """Return hour, minute and days to add: midnight is the start of the day told."""
    bare = _ISO.sub(lambda one: one[2], rest)
    for one in reversed(dates(bare)):
        bare = f"{bare[: one.start]} | {bare[one.end :]}"
    named = _NAMED.search(bare)
    if named:
        return (12, 0, 0) if named["noon"] else (0, 0, 0)
    clock = _CLOCK.search(bare)
    if not clock:
        return 0, 0, 0
    hour = int(clock["h"] or clock["hh"] or clock["hour"])
    minute = int(clock["m"] or clock["mm"] or 0)
    half = (clock["half"] or "").strip().lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        return 0, 0, 1
    return (hour, minute, 0) if hour < 24 and minute < 60 else (0, 0, 1)


def _offset(rest: str) -> str:
    if rest in ("Z", "z"):
        return "+00:00"
    plus = _PLUS.search(re.sub(r"\d{4}-\d\d-\d\d|\d{1,2}-\d{1,2}-\d{4}", " ", rest))
    if plus and int(plus["h"]) <= 14:
        return f"{plus['sign']}{int(plus['h']):02d}:{plus['m'] or '00'}"
    zone = _ZONE.search(rest)
    return _ZONES[zone[0].casefold()] if zone else LAST_ZONE
