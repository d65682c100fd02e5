"""The type of each name of a story: one type for all its mentions, weighed from everything the story says.

Points are set by hand: the model's own labels count for MODEL; a name known in advance, a head word
("River", "Ministry of"), the form of the name, and what stands beside its mentions (at most BESIDE in all)
count with them.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from slugline.entities.countries import country_of, nation_of
from slugline.entities.expansions import expansion, kind_by_expansion
from slugline.entities.geonames import regions_named, towns_named
from slugline.entities.head_words import kind_by_head
from slugline.entities.known_names import is_family, is_given, kind_by_name
from slugline.entities.lists_of_names import settle_lists
from slugline.entities.name_forms import core, fold, initials, is_storm_or_ship, is_title_head
from slugline.entities.name_spans import NameSpan
from slugline.entities.neighbours import REACH, Weights, weigh
from slugline.entities.not_names import CHAMBERS
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

MODEL = {"ORG": 1.2, "PERSON": 1.7, "GPE": 1.9, "PRODUCT": 1.0, "WORK_OF_ART": 1.5, "LAW": 1.5, "FAC": 1.6}
MODEL_ELSE = 2.0
BESIDE = 4.0
KNOWN = {"NORP": 6.0, "EVENT": 5.0, "ORG": 4.0, "GPE": 3.0, "LOC": 3.0}
COUNTRY = 6.0
HEAD = 3.5
TOWN, FAR_TOWN = 4.5, 1.0
"""Points of a name that a town has, in a country the story names or elsewhere."""
SEEN = 5_000
QUOTED = 2.5
LARGE = 500_000
STORM_OR_SHIP = 4.0
PART_OF_THING = 5.0
PART_OF_PERSON = 4.0
ACRONYM_OF = 3.5
IN_BRACKETS = 5.0
CORE_OF = 3.0
FIRST_OF = 1.5
BODY_BESIDE = 2.0
"""Points from what stands beside a name at which it acts like a body, whatever it is at."""
SITE = re.compile(rf"\b{alternation(WORDS['site'])}$")
HOUSE = re.compile(rf"\b{alternation(WORDS['house of things'])}(?:$| {alternation(WORDS['of'])} )")
BUILDINGS = WORDS["site"] | WORDS["house of things"]
BY = re.compile(rf"\b{alternation(WORDS['by'])} (?:{alternation(WORDS['the'])} )?$")
AT_SITE = re.compile(rf"\b{alternation(WORDS['at a site'])} (?:{alternation(WORDS['the'])} )?$", re.I)
THINGS = WORDS["acronym of a thing"]
SURNAMES = WORDS["surname too"]
INITIALS = re.compile(r"(?:[A-Z]\.[\s-]?)+[A-Z][\w'’-]+|[A-Z] [A-Z][a-z]+\b")
DOUBLE = re.compile(r"[a-z] [A-Z]\w+-[A-Z]\w+$")
"""A family name of two, as in "Ana Brekke-Osei"."""


def settle_types(text: str, spans: Sequence[NameSpan]) -> None:
    """Set the label of every span (in place); spans of the user's authority file keep theirs."""
    forms: dict[str, list[NameSpan]] = {}
    for span in spans:
        if not span.entry:
            forms.setdefault(fold(span.text), []).append(span)
    countries = {known.code for form in forms if (known := country_of(form) or nation_of(form))}
    people: set[str] = set()
    acronyms: dict[str, str] = {}
    cores: dict[str, float] = {}
    things: dict[str, str] = {}
    typed: dict[str, str] = {}
    points: dict[str, Weights] = {}
    for folded, group in sorted(forms.items(), key=lambda item: -item[0].count(" ")):
        beside: Weights = {}
        for span in group:
            weigh(text, span.start, span.end, beside)
        located = _is_building(text, folded, group, beside)
        weights = own_points(folded, group, None if folded in people else countries, located=located)
        total = sum(abs(weight) for weight in beside.values())
        scale = min(1.0, BESIDE / total) if total else 0.0
        for kind, weight in beside.items():
            weights[kind] = weights.get(kind, 0.0) + weight * scale
        if " " not in group[0].text:
            if folded in people:
                weights["PERSON"] = weights.get("PERSON", 0.0) + PART_OF_PERSON
            if stands_for := acronyms.get(folded):
                weights[stands_for] = weights.get(stands_for, 0.0) + ACRONYM_OF
            if stands_for := _expanded(text, group, typed):
                weights[stands_for] = weights.get(stands_for, 0.0) + IN_BRACKETS
        if folded in things:
            weights[things[folded]] = weights.get(things[folded], 0.0) + PART_OF_THING
        if folded in cores:
            weights["ORG"] = weights.get("ORG", 0.0) + cores[folded]
        label = max(weights, key=lambda kind: weights[kind])
        typed[folded] = label
        points[folded] = weights
        for span in group:
            span.label = label
        if label == "PERSON":
            words = group[0].text.split()
            people.update((fold(words[0]), fold(words[-1])))
            if len(words) > 3:
                acronyms |= dict.fromkeys(initials(group[0].text), label)
        elif label == "GPE" and _is_known_place(folded):
            acronyms |= dict.fromkeys(initials(group[0].text), label)
        elif is_storm_or_ship(folded):
            things[folded.partition(" ")[2]] = label
        elif label == "ORG":
            acronyms |= dict.fromkeys(initials(group[0].text), label)
            cores.setdefault(core(folded), CORE_OF)
            if not _is_known_place(first := folded.split()[0]):
                cores.setdefault(first, FIRST_OF)
    settle_lists(text, spans, points)
    _settle_places_of_people(text, forms)


