"""Stories in several partitions: which row is the newest, whatever the order they are read in."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from slugline.folds.register.parted import Waiting, counts_for_all, parted
from slugline.folds.register.verdict import Held
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
        ("usable", None), ("withheld", "withheld"), ("canceled", "canceled"), ("deleted", "deleted"),
        (Unknown("embalmed"), "canceled"),
    ],
)  # fmt: skip
def test_what_was_taken_back_stays_so(status: Any, word: str | None) -> None:
    story = parted("u", {0: row(3, status=status), 1: row(2), 2: row(1)}, 2)
    assert story.row is not None
    assert (story.word, story.version, story.row.version) == (word, 3, 3)


def waits(version: int | None = 1, arrived: int = 5, moment: int | None = None) -> Waiting:
    held = Held(
        version=version or 1, versioned=version is not None, moment=moment, until_ms=99,
        content=b"%8d" % (version or 0),
    )  # fmt: skip
    return Waiting(held=held, arrived=arrived, offset=0)


KILL: dict[str, Any] = {"status": "canceled"}
LATE: dict[str, Any] = {"status": "canceled", "seen": 9}


@pytest.mark.parametrize(
    ("rows", "waiting", "sweeping", "goes_on"),
    [
        # rows by partition, what waits by partition, where it was taken back without a number
        ({}, {0: waits(2)}, (), 0),
        ({}, {0: waits(2), 1: waits(3)}, (), 1),
        ({}, {0: waits(2), 1: waits(2)}, (), 1),  # the same: which is at home
        ({}, {0: waits(None, 7), 1: waits(None, 6)}, (), 0),
        ({}, {0: waits(None, 7, moment=1), 1: waits(None, 6, moment=2)}, (), 1),
        ({1: row(1)}, {0: waits(2)}, (), 0),
        ({1: row(3)}, {0: waits(2)}, (), None),
        ({1: row(2, **KILL)}, {0: waits(2)}, (), None),
        ({1: row(3, **KILL)}, {0: waits(2)}, (), None),
        ({1: row(1, **LATE)}, {0: waits(2)}, (), 0),  # a newer version than the one that was killed
        ({1: row(1, **LATE)}, {0: waits(2)}, (1,), None),  # killed was whatever was newest
        ({1: row(1, seen=3, **KILL)}, {0: waits(2)}, (1,), 0),  # it came behind the kill
        ({1: row(1, **LATE)}, {0: waits(2), 2: waits(3, 10)}, (1,), 2),
        ({1: row(None, seen=9)}, {0: waits(None)}, (), None),
        ({1: row(None, seen=3)}, {0: waits(None)}, (), 0),
        ({1: row(1), 2: row(2, **KILL)}, {0: waits(2)}, (), None),
    ],
)
def test_what_goes_on_waiting(
    rows: dict[int, RegisterRow], waiting: dict[int, Waiting], sweeping: tuple[int, ...], goes_on: int | None
) -> None:
    story = parted("u", rows, 1, waiting, set(sweeping))
    assert story.next == goes_on
    assert story.places == rows.keys() | waiting.keys()


@pytest.mark.parametrize(
    ("rows", "sweeping", "newest"),
    [
        ([row(3, seen=5), row(1, status="deleted", seen=6)], {1}, 1),
        ([row(3, seen=5), row(1, status="deleted", seen=4)], {1}, 0),
        ([row(3, seen=5), row(1, status="canceled", seen=6)], set(), 0),
    ],
)
def test_who_kills_without_a_number_means_what_had_come(
    rows: list[RegisterRow], sweeping: set[int], newest: int
) -> None:
    for order in permutations(range(len(rows))):
        story = parted("u", {number: rows[number] for number in order}, 0, sweeping=sweeping)
        assert (story.newest, story.standing) == (newest, 3)


def test_the_word_at_home_spares_what_goes_on_waiting() -> None:
    story = parted("u", {0: row(2, **KILL)}, 0, {1: waits(5)})
    assert (story.next, story.standing, story.version) == (1, 2, 5)
    story = parted("u", {0: row(1, **LATE)}, 0, {1: waits(5)}, {0})
    assert (story.next, story.standing, story.version) == (None, 5, 5)


@pytest.mark.parametrize(
    ("alone", "for_all"),
    [
        (row(1), False), (row(3, status="deleted"), True), (row(1, **KILL), True), (row(2, **KILL), False),
        (row(1, content="11" * 8, **KILL), False),
    ],
)  # fmt: skip
def test_a_kill_whose_record_is_gone(alone: RegisterRow, for_all: bool) -> None:
    assert counts_for_all(alone) is for_all


NOTE = row(3, status="canceled", seen=9, via=("1/3/0/1000",))
KILLED = row(3, status="canceled", content="11" * 8)


@pytest.mark.parametrize(
    ("rows", "waiting", "whole"),
    [
        ({0: NOTE, 1: NOTE}, {}, True), ({0: NOTE, 1: row(4)}, {}, True), ({0: NOTE, 1: KILLED}, {}, True),
        ({0: NOTE, 1: row(2)}, {}, False), ({0: row(4), 1: row(4)}, {}, False),
        ({0: row(4), 1: KILLED}, {}, False), ({0: NOTE, 1: NOTE}, {1: waits(5)}, True),
        ({0: NOTE, 1: NOTE}, {0: waits(5)}, False), ({0: NOTE}, {1: waits(2, arrived=20)}, False),
        ({0: row(4), 1: NOTE}, {1: waits(5)}, False),
    ],
    ids=[
        "notes alone", "a newer one stands", "killed as it stood", "an older one stands", "two stand",
        "stands and killed", "waits at home", "waits elsewhere", "waits and was killed", "stands elsewhere",
    ],
)  # fmt: skip
def test_a_story_that_is_elsewhere_only_noted_to_be_killed_is_whole(
    rows: dict[int, RegisterRow], waiting: dict[int, Waiting], whole: bool
) -> None:
    assert parted("u", rows, 1, waiting).is_whole is whole
