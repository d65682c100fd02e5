"""Datelines: where and when a story was filed, alone on a line or in front of the first paragraph."""

import re
from dataclasses import dataclass, replace

from slugline.intake.zones.dates import WEEKDAYS, dates, day_and_month
from slugline.lang.zone_words import ZoneWords, towns

LONGEST = 120
"""Code points within which a dateline must end."""

_WORDS = ZoneWords("datelines")
AGENCIES = _WORDS.words("agencies")
"""News agencies as credits and datelines name them, casefolded."""

_NOT_PLACES = _WORDS.words("not_places")
_SEPARATOR = re.compile(r"\.-+\s*|\s*(?:--|[–—])\s*|\s+[-_|]\s+|-\s+|:\s+|(?<=\w/)[.:]?\s+")
_AGENCY = re.compile(
    r"\s*(?:[(\[](?P<round>[^()\[\]\n]{2,40})[)\]]|/(?P<slash>[^/\n]{2,20})/|\s/\s?(?P<bare>[\w .]{2,20})"
    rf"|\s(?P<last>(?=[A-Z])(?i:{_WORDS.alternation('agencies')}))|,\s(?P<comma>[A-Z]?[\w .]{2, 20}))\.?$"
)
_AGENCY_LATE = re.compile(r"[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]\s*(?:(?:--|[-–—:])\s*)?")
_BARE = re.compile(
    r"(?P<place>[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'’-]+(?:[ -][^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'’-]+){0,3})"
    r"(?:, [A-Z][\w. ]{2,20}?)?(?:\s\((?P<agency>[^()\n]{2,30})\))?\.?(?=\s)"
)
_AGENCY_FIRST = re.compile(r"\((?P<agency>[^()\n]{2,40})\)\s*(?:--|[-–—])\s*")
_DATED_BRACKET = re.compile(r"[^\W\d_a-z][^()\n]{3,60}\s\((?P<agency>[^()\n]{2,30})\)\s+(?=[A-Z\"“‘'])")
_CODE = re.compile(r"[A-Z]{2,8}")
_TOWN = re.compile(r"[^\W\d_][^\W\d_.'’& -]*(?:[.'’& -]+[^\W\d_]+)*\.?")
_SENTENCE_STARTS = _WORDS.words("sentence_starts")
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


def leading(paragraph: str, rest: str = "", *, marked: bool = False) -> Filed | None:
    """Return the dateline that ``paragraph`` starts with ("PARIS (AFP) - ", "ROME, May 2: "), if it does.

    A place with neither agency nor date nor capitals, or without a mark behind it, has to be known: from the
    lists, or because ``rest``, the text that follows, names it as a word like others. ``marked`` asks for one
    with a mark behind it.
    """
    first = _AGENCY_FIRST.match(paragraph)
    known = first is not None and first["agency"].casefold() in AGENCIES
    if first and (known or _CODE.fullmatch(first["agency"])):
        at = first.end()
        rest_of = paragraph[at:][: LONGEST + 80]
        after = leading(rest_of)
        if not (after and after.date):
            after = _placed(rest_of) or after
        if not known and not (after and after.place and after.date):
            return None
        if after:
            return Filed(after.place, after.date, first["agency"], at + after.end, at + after.resume)
        return Filed(None, None, first["agency"], len(paragraph[:at].rstrip()), at)
    mark = _SEPARATOR.search(paragraph, 0, LONGEST)
    found = _marked(paragraph, mark, rest) if mark else None
    return found or (None if marked else _unmarked(paragraph, rest))


def _placed(paragraph: str) -> Filed | None:
    """Rome, October 11 - ...: behind an agency a place needs no capitals where a date follows."""
    mark = _SEPARATOR.search(paragraph, 0, LONGEST)
    found = _parse(paragraph[: mark.start()], alone=True) if mark else None
    if not mark or not found or not found.date or paragraph[mark.end() : mark.end() + 1].islower():
        return None
    return replace(found, end=len(paragraph[: mark.end()].rstrip()), resume=mark.end())


def _marked(paragraph: str, mark: re.Match[str], rest: str) -> Filed | None:
    if mark.end() >= len(paragraph):
        return None
    head = paragraph[: mark.start()]
    found = _parse(head, alone=False) or _mixed(head, rest)
    goes_on = paragraph[mark.end()]
    if not found or goes_on.islower():
        return None
    place = found.place or ""
    if not found.agency and not found.date:
        if paragraph[:300].isupper() or len(place.split()) > 5:
            return None
        if mark[0].strip() == ":" and len(place) < 5 and not _is_known(place, rest):
            return None
    late = _AGENCY_LATE.match(paragraph, mark.end())
    if late and not found.agency and late["agency"].casefold() in AGENCIES:
        end = late.end()
        return replace(found, agency=late["agency"], end=len(paragraph[:end].rstrip()), resume=end)
    return _with_late_date(
        paragraph, replace(found, end=len(paragraph[: mark.end()].rstrip()), resume=mark.end())
    )


