"""What stands between two names and says that one place lies in the other: "Athens, Georgia"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from slugline.entities.countries import nation_of
from slugline.entities.geonames import Place, by_code
from slugline.entities.name_forms import fold
from slugline.entities.name_spans import NameSpan
from slugline.entities.place_senses import is_said_to_be_a_region, lies_in, senses
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

SIDE = rf"(?:{alternation(WORDS['direction'])} |{alternation(WORDS['the'])} )"
BEHIND = re.compile(rf"(?:, | ?\(|/){SIDE}?|,? {alternation(WORDS['in'])} (?:[a-z]+ )?{SIDE}?|,(?=[A-Z])")
"""Between a place and what it lies in."""
BEFORE = re.compile(
    rf"['’]s? (?:[a-z-]+ ){{0,3}}| (?:[a-z-]+ ){{0,3}}{alternation(WORDS['place-of-place'])}"
    rf"(?: {alternation(WORDS['place-of-place'])})?(?: {alternation(WORDS['of'])})? "
)
"""Between what a place lies in and the place."""
LISTED = re.compile(rf",? {alternation(WORDS['plain-and'])} |, ")
SHORT = re.compile(r", ([A-Z]{2,3})(?=[\s.,;:)])")
KIND = re.compile(rf" {alternation(WORDS['kind-of-region'])}\b")
PLACES = ("GPE", "LOC")


@dataclass(slots=True)
class Named:
    """A mention of a place under work: what it may mean, and what the words beside it say it means."""

    span: NameSpan
    form: str
    senses: tuple[Place, ...]
    sure: Place | None = None
    nowhere: bool = False
    """Whether the words beside it say that it is a place without an id."""


def read(text: str, spans: Sequence[NameSpan]) -> list[Named]:
    """Return the places among ``spans`` (in order), with what the words between them say."""
    named: list[Named | None] = [_named(text, span) for span in spans]
    for one in named:
        if one:
            _by_short_name(text, one)
    for at in range(len(spans) - 1):
        one, other = named[at], named[at + 1]
        gap = text[spans[at].end : spans[at + 1].start]
        if len(gap) > 40 or "\n" in gap:
            continue
        if one and BEHIND.fullmatch(gap):
            other = other or _shortened(one, spans[at + 1])
            if other:
                named[at + 1] = other
                listed = gap == ", " and _is_listed(text, spans, at)
                _place_in(one, other, strong=not listed, words=" " in gap.strip())
        elif other and BEFORE.fullmatch(gap):
            if one:
                _place_in(other, one, strong=False)
            elif spans[at].label == "NORP":
                _narrow(other, spans[at])
    return [one for one in named if one]


def _named(text: str, span: NameSpan) -> Named | None:
    if span.label not in PLACES:
        return None
    kind = KIND.match(text, span.end)
    regions = senses(span.text + kind.group()) if kind else ()
    if kind and regions:
        return Named(span, fold(span.text + kind.group()), regions, _only(regions))
    found, form = senses(span.text), fold(span.text)
    if span.label == "LOC":
        found = tuple(one for one in found if one.kind != "town")
    return Named(span, form, found, _only(found) if is_said_to_be_a_region(form) else None)


def _only(found: Sequence[Place]) -> Place | None:
    return found[0] if len(found) == 1 else None


def _by_short_name(text: str, town: Named) -> None:
    """Settle a town by the two or three capitals behind it: "Athens, GA"."""
    short = SHORT.match(text, town.span.end)
    if short:
        town.sure = next((one for one in town.senses if one.code.endswith(f"-{short[1]}")), None)


def _shortened(town: Named, span: NameSpan) -> Named | None:
    """Return the region that capitals behind a town mean; None if they mean none."""
    if town.sure and town.sure.code.endswith(f"-{span.text}"):
        span.label = "GPE"
        return Named(span, fold(span.text), (by_code(town.sure.code),))
    return None


def _is_listed(text: str, spans: Sequence[NameSpan], at: int) -> bool:
    """Return whether the names at ``at`` and behind it stand in a list: a third is joined to them."""
    before = text[spans[at - 1].end : spans[at].start] if at else ""
    after = text[spans[at + 1].end : spans[at + 2].start] if at + 2 < len(spans) else ""
    return bool(LISTED.fullmatch(before) or LISTED.fullmatch(after))


def _place_in(part: Named, whole: Named, *, strong: bool, words: bool = False) -> None:
    """Settle what two names mean of which the first lies in the second. ``strong`` says that they stand in no
    list; ``words``, that words say so.
    """
    if part.sure and whole.sure:
        return
    wholes = (whole.sure,) if whole.sure else whole.senses
    pairs = [(one, other) for other in wholes for one in part.senses if lies_in(one, other)]
    head = next((one.kind for one in part.senses), "town")
    if head in ("country", "region"):
        pairs = [
            (one, other)
            for one, other in pairs
            if one.kind == head or (strong and (head == "region" or other.kind == "region"))
        ]
    if pairs:
        best = max(pairs, key=lambda pair: (pair[0].kind != "town", pair[0].people))
        part.sure, part.nowhere = part.sure or best[0], False
        whole.sure = whole.sure or best[1]
    elif strong and not part.sure and head == "town" and _only_contains(wholes):
        part.nowhere = True


def _only_contains(wholes: Sequence[Place]) -> bool:
    """Return whether a name means a country or region, whatever small towns bear it."""
    first = max(wholes, key=lambda one: one.people, default=None)
    return first is not None and first.kind in ("country", "region")


def _narrow(named: Named, nation: NameSpan) -> None:
    """Settle what a place means before which a nation's name stands: "the Libyan capital Tripoli"."""
    people = nation_of(fold(nation.text))
    inside = [one for one in named.senses if people and one.country == people.code and one.kind != "country"]
    if inside and not named.sure:
        named.sure = inside[0]
