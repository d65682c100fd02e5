"""What the group's coordinator says of this worker: which generation it is in, and when it was last told so.

A worker that was paused, or cut off, may have lost its partitions without knowing. So whoever is about to
write asks here first. Heartbeats count from when they were sent, not from when they were answered: the
answer to one may have waited, too, while the process stood still.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import faust

from slugline.runtime.watched_task import is_cancelled

SAFE_SHARE = 0.8
"""Of the session timeout: a heartbeat sent longer ago no longer says that the partitions are ours."""
TRY_AGAIN = 0.5

log = logging.getLogger("slugline.membership")


class Membership:
    """Faust's consumer lives in a thread of its own; this is the way to its coordinator."""

    def __init__(
        self, app: faust.App, session_timeout: float, clock: Callable[[], float] = monotonic
    ) -> None:
        """``session_timeout`` is the group's, in seconds."""
        self._app = app
        self._safe = SAFE_SHARE * session_timeout
        self._clock = clock
        self._stamp = clock() - session_timeout

    @property
    def generation(self) -> int:
        """The generation of the group that this worker is in; -1 while it is in none."""
        coordinator = self._coordinator()
        return -1 if coordinator is None else int(coordinator.generation)

    def watch(self) -> None:
        """Note from now on when heartbeats that were answered well had been sent. May be called again."""
        coordinator = self._coordinator()
        if coordinator is None or getattr(coordinator, "slugline_watched", False):
            return
        beat: Callable[[], Awaitable[bool]] = coordinator._do_heartbeat

        async def stamped() -> bool:
            sent = self._clock()
            well = await beat()
            if well:
                self._stamp = max(self._stamp, sent)
            return well

        coordinator._do_heartbeat = stamped
        coordinator.slugline_watched = True

    def holds(self, generation: int) -> bool:
        """Tell whether this worker is still in ``generation``, by a heartbeat that is young enough."""
        return self.generation == generation and self._clock() - self._stamp < self._safe

    async def confirm(self, generation: int) -> bool:
        """Ask the coordinator now, and again while it does not answer; False: it is another generation."""
        while self.generation == generation:
            asked = self._clock()
            if await self._beat() and self.generation == generation and self._stamp >= asked:
                return True
            if self.generation == generation:
                await asyncio.sleep(TRY_AGAIN)
        return False

    def rejoin(self) -> None:
        """Have the partitions dealt out anew: one of ours cannot be written to under the present deal."""
        thread, coordinator = self._thread(), self._coordinator()
        if thread is not None and coordinator is not None:
            thread.thread_loop.call_soon_threadsafe(coordinator.request_rejoin)

    async def _beat(self) -> bool:
        thread, coordinator = self._thread(), self._coordinator()
        if thread is None or coordinator is None:
            return False
        try:
            beating = asyncio.run_coroutine_threadsafe(coordinator._do_heartbeat(), thread.thread_loop)
            return bool(await asyncio.wrap_future(beating))
        except asyncio.CancelledError:
            if is_cancelled():
                raise
            return False  # in the consumer's own thread, whose coordinator has gone
        except Exception as error:  # any: what is wrong with the group is told by Faust, which sees it too
            log.debug("no answer to a heartbeat: %r", error)
            return False

    def _thread(self) -> Any:
        return getattr(self._app.consumer, "_thread", None)

    def _coordinator(self) -> Any:
        consumer = getattr(self._thread(), "_consumer", None)
        return getattr(consumer, "_coordinator", None)
