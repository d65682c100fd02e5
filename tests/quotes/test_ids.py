"""An id names a thing in its story, whatever the version: what a correction leaves alone keeps its id."""

from dataclasses import replace

import pytest

from slugline.enrichment import enrich
from slugline.intake.formats.plain_text import read_text
from slugline.reading.reader import Reader
from slugline.records.story import EnrichedStory

FIRST = """Bridge closes in Odense

ODENSE - Mayor Anna Keller closed the harbour bridge on Monday after a strike by dockers.

"The bridge is safe," Keller said.

"We are tired," said Robert Klein of the Danish Dockers Union.
"""
CORRECTED = """Bridge closes in Odense, mayor says

ODENSE - Mayor Anna Keller closed the old harbour bridge on Tuesday after a long strike by dockers.

"We are tired," said Robert Klein of the Danish Dockers Union.

Keller left the town hall and said: "The bridge is safe."
"""


def enriched(reader: Reader, text: str, version: int = 1, uri: str = "urn:test:ids") -> EnrichedStory:
    story = replace(read_text(text, uri=uri), version=version)
    (split,) = enrich([story], reader)
    return split.enriched


@pytest.mark.parametrize(
    ("kind", "key"),
    [("entities", "entity_id"), ("quotes", "text"), ("topics", "qcode")],
)
def test_what_a_correction_leaves_alone_keeps_its_id(reader: Reader, kind: str, key: str) -> None:
    first, second = (
        {
            getattr(event, key).rstrip(",."): event.id
            for event in getattr(enriched(reader, text, version), kind)
        }
        for text, version in ((FIRST, 1), (CORRECTED, 2))
    )
    both = first.keys() & second.keys()
    assert both
    assert all(first[name] == second[name] for name in both)
    elsewhere = {event.id for event in getattr(enriched(reader, FIRST, uri="urn:test:other"), kind)}
    assert elsewhere.isdisjoint(first.values())


def test_equal_words_of_another_are_another_quote(reader: Reader) -> None:
    text = 'Anna Keller met Robert Klein.\n\n"The bridge is safe," {} said.'
    ids = {
        event.id
        for name in ("Keller", "Klein")
        for event in enriched(reader, text.format(name)).quotes
        if event.text == "The bridge is safe,"
    }
    assert len(ids) == 2


def test_of_equal_quotes_the_first_keeps_its_id_and_the_others_have_numbers(reader: Reader) -> None:
    line = '"The bridge is safe," Anna Keller said.\n\n'
    once, thrice = (enriched(reader, "Bridge opens\n\n" + line * times).quotes for times in (1, 3))
    assert len(thrice) == len({event.id for event in thrice}) == 3
    assert thrice[0].id == once[0].id
    assert [event.id for event in enriched(reader, "Bridge opens\n\n" + line * 2).quotes] == [
        event.id for event in thrice[:2]
    ]
