"""Datelines: where and when a story was filed, alone on a line or in front of the first paragraph."""

import re
from dataclasses import replace

from slugline.intake.zones.dateline_heads import (
    AGENCIES,
    Filed,
    is_known,
    is_place,
    parsed,
    place_and_date,
)
from slugline.intake.zones.dates import leading_date
from slugline.intake.zones.remembered import remembered
from slugline.lang.zone_words import ZoneWords, given_names

LONGEST = 120
"""Code points within which a dateline must end."""

_WORDS = ZoneWords("datelines")
_SEPARATOR = re.compile(
    r"\s?\.-+\s*|\s*(?:--|[–—])\s*|\s+[-_|]\s+|-\s+|:\s+|(?<=\)):(?=[A-Z])|(?<=\w/)[.:]?\s+"
)
_AGENCY_LATE = re.compile(
    r"(?:[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]\s*(?:(?:--|\.-|[-–—:])\s*)?"
    r"|(?P<barred>[\w .]{2,20}?)\s?\|\s+)"
)
_BARE = re.compile(
    r"(?P<place>[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'’-]+(?:[ -][^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'’-]+){0,3})"
    r"(?:, [A-Z][\w. ]{2,20}?)?(?:\s\((?P<agency>[^()\n]{2,30})\))?\.?(?=\s)"
)
_AGENCY_FIRST = re.compile(r"\((?P<agency>[^()\n]{2,40})\)\s*(?P<mark>(?:--|[-–—])\s*)?")
_DAY_END = re.compile(r"\s?[,–—-]+\s+|\s+(?=[A-ZÀ-Þ]{3})")
"""Between a date and the place behind it."""

_LATE_MARK = re.compile(r":\s+|\s+(?:--|[-–—])\s+")
_PLACED = re.compile(
    r"[(\[](?P<place>[A-ZÀ-Þ][^()\[\]\d\n]{2,40})[)\]]\s*(?:(?:--|[-–—:])\s*)?(?=[A-ZÀ-Þ\"“‘'])"
)
_DATED_BRACKET = re.compile(r"[^\W\d_a-z][^()\n]{3,60}\s\((?P<agency>[^()\n]{2,30})\)\s+(?=[A-Z\"“‘'])")
_CODE = re.compile(r"[A-Z]{2,8}")
_REGION = re.compile(r"\s\(([A-ZÀ-Þ][^()\d]{2,30})\)$")
_SENTENCE_STARTS = _WORDS.words("sentence_starts")


@remembered
def lone(line: str) -> Filed | None:
    """Return the dateline that ``line`` is as a whole ("GENEVA", "ANKARA, Feb 13 (Reuters) -"), if any."""
    bare = line.rstrip(" -–—:.\u00a0")
    if len(bare) > 80 or "\n" in bare:
        return None
    found = parsed(bare, alone=True) or _lone_behind(bare)
    return found and replace(found, end=len(line), resume=len(line))


def _lone_behind(bare: str) -> Filed | None:
    """(AFP) ROME; 3 May 2030, ROME"""
    found = _agency_first(f"{bare} - A") or _date_first(f"{bare} - A")
    return found if found and found.place and found.place.isupper() else None


def leading(paragraph: str, rest: str = "", *, marked: bool = False) -> Filed | None:
    """Return the dateline that ``paragraph`` starts with ("PARIS (AFP) - ", "ROME, May 2: "), if it does.

    A place with neither agency nor date nor capitals, or without a mark behind it, has to be known: from the
    lists, or because ``rest``, the text that follows, names it as a word like others. ``marked`` asks for one
    with a mark behind it.
    """
    opened = _agency_first(paragraph) or _date_first(paragraph)
    if opened or paragraph[:1] == "(":
        return opened or (None if marked else _place_in_brackets(paragraph))
    mark = _SEPARATOR.search(paragraph, 0, LONGEST)
    found = _marked(paragraph, mark, rest) if mark else None
    found = found and _behind_agency(paragraph, found)
    return found or (None if marked else _place_in_brackets(paragraph) or _unmarked(paragraph, rest))


