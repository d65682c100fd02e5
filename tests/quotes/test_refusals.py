"""Quoted words that nobody says are no quotes."""

import pytest

from tests.quotes.conftest import Told

REFUSED = {
    "title of a film": 'The festival opened with the film "A Night in Odense" on Monday.',
    "title of a book": 'Her novel "The Long Harbour" sold out within a week.',
    "title called": 'The orchestra played a piece called "Winter Harbour" on Friday.',
    "nickname": 'The match was won by Peter "The Wall" Holm after an hour.',
    "word as a word": 'The word "harbour" comes from an old term for shelter.',
    "so-called": 'Police searched the so-called "tide houses" on Tuesday.',
    "programme": 'The city pays for it out of the programme "Clean Water Now" from 2027.',
    "scare quote": 'The region is known for its "green" cement.',
    "adjective before a noun": 'The committee met over the "wait and see" approach again.',
    "passive name": 'The storm was nicknamed "Big Berta" by sailors.',
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_is_refused(text: str, told: Told) -> None:
    assert told(text) == []


KEPT = {
    "said in title case": ('"Save Our Harbour," the crowd chanted.', "Save Our Harbour,"),
    "sign": ('A man held a sign that read "Save Our Harbour" at the gate.', "Save Our Harbour"),
    "short answer": ('"No," Klein said.', "No,"),
}


@pytest.mark.parametrize(("text", "wanted"), KEPT.values(), ids=KEPT.keys())
def test_is_kept(text: str, wanted: str, told: Told) -> None:
    assert [event.text for event in told(text)] == [wanted]
