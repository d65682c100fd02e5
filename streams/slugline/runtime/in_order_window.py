"""A bounded, in-order window: work is done side by side, results come out in the order things went in."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Window(Generic[T, R]):
    """At most ``size`` things between `put` and `release`; that bound is the backpressure.

    ``work`` takes up to ``batch`` things and returns a result for each, in order; at most ``lanes`` calls of
    it run at once. A thing that comes while a lane is free starts at once, alone; under load batches grow
    by themselves. If ``work`` raises, `get` raises the same for each thing of the batch.
    """

    def __init__(
        self, work: Callable[[Sequence[T]], Awaitable[Sequence[R]]], *, size: int, batch: int, lanes: int
    ) -> None:
        """Create it empty, inside a running event loop."""
        self._work = work
        self._batch = batch
        self._lanes = lanes
        self._room = asyncio.Semaphore(size)
        self._waiting: deque[tuple[T, asyncio.Future[R]]] = deque()
        self._order: asyncio.Queue[tuple[T, asyncio.Future[R]]] = asyncio.Queue()
        self._busy: set[asyncio.Task[None]] = set()
        self.inside = 0

    async def put(self, thing: T) -> None:
        """Take one thing in; waits while the window is full."""
        await self._room.acquire()
        self.inside += 1
        entry = (thing, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        self._order.put_nowait(entry)
        self._launch()

    async def get(self) -> tuple[T, R]:
        """Return the next thing in order with its result, when it is there."""
        thing, result = await self._order.get()
        return thing, await result

    def release(self) -> None:
        """Make room for one more: the oldest thing is done with."""
        self.inside -= 1
        self._room.release()

    def _launch(self) -> None:
        while self._waiting and (free := self._lanes - len(self._busy)) > 0:
            share = -(-len(self._waiting) // free)  # rounded up: what waits is spread over the free lanes
            entries = [self._waiting.popleft() for _ in range(min(self._batch, share))]
            task = asyncio.get_running_loop().create_task(self._run(entries))
            self._busy.add(task)
            task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        self._launch()

    async def _run(self, entries: list[tuple[T, asyncio.Future[R]]]) -> None:
        try:
            results = await self._work([thing for thing, _ in entries])
            for (_, future), result in zip(entries, results, strict=True):
                future.set_result(result)
        except Exception as error:  # whatever it is, it must reach who waits for these results
            for _, future in entries:
                if not future.done():
                    future.set_exception(error)
