"""The terms of topics: none of a concept twice, none idle, none that is a word of any story."""

from collections.abc import Iterator, Sequence

import pytest

from ops.topics import sources
from slugline.lang.vocabulary import CLASSES
from slugline.topics import vocabulary
from slugline.topics.terms import parse
from tests.lang.list_faults import twice

Terms = Sequence[tuple[float, str]]
LEXICON = {entry.qcode: entry.terms for entry in sources.read_lexicon(vocabulary.load())}
STOPPED = (
    "article", "auxiliary", "coordinator", "determiner", "negation", "object", "preposition", "pronoun",
    "subordinator",
)  # fmt: skip
"""Classes of words that any story has."""


def covered(terms: Terms) -> Iterator[str]:
    """Yield the words that another term of the same weight finds too: ``dancers`` beside ``dancer*``.

    With another weight it says more, or less, than the shorter one.
    """
    for weight, stem in terms:
        if not stem.endswith("*") or {" ", "|", "-"} & {*stem}:
            continue
        for other, term in terms:
            if term == stem or other != weight or {" ", "|", "-"} & {*term}:
                continue
            if term.rstrip("*").lower().startswith(stem[:-1].lower()) and (
                stem[0].islower() or term[0] == stem[0]
            ):
                yield f"{term} ({stem})"


def test_no_term_stands_twice_in_a_concept() -> None:
    assert not [
        (qcode, term) for qcode, terms in LEXICON.items() for term in twice(parse(one) for _, one in terms)
    ]


def test_no_term_is_covered_by_another() -> None:
    assert not [(qcode, term) for qcode, terms in LEXICON.items() for term in covered(terms)]


def test_no_term_is_a_word_of_any_story() -> None:
    stopped = frozenset().union(*(CLASSES[name] for name in STOPPED))
    assert not [(qcode, term) for qcode, terms in LEXICON.items() for _, term in terms if term in stopped]


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ([(2, "dancer*"), (2, "dancers")], ["dancers (dancer*)"]),
        ([(2, "dancer*"), (3, "dancers")], []),
        ([(2, "Fed*"), (2, "fed")], []),
        ([(2, "film*"), (2, "film ~4 star")], []),
    ],
)
def test_the_check_notices(terms: Terms, found: list[str]) -> None:
    assert list(covered(terms)) == found
