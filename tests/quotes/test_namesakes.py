"""People of one last name, as the model reads them: whom an office before the name means."""

import pytest

import slugline
from slugline.reading.reader import Reader


@pytest.mark.parametrize(
    ("judge", "other", "last"),
    [
        ("Odile de Villiers", "Étienne de Villiers", "de Villiers"),
        ("Pieter van der Linden", "Ruud van der Linden", "Van der Linden"),
        ("Caio da Silva", "Beatriz da Silva", "da Silva"),
    ],
)
def test_an_office_before_a_last_name_of_several_words(
    judge: str, other: str, last: str, reader: Reader
) -> None:
    text = (
        f"Judge {judge} sentenced {other}, who is no relation, to four years in prison on Monday.\n\n"
        f"Judge {last} said the fire had ruined a whole street."
    )
    assert [quote.speaker_name for quote in slugline.enrich(text, reader).quotes] == [judge]
