"""Persons' names: without titles, their sex, and whether a name can be a person's."""

import pytest

from slugline.quotes.person_names import looks_like_person, plain, sex_of_name, typed, untitled

PLAIN = {
    "Dr. Anna Keller's": "anna keller",
    "Mr Klein": "klein",
    "Mrs. Ann Roe": "ann roe",
    "Prof. Dr. Ann Roe": "ann roe",
    "Coun. Roe": "roe",
    "Coun Roe": "coun roe",
    "Capt Roe": "roe",
    "Lady Roe": "roe",
    "Lord Roe": "roe",
    "Ann Roe Jr.": "ann roe",
    "Ann Roe, Jr": "ann roe",
    "Roe III": "roe",
    "Klein’s": "klein",
    "Ann O’Roe": "ann o'roe",
    "Mayor": "mayor",
    "Jr.": "jr.",
}


@pytest.mark.parametrize(("name", "wanted"), PLAIN.items())
def test_plain(name: str, wanted: str) -> None:
    assert plain(name) == wanted


UNTITLED = {
    " Dr. Anna Keller's ": "Anna Keller",
    "MR. ROE": "ROE",
    "Prof. Dr. Ann Roe": "Ann Roe",
    "Lady Ann Roe": "Ann Roe",
    "Lord Ann Roe": "Ann Roe",
    "Ann Roe Jr.": "Ann Roe Jr.",
    "Ann Roe’s": "Ann Roe",
    "Mayor": "Mayor",
}


@pytest.mark.parametrize(("name", "wanted"), UNTITLED.items())
def test_untitled(name: str, wanted: str) -> None:
    assert untitled(name) == wanted


PERSONS = ["Zzyx Roe", "Ann", "Robert", "Zzyx van Roe", "AP Roe"]
OTHERS = [
    "Zzyx",
    "Zzyx Roe van Orten",
    "Harbour Bank",
    "Roe Street",
    "Mayor Roe",
    "ANN ROE",
    "BBC Roe",
    "The Roes",
    "In Roe",
    "Monday Roe",
    "Friday",
    "May Street Roe",
    "He Roe",
]


@pytest.mark.parametrize("name", [*PERSONS, *OTHERS])
def test_looks_like_a_person(name: str) -> None:
    assert looks_like_person(name) == (name in PERSONS)


READ_AS_PERSON = {
    "Zzyx Roe": "PERSON",
    "Ann Roe/Wire": "ORG",
    "Ann Roe 2": "ORG",
    "@annroe": "ORG",
    "Zzyx ROE": "ORG",
    "ANN ROE": "PERSON",
    "ROE": "ORG",
    "RO": "PERSON",
    "BBC Roe": "ORG",
    "Roe AP": "ORG",
    "Roe A": "PERSON",
    "Monday": "ORG",
    "Monday Roe": "PERSON",
    "Roe.": "ORG",
    "Zzyx Roe.": "PERSON",
    "Boating Roe": "ORG",
    "Boating": "PERSON",
    "Roe Ministry": "ORG",
    "Ministry Roe": "ORG",
    "Report Roe": "ORG",
    "Mayor Roe": "PERSON",
    "Roe Street": "ORG",
    "Street Roe": "PERSON",
    "Z" + 39 * "z": "PERSON",
    "Z" + 40 * "z": "ORG",
}


@pytest.mark.parametrize(("name", "kind"), READ_AS_PERSON.items())
def test_what_the_model_takes_for_a_person(name: str, kind: str) -> None:
    assert typed(name, "PERSON") == (name, kind)


READ_OTHERWISE = [
    ("Robert Roe", "ORG", "Robert Roe", "PERSON"),
    ("Anna Roe", "ORG", "Anna Roe", "PERSON"),
    ("Anna Roe", "FAC", "Anna Roe", "PERSON"),
    ("Anna Roe", "LOC", "Anna Roe", "PERSON"),
    ("Anna Roe", "NORP", "Anna Roe", "PERSON"),
    ("Anna Roe", "PRODUCT", "Anna Roe", "PERSON"),
    ("Anna Roe", "WORK_OF_ART", "Anna Roe", "PERSON"),
    ("Anna Roe", "GPE", "Anna Roe", "GPE"),
    ("Anna Roe", "EVENT", "Anna Roe", "EVENT"),
    ("Robert Roe Orten", "ORG", "Robert Roe Orten", "PERSON"),
    ("Robert Roe Old Orten", "ORG", "Robert Roe Old Orten", "ORG"),
    ("Robert", "ORG", "Robert", "ORG"),
    ("Robert roe", "ORG", "Robert roe", "ORG"),
    ("Robert Ministry", "ORG", "Robert Ministry", "ORG"),
    ("Robert Street", "ORG", "Robert Street", "ORG"),
    ("Zzyx Roe", "ORG", "Zzyx Roe", "ORG"),
    ("Minister Roe", "ORG", "Roe", "PERSON"),
    ("Minister Roe", "GPE", "Roe", "PERSON"),
    ("Prime Minister Roe", "ORG", "Roe", "PERSON"),
    ("Minister Roe", "EVENT", "Minister Roe", "EVENT"),
    ("Minister roe", "ORG", "Minister roe", "ORG"),
    ("Minister Spokesman", "ORG", "Minister Spokesman", "ORG"),
    ("Roe Minister", "ORG", "Roe Minister", "ORG"),
    ("Minister", "ORG", "Minister", "ORG"),
]


@pytest.mark.parametrize(("name", "kind", "told", "better"), READ_OTHERWISE)
def test_what_the_model_takes_for_something_else(name: str, kind: str, told: str, better: str) -> None:
    assert typed(name, kind) == (told, better)


SEX = {
    "Robert Klein": "m",
    "ROBERT": "m",
    "José Roe": "m",
    "Robert-Zzyx Roe": "m",
    "Anna Keller": "f",
    "Zoë Roe": "f",
    "Anna-Zzyx Roe": "f",
    "Zzyx Anna": None,
    "": None,
}


@pytest.mark.parametrize(("name", "sex"), SEX.items())
def test_the_sex_that_a_first_name_tells(name: str, sex: str | None) -> None:
    assert sex_of_name(name) == sex
