"""What the name of a place may mean: countries, regions, towns, continents of that name."""

import re
from collections.abc import Sequence
from functools import lru_cache

from slugline.entities.countries import country_of
from slugline.entities.geonames import Place, by_code, means_a_region, regions_named, towns_named
from slugline.entities.known_names import state_of
from slugline.entities.name_forms import fold
from slugline.lang.chosen import LISTS
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

KIND_OF_REGION = alternation(WORDS["kind-of-region"])
REGION = re.compile(
    rf"(?P<name>.+) {KIND_OF_REGION}$|^{KIND_OF_REGION} {alternation(WORDS['of'])} (?P<named>.+)"
)
TOWN = re.compile(
    rf"(?P<name>.+) {alternation(WORDS['kind-of-town'])}$"
    rf"|^{alternation(WORDS['kind-of-town'])} {alternation(WORDS['of'])} (?P<named>.+)"
)
SIDE = re.compile(rf"^{alternation(WORDS['direction'])} (?P<name>.+)")

VAGUE = WORDS["direction"] | WORDS["kind-of-region"] | WORDS["generic-place"] | WORDS["direction-of-region"]
STATES_SHORTENED = ("US", "CA", "AU")
"""Countries whose states are abbreviated in copy."""


@lru_cache(maxsize=8192)
def senses(text: str) -> tuple[Place, ...]:
    """Return what a place's name, as written, may mean; nothing if it is unknown.

    A word that says what kind of place it is decides: "Washington state" is no town. Of a region and a town
    of its name within it ("Oaxaca", "New York") the town stands here, but where copy means the region
    ("Quebec").
    """
    state = state_of(text)
    if state:
        folded = fold(state)
        regions = tuple(one for one in regions_named(folded) if one.country in STATES_SHORTENED)
        return regions or towns_named(folded)[:1]
    folded = fold(text)
    found = _named(folded)
    if found:
        return found
    match = REGION.match(folded)
    if match:
        return regions_named(match["name"] or match["named"])
    match = SIDE.match(folded) if text[:1].islower() else None
    if match:
        country = country_of(match["name"])
        return (*((by_code(country.code),) if country else ()), *regions_named(match["name"]))
    match = TOWN.match(folded)
    return towns_named(match["name"] or match["named"]) if match else ()


def is_said_to_be_a_region(folded: str) -> bool:
    """Return whether a folded name says of itself that it is a region's: "kaduna state"."""
    return bool(REGION.match(folded))


def _named(folded: str) -> tuple[Place, ...]:
    country = country_of(folded)
    states = (by_code(country.code),) if country else ()
    if all(word in VAGUE for word in folded.split()) and folded not in LISTS.split("cities.txt"):
        return states  # "Southern District"
    towns, regions = towns_named(folded), regions_named(folded)
    if means_a_region(folded):
        return (
            *states,
            *regions,
            *(town for town in towns if town.code not in {one.code for one in regions}),
        )
    return (*states, *(one for one in regions if not _is_seen_as(one, (*states, *towns))), *towns)


def _is_seen_as(region: Place, others: Sequence[Place]) -> bool:
    """Return whether by a region's name its country is meant, or a town in it: "Mexico", "Buenos Aires"."""
    return any(
        other.country == region.country
        and (
            other.kind == "country"
            or other.capital
            or other.people * (20 if lies_in(other, region) else 2) > region.people
        )
        for other in others
    )


def lies_in(place: Place, whole: Place) -> bool:
    """Return whether ``place`` is a part of the country or region ``whole``; of a region of the second level,
    whether it is one of the region that is a part of.

    >>> lies_in(by_code("US-GA"), by_code("US")), lies_in(by_code("US"), by_code("US"))
    (True, False)
    """
    if whole.kind == "country":
        return place.country == whole.code and place.kind != "country"
    if whole.kind != "region":
        return False
    return place.within == whole.code or (place.kind == "town" and place.code in (whole.code, whole.within))
