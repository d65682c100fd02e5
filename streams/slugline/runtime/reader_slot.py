"""One process that reads stories, and how it is lost: killed, or ended because a story took too long."""

import asyncio
import logging
import multiprocessing
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import datetime
from time import perf_counter
from typing import Any

from slugline.child_python import safe_path
from slugline.records.story import Pipeline
from slugline.runtime.processed import Processed, Raw
from slugline.runtime.reader_memory import LONG_RECORD, own_bytes
from slugline.runtime.reader_process import begin, give_back, loaded, process
from slugline.runtime.story_time import StoryTime, cpu_seconds
from slugline.runtime.watched_task import look_at
from slugline.settings import Settings

BEHIND_SECONDS = 5.0
"""A call behind one that takes longer goes elsewhere: it would wait out that one's time."""
LOOK_SECONDS = 1.0
LONG_BYTES = 16 * 1024
"""A story of more may take seconds: it shares no call, and no other call is put behind it."""
MANAGER_SECONDS = 1.0
"""For which the executor's own thread is waited for; its process being gone it has nothing left to do."""

log = logging.getLogger("slugline.readers")


class Lost(Exception):  # noqa: N818 because it is an outcome, and reads as one
    """The process is gone. ``blamed``: it was at these stories; ``overran``: they took too long."""

    def __init__(self, *, blamed: bool, overran: bool) -> None:
        """Say whose fault it may be."""
        super().__init__("took too long" if overran else "died")
        self.blamed = blamed
        self.overran = overran


class Behind(Exception):  # noqa: N818 because it is an outcome, and reads as one
    """The call stands behind one that takes long; what comes of it is not waited for any more."""


