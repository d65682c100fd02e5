"""Datelines: where and when a story was filed, alone on a line or in front of the first paragraph."""

import re
from dataclasses import dataclass, replace

from slugline.intake.zones.dates import WEEKDAYS, dates, day_and_month
from slugline.lang.zone_words import ZoneWords

LONGEST = 120
"""Code points within which a dateline must end."""

_WORDS = ZoneWords("datelines")
AGENCIES = _WORDS.words("agencies")
"""News agencies as credits and datelines name them, casefolded."""

_NOT_PLACES = _WORDS.words("not_places")
_SEPARATOR = re.compile(r"\.-+\s*|\s*(?:--|[–—])\s*|\s+[-_]\s+|-\s+|:\s+|(?<=/)[.:]?\s+")
_AGENCY = re.compile(r"\s*(?:\((?P<round>[^()\n]{2,40})\)|/(?P<slash>[^/\n]{2,20})/)\.?$")
_AGENCY_FIRST = re.compile(r"\((?P<agency>[^()\n]{2,40})\)\s*(?:--|[-–—])\s*")
_TOWN = re.compile(r"[^\W\d_][^\W\d_.'’& -]*(?:[.'’& -]+[^\W\d_]+)*\.?")
_JOINERS = frozenset(_WORDS.entries("joiners"))


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline in front of a paragraph; ``end`` and ``resume`` count code points from its start."""

    place: str | None
    date: str | None
    agency: str | None
    end: int
    resume: int
    """Where the body goes on, after the dash and the blanks."""


def lone(line: str) -> Filed | None:
    """Return the dateline that ``line`` is as a whole ("GENEVA", "ANKARA, Feb 13 (Reuters) -"), if any."""
    bare = line.rstrip(" -–—:.\u00a0")
    if len(bare) > 80 or "\n" in bare:
        return None
    found = _parse(bare, alone=True)
    return found and replace(found, end=len(line), resume=len(line))


def leading(paragraph: str) -> Filed | None:
    """Return the dateline that ``paragraph`` starts with ("PARIS (AFP) - ", "ROME, May 2: "), if it does."""
    first = _AGENCY_FIRST.match(paragraph)
    if first and first["agency"].casefold() in AGENCIES:
        after = leading(paragraph[first.end() :][:LONGEST]) if paragraph[0] == "(" else None
        at = first.end()
        if after:
            return Filed(after.place, after.date, first["agency"], at + after.end, at + after.resume)
        return Filed(None, None, first["agency"], len(paragraph[:at].rstrip()), at)
    mark = _SEPARATOR.search(paragraph, 0, LONGEST)
    if not mark or mark.end() >= len(paragraph):
        return None
    found = _parse(paragraph[: mark.start()], alone=False)
    goes_on = paragraph[mark.end()]
    if not found or goes_on.islower() or paragraph[:300].isupper():
        return None
    if not found.agency and not found.date:
        place = found.place or ""
        if len(place.split()) > 5 or (mark[0].strip() == ":" and len(place) < 5):
            return None
    return _with_late_date(
        paragraph, replace(found, end=len(paragraph[: mark.end()].rstrip()), resume=mark.end())
    )


def _with_late_date(paragraph: str, found: Filed) -> Filed:
    """CAIRO - 26 July 2022: Ministers ..."""
    rest = paragraph[found.resume : found.resume + 40]
    late = dates(rest)
    if found.date or not late or late[0].start or rest[late[0].end : late[0].end + 2] != ": ":
        return found
    end = found.resume + late[0].end + 1
    return replace(found, date=rest[: late[0].end], end=end, resume=end + 1)


def _parse(head: str, *, alone: bool) -> Filed | None:
    agency = _AGENCY.search(head)
    name = (agency["round"] or agency["slash"]).strip() if agency else None
    rest = head[: agency.start()] if agency else head
    place, date = _place_and_date(re.sub(r"(?<=\d)\.$", "", rest.strip(" ,")))
    if name and day_and_month(name):
        name, date = None, date or name
    known = name is not None and name.split("/")[0].casefold() in AGENCIES
    if place is None:
        return Filed(None, date, name, 0, 0) if known and date else None
    capitals = _is_place(place, capitals=True)
    if capitals or (_is_place(place, capitals=False) and (known or (alone and date))):
        return Filed(place, date, name, 0, 0)
    return None


def _place_and_date(text: str) -> tuple[str | None, str | None]:
    """SYDNEY and KUALA LUMPUR, Jul 26 2022; MOSCOW. Feb 13; LONDON Feb 13; Dec 29."""
    for cut in re.finditer(r"(?:^|[,.]?\s+)(?=\S)", text):
        tail = text[cut.end() :]
        words = tail.split(None, 1)
        if words and words[0].strip(",.").casefold() in WEEKDAYS:
            tail = words[1] if len(words) > 1 else ""
            if not tail:
                return text[: cut.start()] or None, text[cut.end() :]
        if day_and_month(tail):
            return text[: cut.start()].rstrip(" ,.") or None, text[cut.end() :]
    return text or None, None


def _is_place(place: str, *, capitals: bool) -> bool:
    place = re.sub(r"\s*\(([^()]+)\)$", r", \1", place)
    town, *wider = [part.strip() for part in re.split(r",\s*|/", place)]
    words = re.split(r"[\s-]+", town)
    if not 1 <= len(words) <= 6 or len(wider) > 2 or sum(map(str.isalpha, town)) < 3:
        return False
    if any(word.casefold().strip(".") in _NOT_PLACES for word in words) or any(map(str.isdigit, town)):
        return False
    fits = str.isupper if capitals else _is_capitalised
    return (
        _TOWN.fullmatch(town) is not None
        and all(fits(word) or word in _JOINERS for word in words)
        and all(0 < len(part.split()) <= 3 and part[0].isupper() for part in wider)
    )


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper()
