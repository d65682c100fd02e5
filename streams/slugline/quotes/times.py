"""Times: where a phrase of time begins and ends, and which of its words is somebody's name."""

from slugline.quotes.paragraph import Line
from slugline.reading.tags import (
    ADVERB,
    DETERMINER,
    FUNCTION,
    GENITIVE,
    PREPOSITION,
    SPEAKS,
    WHEN,
)

BEFORE_TIME = FUNCTION["before a time phrase"]
MONTHS = FUNCTION["month"] | FUNCTION["time with a capital"]
TIMES = FUNCTION["time"]
HALVES = FUNCTION["half of the day"]
YEAR = 4
"""How many digits a year has."""


def behind_date(line: Line, at: int, end: int) -> int:
    """Return the item behind a date or time of day at item ``at`` ("May 3", "May 3, 2021", "10:15 a.m.").

    ``at`` if none is there. A number behind a month counts what follows, as in "in May 30 people died", if
    no preposition of days stands before it.
    """
    stop = behind_clock(line, at, end)
    if stop > at or at >= end:
        return stop
    if _number(line, at) and at + 1 < end and _month(line, at + 1):
        stop = at + 2
    elif not _month(line, at):
        return at
    else:
        stop = at + 1
        day = line.low[at - 1] in BEFORE_TIME or not line.has(at - 1, PREPOSITION)
        if stop < end and _number(line, stop) and day:
            stop += 1
    year = stop + (stop + 1 < end and line.low[stop] == ",")
    return year + 1 if year < end and _number(line, year) and len(line.low[year]) == YEAR else stop


def behind_clock(line: Line, at: int, end: int) -> int:
    """Return the item behind a time of day at item ``at`` ("10:15", "3 p.m."); ``at`` if none is there."""
    if at >= end or not _number(line, at):
        return at
    stop = at + 1
    minutes = stop + 1 < end and line.low[stop] == ":" and _number(line, stop + 1)
    stop += 2 * minutes
    half = stop < end and line.low[stop] in HALVES
    return stop + half if minutes or half else at


def _number(line: Line, at: int) -> bool:
    return line.low[at].isdigit()


def _month(line: Line, at: int) -> bool:
    return line.has(at, WHEN) and line.low[at] in MONTHS


def called_so(line: Line, at: int, low: int) -> bool:
    """Return whether a month is somebody's name: behind another name and no preposition ("Theresa May")."""
    if line.low[at] not in MONTHS or not line.capital(at) or at <= low:
        return False
    if at + 1 < len(line) and line.low[at + 1][:1].isdigit():
        return False
    before = at - 1
    other = DETERMINER | PREPOSITION | ADVERB | WHEN | SPEAKS
    return line.capital(before) and not line.has(before, other) and line.low[before] not in BEFORE_TIME


def behind_time(line: Line, begin: int, end: int) -> int:
    """Return where a time phrase ends that opens the range ("Two days later Klein"), else ``begin``."""
    at, behind = begin, begin
    while at < end - 1:
        time = line.has(at, WHEN) and not names_time(line, at, begin)
        if time or (behind > begin and (line.has(at, ADVERB) or line.low[at][:1].isdigit())):
            behind = at + 1
        elif behind > begin or not (line.has(at, DETERMINER) or line.low[at] in BEFORE_TIME):
            break
        at += 1
    return behind


def names_time(line: Line, at: int, begin: int) -> bool:
    """Return whether item ``at`` is a time in a name ("April Klein", "a Morning Post poll")."""
    if at + 1 < len(line) and line.has(at + 1, GENITIVE):
        return True
    if not line.capital(at):
        return False
    if line.low[at] not in MONTHS:
        return line.low[at] in TIMES and at > begin
    return at == begin and (at == 0 or not (line.has(at - 1, PREPOSITION) or line.low[at - 1] in BEFORE_TIME))
