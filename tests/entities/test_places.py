"""Which place a name means: read by the words beside it, and by what else the story names."""

import pytest

from slugline.entities.extraction import extract
from slugline.entities.joining import join_and_part
from slugline.entities.places import settle_places
from tests.entities.docs import build, found, spans

DC = "geonames:4140963"


def settled(text: str, names: str) -> list[str | None]:
    marked = spans(text, names)
    settle_places(text, marked)
    return [span.place.code if span.place else None for span in marked]


@pytest.mark.parametrize(
    ("text", "names", "codes"),
    [
        ("Athens, Georgia, cheered.", "Athens=GPE; Georgia=GPE", ["US-GA", "US-GA"]),
        ("Tbilisi, Georgia, cheered.", "Tbilisi=GPE; Georgia=GPE", ["GE-TB", "GE"]),
        ("Athens (Ohio) cheered.", "Athens=GPE; Ohio=GPE", ["US-OH", "US-OH"]),
        ("Athens in southern Ohio cheered.", "Athens=GPE; Ohio=GPE", ["US-OH", "US-OH"]),
        ("Athens cheered. It rained.", "Athens=GPE", ["GR-I"]),
        ("Athens, GA, cheered.", "Athens=GPE; GA=ORG", ["US-GA", "US-GA"]),
        ("Athens, GA, cheered.", "Athens=GPE", ["US-GA"]),
        ("Athens, NATO said, cheered.", "Athens=GPE; NATO=ORG", ["GR-I", None]),
        ("Ohio's Athens cheered.", "Ohio=GPE; Athens=GPE", ["US-OH", "US-OH"]),
        ("The Ohio town of Athens cheered.", "Ohio=GPE; Athens=GPE", ["US-OH", "US-OH"]),
        ("The Greek capital Athens cheered.", "Greek=NORP; Athens=GPE", [None, "GR-I"]),
        ("The Libyan capital Tripoli cheered.", "Libyan=NORP; Tripoli=GPE", [None, "LY-TB"]),
        # also where all else speaks for another one
        ("The Venezuelan city of Valencia cheered. Madrid and Seville did not.",
         "Venezuelan=NORP; Valencia=GPE; Madrid=GPE; Seville=GPE", [None, "VE-G", "ES-MD", "ES-AN"]),
        ("The Colombian city of Armenia cheered. Baku and Yerevan did not.",
         "Colombian=NORP; Armenia=GPE; Baku=GPE; Yerevan=GPE", [None, "CO-QUI", "AZ-BA", "AM-ER"]),
        ("Athens, Ohio, won. Athens did.", "Athens=GPE; Ohio=GPE; Athens=GPE", ["US-OH", "US-OH", "US-OH"]),
        (
            "Athens, Ohio, lost to Athens, Georgia, and Athens cheered.",
            "Athens=GPE; Ohio=GPE; Athens=GPE; Georgia=GPE; Athens=GPE",
            ["US-OH", "US-OH", "US-GA", "US-GA", "US-GA"],
        ),
        # lists say nothing of where a place lies
        ("Jordan, Lebanon and Syria agreed.", "Jordan=GPE; Lebanon=GPE; Syria=GPE", ["JO", "LB", "SY"]),
        ("Benin, Nigeria and Ghana agreed.", "Benin=GPE; Nigeria=GPE; Ghana=GPE", ["BJ", "NG", "GH"]),
        ("Benin, Nigeria agree on tax.", "Benin=GPE; Nigeria=GPE", ["BJ", "NG"]),
        ("Delaware, Ohio and Texas voted.", "Delaware=GPE; Ohio=GPE; Texas=GPE", ["US-DE", "US-OH", "US-TX"]),
        ("Delaware, Ohio, voted.", "Delaware=GPE; Ohio=GPE", ["US-OH", "US-OH"]),
        ("Lebanon, Pennsylvania, voted.", "Lebanon=GPE; Pennsylvania=GPE", ["US-PA", "US-PA"]),
        # no such town there
        ("Boston, Zambia, voted.", "Boston=GPE; Zambia=GPE", [None, "ZM"]),
        ("Boston, Zambia, voted. Boston cheered.", "Boston=GPE; Zambia=GPE; Boston=GPE", [None, "ZM", None]),
        ("Boston, Zambia and Peru voted.", "Boston=GPE; Zambia=GPE; Peru=GPE", ["US-MA", "ZM", "PE"]),
        # what else the story names
        ("Georgia voted. Atlanta cheered.", "Georgia=GPE; Atlanta=GPE", ["US-GA", "US-GA"]),
        ("Georgia voted. Batumi cheered.", "Georgia=GPE; Batumi=GPE", ["GE", "GE-AJ"]),
        ("Georgia voted. Armenia cheered.", "Georgia=GPE; Armenia=GPE", ["GE", "AM"]),
        ("Georgia voted. It rained.", "Georgia=GPE", [None]),
        ("Valencia voted. The Spanish army left.", "Valencia=GPE; Spanish=NORP", ["ES-VC", None]),
        ("Valencia voted. Caracas did not.", "Valencia=GPE; Caracas=GPE", ["VE-G", "VE-A"]),
        ("Springfield voted. It rained.", "Springfield=GPE", [None]),
        ("Springfield voted. Illinois did.", "Springfield=GPE; Illinois=GPE", ["US-IL", "US-IL"]),
        ("Vancouver voted. It rained.", "Vancouver=GPE", ["CA-BC"]),
        ("Arizona voted. It rained.", "Arizona=GPE", ["US-AZ"]),
        ("Donetsk region was hit.", "Donetsk=GPE", ["UA-14"]),
        ("Donetsk was hit. It rained.", "Donetsk=GPE", ["UA-14"]),
        ("Kaduna State voted.", "Kaduna State=GPE", ["NG-KD"]),
        # no town by the name of a mountain or a person
        ("They climbed Athens.", "Athens=LOC", [None]),
        ("Europe voted.", "Europe=LOC", [""]),
        ("Georgia sang.", "Georgia=PERSON", [None]),
    ],
)  # fmt: skip
def test_the_words_beside_it_and_the_story(text: str, names: str, codes: list[str | None]) -> None:
    assert settled(text, names) == codes


