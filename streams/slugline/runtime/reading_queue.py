"""Stories on their way to the processes that read them: batches under load, alone when it is quiet.

Every partition waits in a line of its own and the lines take turns, so that a partition full of slow stories
holds up no other. Results come back one by one; their order is the business of whoever put the stories in.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from time import monotonic
from typing import Generic, TypeVar

from slugline.runtime.watched_task import look_at

T = TypeVar("T")
R = TypeVar("R")
_Entry = tuple[T, int, asyncio.Future[R]]

SLOW, SLOW_FOR = 10.0, 300.0
"""Seconds that a call may take before its lines count as slow, and for how long they do."""
ABOUT = 60.0
"""Seconds for which a line of which something came is about: lanes are kept for it."""


class ReadingQueue(Generic[T, R]):
    """Things that wait in lines, for calls of ``work`` of which at most ``lanes`` run at once.

    ``work`` takes up to ``batch`` things, of at most ``weight`` together unless it is one alone, and
    returns a result for each, in order, or a task for one that is still to come. A thing that comes while a
    lane is free starts at once, alone; under load batches grow by themselves. If ``work`` raises, every
    thing of the batch gets that.

    A line of which a call took longer than SLOW seconds shares no call with others for some time, and has a
    quarter of the lanes while there are lines that are not slow, else as many as the others: what holds it
    up does not hold them up.

    Nobody knows of a line that it is about to be slow. So while others are about none is in more than
    ``each`` of the lanes, and a call takes of so few lines that all lanes can be used all the same.
    """

    def __init__(
        self,
        work: Callable[[Sequence[T]], Awaitable[Sequence[R | asyncio.Task[R]]]],
        *,
        batch: int,
        weight: int,
        lanes: int,
        each: int | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Create it empty, inside a running event loop."""
        self._work = work
        self._batch = batch
        self._weight = weight
        self._lanes = lanes
        self._each = each or lanes
        self._clock = clock
        self._began = clock()
        self._lines: dict[object, deque[_Entry[T, R]]] = {}
        self._busy: dict[asyncio.Task[None], tuple[frozenset[object], float]] = {}
        self._slow: dict[object, float] = {}
        self._put: dict[object, float] = {}

    def put(self, line: object, thing: T, weight: int) -> "asyncio.Future[R]":
        """Queue one thing; its result comes with the future. One whose future is cancelled is passed over."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        future.add_done_callback(look_at)  # the first that fails ends who waits for all
        self._lines.setdefault(line, deque()).append((thing, weight, future))
        self._put[line] = self._clock()
        self._launch()
        return future

    def _launch(self) -> None:
        while self._lines and (free := self._lanes - len(self._busy)) > 0:
            waiting = sum(map(len, self._lines.values()))
            taken = self._next(min(self._batch, -(-waiting // free)))  # spread over the free lanes
            if taken is None:
                break
            entries, lines = taken
            if entries:
                task = asyncio.get_running_loop().create_task(self._run(entries))
                self._busy[task] = frozenset(lines), self._clock()
                task.add_done_callback(self._landed)

    def _next(self, most: int) -> "tuple[list[_Entry[T, R]], set[object]] | None":
        """Take a batch from the lines, one from each in turn; None where each has as many lanes as it may."""
        entries: list[_Entry[T, R]] = []
        lines: set[object] = set()
        weight = 0
        slow = {line for line in self._lines if self._is_slow(line)}
        about = len(self._about(ABOUT))
        early = self._clock() - self._began < ABOUT  # others may be on their way
        each = self._each if about > 1 or early else self._lanes
        open_ = [
            line
            for line in self._lines
            if self._held(line) < each and (line not in slow or self._has_lane(line))
        ]
        if not open_:
            return None
        if open_[0] in slow:
            del open_[1:]
        else:
            open_ = [line for line in open_ if line not in slow]
        if each < self._lanes:
            del open_[max(1, about * each // self._lanes) :]
        turns = deque(open_)
        while turns and len(entries) < most:
            waiting = self._lines[line := turns[0]]
            if entries and weight + waiting[0][1] > self._weight:
                break
            entry = waiting.popleft()
            turns.popleft()
            del self._lines[line]
            if waiting:
                self._lines[line] = waiting  # behind the others
                turns.append(line)
            if not entry[2].cancelled():
                entries.append(entry)
                lines.add(line)
                weight += entry[1]
        return entries, lines

    def _is_slow(self, line: object) -> bool:
        now = self._clock()
        if self._slow.get(line, now) > now:
            return True
        return any(line in lines and now - began > SLOW for lines, began in self._busy.values())

    def _has_lane(self, line: object) -> bool:
        """Tell whether a slow line may have one more lane."""
        active = self._about(SLOW_FOR)
        parts = len(active) if all(map(self._is_slow, active)) else 4
        return self._held(line) < max(1, self._lanes // max(1, parts))

    def _held(self, line: object) -> int:
        """Return in how many lanes a line is."""
        return sum(line in lines for lines, _ in self._busy.values())

    def _about(self, seconds: float) -> list[object]:
        """Return the lines of which something came in the last ``seconds``."""
        since = self._clock() - seconds
        return [line for line, at in self._put.items() if at > since]

    def _landed(self, task: asyncio.Task[None]) -> None:
        lines, began = self._busy.pop(task)
        if (now := self._clock()) - began > SLOW:
            self._slow.update(dict.fromkeys(lines, now + SLOW_FOR))
        self._launch()

    async def _run(self, entries: "list[_Entry[T, R]]") -> None:
        try:
            results = await self._work([thing for thing, _, _ in entries])
            later: list[asyncio.Task[R]] = []
            for (_, _, future), result in zip(entries, results, strict=True):
                if isinstance(result, asyncio.Task):
                    later.append(result)
                    result.add_done_callback(partial(_pass_on, future))
                elif not future.done():
                    future.set_result(result)
            if later:
                await asyncio.wait(later)
        except BaseException as error:  # whatever it is, it must reach who waits for these results
            told = error if isinstance(error, Exception) else RuntimeError("the reading was given up")
            for _, _, future in entries:
                if not future.done():
                    future.set_exception(told)
            if told is not error:
                raise


def _pass_on(future: "asyncio.Future[R]", task: "asyncio.Task[R]") -> None:
    """Have ``future`` end as the ``task`` did."""
    if task.cancelled():
        error: BaseException | None = RuntimeError("the reading was given up")
    else:
        error = task.exception()
    if future.done():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(task.result())
