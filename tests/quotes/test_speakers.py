"""Who is speaking: the full name behind a last name, a pronoun, a role - or nobody's, rather than a guess."""

import pytest

from slugline import quotes
from slugline.entities import extraction
from slugline.intake.formats.plain_text import read_text
from slugline.reading.reader import Reader
from tests.quotes.conftest import Told

CASES: dict[str, tuple[str, list[tuple[str, str | None, str]]]] = {
    "last name": (
        'Anna Keller opened the hearing in Odense on Monday.\n\n"The bridge is safe," Keller said.',
        [("Keller", "Anna Keller", "explicit")],
    ),
    "title before the name": (
        'Prime Minister Anna Keller opened the hearing.\n\n"The bridge is safe," Ms. Keller said.',
        [("Ms. Keller", "Anna Keller", "explicit")],
    ),
    "pronoun": (
        'Anna Keller opened the hearing. "The bridge is safe," she said.',
        [("she", "Anna Keller", "pronoun")],
    ),
    "pronoun agrees with the first name": (
        "Anna Keller met Robert Klein in Odense on Monday.\n\n"
        '"The bridge is safe," she said.\n\n"It is not," he replied.',
        [("she", "Anna Keller", "pronoun"), ("he", "Robert Klein", "pronoun")],
    ),
    "pronoun means who has the floor, not the nearest man": (
        '"The bridge is safe," said Robert Klein, the engineer in charge.\n\n'
        "Klein said the work had been checked by Peter Holm.\n\n"
        '"We looked at every bolt," he said.',
        [
            ("Robert Klein", "Robert Klein", "explicit"),
            ("Klein", "Robert Klein", "explicit"),
            ("he", "Robert Klein", "pronoun"),
        ],
    ),
    "role": (
        "Mayor Anna Keller opened the hearing. Robert Klein, chairman of the harbour board, came late.\n\n"
        'The mayor said the bridge was safe. The chairman said: "We are ready."',
        [("The mayor", "Anna Keller", "nominal"), ("The chairman", "Robert Klein", "nominal")],
    ),
    "name after the role": (
        'The director of the harbour museum, Anna Keller, said: "We are ready."',
        [("The director of the harbour museum", "Anna Keller", "explicit")],
    ),
    "the name at the end of a long role": (
        '"We are ready," said oil and gas worker Robert Klein.',
        [("oil and gas worker Robert Klein", "Robert Klein", "explicit")],
    ),
    "somebody's spokesman is not he": (
        'Robert Klein did not attend the hearing.\n\n"He is ill," a spokesman for Robert Klein said.',
        [("a spokesman for Robert Klein", None, "nominal")],
    ),
    "group": ('"We are ready," officials said.', [("officials", None, "nominal")]),
    "couple": ('"We are ready," the couple said.', [("the couple", None, "nominal")]),
    "relative": (
        "Robert Klein, who said the bridge was safe, left early.",
        [("who", "Robert Klein", "pronoun")],
    ),
    "floating, the paragraph before": (
        '"We are ready," Robert Klein said.\n\n"The tide will not wait for us."',
        [("Robert Klein", "Robert Klein", "explicit"), ("Robert Klein", "Robert Klein", "follow-on")],
    ),
    "floating, cue in the same paragraph": (
        '"We are ready. The tide will not wait." "We sail tonight," Robert Klein said.',
        [("Robert Klein", "Robert Klein", "explicit")],
    ),
    "introduced by a sentence": (
        '"We are ready," Robert Klein said.\n\n'
        'Anna Keller, the mayor, was less sure.\n\n"Nobody asked the fishermen before this."',
        [("Robert Klein", "Robert Klein", "explicit"), ("", "Anna Keller", "follow-on")],
    ),
    "announced by a colon": (
        'Anna Keller was blunt: "Nobody asked the fishermen before this."',
        [("Anna Keller", "Anna Keller", "explicit")],
    ),
    "a name the model never saw": (
        '"We are ready," said Xander Quillfeather, a retired pilot.\n\n"We sail," Quillfeather added.',
        [
            ("Xander Quillfeather", "Xander Quillfeather", "explicit"),
            ("Quillfeather", "Xander Quillfeather", "explicit"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_the_speaker(text: str, wanted: list[tuple[str, str | None, str]], told: Told) -> None:
    found = [
        (event.speaker.text if event.speaker else "", event.speaker_name, event.attribution)
        for event in told(text)
    ]
    assert found == wanted


def test_a_quotation_left_open_goes_on_in_the_next_paragraph(told: Told) -> None:
    (event,) = told(
        '"We are ready," Robert Klein said. "We checked every bolt.\n\n'
        '"And we checked them twice. We sail tonight."'
    )
    assert event.text == (
        "We are ready, ... We checked every bolt. ... And we checked them twice. We sail tonight."
    )
    assert (event.speaker_name, event.attribution) == ("Robert Klein", "explicit")


def test_the_speakers_entity_is_one_of_the_storys_entities(reader: Reader) -> None:
    text = (
        "NATO Secretary General Anna Keller met Robert Klein in Brussels on Monday.\n\n"
        '"The alliance is ready," Keller said. NATO said the talks would go on.'
    )
    story = read_text(text, uri="urn:test:entity")
    (reading,) = reader.read([story])
    entities = extraction.extract(reading)
    by_id = {event.entity_id: event for event in entities}
    told = list(quotes.extract(reading, entities))
    assert [event.speaker_name for event in told] == ["Anna Keller", "NATO"]
    for event in told:
        assert event.speaker_entity is not None
        assert by_id[event.speaker_entity].name == event.speaker_name


def test_a_speaker_who_is_no_entity_has_no_id(told: Told) -> None:
    (event,) = told('"We are ready," officials said.')
    assert event.speaker_entity is None
    assert event.speaker is not None and event.speaker.text == "officials"


def test_confidence_falls_with_the_evidence(told: Told) -> None:
    named, pronoun, group = (
        told('"We are ready," Anna Keller said.')[0],
        told('Anna Keller rose. "We are ready," she said.')[0],
        told('The sea was "rough enough for two storms" off Jutland that night, Anna Keller remembered.')[0],
    )
    assert named.confidence >= 0.95 > pronoun.confidence > 0.5
    assert 0 < group.confidence <= 1


def test_an_embedded_post_is_what_its_account_wrote(told: Told) -> None:
    (event,) = told(
        "The ferries stopped on Monday.\n\n"
        "Crews are working on the pier. Expect delays until noon. — Odense Harbour (@odharbour) March 3, 2026"
    )
    assert event.text == "Crews are working on the pier. Expect delays until noon."
    assert event.speaker is not None and event.speaker.text == "Odense Harbour"
