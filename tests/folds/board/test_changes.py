"""What a newer version changed, by a table."""

import random
from dataclasses import replace

import pytest

from slugline.folds.board.aligned import aligned
from slugline.folds.board.changes import MOST_TEXT, Changes, Compared
from slugline.folds.board.changes import changes as compared_changes
from slugline.records.codec import decode, encode
from slugline.records.story import EnrichedStory
from tests.folds.board.stories import story
from tests.work import calls


def changes(before: EnrichedStory, after: EnrichedStory) -> Changes:
    return compared_changes(*(decode(Compared, encode(one)) for one in (before, after)))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Rain fell.", "Rain fell.", []),
        (
            "The mayor of Valdora said nine people were hurt on Monday night.",
            "The mayor of Valdora said ten people were hurt on Monday night.",
            ["=The mayor of Valdora said", "-nine", "+ten", "=people were hurt on Monday night."],
        ),
        ("One.\n\nTwo.", "One.\n\nAnd more.\n\nTwo.", ["=One.", "+And more.", "=Two."]),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", ["=One.", "-Two.", "=Three."]),
        ("Wholly other words.", "Nothing alike here", ["-Wholly other words.", "+Nothing alike here"]),
        ("Wrapped\nhere  and   there.", "Wrapped\nhere and there.", []),
    ],
)
def test_text(before: str, after: str, told: list[str]) -> None:
    found = changes(story(headline=None, body=before), story(headline=None, body=after))
    assert [{"same": "=", "came": "+", "went": "-"}[one.kind] + one.text for one in found.text] == told


def test_what_is_the_same_is_cut() -> None:
    words = " ".join(map(str, range(100)))
    found = changes(story(headline=None, body=f"{words} old"), story(headline=None, body=f"{words} new"))
    assert [one.text for one in found.text] == ["… 92 93 94 95 96 97 98 99", "old", "new"]


def test_names_and_quotes_that_came_and_went() -> None:
    text = "Mara Quill said the pier would close. Ivo Sande said it would not."
    before = story(body=text, people=("Mara Quill",), said=(("Mara Quill", "the pier would close"),))
    after = story(body=text, people=("Ivo Sande",), said=(("Ivo Sande", "it would not"),))
    found = changes(before, after)
    assert found.came == ("“it would not” — Ivo Sande", "Ivo Sande")
    assert found.went == ("“the pier would close” — Mara Quill", "Mara Quill")


def test_who_has_no_name_is_told_by_their_words() -> None:
    before = story(body="It was shut, police said.")
    after = story(body="It was shut, police said.", said=(("police", "It was shut"),))
    (quote,) = after.quotes
    nameless = replace(after, quotes=(replace(quote, speaker_name=None),))
    assert changes(before, nameless).came == ("“It was shut” — police",)
    nobody = replace(after, quotes=(replace(quote, speaker_name=None, speaker=None),))
    assert changes(before, nobody).came == ("“It was shut” — ?",)


def test_a_headline_that_changed_is_told_though_it_stands_beside_the_text() -> None:
    found = compared_changes(Compared(text="Rain.", headline="Nine hurt"), Compared(text="Rain."))
    assert [(one.kind, one.text) for one in found.text] == [("went", "Nine hurt"), ("same", "Rain.")]


def test_of_a_text_that_is_wholly_another_so_much_is_told() -> None:
    found = changes(
        story(headline=None, body="\n\n".join(f"old{one} " * 50 for one in range(900))),
        story(headline=None, body="\n\n".join(f"new{one} " * 50 for one in range(900))),
    )
    assert found.cut
    assert MOST_TEXT <= sum(len(one.text) for one in found.text) <= MOST_TEXT + 1


def _shuffled(words: list[str]) -> list[str]:
    chance = random.Random(5)
    return chance.sample(words, len(words))


NUMBERS = [str(one) for one in range(90_000)]
HARD = {
    "two words by turns": ["a b " * 250_000, "b a " * 250_000],
    "one paragraph again and again": ["a\n\n" * 300_000, "a\n\n" * 299_000 + "c\n\n"],
    "one word": ["word" * 260_000, "word" * 259_999],
    "paragraphs in another order": ["\n\n".join(NUMBERS), "\n\n".join(_shuffled(NUMBERS))],
    "words in another order": [" ".join(NUMBERS), " ".join(_shuffled(NUMBERS))],
}


@pytest.mark.dear
@pytest.mark.parametrize("case", HARD)
def test_a_megabyte_is_compared_in_work_that_grows_with_it(case: str) -> None:
    """Some calls for each word: `difflib` takes minutes for the last two."""
    before, after = (Compared(text=text) for text in HARD[case])
    assert calls(lambda: compared_changes(before, after)) < 4_000_000


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a b c d", "a b c d", "=4"),
        ("a b c d", "a x c d", "=1 -1+1 =2"),
        ("a b c d", "c d a b", "-2+0 =2 -0+2"),
        ("", "a b", "-0+2"),
        ("a a a b", "a a b", "=2 -1+0 =1"),
        ("x a y b z", "a b", "-1+0 =1 -1+0 =1 -1+0"),
        ("p a a q a a r", "p a a x a a r", "=3 -1+1 =3"),
    ],
)
def test_stretches(before: str, after: str, told: str) -> None:
    found = aligned(before.split(), after.split())
    assert " ".join(f"={b - a}" if same else f"-{b - a}+{d - c}" for same, a, b, c, d in found) == told


def test_stretches_are_whole_and_right_whatever_is_compared() -> None:
    chance = random.Random(3)
    for _ in range(300):
        before = [chance.choice("abcdefgh") for _ in range(chance.randrange(30))]
        after = [one for one in before if chance.random() < 0.8] + [chance.choice("ab")]
        left = right = 0
        for same, a, b, c, d in aligned(before, after):
            assert (a, c) == (left, right)
            assert not same or before[a:b] == after[c:d]
            left, right = b, d
        assert (left, right) == (len(before), len(after))
