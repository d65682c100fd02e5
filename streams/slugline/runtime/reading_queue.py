"""Stories on their way to the processes that read them: batches under load, alone when it is quiet.

Every partition waits in a line of its own and the lines take turns, so that a partition full of slow stories
holds up no other. Results come back one by one; their order is the business of whoever put the stories in.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class ReadingQueue(Generic[T, R]):
    """Things that wait in lines, for calls of ``work`` of which at most ``lanes`` run at once.

    ``work`` takes up to ``batch`` things, of at most ``weight`` together unless it is one alone, and
    returns a result for each, in order. A thing that comes while a lane is free starts at once, alone;
    under load batches grow by themselves. If ``work`` raises, every thing of the batch gets that.
    """

    def __init__(
        self,
        work: Callable[[Sequence[T]], Awaitable[Sequence[R]]],
        *,
        batch: int,
        weight: int,
        lanes: int,
    ) -> None:
        """Create it empty, inside a running event loop."""
        self._work = work
        self._batch = batch
        self._weight = weight
        self._lanes = lanes
        self._lines: dict[object, deque[tuple[T, int, asyncio.Future[R]]]] = {}
        self._busy: set[asyncio.Task[None]] = set()

    def put(self, line: object, thing: T, weight: int) -> "asyncio.Future[R]":
        """Queue one thing; its result comes with the future. One whose future is cancelled is passed over."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(line, deque()).append((thing, weight, future))
        self._launch()
        return future

    def _launch(self) -> None:
        while self._lines and (free := self._lanes - len(self._busy)) > 0:
            waiting = sum(map(len, self._lines.values()))
            entries = self._next(min(self._batch, -(-waiting // free)))  # spread over the free lanes
            if entries:
                task = asyncio.get_running_loop().create_task(self._run(entries))
                self._busy.add(task)
                task.add_done_callback(self._landed)

    def _next(self, most: int) -> list[tuple[T, int, asyncio.Future[R]]]:
        """Take a batch from the lines, one from each in turn."""
        entries: list[tuple[T, int, asyncio.Future[R]]] = []
        weight = 0
        while self._lines and len(entries) < most:
            line, waiting = next(iter(self._lines.items()))
            if entries and weight + waiting[0][1] > self._weight:
                break
            entry = waiting.popleft()
            del self._lines[line]
            if waiting:
                self._lines[line] = waiting  # behind the others
            if not entry[2].cancelled():
                entries.append(entry)
                weight += entry[1]
        return entries

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        self._launch()

    async def _run(self, entries: list[tuple[T, int, asyncio.Future[R]]]) -> None:
        try:
            results = await self._work([thing for thing, _, _ in entries])
            for (_, _, future), result in zip(entries, results, strict=True):
                if not future.done():
                    future.set_result(result)
        except BaseException as error:  # whatever it is, it must reach who waits for these results
            told = error if isinstance(error, Exception) else RuntimeError("the reading was given up")
            for _, _, future in entries:
                if not future.done():
                    future.set_exception(told)
            if told is not error:
                raise
