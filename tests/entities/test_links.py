"""What an entity's ids are."""

import pytest

from slugline.authority import Entry, Ids
from slugline.entities.geonames import Place, by_code, towns_named
from slugline.entities.links import link
from slugline.entities.merging import Cluster
from slugline.records.events import EntityType, Links

FRANCE, TEXAS = by_code("FR"), by_code("US-TX")
PARIS = towns_named("paris")[0]
PARIS_TEXAS = next(one for one in towns_named("paris") if one.code == "US-TX")


@pytest.mark.parametrize(
    ("label", "place", "entry", "entity_id"),
    [
        ("PERSON", None, None, "person:dovrel"),
        ("WORK_OF_ART", None, None, "work_of_art:dovrel"),
        ("GPE", None, None, "gpe:dovrel"),
        ("GPE", FRANCE, None, "iso:FR"),
        ("LOC", FRANCE, None, "iso:FR"),
        ("GPE", TEXAS, None, "iso:US-TX"),
        ("GPE", PARIS, None, "geonames:2988507"),
        ("GPE", PARIS_TEXAS, None, "geonames:4717560"),
        ("ORG", None, Entry(name="Dov SA", type="ORG", ids=Ids(wikidata="Q1", geonames="7")), "wikidata:Q1"),
        ("ORG", None, Entry(name="Dovrel SA", type="ORG", ids=Ids(geonames="7")), "geonames:7"),
        ("ORG", None, Entry(name="Dov SA", type="ORG", ids=Ids(isin="FR7", ticker="XPAR:D")), "isin:FR7"),
        ("ORG", None, Entry(name="Dov SA", type="ORG", ids=Ids(wikidata="Q1", isin="FR7")), "wikidata:Q1"),
        ("ORG", None, Entry(name="Dov SA", type="ORG", ids=Ids(ticker="XPAR:D")), "org:dov sa"),
        ("ORG", None, Entry(name="Dovrel SA", type="PERSON"), "person:dovrel sa"),
        ("ORG", None, Entry(name="Dovrel", type="GPE", ids=Ids(iso3166="NO", wikidata="Q1")), "iso:NO"),
        ("GPE", FRANCE, Entry(name="Dovrel", type="GPE", ids=Ids(wikidata="Q1")), "iso:FR"),
        ("GPE", TEXAS, Entry(name="Dovrel", type="GPE"), "iso:US-TX"),
        ("GPE", PARIS, Entry(name="Dovrel", type="GPE", ids=Ids(wikidata="Q90")), "wikidata:Q90"),
        ("GPE", PARIS, Entry(name="Dovrel", type="GPE", ids=Ids(geonames="7")), "geonames:7"),
        ("GPE", PARIS, Entry(name="Dovrel", type="ORG"), "org:dovrel"),
    ],
)
def test_ids(label: EntityType, place: Place | None, entry: Entry | None, entity_id: str) -> None:
    linked = link(Cluster([], label, "Dovrel", place=place), entry)
    assert linked.entity_id == entity_id
    assert (linked.name, linked.type) == ((entry.name, entry.type) if entry else ("Dovrel", label))


def test_a_nation_has_the_code_of_its_country_and_an_id_of_its_own() -> None:
    linked = link(Cluster([], "NORP", "Dovrel", "FR"), None)
    assert (linked.entity_id, linked.links) == (
        "norp:dovrel", Links(iso3166="FR", geonames=None, wikidata=None),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("place", "links"),
    [
        (FRANCE, ("FR", None, "3017382", "Q142", "middle")),
        (TEXAS, (None, "US-TX", "4736286", "Q1439", "middle")),
        (PARIS_TEXAS, (None, None, "4717560", None, "place")),
        (Place("region", "US-XX"), (None, "US-XX", None, None, None)),
    ],
)
def test_what_stands_for_a_place(place: Place, links: tuple[str | None, ...]) -> None:
    found = link(Cluster([], "GPE", "Dovrel", place=place), None).links
    assert (found.iso3166, found.iso3166_2, found.geonames, found.wikidata, found.point) == links
    assert (found.lat, found.lon) == (place.lat, place.lon)


def test_points_are_where_the_places_are() -> None:
    assert (PARIS.lat, PARIS.lon) == (48.85, 2.35)
    for code, lat, lon in (
        ("FR", 46.5, 2.5),
        ("US-TX", 31.0, -97.5),
        ("NZ", -40.5, 174.5),
        ("FJ", -17.5, 178.5),
    ):
        place = by_code(code)
        assert place.lat is not None and place.lon is not None
        assert abs(place.lat - lat) < 2 and abs(place.lon - lon) < 2, code


def test_an_entry_of_the_user_goes_before_the_tables() -> None:
    entry = Entry(name="Dovrel", type="GPE", ids=Ids(wikidata="Q90"))
    links = link(Cluster([], "GPE", "Dovrel", place=PARIS), entry).links
    assert (links.wikidata, links.geonames, links.lat) == ("Q90", "2988507", 48.85)
    other = link(
        Cluster([], "GPE", "Dovrel", place=PARIS), Entry(name="D", type="GPE", ids=Ids(geonames="7"))
    ).links
    assert (other.geonames, other.lat) == ("7", None)
