"""The order of tests: what waits stands at one end and what computes at the other, and both are there."""

from pathlib import Path

import pytest

from tests.order import ALONE, FIRST, LAST, place

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("named", [*FIRST, *LAST, *ALONE])
def test_what_is_named_is_there(named: str) -> None:
    assert list(ROOT.glob(f"{named}*"))


def test_the_longest_are_at_the_ends_and_what_is_not_named_is_in_the_middle() -> None:
    tests = [f"{one}::test" for one in (*LAST, "tests/folds/test_trends.py", *reversed(FIRST))]
    wanted = [f"{one}::test" for one in (*FIRST, "tests/folds/test_trends.py", *LAST)]
    assert sorted(tests, key=place) == wanted
