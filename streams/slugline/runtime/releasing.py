"""Stories whose embargo is over, called from where they waited, a few at once, each once.

A kill must not come after the story it kills, so none is called before what stood on the stories feed is
done with: at the beginning of a lane, and when the lane is behind as a story becomes due.
"""

import asyncio
import logging
from collections.abc import Callable
from time import time

from aiokafka.errors import KafkaError

from slugline.feed_names import feed_name
from slugline.records.feeds import HELD
from slugline.runtime.dead_letters import Source
from slugline.runtime.held_stories import HeldStory, source_of
from slugline.runtime.lane_context import LaneContext
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.watched_task import watched

AT_ONCE = 16
PAUSE_MS = 2_000
"""Until a story is called again whose record could not be read."""

log = logging.getLogger("slugline.lane")


class Releasing:
    """For one lane."""

    def __init__(
        self, partition: int, state: PartitionState, context: LaneContext, wake: Callable[[], None],
        clock: Callable[[], float] = time,
    ) -> None:  # fmt: skip
        """``wake`` is called when stories may be called from now on; ``clock`` in seconds since 1970 UTC."""
        self._partition = partition
        self._state = state
        self._context = context
        self._wake = wake
        self._clock = clock
        self._may = False
        self._waiting: asyncio.Task[object] | None = None
        self._cleared = -1
        """What was due by then, milliseconds since 1970 UTC, waits behind no unread record any more."""
        self.out = 0
        """How many were called and are not done."""

    def begin(self) -> None:
        """Call what waits from now on; what waits already, only behind what stands unread on the feed."""
        if not len(self._state.held):
            self._may = True
        else:
            self._wait(self._now())

    def end(self) -> None:
        """Call none any more."""
        self._may = False
        if self._waiting is not None:
            self._waiting.cancel()

    def seconds(self) -> float | None:
        """Return how long it is until the next one is to be called; None: none is."""
        at = self._state.held.next() if self._may and self.out < AT_ONCE else None
        return None if at is None else max(0.0, at / 1000 - self._clock()) + 0.01

    async def called(self) -> list[tuple[Source, int]]:
        """Return the stories whose time has come, and when that was; each is called once."""
        found: list[tuple[Source, int]] = []
        if not self._may:
            return found
        now = self._now()
        if self._context.behind(self._partition):
            following = self._state.held.next()
            if following is not None and self._cleared < following <= now:
                self._wait(now)
                return found
            now = min(now, self._cleared)
        due = self._state.held.due(now)
        while self.out < AT_ONCE and (story := next(due, None)) is not None:
            source = await self._source(story)
            if source is not None:
                found.append((source, story.held.until_ms))
                self.out += 1
                self._context.metrics.releases.inc()
        return found

    def done(self, due: int) -> None:
        """Note that a story is out that was ``due`` at a moment, milliseconds since 1970 UTC."""
        self._context.metrics.release_seconds.observe(max(0.0, self._clock() - due / 1000))

    def _now(self) -> int:
        return round(self._clock() * 1000)

    def _wait(self, now: int) -> None:
        """Call nothing before what stands unread on the feed ``now`` is done with."""
        self._may, self._cleared = False, now
        self._waiting = watched(
            self._behind_the_backlog(), f"the release of partition {self._partition}", self._context.halt,
            may_end=True,
        )  # fmt: skip

    async def _behind_the_backlog(self) -> None:
        if not await self._context.backlog(self._partition, self._state.held):
            log.warning(
                "partition %d: what stood unread is not done with yet after minutes; stories whose embargo "
                "is over wait no longer: a kill that stands behind comes after them", self._partition,
            )  # fmt: skip
        self._may = True
        self._wake()

    async def _source(self, story: HeldStory) -> Source | None:
        """Return a story from its feed; None where it cannot be had.

        While the broker is away it is called again later. One that is gone, or no worker wrote, is dropped.
        """
        feed = feed_name(HELD, self._context.settings)
        try:
            record = await self._context.reader.at(feed, self._partition, story.offset)
        except (KafkaError, OSError) as error:
            log.warning("cannot read %s yet: %r", feed, error)
            self._state.held.wind(story, self._now() + PAUSE_MS)
            return None
        try:
            if record is not None and record.value is not None:
                return source_of(record)
        except (ValueError, LookupError) as error:
            log.error("%s/%d/%d: %r", feed, self._partition, story.offset, error)
        log.error("%s/%d/%d: no held story stands there", feed, self._partition, story.offset)
        self._state.held.pop(story.uri)
        return None
