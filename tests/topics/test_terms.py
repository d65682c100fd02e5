import pytest

from slugline.topics.emphasis import WORD
from slugline.topics.terms import Matcher, parse

FOUND = [
    ("peace talks", "The Peace Talks began.", [1]),
    ("peace talks", "Peace was what the talks wanted.", []),
    ("murder*", "Murderers and a murder", [0, 3]),
    ("Fed", "The Fed fed rates", [1]),
    ("Fed", "They were fed", []),
    ("cease-fire", "a cease-fire, a cease fire", [1, 4]),
    ("ceasefire", "the ceasefire's end", [1]),
    ("strike ~4 union*|pay", "The unions called off the strike", [5]),
    ("strike ~4 union*|pay", "The air strike was on the day before the union met", []),
    ("strike ~2 pay", "pay and strike or pay", [2]),
    ("strike ~2 pay", "pay and all strike or pay", [3]),
    ("strike ~2 pay", "pay and the big strike", []),
    ("strike ~2 pay", "strike and the pay", []),
    ("pay ~2 pay", "pay and no pay or pay", [3, 5]),
    ("pay ~2 pay", "pay", []),
    ("trade ~3 deficit ~3 wider", "trade deficit is wider", [0]),
    ("trade ~3 deficit ~3 wider", "trade deficit", []),
    ("first|second quarter", "in the second quarter", [2]),
    ("U.S", "The U.S. Senate", [1]),
]


@pytest.mark.parametrize(("term", "text", "places"), FOUND)
def test_a_term_is_found_where_it_stands(term: str, text: str, places: list[int]) -> None:
    matcher = Matcher([parse(term)])
    assert [at for _, found in matcher.find(enumerate(WORD.findall(text))) for at in found] == places


def test_no_phrase_crosses_a_gap() -> None:
    matcher = Matcher([parse("peace talks"), parse("peace ~5 talks")])
    assert list(matcher.find([(0, "peace"), (50, "talks")])) == []


def test_many_terms_are_told_apart_by_number() -> None:
    matcher = Matcher([parse("court"), parse("supreme court"), parse("court order")])
    assert dict(matcher.find(enumerate(["supreme", "court", "court"]))) == {0: [1, 2], 1: [0]}


@pytest.mark.parametrize(
    "text", ["", "  ", "a ~x b", "a ~3", "~3 b", "a || b", "*", "(a)", "a ~3 ~4 b", "a|b c|d"]
)
def test_what_does_not_follow_the_grammar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a term"):
        parse(text)
