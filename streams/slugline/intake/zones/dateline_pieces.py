"""Datelines read piece by piece: a place, then days, dates and agencies in any order, between any marks.

"GITEGA, Friday, 4/10 (ABP) — ...", "Gitega. Friday October 4, 2030. Radio Ostvik - ...": no form of the whole
is looked for. Each piece adds to a sum, which has to be enough.
"""

import re
from dataclasses import dataclass, field

from slugline.intake.zones.dateline_heads import AGENCIES, Filed, is_known, is_place
from slugline.intake.zones.dates import MONTHS, WEEKDAYS
from slugline.lang.zone_words import ZoneWords, given_names

LONGEST = 140
"""Code points within which a dateline must end."""

ENOUGH = 3.0
"""The sum that makes a dateline."""

_WORDS = ZoneWords("datelines")
_DATES = ZoneWords("dates")
_UP = "A-ZÀ-ÞĀ-Ž"
_JOINER = _WORDS.alternation("joiners")
_WORD = rf"[{_UP}][\w.'’-]*(?<![.-])\.?"
_NAME = rf"{_WORD}(?:[ -](?:{_JOINER}\s)?{_WORD}){{0,3}}"
_PLACE = re.compile(_NAME)
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_DAY = rf"\d{{1,2}}(?:{_DATES.alternation('day_endings')}|[.ºª])?"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?i)(?:{_WORDS.alternation('before_days')}\s)?{_DAY}\s?(?:{_DATES.alternation('month_joiners')}\s)?(?:{_MONTH})\b"
    rf"\.?(?:,?\s(?:{_DATES.alternation('year_joiners')}\s)?{_YEAR}\b|/{_YEAR})?"
    rf"|(?:{_MONTH})\.?\s{_DAY}(?!\d)(?:,?\s{_YEAR}\b|/{_YEAR})?"
    r"|\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?!\d)"
)
_WEEKDAY = re.compile(rf"(?i){_DATES.alternation('weekdays')}\b")
_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]\n]{2,40})[)\]]|/\s?(?P<slashed>[\w .]{2,20})/")
_KNOWN = re.compile(rf"(?=[{_UP}])(?i:{_WORDS.alternation('agencies')})(?![\w-])")
_CODE = re.compile(rf"[{_UP}]{{2,12}}(?=\s?(?:--|[:.—–]|-)\s)")
_NAMED = re.compile(rf"{_NAME}(?=\s?(?:--|[—–]|-)\s)")
_MARKS = re.compile(r"[\s,.;:|/•…―—–_-]*")
_STRONG = "|•…―—–_/;"
"""Marks that hardly stand behind the first words of a sentence."""


@dataclass(slots=True)
class _Head:
    places: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    end: int = 0
    closed: bool = False
    """Whether a bracket, an agency or a number is the last piece: no mark need stand behind it."""
    score: float = 0.0


def pieced(paragraph: str, rest: str = "") -> Filed | None:
    """Return the dateline that ``paragraph`` starts with, of any form; ``rest`` is the text around it."""
    text = paragraph[:LONGEST]
    if text.isupper() or not (text[:1].isupper() or text[:1] in "(["):
        return None
    head = _Head()
    at = 0
    while piece := _piece(text, at, head):
        head.end = piece
        at = _end(_MARKS, text, piece)
    marks = text[head.end : at]
    if not head.end or at >= len(paragraph) or not head.places or not _goes_on(paragraph, at):
        return None
    if not (marks.strip(" ,") or head.closed):
        return None
    town = head.places[0]
    score = head.score + _mark(marks) + 2.0 * (town.isupper() and len(town) > 3) + 2.0 * is_known(town, rest)
    score -= 2.0 * (town.split()[0].casefold() in given_names() and not head.dates)
    if score < ENOUGH or not (head.dates or head.agencies or town.isupper()):
        return None
    return Filed(
        ", ".join(head.places).rstrip("."),
        " ".join(head.dates) or None,
        head.agencies[0] if head.agencies else None,
        len(paragraph[:at].rstrip()),
        at,
    )


def _piece(text: str, at: int, head: _Head) -> int:
    """Return where the piece ends that begins at ``at``, and note it in ``head``; 0 where none does."""
    for told in (_dated, _bracketed, _agency, _placed):
        if end := told(text, at, head):
            return end
    return 0


def _dated(text: str, at: int, head: _Head) -> int:
    found = _DATE.match(text, at) or _WEEKDAY.match(text, at)
    if not found or (not head.places and text[:at].strip("([ ")):
        return 0
    head.dates.append(found[0])
    head.score += 2.0
    head.closed = found[0][-1].isdigit()
    return found.end()