def _behind_agency(paragraph: str, found: Filed) -> Filed:
    """NWA - LUSAKA, 14 March 2030 - ...: what stands before a whole dateline is an agency of any name."""
    place = found.place or ""
    if found.agency or found.date or not _CODE.fullmatch(place):
        return found
    after = leading(paragraph[found.resume :][: LONGEST + 80], marked=True)
    if not (after and after.place and after.date):
        return found
    return Filed(
        after.place, after.date, after.agency or place, found.resume + after.end, found.resume + after.resume
    )


@remembered
def _agency_first(paragraph: str) -> Filed | None:
    """(AFP) - ...; (AFP) - ROME, May 2 - ...; (AFP) ROME - ..."""
    first = _AGENCY_FIRST.match(paragraph)
    known = first is not None and first["agency"].casefold() in AGENCIES
    if not first or not (known or _CODE.fullmatch(first["agency"])):
        return None
    at = first.end()
    rest_of = paragraph[at:][: LONGEST + 80]
    after = leading(rest_of, marked=not first["mark"])
    if not (after and after.date):
        after = _placed(rest_of) or after
    if known and not after and not first["mark"]:
        after = _shaped(rest_of)
    placed = after is not None and after.place is not None
    if (not known and not (placed and after and after.date)) or not (placed or first["mark"]):
        return None
    if after:
        return Filed(after.place, after.date, first["agency"], at + after.end, at + after.resume)
    return Filed(None, None, first["agency"], len(paragraph[:at].rstrip()), at)


@remembered
def _date_first(paragraph: str) -> Filed | None:
    """3 May 2030, Bonn - ...; 3 May 2030 - BONN: ...: behind a date a place needs no capitals."""
    day = leading_date(paragraph)
    joint = _DAY_END.match(paragraph, day) if day else None
    if not joint:
        return None
    at = joint.end()
    mark = _SEPARATOR.search(paragraph, at, LONGEST)
    if not mark or mark.end() >= len(paragraph) or paragraph[mark.end()].islower():
        return None
    place, date = place_and_date(paragraph[at : mark.start()])
    if not place or date or len(place.split()) > 4 or not is_place(place, capitals=False):
        return None
    return Filed(place, paragraph[:day], None, len(paragraph[: mark.end()].rstrip()), mark.end())


@remembered
def _place_in_brackets(paragraph: str) -> Filed | None:
    """[Bonn, Germany] ...; (Bonn, Germany) - ...: a place that is known, or whose country is."""
    found = _PLACED.match(paragraph)
    if not found or not is_place(found["place"], capitals=False):
        return None
    known = any(is_known(part.strip(), "") for part in found["place"].split(","))
    if not known or paragraph[found.end() : found.end() + 1].islower():
        return None
    return Filed(found["place"], None, None, len(found[0].rstrip()), found.end())


def _placed(paragraph: str) -> Filed | None:
    """Rome, October 11 - ...: behind an agency a place needs no capitals where a date follows."""
    mark = _SEPARATOR.search(paragraph, 0, LONGEST)
    found = parsed(paragraph[: mark.start()], alone=True) if mark else None
    if not mark or not found or not found.date or paragraph[mark.end() : mark.end() + 1].islower():
        return None
    return replace(found, end=len(paragraph[: mark.end()].rstrip()), resume=mark.end())


def _shaped(paragraph: str) -> Filed | None:
    """Ostvik - ...: behind an agency, what has the shape of a place is one."""
    mark = _SEPARATOR.search(paragraph, 0, LONGEST)
    head = paragraph[: mark.start()] if mark else ""
    goes_on = paragraph[mark.end() : mark.end() + 1] if mark else ""
    if not mark or not head or len(head.split()) > 4 or not goes_on or goes_on.islower():
        return None
    if not is_place(head, capitals=False):
        return None
    return Filed(head, None, None, len(paragraph[: mark.end()].rstrip()), mark.end())


