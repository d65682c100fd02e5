"""One partition's lane: its stories in order, decided by the register, delivered whole, then acknowledged.

A lane lives as long as one deal of the group's partitions. It shuts out whoever had the partition before,
brings its register up to date, and only then handles the first story. Once it has lost the partition it
does nothing more: what is in flight is dropped, and comes again to whoever has the partition now.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter, time
from typing import Any

from slugline.feed_names import feed_name
from slugline.records.feeds import HELD, REGISTER
from slugline.runtime.dead_letters import Source
from slugline.runtime.fenced_producer import PartitionLost
from slugline.runtime.held_stories import due, source_of
from slugline.runtime.lane_context import LaneContext, Output
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Processed, Raw, Record
from slugline.runtime.settling import Settled, Settling

MOST_STORIES = 16
MOST_BYTES = 4 * 1024 * 1024
"""What goes out in one transaction, at most, unless one story alone has more."""
LOST_PAUSE = 1.0
"""Seconds before the partitions are asked to be dealt out anew: what is wrong may last."""

log = logging.getLogger("slugline.lane")


@dataclass(slots=True, kw_only=True)
class Entry:
    """A story on its way through the lane; ``event`` is Faust's, None for one whose embargo is over."""

    source: Source
    reading: "asyncio.Future[Processed]"
    event: Any = None
    at: float = field(default_factory=perf_counter)


class Lane:
    """A partition in one generation of the group. `put` stories, `close` when the partition goes."""

    def __init__(self, partition: int, generation: int, state: PartitionState, context: LaneContext) -> None:
        """``state`` is the register as it was left, if this worker had the partition before."""
        self.partition = partition
        self.generation = generation
        self.state = state
        self._context = context
        self._output: Output = context.output(partition, generation)
        self._settling = Settling(partition, state, context)
        self._line: deque[Entry] = deque()
        self._moved = asyncio.Event()
        self._releasing: set[str] = set()
        self._task = asyncio.get_running_loop().create_task(self._run())
        self.ready = False
        """Whether it handles stories: the register is up to date."""
        self.lost = False

    def __len__(self) -> int:
        """Return how many stories it holds."""
        return len(self._line)

    def put(self, event: Any, source: Source) -> None:
        """Take a story in, behind those that are here."""
        if not self.lost:
            reading = self._context.read(self.partition, source, released=False)
            self._line.append(Entry(source=source, reading=reading, event=event))
            self._moved.set()

    async def close(self) -> None:
        """Stop at once; what is in flight is dropped."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            await self._output.start()
            await self.state.catch_up(self._context, self.partition)
            self.ready = True
            while True:
                await self._turn()
        except PartitionLost as why:
            log.warning("partition %d is let go of: %s", self.partition, why)
            self._context.metrics.partitions_lost.inc()
            self._drop()
            await asyncio.sleep(LOST_PAUSE)
            self._context.membership.rejoin()
        except Exception as error:  # the outermost bound of the lane: from here only the end of the worker
            log.exception("the lane of partition %d failed", self.partition)
            self._context.halt(f"{type(error).__name__}: {error}")
        finally:
            self._drop()
            await self._output.stop()

    def _drop(self) -> None:
        """Let go of what is in flight: nothing of it is acknowledged."""
        self.lost = True
        while self._line:
            self._line.popleft().reading.cancel()

    async def _turn(self) -> None:
        """Handle the next story, and those behind it that are read already."""
        entries = [await self._next()]
        size = entries[0].source.size
        while self._line and self._line[0].reading.done() and len(entries) < MOST_STORIES:
            size += self._line[0].source.size
            if size > MOST_BYTES:
                break
            entries.append(self._line.popleft())
        began = perf_counter()
        self.state.clean = False
        settled = [
            await self._settling.settle(entry.source, entry.reading.result(), released=entry.event is None)
            for entry in entries
        ]
        settled = [
            replace(
                each,
                raw=[self._addressed(one) for one in each.raw],
                records=[self._addressed(one) for one in each.records],
            )
            for each in settled
        ]
        await self._output.raw([one for each in settled for one in each.raw])
        await self._deliver(settled)
        self.state.clean = True
        for entry, each in zip(entries, settled, strict=True):
            self._finish(entry, each, perf_counter() - began)

    async def _deliver(self, settled: Sequence[Settled]) -> None:
        records = [(each, one) for each in settled for one in each.records]
        if not records:
            return
        offsets = await self._output.send([one for _, one in records])
        register, held = (feed_name(feed, self._context.settings) for feed in (REGISTER, HELD))
        for (each, record), offset in zip(records, offsets, strict=True):
            if each.uri is not None and record.feed == register:
                self.state.place_row(each.uri, offset)
            elif each.uri is not None and record.feed == held and record.value is not None:
                self.state.place_held(each.uri, offset)

    def _finish(self, entry: Entry, settled: Settled, sending: float) -> None:
        self._releasing.discard(settled.uri or "")
        if entry.event is not None:
            entry.event.ack()
        self._context.finished(entry.source, settled, sending, acknowledged=entry.event is not None)

    def _addressed(self, record: Record) -> Record:
        """Return ``record`` for the feed as this cluster calls it, in this partition unless it says."""
        own = record.feed != self._context.raw_feed and record.partition is None
        return replace(
            record,
            feed=feed_name(record.feed, self._context.settings),
            partition=self.partition if own else record.partition,
        )

    async def _next(self) -> Entry:
        """Wait for the oldest story to be read, or for one that waits to become due."""
        while True:
            await self._release()
            wait = self.state.next_release()
            timeout = None if wait is None else max(0.0, wait / 1000 - time()) + 0.01
            if self._line:
                await asyncio.wait([self._line[0].reading], timeout=timeout)
                if self._line and self._line[0].reading.done():
                    return self._line.popleft()
            else:
                self._moved.clear()
                waiting = asyncio.ensure_future(self._moved.wait())
                try:
                    await asyncio.wait([waiting], timeout=timeout)
                finally:
                    waiting.cancel()

    async def _release(self) -> None:
        """Queue the stories whose time has come."""
        for story in list(due(self.state.held, round(time() * 1000))):
            if story.uri in self._releasing or story.offset < 0:
                continue
            feed = feed_name(HELD, self._context.settings)
            record = await self._context.reader.at(feed, self.partition, story.offset)
            if record is None or record.value is None:
                log.error("%s/%d/%d: no held story stands there", feed, self.partition, story.offset)
                self.state.held.pop(story.uri, None)
                continue
            self._releasing.add(story.uri)
            source = source_of(record)
            self._line.append(
                Entry(source=source, reading=self._context.read(self.partition, source, released=True))
            )
            self._context.metrics.releases.inc()


def raw_of(source: Source, *, released: bool) -> Raw:
    """Return what a process of the pool gets of a record; its value must be there."""
    assert source.value is not None
    return Raw(
        value=source.value,
        traceparent=source.traceparent,
        key=source.key,
        origin=source.address if source.unpacked_from is None and not released else None,
        released=released,
    )
