"""What a newer version changed, by a table."""

import pytest

from slugline.folds.board.changes import changes
from tests.folds.board.stories import story
from tests.work import calls


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


@pytest.mark.parametrize("one", ["a b ", "a\n\n", "word"])
def test_a_megabyte_is_compared_in_bounded_work(one: str) -> None:
    long = one * (1_048_576 // len(one))
    before, after = story(body=long), story(body=f"{long[:-1_000]} c")
    assert calls(lambda: changes(before, after)) < 3_000_000