def _mixed(head: str, rest: str) -> Filed | None:
    """Nairobi - ..., Mumbai, India - ...: as a word like others, which only a known place is believed."""
    place, date = _place_and_date(head)
    if len(head) > 40 or "(" in head or not place or not _is_place(place, capitals=False):
        return None
    return Filed(place, date, None, 0, 0) if _is_known(place, "") else None


def _unmarked(paragraph: str, rest: str) -> Filed | None:
    """SYDNEY Prime Minister ...; NAIROBI. The ...; LAGOS, Nigeria (AP) The ...: web pages lose the dash.

    The place has to be known, or what follows has to begin like a sentence.
    """
    if bracketed := _bracketed(paragraph):
        return bracketed
    found = _BARE.match(paragraph)
    if not found or paragraph[:300].isupper():
        return None
    place, end = found["place"], found.end()
    agency = found["agency"]
    if agency and agency.casefold() not in AGENCIES:
        return None
    if not _is_known(place, rest) and not (agency or _begins_sentence(paragraph[end:])):
        while place and not _is_known(place, rest):
            place = place.rpartition(" ")[0]
        agency, end = None, len(place)
    if not place or not _is_place(place, capitals=True) or place.casefold() in AGENCIES:
        return None
    after = paragraph[end:].lstrip(" \u00a0")
    if not after or not (after[0].isupper() or after[0] in "\"“‘'") or after.split(None, 1)[0].isupper():
        return None
    return Filed(place, None, agency, len(paragraph[:end].rstrip()), len(paragraph) - len(after))


def _bracketed(paragraph: str) -> Filed | None:
    """Tokyo, Jun 18 (PTI) The ...: a date and a known agency need neither capitals nor a mark."""
    found = _DATED_BRACKET.match(paragraph)
    if not found or found["agency"].casefold() not in AGENCIES:
        return None
    filed = _parse(found[0].strip(), alone=False)
    if not filed or not filed.date or not filed.place:
        return None
    return replace(filed, end=len(found[0].rstrip()), resume=found.end())


def _begins_sentence(text: str) -> bool:
    word = re.match(r"[ \u00a0]+[\"“‘']?([A-Z][a-z]*)\b", text)
    return word is not None and word[1].casefold() in _SENTENCE_STARTS


def _is_known(place: str, rest: str) -> bool:
    """Whether the town is on the lists, or ``rest`` has it with small letters ("in Ostvik")."""
    town = re.split(r"[,/(]", place)[0].strip(" .")
    if town.casefold() in towns():
        return True
    return (
        len(town) >= 4 and town.isupper() and re.search(rf"\b{re.escape(_titled(town))}\b", rest) is not None
    )


def _titled(town: str) -> str:
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda word: word[0].capitalize(), town)


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
    name = next((one.strip() for one in agency.groups() if one), None) if agency else None
    if agency and agency["last"] and not _ends_dated(head[: agency.start()]):
        agency, name = None, None
    if agency and (agency["bare"] or agency["comma"]) and (name or "").casefold() not in AGENCIES:
        agency, name = None, None
    rest = head[: agency.start()] if agency else head
    place, date = _place_and_date(re.sub(r"(?<=\d)\.$", "", rest.strip(" ,")))
    if name and day_and_month(name):
        name, date = None, date or name
    known = name is not None and name.split("/")[0].casefold() in AGENCIES
    if place is None:
        known = known or (not alone and re.fullmatch(r"[A-Z]\w+(?: [A-Z]\w+)?", name or "") is not None)
        return Filed(None, date, name, 0, 0) if known and date else None
    capitals = _is_place(place, capitals=True)
    if capitals or (_is_place(place, capitals=False) and (known or (alone and date))):
        return Filed(place, date, name, 0, 0)
    return None


def _ends_dated(text: str) -> bool:
    words = text.split()
    return any(day_and_month(" ".join(words[-count:])) for count in (2, 3))


def _place_and_date(text: str) -> tuple[str | None, str | None]:
    """SYDNEY and KUALA LUMPUR, Jul 26 2022; MOSCOW. Feb 13; LONDON Feb 13; Dec 29."""
    told = {word.strip(",.").casefold() for word in text.split()}
    if WEEKDAYS.isdisjoint(told) and not any(map(str.isdigit, text)):
        return text or None, None
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
    if not wider and place.isupper() and place.casefold() in AGENCIES:
        return False
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
