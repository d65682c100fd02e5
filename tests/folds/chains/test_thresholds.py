"""Every threshold of a tie from both sides: two stories that differ in one thing, and are one or are not.

Numbers stand here as they are meant, not as the code has them, so that no change of one goes unnoticed.
"""

from dataclasses import replace
from typing import Any

import pytest

from slugline.folds.chains.evidence import Evidence, is_tie

HOUR = 3_600_000
DAY = 15 * HOUR + 1
"""Later than this is the next day."""

LONG = Evidence(
    shingles=0.9, words=0.9, heads=(1.0, 1.0), titles=1.0, missing=(0.0, 0.0), others=(0.0, 0.0),
    figures=(False, False), numbers=1.0, least_numbers=3, smallest=200, apart_ms=60_000,
    earlier_body=True, later_body=True,
)  # fmt: skip
"""A story and its next take; each row below is told by what it says otherwise."""

ODD_HEADS = {"heads": (0.19, 0.49)}
NEXT_DAY = {"apart_ms": DAY, "shingles": 0.64, "missing": (0.4, 0.0)}
PAGE = {"apart_ms": 5 * HOUR + 1, "shingles": 0.93, "titles": 0.39}
NEXT_TABLE = {"apart_ms": DAY, "numbers": 0.69}
FIGURES = {"numbers": 0.49, "heads": (0.79, 1.0)}
BRIEF = {"smallest": 149, "others": (0.35, 0.35), "heads": (0.79, 1.0)}
PARTY = {"smallest": 149, "missing": (0.4, 0.4), "numbers": 0.79, "words": 0.79}
PARTY_HEADS = PARTY | {"words": 0.9, "heads": (0.69, 0.69), "least_numbers": 2}
DAYS = {"smallest": 149, "others": (0.0, 0.5), "figures": (True, True)}
ONE_DAY = DAYS | {"figures": (True, False), "shingles": 0.59}
VERDICT = {"smallest": 149, "shingles": 0.59, "missing": (0.6, 0.6)}
AMOUNT = {"smallest": 149, "figures": (True, False), "numbers": 0.79, "shingles": 0.69}
NEXT_ONE = {"smallest": 149, "heads": (0.79, 1.0), "shingles": 0.69, "numbers": 0.59}
REPORT = {"smallest": 149, "numbers": 0.34}
UNTIED = [
    (ODD_HEADS, {"heads": (0.2, 0.49)}),
    (ODD_HEADS, {"heads": (0.19, 0.5)}),
    (NEXT_DAY, {"apart_ms": DAY - 1}),
    (NEXT_DAY, {"shingles": 0.65}),
    (NEXT_DAY, {"missing": (0.39, 0.39)}),
    (PAGE, {"apart_ms": 5 * HOUR}),
    (PAGE, {"shingles": 0.92}),
    (PAGE, {"titles": 0.4}),
    (NEXT_TABLE, {"apart_ms": DAY - 1}),
    (NEXT_TABLE, {"numbers": 0.7}),
    (NEXT_TABLE | {"least_numbers": 1}, {"least_numbers": 0}),
    (FIGURES, {"numbers": 0.5}),
    (FIGURES, {"heads": (0.8, 1.0)}),
    (FIGURES, {"least_numbers": 2}),
    (BRIEF, {"smallest": 150}),
    (BRIEF, {"others": (0.34, 0.35)}),
    (BRIEF, {"heads": (0.8, 1.0)}),
    (PARTY, {"smallest": 150}),
    (PARTY, {"missing": (0.4, 0.39)}),
    (PARTY, {"numbers": 0.8}),
    (PARTY, {"words": 0.8}),
    (PARTY | {"words": 0.8, "shingles": 0.64}, {"shingles": 0.65}),
    (PARTY_HEADS, {"heads": (0.69, 0.7)}),
    (DAYS, {"others": (0.0, 0.49)}),
    (DAYS, {"figures": (True, False)}),
    (ONE_DAY, {"shingles": 0.6}),
    (ONE_DAY, {"others": (0.0, 0.49)}),
    (ONE_DAY, {"figures": (False, False)}),
    (VERDICT, {"shingles": 0.6}),
    (VERDICT, {"missing": (0.6, 0.59)}),
    (AMOUNT, {"numbers": 0.8}),
    (AMOUNT, {"shingles": 0.7}),
    (AMOUNT, {"figures": (False, False)}),
    (NEXT_ONE, {"heads": (0.8, 1.0)}),
    (NEXT_ONE, {"shingles": 0.7}),
    (NEXT_ONE, {"numbers": 0.6}),
    (NEXT_ONE, {"least_numbers": 2}),
    (REPORT, {"numbers": 0.35}),
    (REPORT, {"least_numbers": 2}),
]
"""What parts two takes, and the same with one thing a little otherwise, which parts them no longer."""

