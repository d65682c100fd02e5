"""What the words beside a name, in square brackets, tell of its bearer, and what the names of two tell."""

from pathlib import Path

import pytest

from slugline.quotes import around_names, person_names
from tests.quotes.test_cues import rows

TABLES = Path(__file__).parent / "signs"
CASES = rows(TABLES / "beside_names.txt")


def told(text: str) -> str:
    """Return what a person is, whether that person died, and the sex that the offices tell."""
    start, end = text.index("["), text.index("]") - 1
    bare = text.replace("[", "").replace("]", "")
    roles = around_names.roles(bare, start, end, person=True)
    died = "died" if around_names.died(bare, start, end) else "lives"
    return f"{' '.join(sorted(roles))} | {died} | {around_names.role_sex(roles)}"


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_what_stands_beside_a_name(text: str, wanted: list[str]) -> None:
    assert [told(text)] == wanted


def test_a_body_has_what_is_told_of_it_and_no_title() -> None:
    text = "Pilot Lindal Motors, a maker of ferries, left"
    assert around_names.roles(text, 6, 19, person=False) == {"maker", "of", "ferries"}


TWO_PEOPLE = [
    ("Ann Roe", "Peter Roe"),
    ("Ann Roe Jr.", "Ann Roe Sr."),
    ("Mark Roe", "Michael Roe"),
    ("Al Roe", "Peter Roe"),
    ("Mr. Ann Roe", "Dr. Peter Roe"),
]
ONE = [
    ("Ann Roe", "Ann Roe"),
    ("Ann Roe Jr.", "Ann Roe"),
    ("Ann Roe Jr.", "Ann Roe Jr"),
    ("Ann Roe", "Peter Klein"),
    ("Roe", "Ann Roe"),
    ("Ann Roe", "Roe"),
    ("A Roe", "Ann Roe"),
    ("Ann Roe", "A. Roe"),
    ("Anneke Roe", "Anna Roe"),
    ("Abe Roe", "Alf Roe 2"),
    ("Al Roe", "Abe Roe"),
    ("Abe Roe", "Al Roe"),
    ("Robert Roe", "Bob Roe"),
    ("Peter Ann Roe", "Ann Roe"),
    ("Ann Roe", "Peter Ann Roe"),
    ("J.R. Roe", "Peter Roe"),
]


@pytest.mark.parametrize(("one", "other"), [*TWO_PEOPLE, *ONE])
def test_two_people_of_one_last_name(one: str, other: str) -> None:
    assert person_names.other_person(one, other) == ((one, other) in TWO_PEOPLE)


BARE = {
    "Baker Yann Le Goff": ("Yann Le Goff", {"baker"}),
    "Baker Mayfield": ("Baker Mayfield", set()),
    "Baker Jr Roe": ("Baker Jr Roe", set()),
    "Zzyx Ann Roe": ("Zzyx Ann Roe", set()),
    "Dr. Baker Ann Roe": ("Ann Roe", {"baker"}),
    "Ann": ("Ann", set()),
}


@pytest.mark.parametrize(("name", "wanted"), BARE.items())
def test_a_bare_name(name: str, wanted: tuple[str, set[str]]) -> None:
    assert person_names.bare(name) == (wanted[0], frozenset(wanted[1]))


BODIES = {
    "Carmaker Lindal Motors": ("Lindal Motors", {"carmaker"}),
    "Carmaker Lindal": ("Carmaker Lindal", set()),
    "Carmaker Lindal Bank": ("Carmaker Lindal Bank", set()),
    "Carmaker Street Lindal": ("Carmaker Street Lindal", set()),
    "Zzyx Lindal Motors": ("Zzyx Lindal Motors", set()),
}


@pytest.mark.parametrize(("name", "wanted"), BODIES.items())
def test_a_bare_body(name: str, wanted: tuple[str, set[str]]) -> None:
    assert person_names.bare_body(name) == (wanted[0], frozenset(wanted[1]))


UNRANKED = {
    "CSP Roe": "Roe",
    "DCSP Ann Roe": "Ann Roe",
    "CS Roe": "CS Roe",
    "ABCDE Roe": "ABCDE Roe",
    "C2P Roe": "C2P Roe",
    "Csp Roe": "Csp Roe",
    "CSP ROE": "CSP ROE",
    "CSP roe": "CSP roe",
    "CSP Bank": "CSP Bank",
    "CSP": "CSP",
}


@pytest.mark.parametrize(("name", "wanted"), UNRANKED.items())
def test_a_name_without_its_rank(name: str, wanted: str) -> None:
    assert person_names.unranked(name) == wanted


UNFLAGGED = {
    "URGENT Ann Roe": "Ann Roe",
    "Urgent Ann Roe": "Urgent Ann Roe",
    "URGENT": "URGENT",
    "ZZYX Roe": "ZZYX Roe",
}


@pytest.mark.parametrize(("name", "wanted"), UNFLAGGED.items())
def test_a_name_without_a_flag(name: str, wanted: str) -> None:
    assert person_names.unflagged(name) == wanted


NICKNAMED = {
    'Then Lars "Dutch" Reyes won.': [(5, 23, "Lars Reyes")],
    "Lars ‘Dutch’ van der Reyes won.": [(0, 26, "Lars van der Reyes")],
    "Lars 'Big D.' Reyes Old won.": [],
    "Lars 'Big D' Reyes Old won.": [(0, 22, "Lars Reyes Old")],
    'Lars "D" Reyes won.': [],
    'Lars "Dutch" reyes won.': [],
    'lars "Dutch" Reyes won.': [],
    'Lars "Dutch," Reyes won.': [],
    'Lars "Dutch"Reyes won.': [],
    'Lars "A very long name of him that he had" Reyes won.': [],
    'Lars "Dutch" Reyes and Ann "Wall" Roe won.': [(0, 18, "Lars Reyes"), (23, 37, "Ann Roe")],
}


@pytest.mark.parametrize(("text", "wanted"), NICKNAMED.items())
def test_a_nickname_between_marks(text: str, wanted: list[tuple[int, int, str]]) -> None:
    assert person_names.nicknamed(text) == wanted


def test_a_name_without_its_nickname() -> None:
    assert person_names.without_nickname('Lars "Dutch" van Reyes') == "Lars van Reyes"


GENERATIONS = {
    "Frank Bell Jr.": "frank bell jr",
    "Mr. Frank Bell": "frank bell",
    "Frank Bell Sr": "frank bell sr",
}


@pytest.mark.parametrize(("name", "wanted"), GENERATIONS.items())
def test_a_name_with_its_generation(name: str, wanted: str) -> None:
    assert person_names.with_generation(name) == wanted
    assert person_names.generation("") == []
