import asyncio
from collections.abc import Sequence

import pytest

from slugline.runtime.in_order_window import Window


class Work:
    """Work that ends when it is told to; notes the batches and how many ran at once."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.running = self.most = 0
        self.gates: dict[int, asyncio.Event] = {}

    def gate(self, first: int) -> asyncio.Event:
        return self.gates.setdefault(first, asyncio.Event())

    async def __call__(self, things: Sequence[int]) -> Sequence[str]:
        self.batches.append(list(things))
        self.running += 1
        self.most = max(self.most, self.running)
        await self.gate(things[0]).wait()
        self.running -= 1
        if 13 in things:
            raise ValueError("thirteen")
        return [f"<{thing}>" for thing in things]


async def tick() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_results_come_in_the_order_things_went_in_whatever_ends_first() -> None:
    work = Work()
    window = Window(work, size=10, batch=2, lanes=2)
    for thing in range(4):
        await window.put(thing)
        await tick()
    assert work.batches == [[0], [1]], "a free lane takes what comes at once, alone"
    work.gate(1).set()
    await tick()
    assert work.batches == [[0], [1], [2, 3]], "what waited goes together"
    first = asyncio.create_task(window.get())
    work.gate(2).set()
    await tick()
    assert not first.done(), "3 is ready, but 0 is not"
    work.gate(0).set()
    assert [await first] + [await window.get() for _ in range(3)] == [(n, f"<{n}>") for n in range(4)]
    assert work.most == 2


async def test_a_full_window_holds_back_until_the_oldest_is_released() -> None:
    work = Work()
    work.gate(0).set()
    window = Window(work, size=2, batch=1, lanes=1)
    await window.put(0)
    await window.put(1)
    third = asyncio.create_task(window.put(2))
    await tick()
    assert not third.done()
    assert await window.get() == (0, "<0>")
    await tick()
    assert not third.done(), "handled is not done: the broker may not have it yet"
    window.release()
    await tick()
    assert third.done()
    assert window.inside == 2
    for thing in (1, 2):
        work.gate(thing).set()
        await window.get()


async def test_a_failure_reaches_who_waits_for_each_of_its_batch_and_nobody_else() -> None:
    work = Work()
    window = Window(work, size=10, batch=8, lanes=1)
    for thing in (1, 13, 14):
        await window.put(thing)
    for first in (1, 13):
        work.gate(first).set()
    assert await window.get() == (1, "<1>")
    for _ in range(2):
        with pytest.raises(ValueError, match="thirteen"):
            await window.get()
    work.gate(20).set()
    await window.put(20)
    assert await window.get() == (20, "<20>")