ENOUGH = {"shingles": 0.38, "words": 0.74}
OVERLAP = {"shingles": 0.56, "words": 0.56}
REWRITTEN = {"shingles": 0.25, "words": 0.8, "numbers": 0.9, "least_numbers": 2, "heads": (0.5, 1.0)}
LINES = {"smallest": 59, "shingles": 0.4, "words": 0.75, "numbers": 0.85, "heads": (0.75, 1.0)}
TABLE = {
    "smallest": 59, "shingles": 0.3, "words": 0.58, "heads": (0.8, 0.8), "numbers": 0.8,
    "least_numbers": 8, "apart_ms": 3 * HOUR,
}  # fmt: skip
CUT = {
    "smallest": 40, "shingles": 0.7, "words": 0.8, "heads": (0.5, 0.5), "missing": (0.9, 0.3),
    "least_numbers": 1,
}  # fmt: skip
AGAIN = {"earlier_body": False, "later_body": False, "shingles": 0.9, "apart_ms": 12 * HOUR}
ALERT = {"earlier_body": False, "heads": (0.75, 0.84), "numbers": 0.99, "apart_ms": HOUR}
LATE_ALERT = ALERT | {"heads": (0.85, 0.85), "apart_ms": 3 * HOUR}
AFTER = {"later_body": False, "heads": (0.84, 0.75), "apart_ms": HOUR // 4}
LITTLE = {"earlier_body": False, "heads": (0.75, 0.45), "others": (0.0, 0.79)}
TIED = [
    (ENOUGH, {"shingles": 0.37, "words": 0.79}),
    (OVERLAP, {"words": 0.55}),
    (OVERLAP, {"shingles": 0.55}),
    (REWRITTEN, {"shingles": 0.24}),
    (REWRITTEN, {"words": 0.79}),
    (REWRITTEN, {"numbers": 0.89}),
    (REWRITTEN, {"least_numbers": 1}),
    (REWRITTEN, {"heads": (0.49, 1.0)}),
    ({"smallest": 60, "shingles": 0.6, "heads": (0.74, 1.0)}, {"smallest": 59}),
    (LINES, {"shingles": 0.39}),
    (LINES, {"words": 0.74}),
    (LINES, {"numbers": 0.84}),
    (LINES, {"heads": (0.74, 1.0)}),
    (LINES | {"missing": (0.44, 0.0)}, {"missing": (0.45, 0.0)}),
    (LINES, {"figures": (True, False)}),
    (TABLE, {"shingles": 0.29}),
    (TABLE, {"words": 0.57}),
    (TABLE, {"heads": (0.79, 0.8)}),
    (TABLE, {"least_numbers": 7}),
    (TABLE, {"apart_ms": 3 * HOUR + 1}),
    (CUT, {"smallest": 39}),
    (CUT, {"shingles": 0.69}),
    (CUT, {"words": 0.79}),
    (CUT, {"numbers": 0.99}),
    (CUT, {"least_numbers": 0}),
    (AGAIN, {"shingles": 0.89}),
    (AGAIN, {"numbers": 0.99}),
    (AGAIN, {"apart_ms": 12 * HOUR + 1}),
    (ALERT, {"heads": (0.74, 0.84)}),
    (ALERT, {"numbers": 0.98}),
    (ALERT, {"apart_ms": HOUR + 1}),
    (ALERT | {"heads": (0.9, 0.45)}, {"heads": (0.9, 0.44)}),
    (LATE_ALERT, {"apart_ms": 3 * HOUR + 1}),
    (LATE_ALERT, {"heads": (0.84, 0.85)}),
    (LATE_ALERT, {"heads": (0.85, 0.84)}),
    (AFTER, {"apart_ms": HOUR // 4 + 1}),
    (AFTER, {"heads": (0.84, 0.74)}),
    (LITTLE, {"others": (0.0, 0.8)}),
    (LITTLE | {"heads": (0.75, 0.5), "others": (0.0, 0.8)}, {"heads": (0.75, 0.49)}),
    (AFTER | {"heads": (0.49, 0.75), "others": (0.79, 0.0)}, {"others": (0.8, 0.0)}),
]
"""What is hardly enough for a tie, and the same with one thing a little less, which is none."""


def found(given: dict[str, Any], more: dict[str, Any]) -> bool:
    return is_tie(replace(LONG, **(given | more)))


def test_a_next_take_is_one() -> None:
    assert is_tie(LONG)


@pytest.mark.parametrize(("given", "otherwise"), UNTIED)
def test_what_parts_them_and_what_does_not_yet(given: dict[str, Any], otherwise: dict[str, Any]) -> None:
    assert not found(given, {})
    assert found(given, otherwise)


@pytest.mark.parametrize(("given", "otherwise"), TIED)
def test_what_is_hardly_enough_and_what_is_too_little(
    given: dict[str, Any], otherwise: dict[str, Any]
) -> None:
    assert found(given, {})
    assert not found(given, otherwise)