def _bracketed(text: str, at: int, head: _Head) -> int:
    found = _BRACKETS.match(text, at)
    if not found or text[found.end() : found.end() + 1] in ("'", "’"):
        return 0
    inside = (found["inside"] or found["slashed"]).strip()
    bare = inside.casefold()
    if _DATE.fullmatch(inside) or bare in WEEKDAYS:
        head.dates.append(inside)
    elif not head.places:
        return _opened(text, found, head)
    elif is_known(inside, ""):
        head.places.append(inside)
    elif bare.partition("/")[0] in AGENCIES or (
        inside[0].isupper() and len(inside.split()) <= 3 and not _is_marked(text, at, head)
    ):
        head.agencies.append(inside)
    else:
        return 0
    head.score += 2.0 + (text[:at].rstrip()[-1:] == ",")
    head.closed = inside.isupper() or not head.agencies or bare in AGENCIES
    return found.end()


def _opened(text: str, found: re.Match[str], head: _Head) -> int:
    """Take the place and dates out of brackets that a paragraph begins with: "(Gitega, October 4) - ..."."""
    inner = found["inside"]
    if found.start() or not inner:
        return 0
    inside = _Head()
    at = 0
    while at < len(inner) and (end := _piece(inner, at, inside)):
        at = _end(_MARKS, inner, end)
    if at < len(inner) or not inside.places or not (inside.dates or is_known(inside.places[0], "")):
        return 0
    head.places, head.dates, head.score, head.closed = inside.places, inside.dates, inside.score + 1.0, True
    return found.end()


def _agency(text: str, at: int, head: _Head) -> int:
    if not head.places:
        return 0
    marked = _is_marked(text, at, head)
    found = _KNOWN.match(text, at)
    if found and marked and not _CODE.match(text, at):
        found = None
    code = _CODE.match(text, at) if head.dates and not found else None
    if code and marked and text[code.end() : code.end() + 1] != ":":
        code = None
    named = _NAMED.match(text, at) if not (found or code) and text[:at].rstrip()[-1:] in ",-–.―—" else None
    if named and not _before_or_behind_a_date(text, named, head):
        named = None
    one = found or code or named
    if not one:
        return 0
    head.agencies.append(one[0])
    head.score += 2.0 if found else 1.0
    head.closed = found is not None
    return one.end()


def _is_marked(text: str, at: int, head: _Head) -> bool:
    """Whether place and date have come, and a mark: the sentence may begin at ``at``."""
    return bool(head.dates) and text[:at].rstrip()[-1:] in "-–—―:|•"


def _before_or_behind_a_date(text: str, named: re.Match[str], head: _Head) -> bool:
    """Whether a name stands between a place and a date, or behind both: no sentence begins so."""
    behind = _end(_MARKS, text, named.end())
    dated = bool(head.dates) and text[: named.start()].rstrip()[-1] in ",."
    return dated or _DATE.match(text, behind) is not None


def _end(marks: re.Pattern[str], text: str, at: int) -> int:
    found = marks.match(text, at)
    return found.end() if found else at


def _placed(text: str, at: int, head: _Head) -> int:
    before = text[:at].rstrip(" ")
    joined = before[-1:] if head.places and not before.endswith("//") else ""
    if head.dates and not head.places and at > LONGEST // 2:
        return 0
    if head.places and (joined not in (",", "/") or head.dates or head.agencies or len(head.places) > 3):
        return 0
    found = _name(text, at)
    if not found or not is_place(found.rstrip("."), capitals=False):
        return 0
    if not head.places and found.partition(" ")[0].casefold() in WEEKDAYS | MONTHS.keys():
        return 0
    head.score += 0.5 * bool(head.places)
    head.places.append(found)
    head.closed = False
    return at + len(found)


def _name(text: str, at: int) -> str:
    """Return the name at ``at``, without the weekday or month that it may end with."""
    found = _PLACE.match(text, at)
    words = found[0].split(" ") if found else []
    while words and words[-1].rstrip(".").casefold() in WEEKDAYS | MONTHS.keys():
        words.pop()
    return " ".join(words)


def _mark(marks: str) -> float:
    bare = marks.strip(" ,.")
    if not bare:
        return 0.0
    return 1.5 if set(bare) & set(_STRONG) or "--" in bare else 1.0 if "-" in bare else 0.5


def _goes_on(paragraph: str, at: int) -> bool:
    """Whether a sentence begins at ``at``."""
    return paragraph[at].isupper() or paragraph[at] in "\"“‘'«" or paragraph[at].isdigit()
