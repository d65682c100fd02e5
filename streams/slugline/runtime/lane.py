"""One partition's lane: its stories in order, decided by the register, delivered whole, then acknowledged.

A lane lives as long as one deal of the group's partitions. It shuts out whoever had the partition before,
brings its register up to date, and only then handles the first story. Once it has lost the partition it
does nothing more: what is in flight is dropped, and comes again to whoever has the partition now.
"""

import asyncio
import logging
from collections.abc import Container, Sequence
from contextlib import aclosing
from dataclasses import replace
from time import perf_counter
from typing import Any

from slugline.feed_names import feed_name
from slugline.records.feeds import HELD, REGISTER
from slugline.runtime import expiry
from slugline.runtime.broker_refusals import FORBIDDEN, crash
from slugline.runtime.dead_letters import Source
from slugline.runtime.delivery import Undeliverable
from slugline.runtime.lane_context import LaneContext, Output
from slugline.runtime.lane_line import Entry, Line
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Record
from slugline.runtime.releasing import Releasing
from slugline.runtime.room import Load
from slugline.runtime.settled import Settled
from slugline.runtime.settling import Settling
from slugline.runtime.transactions import PartitionLost
from slugline.runtime.watched_task import CutOff, is_cancelled, watched

LOST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before the partitions are asked to be dealt out anew: what is wrong may last."""

log = logging.getLogger("slugline.lane")


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
        self._line = Line(lambda source: context.read(partition, source, released=False, look=True))
        self._over: asyncio.Queue[expiry.Over] = asyncio.Queue(maxsize=1)
        self._moved = asyncio.Event()
        self._releasing = Releasing(partition, state, context, self._moved.set)
        self._task = asyncio.get_running_loop().create_task(self._run())
        self.ready = False
        """Whether it handles stories: the register is up to date."""
        self.lost = False

    def __len__(self) -> int:
        """Return how many stories it holds."""
        return len(self._line)

    @property
    def load(self) -> Load:
        """Return how many stories it holds, and of how many bytes."""
        return Load(len(self._line), self._line.size)

    def looked(self, uris: Container[str], *, own: bool) -> int:
        """Return the offset before which nothing that is not done is about one of ``uris``; ask again.

        ``own``: they wait in this partition.
        """
        return 0 if self.lost else self._line.looked(uris, own=own)

    def put(self, event: Any, source: Source) -> None:
        """Take a story in, behind those that are here."""
        if not self.lost:
            reading = self._context.read(self.partition, source, released=False)
            if self._line.put(Entry(source=source, reading=reading, event=event)):
                self._moved.set()

    def abandon(self) -> None:
        """Have it stop as soon as the loop comes to it."""
        self._task.cancel()

    async def close(self) -> None:
        """Stop at once; what is in flight is dropped."""
        self.abandon()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        sweeping: asyncio.Task[object] | None = None
        try:
            await self._output.start()
            await self.state.catch_up(self._context, self.partition)
            if self.state.is_of_another_feed(self._context.raw_feed_id):
                self._context.another_feed(self.partition)
            self._releasing.begin()
            self.ready = True
            sweeping = watched(self._sweep(), f"the sweep of partition {self.partition}", self._context.halt)
            while True:
                await self._turn()
        except PartitionLost as why:
            log.warning("partition %d is let go of: %s", self.partition, why)
            self._context.metrics.partitions_lost.inc()
            self._drop()
            pause = min(LOST_PAUSE * 2**self.state.losses, LONGEST_PAUSE)
            self.state.losses = min(self.state.losses + 1, 10)
            await asyncio.sleep(pause)
            self._context.membership.rejoin()
        except Undeliverable as error:  # it says what is to be mended: a trace would say no more
            self._context.halt(str(error))
        except FORBIDDEN as error:
            self._context.halt(crash(error))
        except asyncio.CancelledError:
            if is_cancelled():
                raise
            self._context.halt(
                CutOff(f"the lane of partition {self.partition} ended: a library cancelled it")
            )
        except Exception as error:  # the outermost bound of the lane: from here only the end of the worker
            log.exception("the lane of partition %d failed", self.partition)
            self._context.halt(f"{type(error).__name__}: {error}")
        finally:
            self._drop()
            self._releasing.end()
            if sweeping is not None:
                sweeping.cancel()
                await asyncio.wait([sweeping], timeout=1.0)
            await self._output.stop()

    def _drop(self) -> None:
        """Let go of what is in flight: nothing of it is acknowledged."""
        self.lost = True
        self._line.drop()

    async def _turn(self) -> None:
        """Handle the next story, and those behind it that are read already; forget what is over."""
        entries = await self._next()
        if not self._over.empty():
            await self._forget()
        if not entries:
            return
        self._releasing.out -= sum(entry.event is None for entry in entries)
        began = perf_counter()
        self.state.clean = False
        settled = [await self._settled(entry) for entry in entries]
        await self._output.raw([one for each in settled for one in each.raw])
        await self._deliver(settled)
        self.state.clean = True
        self.state.losses = 0
        for entry, each in zip(entries, settled, strict=True):
            self._line.done(entry)
            if entry.event is not None:
                entry.event.ack()
            else:
                self._releasing.done(entry.due)
            self._context.finished(
                entry.source, each, perf_counter() - began, acknowledged=entry.event is not None
            )

    async def _settled(self, entry: Entry) -> Settled:
        released = entry.event is None
        settled = await self._settling.settle(entry.source, entry.reading.result(), released=released)
        return replace(
            settled,
            raw=[self._at_home(one, entry.source) for one in settled.raw],
            records=[self._addressed(one) for one in settled.records],
        )

    async def _deliver(self, settled: Sequence[Settled]) -> None:
        records = [(each, one) for each in settled for one in each.records]
        if not records:
            return
        offsets = await self._output.send([one for _, one in records])
        register, held = (feed_name(feed, self._context.settings) for feed in (REGISTER, HELD))
        for (each, record), offset in zip(records, offsets, strict=True):
            if each.uri is not None and record.value is not None:
                if record.feed == register:
                    self.state.place_row(each.uri, offset)
                elif record.feed == held:
                    self.state.place_held(each.uri, offset)
        self.state.trim()

    def _at_home(self, record: Record, source: Source) -> Record:
        """Return ``record`` for the stories feed, with the others of its uri: it came of ``source``."""
        partition = record.partition
        if partition is None:
            partition = self._context.goes_to(record.key or b"", source)
        return self._named(record, partition)

    def _addressed(self, record: Record) -> Record:
        """Return ``record`` for the feed as this cluster calls it, in this partition unless it says."""
        return self._named(record, self.partition if record.partition is None else record.partition)

    def _named(self, record: Record, partition: int) -> Record:
        return record.addressed(feed_name(record.feed, self._context.settings), partition)

    async def _next(self) -> list[Entry]:
        """Wait for the oldest story to be read, for one that waits to become due, or for what is over."""
        while True:
            await self._release()
            if entries := self._line.take():
                return entries
            if not self._over.empty():
                return []
            self._moved.clear()
            moved = asyncio.ensure_future(self._moved.wait())
            moves: list[asyncio.Future[Any]] = [moved, *self._line.moves()]
            pauses = (self._releasing.seconds(), self._line.gathers())
            timeout = min((one for one in pauses if one is not None), default=None)
            try:
                await asyncio.wait(moves, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
            finally:
                moved.cancel()

    async def _release(self) -> None:
        """Call the stories whose time has come."""
        for source, due in await self._releasing.called():
            reading = self._context.read(self.partition, source, released=True)
            self._line.call(Entry(source=source, reading=reading, due=due))

    async def _sweep(self) -> None:
        """Look for rows that are over, now and then, as long as the lane lives."""
        await asyncio.sleep(expiry.FIRST_SECONDS)
        while True:
            before = expiry.over_before(self._context.settings)
            try:
                async with aclosing(expiry.over(self.state, self._context, self.partition, before)) as found:
                    async for places in found:
                        if places:
                            await self._over.put(places)
                            self._moved.set()
                        await asyncio.sleep(0)
            except Exception as error:  # any: no story hangs on it, and it is tried again
                log.warning("partition %d: nothing is forgotten for now: %r", self.partition, error)
            await asyncio.sleep(expiry.EVERY_SECONDS)

    async def _forget(self) -> None:
        """Forget what was found to be over, here and on the feed."""
        self.state.clean = False
        records = [self._addressed(one) for one in expiry.forgotten(self.state, self._over.get_nowait())]
        for record, offset in zip(records, await self._output.send(records) if records else (), strict=True):
            if record.value is not None:
                self.state.place_row((record.key or b"").decode(), offset)
        self.state.trim()
        self.state.clean = True
