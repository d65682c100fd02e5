"""Typed spots joined and parted: halves of a person's name, a place and the organisation named after it."""

import re
from collections.abc import Iterator, Sequence

from slugline.entities.countries import country_of
from slugline.entities.edges import without_titles
from slugline.entities.head_words import kind_by_head
from slugline.entities.known_names import is_common, is_stopped, kind_by_name
from slugline.entities.name_forms import fold, is_title, is_title_head
from slugline.entities.name_spans import Spot

BEFORE = re.compile(r"(?:^|[\s(“\"‘'])((?:[A-ZÀ-ÖØ-Þ][\w’'-]+|[A-Z]\.?|dos|da|de|van|von|bin|al|el|Al|El)) $")
BEHIND = re.compile(
    r"-[a-z]{2,9}\b| - [a-z]{2,5}\b(?! -)| (?!I\b)[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zà-ÿ](?=[\s,.;:)’'\"”])"
)
RUN = re.compile(r"(?: (?!I\b)[A-Z][\w’'-]*){1,4}(?![\w’'-])")
SIDE = re.compile(r"\b((?:(?:north|south|west)(?:-?(?:east|west))?ern|sub-Saharan)) $")
STATE_OF = re.compile(
    r"\b((?:State|Republic|Kingdom|Sultanate|Emirate|Commonwealth|Government|City) of (?:the )?)$"
)
KIND_OF_PLACE = re.compile(r" (?:province|airport|mine)\b(?! of)")
AND = re.compile(r",? and |, | & ")
OF_PLACE = re.compile(r" (?:of|from|as|in|at|on|with) (?=[A-Z])")


def join(text: str, spots: Sequence[Spot]) -> list[Spot]:
    """Return ``spots`` (in order, typed), joined and parted as the story's ``text`` says."""
    names = {spot.text for spot in spots}
    parted = [piece for spot in spots for piece in _parted(text, spot, names)]
    grown: list[Spot] = []
    for index, spot in enumerate(parted):
        low = grown[-1].end if grown else 0
        high = parted[index + 1].start if index + 1 < len(parted) else len(text)
        if spot.label == "PERSON" and not spot.known:
            spot = _grown(text, spot, low, high)
        elif spot.label in ("GPE", "NORP", "LOC") and not spot.known:
            spot = _headed(text, _placed(text, spot, low), high)
        if grown and _belong(text, grown[-1], spot):
            last = grown.pop()
            spot = Spot(last.start, spot.end, text[last.start : spot.end], spot.label, last.zone)
        grown.append(spot)
    return grown


def _belong(text: str, one: Spot, other: Spot) -> bool:
    """Return whether two spots in a row are one name: "Juan de Dios" + "García", "Dubai" + "Police"."""
    if one.known or other.known:
        return False
    if other.start != one.end + 1 or text[one.end] != " ":
        whole = text[one.start : other.end]
        return other.start - one.end < 6 and bool(country_of(fold(whole)))
    whole = text[one.start : other.end]
    if one.label != "PERSON" and kind_by_name(whole, fold(whole)):
        return True
    if one.label == other.label == "PERSON":
        return one.text.count(" ") + other.text.count(" ") < 4
    return one.label in ("GPE", "NORP") and other.label == "ORG" and not other.text.isupper()


def _parted(text: str, spot: Spot, names: set[str]) -> Iterator[Spot]:
    """Yield the names in ``spot``: two people with "and" between, an owner and what is owned."""
    if spot.known:
        yield spot
        return
    for mark in ("’s ", "'s "):
        owner, found, rest = spot.text.partition(mark)
        if found and owner in names and rest[:1].isupper():
            yield _cut(text, spot, spot.start, spot.start + len(owner))
            yield _cut(text, spot, spot.end - len(rest), spot.end)
            return
    if spot.label == "PERSON":
        parts = [(match.start(), match.end()) for match in AND.finditer(spot.text)]
        place = OF_PLACE.search(spot.text)
        if parts:
            start = 0
            for left, right in [*parts, (len(spot.text), 0)]:
                yield _cut(text, spot, spot.start + start, spot.start + left)
                start = right
            return
        if place:
            spot = _cut(text, spot, spot.start, spot.start + place.start())
    yield spot


def _cut(text: str, spot: Spot, start: int, end: int) -> Spot:
    return Spot(start, end, text[start:end], spot.label, spot.zone)


def _grown(text: str, spot: Spot, low: int, high: int) -> Spot:
    """Return a person's spot without titles in front, with the capitalised words that belong to the name."""
    start, end = without_titles(text, spot.start, spot.end), spot.end
    if start == spot.start:
        for _ in range(2):
            before = BEFORE.search(text, max(low, start - 24), start)
            if before and _is_part(before[1]) and spot.text.count(" ") < 3:
                start = before.start(1)
    behind = BEHIND.match(text, end, min(high, end + 24))
    if behind and behind.end() <= high and _is_part(behind.group().strip(" -")) and spot.text.count(" ") < 3:
        end = behind.end()
    return spot if (start, end) == (spot.start, spot.end) else _cut(text, spot, start, end)


def _placed(text: str, spot: Spot, low: int) -> Spot:
    """Return a place's spot with a direction or the kind of state before it, the kind of place behind it."""
    if spot.label == "NORP":
        return spot
    side = SIDE.search(text, max(low, spot.start - 20), spot.start)
    kind = STATE_OF.search(text, max(low, spot.start - 24), spot.start)
    found = side or (kind if spot.label == "GPE" else None)
    start = found.start(1) if found else spot.start
    behind = KIND_OF_PLACE.match(text, spot.end) if not found else None
    end = behind.end() if behind else spot.end
    if (start, end) == (spot.start, spot.end):
        return spot
    whole = _cut(text, spot, start, end)
    whole.label = "ORG" if kind and found is kind and kind[1].startswith("Gov") else spot.label
    return whole


def _headed(text: str, spot: Spot, high: int) -> Spot:
    """Return a place's spot with the words behind it that make it another thing's name: "Dubai" -> "Dubai
    Police".
    """
    behind = RUN.match(text, spot.end, high)
    if not behind or is_title_head(behind.group().split()[0]):
        return spot
    kind = kind_by_head(fold(text[spot.start : behind.end()]))
    if kind is None or kind in ("GPE", "NORP"):
        return spot
    whole = _cut(text, spot, spot.start, behind.end())
    whole.label = kind
    return whole


def _is_part(word: str) -> bool:
    folded = fold(word)
    return not (is_title(word) or is_common(word.lower()) or is_stopped(folded) or kind_by_name(word, folded))
