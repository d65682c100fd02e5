"""Moments as lines about embargoes write them: "00:01 GMT TUESDAY 31 DECEMBER 2030"."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from slugline.intake.zones.dates import MONTHS, WEEKDAYS, dates
from slugline.lang.zone_words import ZoneWords

LAST_ZONE = "-12:00"
"""Where no zone is told: it is that time everywhere then."""

FIRST_ZONE = "+14:00"
"""Where a time that no zone is told of may be that of sending: it is that time nowhere before."""

_WORDS = ZoneWords("embargoes")
_VAGUE = _WORDS.words("vague")
_FILLERS = _WORDS.words("fillers") | _VAGUE
_EVENTS = _WORDS.words("events")
_OF_DAY = _VAGUE | _WORDS.words("hour_words")
_HOURS = _WORDS.alternation("hours")
_ZONES = {one.rpartition(" ")[0]: one.rpartition(" ")[2] for one in _WORDS.entries("zones")}
_ZONE = re.compile(rf"(?i)\b(?:{'|'.join(sorted(map(re.escape, _ZONES), key=len, reverse=True))})\b")
_PLUS = re.compile(r"(?P<sign>[+-])(?P<h>\d{1,2})(?::?(?P<m>\d\d))?\b", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?i)\b(?:(?P<midnight>{_WORDS.alternation('midnights')})|(?P<noon>{_WORDS.alternation('noons')}))\b"
)
_CLOCK = re.compile(
    r"(?i)(?<![\d:.])(?:(?P<h>\d{1,2})[:.h](?P<m>\d\d)(?::(?P<s>[0-5]\d))?|(?P<hh>[012]\d)(?P<mm>[0-5]\d)(?!\d)"
    rf"|(?P<hour>\d{{1,2}})(?=\s?(?:[ap]\.?m\b|{_HOURS}(?!\w))))"
    r"(?P<half>\s?[ap]\.?m\b\.?)?"
)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::[0-5]\d)?)(?:[.,]\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)?")
_ENDING = ZoneWords("dates").alternation("day_endings")
_YEAR = re.compile(r"(?<![\d:.])(?:19|20)\d\d(?![\d:.])")
_WEEKDAY = re.compile(rf"(?i)\b(?:{'|'.join(sorted(WEEKDAYS))})\b")
_MONTH = re.compile(rf"(?i)\b(?:{'|'.join(sorted(MONTHS))})\.?\s+(?:19|20)\d\d\b")
_MONTHS = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_DAY = re.compile(
    rf"(?i)\b(?:(?P<d>\d{{1,2}}){_ENDING}?\s+(?P<w>{_MONTHS})|(?P<w2>{_MONTHS})\.?\s+(?P<d2>\d{{1,2}}){_ENDING}?)\b"
)
_WEEK = {name: number for number in range(7) for name in _WORDS.words(f"weekday_{number}")}


def tells_when(told: str) -> bool:
    """Whether a day or a time is told; a month with its year is neither."""
    bare = _MONTH.sub(" ", told) if not dates(told) else told
    return any(form.search(bare) for form in (_ISO, _CLOCK, _NAMED, _WEEKDAY)) or (
        bool(dates(told)) or bool(_DAY.search(bare))
    )


def tells_time(told: str) -> bool:
    """Whether a time of day is told; a year is none."""
    bare = _YEAR.sub(" ", _bare(told, ()))
    return any(form.search(bare) for form in (_ISO, _CLOCK, _NAMED))


def tells_date(told: str) -> bool:
    """Whether a day with its month, or a part of a day, is told; a weekday alone is neither."""
    vague = not _VAGUE.isdisjoint(re.findall(r"[^\W\d_]+", told.casefold()))
    return vague or bool(_ISO.search(told) or dates(told) or _DAY.search(told))


def is_year(rest: str) -> bool:
    """Whether no more is told than a year, or a month of one, which is when news ends and no desk's embargo.

    With a zone, or a word for hours, 2031 is a time.
    """
    bare = _YEAR.sub(" ", rest)
    return (
        bare != rest
        and not any(map(str.isdigit, bare))
        and not any(form.search(bare) for form in (_ZONE, _WEEKDAY, _NAMED))
        and _OF_DAY.isdisjoint(re.findall(r"[^\W\d_]+", bare.casefold()))
    )


def is_moment(rest: str) -> bool:
    """Whether nothing stands there but a moment: prose about an embargo has other words."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", _bare(rest))]
    strange = [word for word in words if word not in _FILLERS and word not in MONTHS and word not in WEEKDAYS]
    return len([word for word in strange if len(word) > 2]) == 0


