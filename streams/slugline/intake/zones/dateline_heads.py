"""What a dateline says before its mark: the place, the date and the agency."""

import re
from dataclasses import dataclass

from slugline.intake.zones.dates import WEEKDAYS, dates, day_and_month
from slugline.intake.zones.remembered import remembered
from slugline.lang.zone_words import ZoneWords, given_names, towns

_WORDS = ZoneWords("datelines")
AGENCIES = _WORDS.words("agencies")
"""News agencies as credits and datelines name them, casefolded."""

_NOT_PLACES = _WORDS.words("not_places")
_AGENCY = re.compile(
    r"\s*(?:[(\[](?P<round>[^()\[\]\n]{2,40})[)\]]|/(?P<slash>[^/\n]{2,20})/|\s/\s?(?P<bare>[\w .]{2,20})"
    rf"|\s(?P<last>(?=[A-Z])(?i:{_WORDS.alternation('agencies')}))|,\s(?P<comma>[A-Z]?[\w .]{2, 20}))\.?$"
)
_TOWN = re.compile(r"[^\W\d_][^\W\d_.'’& -]*(?:[.'’& -]+[^\W\d_]+)*\.?")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]](?=\s*\[|$)")
"""The region, the country or both behind a town: "Kota (Rajasthan) [India]"."""

JOINERS = frozenset(_WORDS.entries("joiners"))
"""Small words in the names of towns."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline in front of a paragraph; ``end`` and ``resume`` count code points from its start."""

    place: str | None
    date: str | None
    agency: str | None
    end: int
    resume: int
    """Where the body goes on, after the dash and the blanks."""


def is_known(place: str, rest: str) -> bool:
    """Whether the town is on the lists, or ``rest`` has it with small letters ("in Ostvik")."""
    town = re.split(r"[,/(]", place)[0].strip(" .")
    if town.casefold() in towns():
        return True
    return (
        len(town) >= 4 and town.isupper() and re.search(rf"\b{re.escape(_titled(town))}\b", rest) is not None
    )


def _titled(town: str) -> str:
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda word: word[0].capitalize(), town)


@remembered
def parsed(head: str, *, alone: bool) -> Filed | None:
    """Return what ``head``, without the mark behind it, says if all of it is place, date and agency.

    ``alone`` says that nothing stands behind it on its line. Where it ends is not told.
    """
    agency = _AGENCY.search(head)
    name = next((one.strip() for one in agency.groups() if one), None) if agency else None
    if agency and agency["last"] and not _ends_dated(head[: agency.start()]):
        agency, name = None, None
    if agency and (agency["bare"] or agency["comma"]) and (name or "").casefold() not in AGENCIES:
        agency, name = None, None
    if name and not any(map(str.isalpha, name)):
        return None
    rest = head[: agency.start()] if agency else head
    place, date = place_and_date(re.sub(r"(?<=\d)\.$", "", rest.strip(" ,")))
    if name and day_and_month(name):
        name, date = None, date or name
    known = name is not None and name.split("/")[0].casefold() in AGENCIES
    if place is None:
        known = known or (not alone and re.fullmatch(r"[A-Z]\w+(?: [A-Z]\w+)?", name or "") is not None)
        return Filed(None, date, name, 0, 0) if known and date else None
    if not agency and date and place.isupper() and place.casefold() in AGENCIES:
        return Filed(None, date, place, 0, 0)
    if alone and not date and _is_somebody(place):
        return None
    capitals = is_place(place, capitals=True)
    noted = agency is not None and agency["round"] is not None and (name or "").casefold() not in WEEKDAYS
    if capitals or (is_place(place, capitals=False) and (known or (date and (alone or noted)))):
        return Filed(place, date, name, 0, 0)
    return None


def _ends_dated(text: str) -> bool:
    words = text.split()
    return any(day_and_month(" ".join(words[-count:])) for count in (2, 3))


def _is_somebody(place: str) -> bool:
    """Whether a name of two or three words is somebody's rather than a town's: "Ana Silva (Reuters)"."""
    words = place.split()
    known = place.casefold() in towns() or place.isupper()
    return 2 <= len(words) <= 3 and not known and words[0].casefold() in given_names()


@remembered
def place_and_date(text: str) -> tuple[str | None, str | None]:
    """SYDNEY and KUALA LUMPUR, Jul 26 2022; MOSCOW. Feb 13; LONDON Feb 13; Dec 29."""
    told = {word.strip(",.").casefold() for word in text.split()}
    if WEEKDAYS.isdisjoint(told) and not any(map(str.isdigit, text)):
        return text or None, None
    found = dates(text)
    if found and found[-1].end == len(text):
        return text[: found[-1].start].rstrip(" ,.") or None, text[found[-1].start :]
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


@remembered
def is_place(place: str, *, capitals: bool) -> bool:
    """Tell whether ``place`` has the shape of a town, with the region or country behind a comma.

    ``capitals`` asks for a town all in capitals.
    """
    place = _BRACKETS.sub(r", \1", place)
    town, *wider = [part.strip() for part in re.split(r",\s*|/", place)]
    words = re.split(r"[\s-]+", town)
    if not wider and place.isupper() and place.casefold() in AGENCIES:
        return False
    if not 1 <= len(words) <= 6 or len(wider) > 2 or sum(map(str.isalpha, town)) < 3:
        return False
    if len(words) > 1 and all(len(word) == 2 for word in words):  # languages: EN FR AR
        return False
    if any(word.casefold().strip(".") in _NOT_PLACES for word in words) or any(map(str.isdigit, town)):
        return False
    fits = str.isupper if capitals else _is_capitalised
    return (
        _TOWN.fullmatch(town) is not None
        and all(fits(word) or word in JOINERS for word in words)
        and all(0 < len(part.split()) <= 3 and part[0].isupper() for part in wider)
    )


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper()
