"""Lines of nothing but a date and time, whatever way a page writes them: "Updated / Sat, 2 Aug 2030"."""

import re

from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.dates import MONTHS, WEEKDAYS, dates, without_dates
from slugline.intake.zones.remembered import remembered
from slugline.lang.zone_words import ZoneWords, towns

LONGEST = 120
"""Code points; a longer line says more than a date."""

_WORDS = ZoneWords("dates")
_ENDINGS = _WORDS.alternation("day_endings")
_TOKEN = re.compile(rf"\d+(?:{_ENDINGS})?(?![^\W\d_])|\d+|[^\W\d_]+")
_ZONES = _WORDS.words("time_zones")
_BESIDE = (
    frozenset(
        word
        for name in (
            "labels",
            "label_starts",
            "label_ends",
            "fields",
            "small_words",
            "day_parts",
            "beside_dates",
        )
        for entry in _WORDS.entries(name)
        for word in entry.casefold().split()
    )
    | ZoneWords("notices").words("ago")
    | ZoneWords("notices").words("ago_words")
)
_BESIDE_DATES = 3
"""Unknown words beside a date on its line."""

_GLUED = re.compile(r"(?<=\b(?:19|20)\d\d)(?=\d{1,2}:\d\d)|(?<=[A-Z]{3})(?=[A-Z][a-z]{4})")
"""Where a page's lines run into each other: "May 7, 20303:14 PM UTCUpdated"."""

_TOWN = re.compile(r"\(([^()\d]{3,30})\)")
_NUMERIC = re.compile(r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b")
_LABELS = _WORDS.words("labels")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PARTS = re.compile(r"\s[-–—]\s|[,|/•·]")
_CALLED = re.compile(rf"(?: {_WORDS.alternation('behind_an_agency')})+$")
_SECTIONS = ZoneWords("sections").words("names")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")


@remembered
def is_date_line(text: str) -> bool:
    """Tell whether ``text`` has a date or a day and time in it, and no word that belongs to neither."""
    if len(text) > LONGEST or not any(map(str.isdigit, text)):
        return False
    text = _GLUED.sub(" ", text)
    text = _TOWN.sub(lambda found: "" if found[1].casefold() in towns() else found[0], text)
    tokens = [token.casefold() for token in _TOKEN.findall(text)]
    words = [token for token in tokens if not token[0].isdigit()]
    if any(not (_is_day(word) or word in _ZONES or word in _BESIDE) for word in words):
        return False
    days = sum(word in MONTHS for word in words)
    if days:
        return len(tokens) > len(words)
    timed = _CLOCK.search(text) is not None
    told = any(word in WEEKDAYS or word in _LABELS for word in words)
    return _NUMERIC.search(text) is not None or (timed and told)


def is_dated(text: str) -> bool:
    """Tell whether a date with a year stands in ``text`` with little else and no sentence around it.

    "First aired 3 May 2030"; "Norvik Press | May 3, 2030 at 10:15". Believed only between headline and story.
    """
    if len(text) > LONGEST or not _YEAR.search(text) or not dates(text) or text[-1] in "!?:;":
        return False
    left = re.findall(r"[^\W\d_]+", without_dates(text))
    return sum(word.casefold() not in _BESIDE for word in left) <= _BESIDE_DATES


def is_stamp(text: str) -> bool:
    """Tell whether ``text`` is a date line with a time of day in it, or says what was done then."""
    if not is_date_line(text):
        return False
    return _CLOCK.search(text) is not None or not _LABELS.isdisjoint(
        text.casefold().replace(":", " ").split()
    )


def is_filing_line(text: str, *, timed: bool = True) -> bool:
    """Tell whether ``text`` is a date with a year, and beside it places, agencies and sections alone.

    "Sydney - Feb 22, 2030 - 11:10 CEST"; "KYODO NEWS - Jan 14, 2030 - 10:39 | World". ``timed`` asks for
    a time of day, without which it may be a dateline.
    """
    if len(text) > LONGEST or not _YEAR.search(text) or (timed and not _CLOCK.search(text)):
        return False
    kept = [part for part in _PARTS.split(text) if not _is_known(part.strip(" .:").casefold())]
    return len(kept) > 0 and is_date_line(" ".join(kept))


def _is_known(part: str) -> bool:
    return not part or part in towns() or part in _SECTIONS or _CALLED.sub("", part) in AGENCIES


def _is_day(word: str) -> bool:
    return word in MONTHS or word in WEEKDAYS