def first_word(rest: str) -> str:
    """Return the first word of ``rest`` that says what it is about, casefolded: no moment's, no filler."""
    words = (word.casefold() for word in re.findall(r"[^\W\d_]+", rest))
    return next((word for word in words if len(word) > 2 and (word not in _FILLERS or word in _EVENTS)), "")


def until(rest: str, published: str | None) -> str | None:
    """Return the moment that ``rest`` is, RFC 3339; None where no day is told, or it cannot be told when.

    "The end of trading" of a day is later than its start, and so may be a number that is no part of a date or
    time that is known.
    """
    iso = _ISO.search(rest)
    if not iso and (_is_vague(rest) or _numbers_left(rest)):
        return None
    day = date.fromisoformat(iso[1]) if iso and _valid(iso[1]) else _day(rest, published)
    if day is None:
        return None
    hour, minute, second, days = _time(rest)
    moment = datetime(day.year, day.month, day.day, hour, minute, second) + timedelta(days=days)
    return f"{moment:%Y-%m-%dT%H:%M:%S}{_offset(iso[3] if iso and iso[3] else rest)}"


def _is_vague(rest: str) -> bool:
    return not tells_time(rest) and not _VAGUE.isdisjoint(re.findall(r"[^\W\d_]+", rest.casefold()))


def _numbers_left(rest: str) -> bool:
    return any(map(str.isdigit, _DAY.sub(" ", _bare(rest))))


def _bare(rest: str, forms: Sequence[re.Pattern[str]] | None = None) -> str:
    """Return ``rest`` without dates, and what has one of ``forms``: zones and times."""
    for one in reversed(dates(rest)):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    for form in (_ISO, _ZONE, _PLUS, _CLOCK, _NAMED) if forms is None else forms:
        rest = form.sub(" ", rest)
    return rest


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
    if one := _DAY.search(rest):
        return _next(start, MONTHS[(one["w"] or one["w2"]).casefold()], int(one["d"] or one["d2"]))
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


def _time(rest: str) -> tuple[int, int, int, int]:
    """Return hour, minute, second and days to add: midnight is the start of the day told."""
    bare = _ISO.sub(lambda one: str(one[2]), rest)
    for one in reversed(dates(bare)):
        bare = f"{bare[: one.start]} | {bare[one.end :]}"
    named = _NAMED.search(bare)
    if named:
        return (12, 0, 0, 0) if named["noon"] else (0, 0, 0, 0)
    clock = _CLOCK.search(bare)
    if not clock:
        return 0, 0, 0, 0
    hour = int(clock["h"] or clock["hh"] or clock["hour"])
    minute = int(clock["m"] or clock["mm"] or 0)
    half = (clock["half"] or "").strip().lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    if hour == 24 and minute == 0:
        return 0, 0, 0, 1
    return (hour, minute, int(clock["s"] or 0), 0) if hour < 24 and minute < 60 else (0, 0, 0, 1)


def _offset(rest: str) -> str:
    if rest in ("Z", "z"):
        return "+00:00"
    plus = _PLUS.search(re.sub(r"\d{4}-\d\d-\d\d|\d{1,2}-\d{1,2}-\d{4}", " ", rest))
    if plus and int(plus["h"]) <= 14:
        return f"{plus['sign']}{int(plus['h']):02d}:{plus['m'] or '00'}"
    zone = _ZONE.search(rest)
    return _ZONES[zone[0].casefold()] if zone else LAST_ZONE
