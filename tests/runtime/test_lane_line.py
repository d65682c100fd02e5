"""What goes out next of a lane: in order, and what waited past all that is not about it."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from slugline.runtime.dead_letters import Source
from slugline.runtime.lane_line import (
    GATHER_SECONDS,
    MOST_BYTES,
    MOST_STORIES,
    TOGETHER,
    Entry,
    Line,
    touches,
)
from slugline.runtime.processed import Fault, Processed
from tests.runtime.lane_parts import killed, source, usable

H = "urn:x:held"


def refused(reason: Any) -> Processed:
    return Processed(outcome="dead-lettered", faults=(Fault(step="reading", reason=reason, detail=""),))


@pytest.mark.parametrize(
    ("processed", "touched"),
    [
        (usable(uri=H), True),
        (killed(uri=H), True),
        (usable(uri="urn:x:0"), False),
        (killed(uri="urn:x:0"), False),
        (usable(uri="urn:x:0", links=(("canceled", H),)), True),
        (usable(uri="urn:x:0", links=(("canceled", "urn:x:1"),)), False),
        (usable(uri="urn:x:0", links=(("canceled", "urn:x:1"), ("withheld", "Port-Fire"))), True),
        (usable(uri="urn:x:0", links=(("canceled", ""),)), True),
        (Processed(outcome="unpacked"), True),
        (Processed(outcome="skipped", skipped="tombstone"), False),
        (refused("not-json"), False),
        (refused("took-too-long"), True),
        (refused("reader-died"), True),
        (refused("internal-error"), True),
        (refused("too-much-memory"), True),
    ],
)
def test_what_may_do_something_to_a_story(processed: Processed, touched: bool) -> None:
    assert touches(processed, {H}) is touched


@dataclass
class Stories:
    """A line whose stories are read, and looked at, when the test says so."""

    looks: dict[int, asyncio.Future[Processed]] = field(default_factory=dict)
    readings: dict[int, asyncio.Future[Processed]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = 0.0
        self.line = Line(self._look, lambda: self.now)

    def _look(self, at: Source) -> asyncio.Future[Processed]:
        assert at.offset not in self.looks, "each is looked at once"
        self.looks[at.offset] = asyncio.get_running_loop().create_future()
        return self.looks[at.offset]

    def put(self, *offsets: int, size: int = 1) -> None:
        for offset in offsets:
            self.readings[offset] = asyncio.get_running_loop().create_future()
            at = source(b"v" * size, offset, uri=f"urn:x:{offset}")
            self.line.put(Entry(source=at, reading=self.readings[offset], event=object()))

    def read(self, *offsets: int) -> None:
        for offset in offsets:
            self.readings[offset].set_result(usable(uri=f"urn:x:{offset}"))

    def call(self, *, read: bool = True) -> asyncio.Future[Processed]:
        reading: asyncio.Future[Processed] = asyncio.get_running_loop().create_future()
        self.line.call(Entry(source=source(uri=H), reading=reading))
        if read:
            reading.set_result(usable(uri=H))
        return reading

    def take(self) -> list[str]:
        """Return what goes out next, which is then done."""
        entries = self.line.take()
        for one in entries:
            self.line.done(one)
        return [(one.source.key or b"").decode().removeprefix("urn:x:") for one in entries]


async def test_in_order_as_many_as_are_read() -> None:
    stories = Stories()
    stories.put(0, 1, 2, 3)
    stories.read(1, 2)
    assert stories.take() == []
    stories.read(0)
    assert (stories.take(), len(stories.line)) == (["0", "1", "2"], 1)
    assert stories.take() == []


@pytest.mark.parametrize(
    ("size", "together"), [(1, MOST_STORIES), (MOST_BYTES // 2 - 100, 2), (MOST_BYTES * 2, 1)]
)
async def test_not_too_much_in_one_transaction(size: int, together: int) -> None:
    stories = Stories()
    stories.put(*range(MOST_STORIES + 1), size=size)
    stories.read(*range(MOST_STORIES + 1))
    assert len(stories.take()) == together


async def test_in_a_long_line_what_is_read_waits_for_what_is_being_read() -> None:
    stories = Stories()
    stories.put(*range(TOGETHER))
    stories.read(0)
    assert stories.take() == []
    assert list(stories.line.moves()) == [stories.readings[TOGETHER - 1]]
    stories.read(*range(1, TOGETHER))
    assert stories.line.gathers() is None
    assert len(stories.take()) == TOGETHER


async def test_but_not_for_long_and_not_for_the_next_ones_by_the_same_clock() -> None:
    stories = Stories()
    stories.put(*range(2 * TOGETHER))
    stories.read(0)
    assert stories.take() == []
    stories.now = GATHER_SECONDS / 2
    assert stories.line.gathers() == GATHER_SECONDS / 2
    stories.now = GATHER_SECONDS
    assert stories.take() == ["0"]
    stories.read(1)
    assert stories.take() == []
    assert stories.line.gathers() == GATHER_SECONDS


async def test_a_story_whose_embargo_is_over_waits_for_nothing_of_the_kind() -> None:
    stories = Stories()
    stories.put(*range(TOGETHER))
    stories.read(0)
    called = stories.call()
    assert called.done()
    assert stories.take() == []
    for look in stories.looks.values():
        look.set_result(usable(uri="urn:x:1"))
    assert stories.take() == ["held", "0"]


async def test_what_waited_passes_what_is_not_about_it_and_takes_long() -> None:
    stories = Stories()
    stories.put(0, 1)
    called = stories.call(read=False)
    assert (stories.take(), stories.looks) == ([], {}), "nothing is looked at before it is read itself"
    assert called in list(stories.line.moves())
    called.set_result(usable(uri=H))
    assert stories.take() == []
    assert set(stories.looks.values()) <= set(stories.line.moves())
    for offset in (0, 1):
        stories.looks[offset].set_result(usable(uri=f"urn:x:{offset}"))
    assert stories.take() == ["held"]
    assert (stories.take(), len(stories.line)) == ([], 2), "the others are still read"


@pytest.mark.parametrize(
    "seen", [killed(uri=H), Processed(outcome="unpacked"), RuntimeError("the pool broke")]
)
async def test_it_waits_behind_what_may_be_about_it(seen: Processed | RuntimeError) -> None:
    stories = Stories()
    stories.put(0, 1)
    stories.call()
    stories.read(1)
    assert stories.take() == []
    if isinstance(seen, Processed):
        stories.looks[0].set_result(seen)
    else:
        stories.looks[0].set_exception(seen)
    assert (stories.take(), set(stories.looks)) == ([], {0}), "what is read already need not be looked at"
    assert list(stories.line.moves()) == [stories.readings[0]], "nobody goes round in circles"
    stories.readings[0].set_result(killed(uri=H))
    assert [stories.take(), stories.take()] == [["0", "1"], ["held"]]


async def test_what_comes_behind_it_does_not_hold_it_up() -> None:
    stories = Stories()
    stories.call()
    stories.put(0)
    assert stories.take() == ["held"]


async def test_up_to_where_nothing_is_about_a_story() -> None:
    stories = Stories()
    looked = stories.line.looked
    assert looked({H}, own=False) == 0
    stories.put(3, 4, 5, 6)
    assert looked({H}, own=False) == 0
    stories.looks[3].set_result(usable(uri="urn:x:3"))
    stories.read(4)
    assert looked({H}, own=False) == 5, "one is looked at, one is read"
    stories.looks[5].set_result(killed(uri=H))
    assert (looked({H}, own=False), looked({"urn:x:other"}, own=False)) == (5, 6)
    stories.readings[3].set_result(killed(uri=H))
    assert looked({H}, own=False) == 0, "what it is in the end counts"
    assert looked({H}, own=True) == 6, "it does not pass them"
    stories.looks[6].set_result(usable(uri="urn:x:6", links=(("canceled", H),)))
    assert looked({H}, own=True) == 6, "a word comes of it"
    assert stories.take() == ["3", "4"]
    assert (looked({H}, own=False), looked({"urn:x:other"}, own=False)) == (5, 7)


async def test_what_is_at_hand_is_not_done() -> None:
    stories = Stories()
    stories.put(0)
    stories.readings[0].set_result(killed(uri=H))
    (entry,) = stories.line.take()
    assert (stories.line.looked({H}, own=False), len(stories.line)) == (0, 1)
    stories.line.done(entry)
    assert (stories.line.looked({H}, own=False), len(stories.line)) == (1, 0)


async def test_it_knows_the_bytes_of_all_that_is_not_done() -> None:
    stories = Stories()
    stories.put(0, 1, size=1_000)
    stories.call()
    whole = stories.line.size
    assert 2_000 < whole < 2_200
    stories.read(0, 1)
    (called, first, second) = stories.line.take()
    assert stories.line.size == whole, "what goes out is held till it is out"
    stories.line.done(called)
    stories.line.done(first)
    assert stories.line.size == second.source.size
    stories.line.drop()
    assert stories.line.size == 0


async def test_nothing_is_left_of_what_is_dropped() -> None:
    stories = Stories()
    stories.put(0, 1)
    called = stories.call()
    waits = stories.call(read=False)
    stories.take()
    stories.line.drop()
    futures = [waits, *stories.readings.values(), *stories.looks.values()]
    assert all(one.cancelled() for one in futures) and not called.cancelled()
    assert (len(stories.line), stories.take()) == (0, [])