class ReaderSlot:
    """A process with a few calls before it, done one at a time. Once lost it stays lost: make another.

    It is spawned, not forked: the consumer's thread is running. It ends by itself when this one does.
    """

    def __init__(self, settings: Settings) -> None:
        """Nothing is started yet."""
        self._seconds = settings.story_timeout
        self.lost = False
        self._overran = False
        self._calls: deque[asyncio.Future[Any]] = deque()
        self._long: set[asyncio.Future[Any]] = set()
        self._suspect: asyncio.Future[Any] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._began = 0.0
        self.extended = 0
        """How often a call got more time because the process had had so little of a CPU."""
        self._retired = False
        self._at_first = 0
        self.suspected = 0
        """Calls before it with a story over which a process was lost."""
        with safe_path():
            self._executor = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), begin, (settings,))

    def __len__(self) -> int:
        """Return how many calls are before it."""
        return len(self._calls)

    @property
    def long(self) -> bool:
        """Whether a call with a story so long that it may take its time is before it."""
        return bool(self._long)

    @property
    def at_it(self) -> float:
        """For how many seconds it has been at its present call; 0 without one."""
        return perf_counter() - self._began if self._calls else 0.0

    @property
    def kept(self) -> int:
        """Bytes of memory of its own that it has beyond the first; at work, that with which it works, too."""
        return sum(map(own_bytes, self.pids)) - self._at_first

    def take_as_first(self) -> None:
        """Have `kept` count from what the process has now."""
        self._at_first = sum(map(own_bytes, self.pids))

    @property
    def pids(self) -> list[int]:
        """Its process, if it is there."""
        return list(self._executor._processes or {})

    async def start(self) -> Pipeline:
        """Start the process, and return what it has loaded. Raises NotLoaded, and Lost where it died."""
        try:
            with safe_path():  # the executor starts its process at the first call
                starting = asyncio.get_running_loop().run_in_executor(self._executor, loaded)
            has = await starting
            self.take_as_first()
            return has
        except (BrokenProcessPool, RuntimeError) as error:
            self.lost = True
            raise Lost(blamed=True, overran=False) from error

    async def process(
        self, raws: Sequence[Raw], now: datetime, max_record_bytes: int, *, may_leave: bool = False
    ) -> list[Processed]:
        """Return what came of each of ``raws``, in order. Raises Lost; Behind only where it ``may_leave``."""
        try:
            call = asyncio.get_running_loop().run_in_executor(
                self._executor, process, raws, now, max_record_bytes
            )
        except (BrokenProcessPool, RuntimeError) as error:
            self.lost = True
            raise Lost(blamed=False, overran=False) from error
        self._calls.append(call)
        if any(len(raw.value) > LONG_BYTES for raw in raws):
            self._long.add(call)
        call.add_done_callback(self._done)
        self._watch()
        while not call.done():
            await asyncio.wait({call}, timeout=LOOK_SECONDS if may_leave else None)
            behind = not call.done() and call is not self._calls[0]
            if may_leave and behind and self.at_it > BEHIND_SECONDS:
                raise Behind
        if call.cancelled():  # stopped while the call waited
            self.lost = True
            raise Lost(blamed=False, overran=False)
        try:
            results = call.result()
        except (BrokenProcessPool, RuntimeError) as error:
            blamed = call is self._suspect
            raise Lost(blamed=blamed, overran=self._overran and blamed) from error
        if any(len(raw.value) > LONG_RECORD for raw in raws):
            await self._have_memory_given_back()
        return results

    async def _have_memory_given_back(self) -> None:
        """Ask for it once the answer is out, which takes memory itself; whatever becomes of the process."""
        with suppress(BrokenProcessPool, RuntimeError):
            done = asyncio.get_running_loop().run_in_executor(self._executor, give_back)
            done.add_done_callback(look_at)  # nobody asks
            await asyncio.wait({done})

    def retire(self) -> None:
        """Have it end as soon as it has nothing to do: no call comes to it any more."""
        self._retired = True
        if not self._calls:
            self.end()

    def _done(self, call: "asyncio.Future[Any]") -> None:
        """Note that a call has ended, before anybody hears of it; also one that nobody waits for."""
        broken = not call.cancelled() and isinstance(call.exception(), BrokenProcessPool | RuntimeError)
        if broken and not self.lost:
            self.lost = True
            self._suspect = self._calls[0]
        self._calls.remove(call)
        self._long.discard(call)
        self._rest()
        self._watch()
        if self._retired and not self._calls:
            self.end()

    def stop(self) -> None:
        """End the process, at work or not: nobody waits for it any more."""
        self._rest()
        processes = list((self._executor._processes or {}).values())
        manager: Any = self._executor._executor_manager_thread
        self._executor.shutdown(wait=False, cancel_futures=True)
        for one in processes:
            one.join(0.5)
            if one.is_alive():
                one.kill()  # it ignores SIGTERM, see reader_process.begin
                one.join()
        if manager is not None:
            # at the interpreter's end it is woken by a pipe that it closes itself: an error nobody can catch
            manager.join(MANAGER_SECONDS)

    def end(self) -> None:
        """End the process now; it has nothing to do, or nobody waits for it."""
        for one in list((self._executor._processes or {}).values()):
            one.kill()
        self.stop()

    def _watch(self) -> None:
        """Give the call that is being done its time."""
        if self._calls and self._timer is None and not self.lost:
            self._began = perf_counter()
            time = StoryTime(self._seconds, self._cpu_seconds())
            self._timer = asyncio.get_running_loop().call_later(time.first, self._end, time)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self, time: StoryTime) -> None:
        if more := time.more(self._cpu_seconds()):
            if not self.extended:
                log.warning(
                    "stories take long, as processes that read them get little of a CPU: they wait on"
                )
            self.extended += 1
            self._timer = asyncio.get_running_loop().call_later(more, self._end, time)
            return
        self._overran = True
        for one in list((self._executor._processes or {}).values()):
            one.kill()

    def _cpu_seconds(self) -> float | None:
        return next(map(cpu_seconds, self.pids), None)
