"""Stories in several partitions: which row is the newest, whatever the order they are read in."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from slugline.folds.register.parted import parted
from slugline.records.marks import Unknown
from slugline.records.register_row import RegisterRow

ROW = RegisterRow(
    uri="u", version=1, versioned=True, status="usable", moment=None, seen=5, content="00" * 8,
    made_by="00" * 4,
)  # fmt: skip


def row(version: int | None = 1, **more: Any) -> RegisterRow:
    return replace(ROW, version=version or 1, versioned=version is not None, **more)


@pytest.mark.parametrize(
    ("rows", "newest"),
    [
        ([row(1), row(2)], 1),
        ([row(10), row(9)], 0),
        ([row(2, seen=1), row(1, seen=9)], 0),
        ([row(1), row(1, status="canceled")], 1),
        ([row(1, status="withheld", seen=9), row(1, status="deleted", seen=1)], 1),
        ([row(2), row(1, status="canceled")], 0),
        ([row(1, seen=1), row(1, seen=2)], 1),
        ([row(None, moment=7), row(None, moment=5)], 0),
        ([row(None, moment=7, seen=1), row(None, seen=2)], 1),
        ([row(None, seen=3), row(None, seen=2)], 0),
        ([row(4, moment=1), row(None, moment=2)], 1),
        ([row(1), row(3), row(2)], 1),
        ([row(1), row(1)], 1),  # which is at home
    ],
)
def test_the_newest_stays(rows: list[RegisterRow], newest: int) -> None:
    for order in permutations(range(len(rows))):
        assert parted("u", {number: rows[number] for number in order}, 1).newest == newest


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("usable", None), ("withheld", "withheld"), ("canceled", "canceled"), ("deleted", "canceled"),
        (Unknown("embalmed"), "canceled"),
    ],
)  # fmt: skip
def test_what_was_taken_back_stays_so(status: Any, word: str | None) -> None:
    story = parted("u", {0: row(3, status=status), 1: row(2), 2: row(1)}, 2)
    assert (story.word, story.version, story.row.version) == (word, 3, 3)
