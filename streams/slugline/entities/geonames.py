"""Towns, regions, countries and continents by name: ids, where they lie, points for a map.

Data: GeoNames, CC BY 4.0, in two tables built by ``ops/places``. That of towns is searched as it lies in
memory: nothing is made of it at start. Data of countries and regions: `regions.txt`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from slugline.entities.name_forms import fold
from slugline.lang.chosen import LISTS

DATA = Path(__file__).parent / "data"
TOWNS = DATA / "towns.txt"
REGIONS = DATA / "regions.txt"
Kind = Literal["country", "region", "continent", "town"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place with an id. ``code`` is ISO 3166: its own of a country or region, that of its region (or else
    country) of a town; "" of a continent. ``people`` of a country or region are those of its towns.
    """

    kind: Kind
    code: str
    geonames: str = ""
    people: int = 0
    capital: bool = False
    lat: float | None = None
    lon: float | None = None
    wikidata: str = ""
    neighbours: tuple[str, ...] = ()
    within: str = ""
    """Code of the first-level region that a region of the second level is a part of."""

    @property
    def key(self) -> str:
        """Return what tells it from all others: "iso:US-GA", "geonames:2988507"."""
        return f"iso:{self.code}" if self.kind in ("country", "region") else f"geonames:{self.geonames}"

    @property
    def country(self) -> str:
        """Return the code of its country."""
        return self.code[:2]


@cache
def _towns() -> bytes:
    """Return the lines of the table of towns, with a line end before each and behind the last."""
    data = TOWNS.read_bytes()
    start = 0
    while data[start : start + 1] == b"#":
        start = data.index(b"\n", start) + 1
    return data[start - 1 :]


@cache
def _known_towns() -> frozenset[str]:
    rows = (line.split("\t") for line in LISTS.lines("town_names.tsv"))
    return frozenset(fold(own) for _, own, names in rows if names == "=")


def is_known(folded: str, town: Place) -> bool:
    """Return whether copy names a town without explanation, though others are not much smaller."""
    return folded in _known_towns() and town == towns_named(folded)[0]


@cache
def _other_names() -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for line in LISTS.lines("town_names.tsv"):
        code, own, names = line.split("\t")
        town = next(one for one in _in_table(fold(own)) if one.code.startswith(code))
        found.update((fold(name), town) for name in names.split(";") if name != "=")
    return found


@lru_cache(maxsize=8192)
def towns_named(folded: str) -> tuple[Place, ...]:
    """Return the towns that a folded name may mean, the largest first."""
    other = _other_names().get(folded)
    return (*((other,) if other else ()), *_in_table(folded))


def _in_table(folded: str) -> tuple[Place, ...]:
    data, name = _towns(), folded.encode()
    low, high = 0, len(data) - 1  # both at a line end
    while low < high:
        start = data.rfind(b"\n", low, (low + high) // 2 + 1) + 1
        tab = data.index(b"\t", start)
        here = data[start:tab]
        if here == name:
            return tuple(map(_town, data[tab + 1 : data.index(b"\n", tab)].decode().split(";")))
        if here < name:
            low = data.index(b"\n", tab)
        else:
            high = start - 1
    return ()


def _town(row: str) -> Place:
    key, code, people, lat, lon = row.split(",")
    number = people.rstrip("*")
    return Place("town", code, key, int(number), number != people, float(lat), float(lon))


@cache
def _regions() -> tuple[Mapping[str, Place], Mapping[str, tuple[Place, ...]], frozenset[str]]:
    """Return countries, regions and continents by code, regions and continents by folded name, and the names
    that mean a region whatever town bears them.
    """
    by_code: dict[str, Place] = {}
    named: dict[str, list[Place]] = {}
    for line in REGIONS.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, key, people, point, item, beside, names = line.split("\t")
        lat, lon = map(float, point.split(",")) if point else (None, None)
        kind: Kind = "continent" if code == "-" else "region" if "-" in code else "country"
        within = beside if kind == "region" else ""
        near = tuple(beside.split()) if kind == "country" else ()
        place = Place(
            kind,
            code.strip("-"),
            key,
            int(people),
            lat=lat,
            lon=lon,
            wikidata=item,
            neighbours=near,
            within=within,
        )
        by_code[code] = place
        for name in filter(None, names.split(";")):
            named.setdefault(name, []).append(place)
    regions: set[str] = set()
    for line in LISTS.lines("region_names.tsv"):
        code, names = line.split("\t")
        if names == "-":
            for places in named.values():
                places[:] = (one for one in places if one is not by_code[code])
            continue
        for entry in names.split(";"):
            name = fold(entry.removeprefix("="))
            if by_code[code] not in named.setdefault(name, []):
                named[name].append(by_code[code])
            if entry[0] == "=":
                regions.add(name)
    return by_code, {name: tuple(places) for name, places in named.items()}, frozenset(regions)


def regions_named(folded: str) -> tuple[Place, ...]:
    """Return the regions and continents that a folded name may mean."""
    return _regions()[1].get(folded, ())


def by_code(code: str) -> Place:
    """Return the country or region with a code of ISO 3166; one that the table lacks has only its code."""
    return _regions()[0].get(code) or Place("region" if "-" in code else "country", code)


def means_a_region(folded: str) -> bool:
    """Return whether a folded name means a region by itself, whatever town bears it ("Quebec")."""
    return folded in _regions()[2]