def _marked(paragraph: str, mark: re.Match[str], rest: str) -> Filed | None:
    if mark.end() >= len(paragraph):
        return None
    head = paragraph[: mark.start()]
    found = parsed(head, alone=False) or _mixed(head, mark[0].strip())
    goes_on = paragraph[mark.end()]
    named = paragraph[mark.end() + 1 : mark.end() + 2].isupper()  # "eCommerce"
    if not found or (goes_on.islower() and not named):
        return None
    place = found.place or ""
    if not found.agency and not found.date:
        if paragraph[:300].isupper() or len(place.partition(",")[0].split()) > 5:
            return None
        if mark[0].strip() == ":" and len(place) < 5 and not is_known(place, rest):
            return None
    late = _AGENCY_LATE.match(paragraph, mark.end())
    name = late and (late["agency"] or late["barred"])
    if late and name and not found.agency and name.casefold() in AGENCIES:
        end = late.end()
        return replace(found, agency=name, end=len(paragraph[:end].rstrip()), resume=end)
    return _with_late_date(
        paragraph, replace(found, end=len(paragraph[: mark.end()].rstrip()), resume=mark.end())
    )


def _mixed(head: str, mark: str) -> Filed | None:
    """Nairobi - ..., Mumbai, India - ..., Kota (Rajasthan): ...: as words like others, of which the place or
    the country has to be known.
    """
    place, date = place_and_date(head)
    inner = _REGION.search(place or "")
    if len(head) > 40 or not place or ("(" in head and not inner) or not is_place(place, capitals=False):
        return None
    if inner:
        known = is_known(inner[1], "") or (mark == ":" and is_known(place, ""))
    else:
        town, _, wider = place.rpartition(", ")
        known = is_known(place, "") or (town != "" and is_known(wider, "") and not _is_given(town))
    agency = inner[1] if inner and inner[1].isupper() and not is_known(inner[1], "") else None
    place = _REGION.sub("", place) if agency else place
    return Filed(place, date, agency, 0, 0) if known else None


def _is_given(town: str) -> bool:
    """Whether somebody's name may begin so: "Ana Silva, Peru"."""
    return town.split()[0].casefold() in given_names()


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
    if not is_known(place, rest) and not (agency or _begins_sentence(paragraph[end:])):
        while place and not is_known(place, rest):
            place = place.rpartition(" ")[0]
        agency, end = None, len(place)
    if not place or not is_place(place, capitals=True) or place.casefold() in AGENCIES:
        return None
    after = paragraph[end:].lstrip(" \u00a0")
    if not after or not (after[0].isupper() or after[0] in "\"“‘'") or after.split(None, 1)[0].isupper():
        return None
    return Filed(place, None, agency, len(paragraph[:end].rstrip()), len(paragraph) - len(after))


@remembered
def _bracketed(paragraph: str) -> Filed | None:
    """Tokyo, Jun 18 (PTI) The ...: a date and a known agency need neither capitals nor a mark."""
    found = _DATED_BRACKET.match(paragraph)
    if not found or found["agency"].casefold() not in AGENCIES:
        return None
    filed = parsed(found[0].strip(), alone=False)
    if not filed or not filed.date or not filed.place:
        return None
    return replace(filed, end=len(found[0].rstrip()), resume=found.end())


def _begins_sentence(text: str) -> bool:
    word = re.match(r"[ \u00a0]+[\"“‘']?([A-Z][a-z]*)\b", text)
    return word is not None and word[1].casefold() in _SENTENCE_STARTS


def _with_late_date(paragraph: str, found: Filed) -> Filed:
    """CAIRO - 26 July 2022: Ministers ...; CAIRO - 26 July 2022 - Ministers ..."""
    rest = paragraph[found.resume : found.resume + 40]
    day = 0 if found.date else leading_date(rest)
    mark = _LATE_MARK.match(rest, day) if day else None
    if not mark or rest[mark.end() : mark.end() + 1].islower():
        return found
    end = found.resume + mark.end()
    return replace(found, date=rest[:day], end=len(paragraph[:end].rstrip()), resume=end)
