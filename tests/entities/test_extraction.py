"""Entities of hand-built Docs: text with the spans a model might find, and what must come of them."""

from dataclasses import replace

import pytest

from benchmarks.newswire import invent
from slugline.entities import extraction
from slugline.reading.reader import Reader
from slugline.records.events import EntityEvent
from tests.entities.docs import build, found


def mentions(event: EntityEvent) -> list[str]:
    return [mention.text for mention in event.mentions]


@pytest.mark.parametrize(
    ("text", "spans", "name", "kind", "texts"),
    [
        # titles, last names, possessives, capitals
        (
            "President Ruta Malkova spoke. Malkova's rival left. MALKOVA won. Mrs. Malkova smiled.",
            "President Ruta Malkova=PERSON; Malkova's=ORG; MALKOVA=ORG; Malkova=GPE",
            "Ruta Malkova",
            "PERSON",
            ["Ruta Malkova", "Malkova", "MALKOVA", "Malkova"],
        ),
        # initials, nicknames, diacritics
        (
            "Robert Ångman met reporters. Bob Angman agreed.",
            "Robert Ångman=PERSON; Bob Angman=PERSON",
            "Robert Ångman",
            "PERSON",
            ["Robert Ångman", "Bob Angman"],
        ),
        # an acronym and its expansion, either way round
        (
            "The Baltic Ferry Safety Board (BFSB) met in a small room at the port. The BFSB said so later.",
            "Baltic Ferry Safety Board=ORG",
            "Baltic Ferry Safety Board",
            "ORG",
            ["Baltic Ferry Safety Board", "BFSB", "BFSB"],
        ),
        # corporate forms and leading words
        (
            "Tarnholm Shipping Corp. fell. Tarnholm Shipping said Tarnholm would recover.",
            "Tarnholm Shipping Corp.=ORG; Tarnholm Shipping=PERSON; Tarnholm=ORG",
            "Tarnholm Shipping Corp.",
            "ORG",
            ["Tarnholm Shipping Corp.", "Tarnholm Shipping", "Tarnholm"],
        ),
        # all names of a country are one
        (
            "The U.S. and the United States of America are America, in short the US.",
            "U.S.=GPE; United States of America=ORG; America=PERSON; US=GPE",
            "United States",
            "GPE",
            ["U.S.", "United States of America", "America", "US"],
        ),
        # a demonym is a people, not a place
        ("Peruvian men met a Peruvian.", "Peruvian=GPE; Peruvian=ORG", "Peruvian", "NORP", ["Peruvian"] * 2),
        # titles of works in quote marks
        ('She wrote "The Salt Road" in 1998.', "Salt=ORG", "The Salt Road", "WORK_OF_ART", ["The Salt Road"]),
        # what follows in capitals makes it another thing's name
        ("Lima Police said so.", "Lima=GPE", "Lima Police", "ORG", ["Lima Police"]),
        # halves of a name
        ("Efua Ama Osei left.", "Efua=PERSON; Ama Osei=PERSON", "Efua Ama Osei", "PERSON", ["Efua Ama Osei"]),
        # the model missed it, the story names it elsewhere
        ("Dr. Wen Toro spoke. Toro left.", "Wen Toro=PERSON", "Wen Toro", "PERSON", ["Wen Toro", "Toro"]),
        # the model missed it, it is known
        ("Talks in Nairobi and Chile went on.", "", "Nairobi", "GPE", ["Nairobi"]),
    ],
)  # fmt: skip
def test_an_entity(text: str, spans: str, name: str, kind: str, texts: list[str]) -> None:
    event = found(text, spans)[name]
    assert (event.type, mentions(event), event.count) == (kind, texts, len(texts))
    for mention in event.mentions:
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("It is one kilometer away.", "kilometer=PERSON"),
        ("On Tuesday in May the Government and the State met.", "Tuesday=ORG; Government=ORG; State=ORG"),
        ("It cost US$5 and 40 Indian rupees.", "US$=GPE; Indian=NORP"),
        ("I'm here, she said. We're not.", "I'm=PERSON; We=ORG"),
        ("The carnival of farmers ended; their Carnival was long.", "carnival=ORG; Carnival=ORG"),
    ],
)  # fmt: skip
def test_no_entity(text: str, spans: str) -> None:
    assert found(text, spans) == {}


def test_two_people_of_one_family_stay_two() -> None:
    text = "Ana Brekke met Ole Brekke. Ana Brekke spoke. Brekke left. Ole Brekke stayed."
    spans = "Ana Brekke=PERSON; Ole Brekke=PERSON; Ana Brekke=PERSON; Ole Brekke=PERSON"
    events = found(text, spans)
    assert mentions(events["Ana Brekke"]) == ["Ana Brekke", "Ana Brekke", "Brekke"]
    assert mentions(events["Ole Brekke"]) == ["Ole Brekke", "Ole Brekke"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("NATO Secretary General Ruta Malkova spoke.", "NATO Secretary General"),
        ("former Finance Minister Ruta Malkova spoke.", "former Finance Minister"),
        ("Ruta Malkova, chairwoman of the Osprey Trust, spoke.", "chairwoman of the Osprey Trust"),
        ("Mrs. Ruta Malkova spoke.", None),
        ("Ruta Malkova, who spoke, left.", None),
    ],
)
def test_role(text: str, role: str | None) -> None:
    spans = "Ruta Malkova=PERSON" + ("; NATO=ORG" if "NATO" in text else "")
    assert found(text, spans)["Ruta Malkova"].role == role


def test_ids_are_equal_across_stories_and_tell_a_country_from_its_people() -> None:
    text = "France beat Kenya. The French cheered Ruta Malkova."
    spans = "France=GPE; Kenya=ORG; French=NORP; Ruta Malkova=PERSON"
    events = found(text, spans)
    assert {name: (event.entity_id, event.links.iso3166) for name, event in events.items()} == {
        "France": ("iso:FR", "FR"),
        "Kenya": ("iso:KE", "KE"),
        "French": ("norp:french", "FR"),
        "Ruta Malkova": ("person:ruta malkova", None),
    }
    other = found("RUTA MALKOVA came home.", "RUTA MALKOVA=PERSON")["Ruta Malkova"]
    assert other.entity_id == events["Ruta Malkova"].entity_id


def test_salience_falls_from_headline_to_aside() -> None:
    text = (
        "Ruta Malkova resigns\n\nRuta Malkova said she is ill. Kenya waits. Malkova left.\n\nIt rains: Oslo."
    )
    reading = build(text, "Ruta Malkova=PERSON; Ruta Malkova=PERSON; Kenya=GPE; Oslo=GPE")
    zones = reading.story.zones
    story = replace(reading.story, zones=(replace(zones[0], kind="headline"), *zones[1:]))
    events = extraction.extract(replace(reading, story=story))
    assert [event.name for event in events] == ["Ruta Malkova", "Kenya", "Oslo"]
    weights = [event.salience for event in events]
    assert 1 >= weights[0] > 0.8 > weights[1] > weights[2] > 0


def test_no_entity_comes_twice(reader: Reader) -> None:
    for story in invent(40, seed=9):
        ids = [event.entity_id for event in extraction.extract(reader.read([story])[0])]
        assert len(ids) == len(set(ids))


def test_two_names_of_one_place_are_one_entity() -> None:
    text = "It was hot in Mumbai. In what was Bombay then schools closed."
    (event,) = extraction.extract(build(text, "Mumbai=GPE; Bombay=GPE"))
    assert mentions(event) == ["Mumbai", "Bombay"]
