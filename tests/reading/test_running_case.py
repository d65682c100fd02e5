"""Copy in capitals is read in running case: letter for letter, beside a text that stays as it came."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.enrichment import enrich
from slugline.intake.formats.plain_text import read_text
from slugline.reading.reader import Reader
from slugline.reading.running_case import running

COPY = (
    (
        "Storm kills four in Manila",
        "A storm killed four people in Manila on Monday, President Ramon Dela Cruz said. "
        'The Philippine Red Cross sent teams to Quezon City. "We were not ready," Mayor Alma Reyes told us.',
        {"Ramon Dela Cruz", "Alma Reyes", "Manila", "Quezon City"},
        {"Alma Reyes"},
    ),
    (
        "Kenya raises rates",
        'Kenya raised rates on Tuesday. "Prices are too high," governor Patrick Njoroge said in Nairobi. '
        "Opposition leader Raila Odinga called for cuts.",
        {"Patrick Njoroge", "Raila Odinga", "Nairobi", "Kenya"},
        {"Patrick Njoroge"},
    ),
    (
        "Ferry sinks off Peru",
        'A ferry sank off Peru with 40 people on board, the navy said. "Nobody came to help us," '
        "Maria Quispe, who survived, told a radio station in Lima.",
        {"Maria Quispe", "Lima", "Peru"},
        {"Maria Quispe"},
    ),
)


@pytest.mark.parametrize(("headline", "body", "names", "speakers"), COPY)
def test_people_and_quotes_of_copy_in_capitals(
    headline: str, body: str, names: set[str], speakers: set[str], reader: Reader
) -> None:
    text = f"{headline}\n\n{body}".upper()
    found = enrich([read_text(text)], reader)[0].enriched
    assert found.text == text
    assert names <= {one.name for one in found.entities}
    assert {one.speaker_name for one in found.quotes if one.kind == "direct"} == speakers
    for entity in found.entities:
        for mention in entity.mentions:
            assert mention.text == text[mention.start : mention.end]
    for quote in found.quotes:
        assert quote.text == " ... ".join(text[piece.start : piece.end] for piece in quote.pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'THE UN SENT AID TO LAGOS. SHE SAID: "WE\'LL GO."',
            'The UN sent aid to Lagos. She said: "We\'ll go."',
        ),
        (
            "MINISTER JOHN O'ROURKE MET THE US ENVOY IN MAY.",
            "Minister John O'Rourke met the US envoy in May.",
        ),
        ("IT TOLD US THAT INFLATION IN NEW ZEALAND FELL.", "It told us that inflation in New Zealand fell."),
    ],
)
def test_how_words_are_set(text: str, expected: str) -> None:
    assert running(read_text(text)).text == expected


@pytest.mark.parametrize(
    "text", ["STORM KILLS FOUR\n\nA storm killed four people in Manila on Monday.", "NATO SAYS NO", "x"]
)
def test_other_copy_is_left_alone(text: str) -> None:
    story = read_text(text)
    assert running(story) is story


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200)
)
@settings(max_examples=100, deadline=None)
def test_no_letter_moves(text: str) -> None:
    loud = f"THE STORM KILLED FOUR PEOPLE IN MANILA {text.upper()} X"
    story = read_text(loud.replace("\0", " "))
    assert len(running(story).text) == len(story.text)
