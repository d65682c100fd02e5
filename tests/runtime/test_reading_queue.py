"""Stories on their way to the processes: in order within a line, the lines in turn, batches by weight."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from slugline.runtime import splitter
from slugline.runtime.reader_slot import LONG_BYTES
from slugline.runtime.reading_queue import ABOUT, SLOW, SLOW_FOR, ReadingQueue


class Work:
    """Work that is done when it is told to be; remembers its batches."""

    def __init__(self, *, at_once: bool = False) -> None:
        self.batches: list[list[str]] = []
        self.gates: list[asyncio.Event] = []
        self.at_once = at_once

    async def __call__(self, things: Sequence[str]) -> Sequence[str]:
        self.batches.append(list(things))
        gate = asyncio.Event()
        self.gates.append(gate)
        if not self.at_once:
            await gate.wait()
        if any(thing.startswith("bad") for thing in things):
            raise LookupError("a bad one")
        return [thing.upper() for thing in things]


@pytest.fixture(autouse=True)
async def _given_up(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """What a test leaves waiting is given up and heard of: else asyncio tells of it in some other test."""
    futures: list[asyncio.Future[Any]] = []
    put = ReadingQueue.put

    def noted(queue: Any, *about: Any) -> asyncio.Future[Any]:
        futures.append(put(queue, *about))
        return futures[-1]

    monkeypatch.setattr(ReadingQueue, "put", noted)
    yield
    while left := asyncio.all_tasks() - {asyncio.current_task()}:
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0)  # in which the queue begins with what is next
    for future in futures:
        if future.done() and not future.cancelled():
            future.exception()


def queue(work: Any, batch: int = 4, weight: int = 10, lanes: int = 1) -> ReadingQueue[str, str]:
    return ReadingQueue(work, batch=batch, weight=weight, lanes=lanes)


async def rest() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def run(work: Work) -> None:
    """Let everything be done."""
    for number in range(50):
        await rest()
        if number < len(work.gates):
            work.gates[number].set()


async def test_one_alone_starts_at_once_and_those_behind_it_come_together() -> None:
    work = Work()
    reading = queue(work)
    futures = [reading.put(0, name, 1) for name in "abc"]
    await run(work)
    assert work.batches == [["a"], ["b", "c"]]
    assert [future.result() for future in futures] == ["A", "B", "C"]


async def test_a_story_long_enough_to_take_its_time_shares_no_call() -> None:
    work = Work()
    reading = queue(work, batch=9, weight=splitter.BATCH_BYTES)
    for line, (name, size) in enumerate(
        {"first": 1, "a": 900, "b": LONG_BYTES, "long": LONG_BYTES + 1, "c": 900}.items()
    ):
        reading.put(line, name, splitter.weight(size))
    await run(work)
    assert work.batches == [["first"], ["a", "b"], ["long"], ["c"]]


@pytest.mark.parametrize(
    ("put", "batches"),
    [
        ([(0, "a", 1), (0, "b", 1), (0, "c", 1), (1, "x", 1)], [["a"], ["b", "x", "c"]]),
        ([(0, name, 1) for name in "abcdef"] + [(1, "x", 1)], [["a"], ["b", "x", "c", "d"], ["e", "f"]]),
        ([(0, "a", 1), (0, "b", 8), (0, "c", 8), (0, "d", 1)], [["a"], ["b"], ["c", "d"]]),
        ([(0, "a", 1), (0, "b", 99), (1, "x", 1)], [["a"], ["b"], ["x"]]),
        ([(0, "a", 1), (1, "x", 1), (2, "u", 1), (0, "b", 1), (1, "y", 1)], [["a"], ["x", "u", "b", "y"]]),
    ],
    ids=["lines-in-turn", "batch", "weight", "one-too-heavy", "three-lines"],
)
async def test_what_goes_together(put: list[tuple[int, str, int]], batches: list[list[str]]) -> None:
    work = Work()
    reading = queue(work)
    for line, name, weight in put:
        reading.put(line, name, weight)
    await run(work)
    assert work.batches == batches


async def test_what_waits_is_spread_over_the_lanes_that_are_free() -> None:
    work = Work()
    reading = queue(work, lanes=2)
    first = [reading.put(0, name, 1) for name in "ab"]
    for name in "cdef":
        reading.put(0, name, 1)
    await rest()
    assert work.batches == [["a"], ["b"]]
    work.gates[0].set()
    await rest()
    assert (first[0].result(), first[1].done()) == ("A", False)
    assert work.batches[2] == ["c", "d", "e", "f"], "one lane is free, so it takes all"


async def test_one_that_is_given_up_is_passed_over() -> None:
    work = Work()
    reading = queue(work)
    futures = [reading.put(0, name, 1) for name in "abcd"]
    futures[1].cancel()
    futures[3].cancel()
    await run(work)
    assert work.batches == [["a"], ["c"]]
    only = queue(again := Work())
    waits = [only.put(0, name, 1) for name in "ab"]
    waits[1].cancel()
    await run(again)
    assert again.batches == [["a"]]
    assert waits[0].result() == "A"
    only.put(0, "later", 1)
    await run(again)
    assert again.batches[-1] == ["later"], "it has not stopped"


async def test_what_goes_wrong_reaches_all_of_the_batch_and_no_other() -> None:
    work = Work(at_once=True)
    reading = queue(work)
    futures = [reading.put(0, name, 1) for name in ("a", "bad", "b", "c")]
    await run(work)
    last = reading.put(0, "d", 1)
    await run(work)
    assert futures[0].result() == "A"
    for future in futures[1:]:
        with pytest.raises(LookupError):
            future.result()
    assert last.result() == "D"


async def test_work_that_is_cancelled_leaves_nobody_waiting_for_ever() -> None:
    async def given_up(_things: Sequence[str]) -> Sequence[str]:
        raise asyncio.CancelledError

    waits = queue(given_up).put(0, "a", 1)
    await rest()
    with pytest.raises(RuntimeError, match="given up"):
        waits.result()


async def test_too_few_results_are_a_fault_that_is_told() -> None:
    async def short(things: Sequence[str]) -> Sequence[str]:
        return things[1:]

    waits = queue(short).put(0, "a", 1)
    await rest()
    with pytest.raises(ValueError, match="shorter"):
        waits.result()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_a_line_that_is_slow_leaves_lanes_to_the_others() -> None:
    work, clock = Work(), Clock()
    reading: ReadingQueue[str, str] = ReadingQueue(work, batch=4, weight=10, lanes=4, clock=clock)
    for number in range(8):
        reading.put("slow", f"s{number}", 1)
    await rest()
    assert len(work.batches) == 4, "nobody knows yet"
    clock.now += SLOW + 1
    quick = reading.put("quick", "q0", 1)
    for gate in work.gates[:4]:
        gate.set()
    await rest()
    assert sorted(work.batches[4:]) == [["q0"], ["s4", "s5"]] or work.batches[4:][0] == ["q0"]
    assert sum("s" in batch[0] for batch in work.batches[4:]) == 1, "one lane of four"
    assert all(len({name[0] for name in batch}) == 1 for batch in work.batches), "they share no call"
    later = [reading.put("quick", f"q{number}", 1) for number in range(1, 4)]
    for number, gate in enumerate(work.gates):
        if work.batches[number][0].startswith("q"):
            gate.set()
    await run(work)
    assert quick.done()
    assert all(one.done() for one in later)


async def test_a_line_that_was_slow_is_as_others_some_time_later() -> None:
    work, clock = Work(), Clock()
    reading: ReadingQueue[str, str] = ReadingQueue(work, batch=4, weight=10, lanes=4, clock=clock)
    reading.put("a", "a0", 1)
    reading.put("b", "b0", 1)
    await rest()
    work.gates[1].set()
    await rest()
    clock.now += SLOW + 1
    work.gates[0].set()
    await rest()
    for number in range(1, 4):
        reading.put("a", f"a{number}", 1)
    await rest()
    assert len(work.batches) == 3
    clock.now += SLOW_FOR + 1
    await run(work)
    for number in range(4, 8):
        reading.put("a", f"a{number}", 1)
    await rest()
    assert [len(batch) for batch in work.batches[-4:]] == [1, 1, 1, 1]


@pytest.mark.parametrize(("lines", "each"), [("a", 4), ("ab", 2), ("abc", 1)])
async def test_where_all_lines_are_slow_they_share_the_lanes(lines: str, each: int) -> None:
    work, clock = Work(), Clock()
    reading: ReadingQueue[str, str] = ReadingQueue(work, batch=4, weight=10, lanes=4, clock=clock)
    for line in lines:
        reading.put(line, line, 1)
    await rest()
    clock.now += SLOW + 1
    await run(work)
    began = len(work.batches)
    for number in range(4):
        for line in lines:
            reading.put(line, f"{line}{number}", 1)
    await rest()
    first = [batch[0][0] for batch in work.batches[began:]]
    assert all(first.count(line) == each for line in lines)


@pytest.mark.parametrize(
    ("lanes", "each", "before", "burst", "takes"),
    [
        (4, 1, "", "a" * 20, 1),
        (4, 1, "b", "a" * 20, 1),
        (8, 3, "bc", "a" * 40, 3),
        (4, 4, "b", "a" * 20, 4),
    ],
    ids=["nobody else yet", "two processes", "four processes", "one partition"],
)
async def test_no_line_takes_all_lanes_while_others_are_about(
    lanes: int, each: int, before: str, burst: str, takes: int
) -> None:
    work = Work()
    reading: ReadingQueue[str, str] = ReadingQueue(
        work, batch=4, weight=99, lanes=lanes, each=each, clock=Clock()
    )
    for line in before:
        reading.put(line, f"{line} first", 1)
    await run(work)
    began = len(work.batches)
    for number, line in enumerate(burst):
        reading.put(line, f"{line}{number}", 1)
    await rest()
    assert len(work.batches) - began == takes
    quick = reading.put("z", "z", 1)
    await rest()
    if takes < lanes:
        assert work.batches[-1] == ["z"], "at once"
        work.gates[-1].set()
        await rest()
        assert quick.result() == "Z"
        assert len(work.batches) - began == takes + 1, "nothing of the burst comes in its place"


@pytest.mark.parametrize("lines", ["abcdefgh", "abcd", "abcdefghijklmnop"])
async def test_all_lanes_are_used_where_all_lines_have_stories(lines: str) -> None:
    work = Work()
    reading: ReadingQueue[str, str] = ReadingQueue(work, batch=8, weight=99, lanes=4, each=1, clock=Clock())
    for number in range(16):
        for line in lines:
            reading.put(line, f"{line}{number}", 1)
    for began in range(40):
        await rest()
        assert len(work.batches) == began + 4
        busy = [{one[0] for one in batch} for batch in work.batches[began:]]
        for line in lines:
            assert sum(line in batch for batch in busy) <= 1
        if sum(map(len, work.batches)) >= 16 * len(lines) - 24:
            break
        work.gates[began].set()
    assert max(map(len, work.batches)) > 2, "and batches are made"


async def test_a_line_alone_has_all_lanes() -> None:
    work, clock = Work(), Clock()
    reading: ReadingQueue[str, str] = ReadingQueue(work, batch=4, weight=99, lanes=4, each=1, clock=clock)
    reading.put("b", "b", 1)
    await run(work)
    clock.now += ABOUT + 1
    for number in range(8):
        reading.put("a", f"a{number}", 1)
    await rest()
    assert len(work.batches) - 1 == 4


async def test_of_stories_that_fail_together_none_is_complained_of_beside_the_first() -> None:
    work = Work(at_once=True)
    queue: ReadingQueue[str, str] = ReadingQueue(work, lanes=1, batch=8, weight=10)
    first, other = queue.put("a", "bad 1", 1), queue.put("b", "bad 2", 1)
    with pytest.raises(LookupError):
        await first
    await asyncio.wait({other})  # which does not look at how it ended
    told: Any = other
    assert not told._log_traceback, "asyncio would say that its exception was never retrieved"