@lru_cache(maxsize=4096)
def _is_known_place(folded: str) -> bool:
    """Return whether a place is known by this name, which tells nothing of a body that begins with it."""
    return bool(country_of(folded) or regions_named(folded)) or any(
        one.capital or one.people >= LARGE for one in towns_named(folded)
    )


def _expanded(text: str, group: Sequence[NameSpan], typed: dict[str, str]) -> str | None:
    """Return the type of what a name of one word is short for, where a bracket tells."""
    full = (words for span in group if (words := expansion(text, span.start, span.end)))
    return next((kind for words in full if (kind := kind_by_expansion(words, typed))), None)


def _is_building(text: str, folded: str, group: Sequence[NameSpan], beside: Weights) -> bool:
    """Return whether a name means a building: a museum or the like, or a hospital or the like that somebody
    is at or goes to, and nothing tells that it acts.
    """
    if BUILDINGS.isdisjoint(folded.split()):
        return False
    house, site = HOUSE.search(folded), SITE.search(folded)
    if not house and not site:
        return False
    if beside.get("PERSON", 0.0) > 0 or beside.get("ORG", 0.0) > BODY_BESIDE:
        return False
    before = [(max(0, span.start - REACH), span.start) for span in group]
    if house:
        return not any(BY.search(text, *where) for where in before)
    return any(AT_SITE.search(text, *where) for where in before)


def _settle_places_of_people(text: str, forms: Mapping[str, Sequence[NameSpan]]) -> None:
    """Part the mentions of a place from those of a person of its name: "Washington said it would sue" before
    "Denis Washington" is named, "in Washington".
    """
    first: dict[str, int] = {}
    for folded, group in forms.items():
        if group[0].label == "PERSON" and " " in folded:
            last = folded.rpartition(" ")[2]
            start = min((span.start for span in group if span.zone != "headline"), default=len(text))
            first[last] = min(first.get(last, len(text)), start)
    for last in first.keys() & forms.keys():
        group = forms[last]
        if group[0].label != "PERSON" or not _is_place(group[0].text, last):
            continue
        body = [span for span in group if span.zone != "headline"]
        for span in body:
            beside: Weights = {}
            weigh(text, span.start, span.end, beside)
            if span.start < first[last] or beside.get("GPE", 0.0) > beside.get("PERSON", 0.0):
                span.label = "GPE"
        if body and all(span.label == "GPE" for span in body):
            for span in group:
                span.label = "GPE"


