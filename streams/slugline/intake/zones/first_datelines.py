"""The dateline of the first paragraph below a headline: any form of place, date, agency and mark, weighed.

Where a headline stands above, a paragraph that opens with a place is expected, so that less has to be sure
than elsewhere: what speaks for a dateline is summed.
"""

import re

from slugline.intake.zones.bylines import is_ordinary
from slugline.intake.zones.dateline_heads import AGENCIES, Filed, is_known, is_place
from slugline.intake.zones.dates import MONTHS, dates, day_and_month
from slugline.lang.zone_words import ZoneWords, given_names

ENOUGH = 2.5
"""The sum that makes a dateline."""

_UP = r"[A-ZÀ-ÞĀ-Ž]"
_JOINER = ZoneWords("datelines").alternation("joiners")
_NAME = rf"{_UP}[\w.'’-]*(?:[ -](?:{_JOINER}\s)?(?!(?:U\.[SNK]|A)\b){_UP}[\w.'’-]*){{0,3}}"
_FORM = re.compile(
    rf"(?P<open>[(\[])?(?P<place>{_NAME}(?P<region>\s\({_UP}[\w. ]{{1,25}}\)|(?:,\s|/){_NAME}){{0,2}})"
    rf"(?P<close>[)\]])?(?:[,.]?\s+(?P<date>\w[\w.,]*(?:\s[\w.,]+){{0,2}}))?"
    rf"(?:\s?\((?P<round>[\w .]{{2,20}})\)|\s\|\s(?P<barred>[\w .]{{2,20}}))?"
    rf"(?P<mark>\s?[|•]|\s?--|\s?[—–]|\s-|:|\.|(?<=\)))\s+(?=[\"“‘'«\d]|{_UP})"
)
_AGENCY_ALONE = re.compile(rf"(?P<agency>[A-Z]{{2,8}})\s(?:--|[-–—])\s(?=[\"“‘'«]|{_UP})")
_AGENCY_IN_BRACKETS = re.compile(rf"\((?P<agency>[A-Z]{{2,8}})\)\s(?=[\"“‘'«]|{_UP}[^A-Z])")
_HERE = re.compile(
    rf"\b{ZoneWords('datelines').alternation('here')}\s(?:(?:\w+\s)?\w+\s{ZoneWords('dates').alternation('weekdays')}"
    rf"|{ZoneWords('datelines').alternation('here_days')})\b",
    re.IGNORECASE,
)
"""Where the first paragraph speaks of the place that stands in front of it."""

_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]?")
_WITHIN = ZoneWords("datelines").alternation("before_places")


def leading_first(paragraph: str, rest: str) -> Filed | None:
    """Return the dateline that ``paragraph``, the first one below a headline, starts with, if it does.

    ``rest`` is the text around it, in which a place may be named again ("in Ostvik").
    """
    alone = _AGENCY_ALONE.match(paragraph)
    if alone and alone["agency"].casefold() in AGENCIES and not paragraph[:300].isupper():
        return Filed(None, None, alone["agency"], len(alone[0].rstrip()), alone.end())
    bracketed = _AGENCY_IN_BRACKETS.match(paragraph)
    if bracketed:
        return Filed(None, None, bracketed["agency"], len(bracketed[0].rstrip()), bracketed.end())
    found = _FORM.match(paragraph[:160])
    if not found or bool(found["open"]) != bool(found["close"]) or paragraph[:300].isupper():
        return None
    place, date = found["place"].rstrip("."), found["date"]
    town, _, month = place.rpartition(", ")
    if date and month.rstrip(".").casefold() in MONTHS:
        place, date = town, f"{month} {date}"
    agency = found["round"] or (found["barred"] and found["barred"].strip())
    if (found["region"] or "").strip(" ()").casefold() in AGENCIES:
        return None
    inner = (found["region"] or "").strip(" ()")
    if not agency and len(inner) > 2 and inner.isupper() and "(" in place and not is_known(inner, ""):
        place, agency = place.partition(" (")[0], inner
    if not is_place(place, capitals=False) or len(place.split()) > 6:
        return None
    if date and not (day_and_month(date) or dates(date)):
        return None
    if agency and agency.casefold() not in AGENCIES and not agency.isupper():
        return None
    town = re.split(r"[,/(]", place)[0].strip()
    if _weight(found, town, rest, paragraph) < ENOUGH:
        return None
    return Filed(place, date, agency, len(found[0].rstrip()), found.end())


def _weight(found: re.Match[str], town: str, rest: str, paragraph: str) -> float:
    mark = found["mark"]
    score = 2.0 * (
        bool(found["date"]) + bool(found["round"] or found["barred"]) + (town.isupper() and len(town) > 3)
    )
    score += 2.0 * is_known(town, "") + bool(found["region"]) + bool(found["open"])
    score += 2.5 * (re.search(rf"\b{_WITHIN} {re.escape(town)}\b", rest) is not None)
    score += 2.5 * (not is_ordinary(town) and _HERE.search(_QUOTED.sub("", paragraph)) is not None)
    ordinary = any(map(is_ordinary, re.split(r"[ -]", town)))
    if mark[-1:] in ("|", "•") or mark in ("—", "–") or (mark[-1:] in ("—", "–") and not ordinary):
        score += 2.5
    elif mark and mark != ":":
        score += 1.0 if mark != "." else 0.5
    return score - 2.0 * (town.split()[0].casefold() in given_names() and not found["date"])
