"""People whose names the model misses, told by what stands around them."""

from pathlib import Path

import pytest

from slugline.quotes import around_names
from tests.quotes.test_cues import read, rows

CASES = rows(Path(__file__).parent / "signs" / "unread_names.txt")


def told(text: str) -> list[str]:
    return [text[start:end] for start, end in around_names.find(read(text))]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_a_name_is_told_by_what_stands_around_it(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted


STANDING = [
    ("Roe met Roe, Roes and roe; Roe's ferry, x-Roe", ["Roe"], ["0", "8", "27", "42"]),
    ("a klein Klein", ["klein"], ["2"]),
    ("a klein Klein", ["Klein", "klein"], ["2", "8"]),
    ("Ann-Roe met Ann Roe", ["Ann-Roe", "Ann"], ["0", "12"]),
    ("nobody", ["Roe"], []),
    ("Ann Roe met Ann (Roe), x(Roe)", ["(Roe)"], []),
]


@pytest.mark.parametrize(("text", "names", "wanted"), STANDING)
def test_where_a_name_stands(text: str, names: list[str], wanted: list[str]) -> None:
    assert [str(start) for start, _ in around_names.standing(text, names)] == wanted


@pytest.mark.parametrize(
    ("short", "full", "wanted"),
    [
        ("NHB", "National Health Board", True),
        ("N.H.B.", "National Health Board", True),
        ("HNB", "National Health Board", False),
        ("NHBX", "National Health Board", False),
        ("Nat", "National", False),
        ("Nat", "National ", False),
    ],
)
def test_an_abbreviation_has_the_letters_of_its_name(short: str, full: str, wanted: bool) -> None:
    assert around_names.stands_for(short, full) == wanted