def test_one_name_of_two_places_is_two_entities() -> None:
    text = "Police in Athens, Ohio, called Athens, Georgia, on Friday."
    events = extract(build(text, "Athens=GPE; Ohio=GPE; Athens=GPE; Georgia=GPE"))
    ids = {event.entity_id for event in events}
    assert ids == {"iso:US-OH", "iso:US-GA", "geonames:4505542", "geonames:4180386"}


def test_a_region_and_the_town_of_its_name_are_two() -> None:
    marked = spans("Donetsk region was hit. In Donetsk, two died.", "Donetsk=GPE; Donetsk=GPE")
    settle_places("Donetsk region was hit. In Donetsk, two died.", marked)
    assert [span.place and span.place.kind for span in marked] == ["region", "town"]


@pytest.mark.parametrize(
    ("text", "names", "ids"),
    [
        ("It rained in Savannah, Ga., and all over Georgia.", "Savannah=GPE; Ga.=GPE; Georgia=GPE",
         {"Savannah": "geonames:4221552", "Georgia": "iso:US-GA"}),
        ("Erie, Pa., voted.", "Erie=GPE; Pa.=GPE", {"Erie": "geonames:5188843", "Pennsylvania": "iso:US-PA"}),
        ("Guinea beat Guinea-Bissau.", "Guinea=GPE; Guinea=GPE",
         {"Guinea": "iso:GN", "Guinea-Bissau": "iso:GW"}),
        ("Voters in Northern Ireland and in Ireland.", "Northern Ireland=GPE; Ireland=GPE",
         {"Northern Ireland": "iso:GB-NIR", "Ireland": "iso:IE"}),
        ("He left Washington, D.C., on Friday.", "Washington=GPE; D.C.=GPE", {"Washington": DC}),
        ("Floods hit the province of Punjab and Lahore.", "Punjab=GPE; Lahore=GPE",
         {"Punjab": "iso:PK-PB", "Lahore": "geonames:1172451"}),
    ],
)  # fmt: skip
def test_entities(text: str, names: str, ids: dict[str, str]) -> None:
    assert {name: event.entity_id for name, event in found(text, names).items()} == ids


def test_a_double_name_is_one_country() -> None:
    text = "Guinea-Bissau voted."
    [span] = join_and_part(text, spans(text, "Guinea=GPE"))
    assert span.text == "Guinea-Bissau"
