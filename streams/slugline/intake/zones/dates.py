"""Calendar dates in plain text, in the orders and languages wires write them."""

import re
from dataclasses import dataclass
from datetime import date

from slugline.intake.zones.remembered import remembered
from slugline.lang.zone_words import ZoneWords

LONGEST = 400
"""Code points looked at: a date line is short, and this bounds the work."""

_WORDS = ZoneWords("dates")
MONTHS = {name.casefold(): number for number in range(1, 13) for name in _WORDS.entries(f"month_{number}")}
"""Casefolded name or abbreviation (no full stop), as it stands in a date, to the number of the month."""

WEEKDAYS = _WORDS.words("weekdays")

_WORD = r"[^\W\d_]+"
_ENDING = _WORDS.alternation("day_endings")
_DAY = rf"(?:\d{{1,2}}(?:{_ENDING}|º|ª|\.)?)"
_YEAR = r"(?:19|20)\d\d"
_FORMS = (
    re.compile(rf"(?<![\d.])(?P<y>{_YEAR})(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d)"),
    re.compile(rf"(?P<y>{_YEAR})\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]"),
    re.compile(rf"(?<![\d.])(?P<a>\d\d?)(?P<sep>[-/.])(?P<b>\d\d?)(?P=sep)(?P<y>{_YEAR})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>{_DAY})[\s-]+(?:{_WORDS.alternation('month_joiners')}\s+)?(?P<word>{_WORD})\.?,?"
        rf"[\s-]+(?:{_WORDS.alternation('year_joiners')}\s+)?(?P<y>{_YEAR})(?!\d)"
    ),
    re.compile(rf"(?<!\w)(?P<word>{_WORD})\.?\s+(?P<d>{_DAY}),?\s+(?P<y>{_YEAR})(?!\d)"),
)
_ANY_YEAR = re.compile(_YEAR)
_MONTH_JOINERS = _WORDS.words("month_joiners")
_NUMBER = re.compile(rf"\d{{1,2}}{_ENDING}?|{_YEAR}")
_LABELS = re.compile(
    rf"(?i:\b(?:{_WORDS.alternation('label_starts')} )?{_WORDS.alternation('labels')}\b"
    rf"(?: {_WORDS.alternation('label_ends')}\b){{0,2}}"
    rf"|\b{_WORDS.alternation('fields')}\s*:"
    rf"|\b(?:\d+ {_WORDS.alternation('reading_times')}|{_WORDS.alternation('time_zones')})\b)"
    rf"|\b{_WORDS.alternation('small_words')}\b\.?"
)
_CLOCK = re.compile(
    r"(?:\b|T)\d{1,2}[:.h]\d{2}(?::\d{2})?(?:Z\b|\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date and where it stands: ``start`` and ``end`` (exclusive) count code points into the text."""

    start: int
    end: int
    iso: str | None
    """``YYYY-MM-DD``; None where day and month cannot be told apart (03/04/2025)."""


@remembered
def dates(text: str) -> tuple[Found, ...]:
    """Return the dates with a year in the first LONGEST code points of ``text``, in order."""
    found: list[Found] = []
    if not _ANY_YEAR.search(text, 0, LONGEST):
        return ()
    for form in _FORMS:
        for match in form.finditer(text, 0, LONGEST):
            one = _read(match)
            if one and all(one.end <= other.start or one.start >= other.end for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def leading_date(text: str) -> int:
    """Return how many code points the date with a year takes that ``text`` begins with; 0 if none does."""
    found = dates(text[:40])
    return found[0].end if found and not found[0].start else 0


def without_dates(text: str) -> str:
    """Return what is left of ``text`` without dates, clock times, time zones and the words that label them.

    A bar stands where a date stood.
    """
    for one in reversed(dates(text)):
        text = f"{text[: one.start]} | {text[one.end :]}"
    return _LABELS.sub(" ", _CLOCK.sub(" ", text))


@remembered
def day_and_month(text: str) -> bool:
    """Tell whether ``text`` is a date as datelines write it, often without a year: "Feb 13", "13 février"."""
    found = re.findall(r"\w+", text.casefold())
    months = sum(word in MONTHS for word in found)
    numbers = [word for word in found if _NUMBER.fullmatch(word)]
    joiners = sum(word in _MONTH_JOINERS for word in found)
    return months == 1 and 1 <= len(numbers) <= 2 and len(found) == months + len(numbers) + joiners


def _read(match: re.Match[str]) -> Found | None:
    part = match.groupdict()
    year = int(part["y"])
    if part.get("a"):
        first, second = int(part["a"]), int(part["b"])
        return _numeric(match, year, first, second, ambiguous=part["sep"] != ".")
    month = int(part["m"]) if part.get("m") else MONTHS.get(part["word"].casefold(), 0)
    day = int(re.sub(r"\D", "", part["d"]))
    return _found(match, year, month, day)


def _numeric(match: re.Match[str], year: int, first: int, second: int, *, ambiguous: bool) -> Found | None:
    if ambiguous and first != second and first <= 12 and second <= 12:
        return Found(match.start(), match.end(), None)
    if second > 12:
        first, second = second, first
    return _found(match, year, second, first)


def _found(match: re.Match[str], year: int, month: int, day: int) -> Found | None:
    try:
        return Found(match.start(), match.end(), date(year, month, day).isoformat())
    except ValueError:
        return None