def _is_place(name: str, folded: str) -> bool:
    """Return whether a name is a well-known place's."""
    towns = towns_named(folded)
    return kind_by_name(name, folded) == "GPE" or bool(
        towns and (towns[0].capital or towns[0].people >= LARGE)
    )


def own_points(
    folded: str, group: Sequence[NameSpan], countries: Collection[str] | None = None, *, located: bool = False
) -> Weights:
    """Return the points of a name by itself: the model's labels, what is known, its head and its form; those
    of a town of its name where ``countries`` are given, the codes of those the story names. ``located`` says
    that it is a hospital, museum or the like that somebody is at or goes to: then it is the building.
    """
    name = group[0].text
    weights: Weights = {}
    for label, count in Counter(span.label for span in group).items():
        weights[label] = MODEL.get(label, MODEL_ELSE) * count / len(group)
    if is_storm_or_ship(folded):
        thing = kind_by_head(folded) or "EVENT"
        weights[thing] = weights.get(thing, 0.0) + STORM_OR_SHIP
    if any(span.quoted for span in group):
        weights["WORK_OF_ART"] = weights.get("WORK_OF_ART", 0.0) + QUOTED
    known = kind_by_name(name, folded)
    if known:
        weights[known] = weights.get(known, 0.0) + (COUNTRY if country_of(folded) else KNOWN[known])
    elif countries is not None and len(folded) > 2 and not _may_be_a_person(folded):
        towns = towns_named(folded)
        if towns:
            inside = any(one.country in countries and one.people >= SEEN for one in towns)
            weights["GPE"] = weights.get("GPE", 0.0) + (TOWN if inside else FAR_TOWN)
    if folded in THINGS and name[0].isupper():
        weights["PRODUCT"] = weights.get("PRODUCT", 0.0) + KNOWN["ORG"]
    if name in CHAMBERS and countries is not None:
        weights["ORG"] = weights.get("ORG", 0.0) + KNOWN["ORG"]
    head = None if _is_surname(folded, weights) else kind_by_head(folded)
    if head == "ORG" and located:
        head = "FAC"
    if head:
        weights[head] = weights.get(head, 0.0) + HEAD
    _form(name, folded, known or head, weights)
    return weights


def _is_surname(folded: str, weights: Weights) -> bool:
    """Return whether the last word of a name that the model takes for a person's is a family name as well as
    the word for a thing: "Ann Marsh".
    """
    words = folded.split()
    return 1 < len(words) < 4 and words[-1] in SURNAMES and is_given(words[0]) and "PERSON" in weights


def _may_be_a_person(folded: str) -> bool:
    first, *_, last = folded.split()[:1] + folded.split()[-1:]
    return is_given(first) or is_family(last)


def _form(name: str, folded: str, head: str | None, weights: Weights) -> None:
    words = folded.split()
    person = 0.0
    if len(words) > 1 and not head:
        if is_title_head(words[0]):
            person += 2.0
        if is_given(words[0]):
            person += 2.5
        if is_family(words[-1]):
            person += 1.2
        if INITIALS.match(name):
            person += 1.5
        if DOUBLE.search(name):
            person += 0.8
    elif len(words) == 1:
        person += 1.2 * (is_given(folded) or is_family(folded))
    acronym = not head and len(words) == 1 and name.isupper() and 2 <= len(name) <= 7
    if acronym:
        person -= 2.0
        weights["ORG"] = weights.get("ORG", 0.0) + 1.5
    if any(char.isdigit() for char in name) or "&" in name:
        person -= 2.0
    if person:
        weights["PERSON"] = weights.get("PERSON", 0.0) + person
