"""The splitter: stories in, events out, nothing lost. Thin: it ties the other modules of the shell together.

The agent takes records and gives each to the lane of its partition; a lane has them read by the pool, asks
the register what is to go out, delivers that whole, and only then acknowledges, strictly in the order of
offsets. Nothing here lets an exception out: what cannot be processed ends the worker through ``halt`` with
nothing more acknowledged, and the stories come again.
"""

import asyncio
import logging
from collections.abc import Callable, Container, Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import faust
from faust.types import TP

from slugline.feed_names import feed_name
from slugline.folds.register import digests
from slugline.metrics import RETRACTION_REASONS, Metrics
from slugline.records.feeds import STORIES
from slugline.runtime import backlog
from slugline.runtime.dead_letters import Source
from slugline.runtime.failure_limit import FailureLimit, ours
from slugline.runtime.feed_partition import PartitionReader
from slugline.runtime.halt import Halt
from slugline.runtime.lane import Lane
from slugline.runtime.lane_context import LaneContext, Limits, Output
from slugline.runtime.made_anew import FeedWatch
from slugline.runtime.membership import Membership
from slugline.runtime.offset_gaps import LastOffsets, record_within
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.partitioners import Publishers
from slugline.runtime.processed import RELEASED_BY, STATUS_OF, UNPACKED_FROM, Processed, Raw
from slugline.runtime.progress import Progress
from slugline.runtime.reader_pool import CALLS_EACH, ReaderPool, Reading
from slugline.runtime.reader_slot import LONG_BYTES
from slugline.runtime.reading_queue import ReadingQueue
from slugline.runtime.room import Load, Room
from slugline.runtime.settled import Settled
from slugline.runtime.telling import deleted
from slugline.settings import Settings

BATCH_BYTES = 64 * 1024
"""Of one batch, unless it is one story. A long one fills it: those beside it would wait for it."""
DRAIN_SHARE = 0.5
"""Of the session timeout: how long stories in flight may take when partitions are dealt out anew."""

OURS = (UNPACKED_FROM, STATUS_OF, RELEASED_BY)
"""Headers of records that no publisher put where they are."""

log = logging.getLogger("slugline.splitter")


class Splitter:
    """The agent that reads the stories feed (`attach`) and the lanes behind it."""

    def __init__(
        self,
        settings: Settings,
        pool: ReaderPool,
        output: Callable[[int, int], Output],
        membership: Membership,
        reader: PartitionReader,
        metrics: Metrics,
        limits: Limits,
        partitions: int,
        feed_watch: FeedWatch,
        halt: Halt,
    ) -> None:
        """``feed_watch`` knows the id of the stories feed, where the broker tells it.

        ``halt`` is called when the worker must end; then nothing more is taken, and nothing acknowledged.
        """
        lanes = CALLS_EACH * pool.size
        self._room = Room(settings.window or 2 * lanes * settings.batch)
        self._settings = settings
        self._pool = pool
        self._limits = limits
        self.halt = halt
        self._feed = feed_name(STORIES, settings)
        self._queue: ReadingQueue[tuple[Source, Raw, float], Processed] = ReadingQueue(
            self._work, batch=settings.batch, weight=BATCH_BYTES, lanes=lanes,
            each=max(1, pool.size - 1) if partitions > 1 else None,
        )  # fmt: skip
        self._offsets = LastOffsets()
        self._publishers = Publishers(partitions)
        self._failures = FailureLimit(share=settings.dead_letter_limit, sample=settings.dead_letter_sample)
        self._lanes: dict[int, Lane] = {}
        self._states: dict[int, PartitionState] = {}
        self._over = -1
        """The last generation of the group whose lanes have ended."""
        self._paused: set[int] = set()
        self._app: faust.App | None = None
        self._metrics = metrics
        self.progress = Progress(metrics)
        self._context = LaneContext(
            settings=settings, metrics=metrics, limits=limits, membership=membership, reader=reader,
            raw_feed=STORIES.name, raw_feed_id=digests.feed(feed_watch.identity), partitions=partitions,
            states=self._states, output=output, read=self._read, finished=self._finished,
            backlog=self._backlog, behind=self.progress.behind,
            publishers=self._publishers, another_feed=feed_watch.written_before, halt=self.halt,
        )  # fmt: skip

    @property
    def partitions(self) -> int:
        """How many the stories feed had when the worker began."""
        return self._context.partitions

    @property
    def in_flight(self) -> int:
        """Stories taken and not yet done."""
        return sum(map(len, self._lanes.values()))

    @property
    def moves(self) -> tuple[int, int, int]:
        """Stories done, processes lost over stories, and times given: what changes while it gets on.

        A story that hangs takes twice its time before it is a dead letter, a process each time.
        """
        return self.progress.acknowledged, self._pool.losses, self._pool.extended

    @property
    def lanes_ready(self) -> bool:
        """Whether every partition's register is up to date, so that its stories are handled."""
        return all(lane.ready for lane in self._lanes.values())

    def attach(self, app: faust.App) -> None:
        """Make the agent of ``app``: one, because order hangs on it; partitions and workers give breadth."""
        self._app = app
        feed = app.topic(
            self._feed,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
        )

        async def splitter(stream: Any) -> None:
            async for event in stream.noack().events():
                await self._take(event)

        app.agent(feed, name="splitter", concurrency=1)(splitter)

    def assigned(self, partitions: set[int], generation: int) -> None:
        """Begin a lane for each of the ``partitions`` that this worker now has."""
        for gone in set(self._states) - partitions:
            del self._states[gone]
        self._paused.clear()
        self._context.membership.watch()
        for partition in partitions:
            self._lane(partition, generation)

    async def drain(self, seconds: float) -> None:
        """Wait until what is in flight is done, at most so long; then end all lanes, and drop the rest."""
        until = perf_counter() + seconds
        while self.in_flight and perf_counter() < until and not self.halt.halted:
            if all(lane.lost or not lane.ready or not len(lane) for lane in self._lanes.values()):
                break
            await asyncio.sleep(0.02)
        lanes, self._lanes = list(self._lanes.values()), {}
        self._over = max([self._over, *(lane.generation for lane in lanes)])
        await asyncio.gather(*[lane.close() for lane in lanes])
        self.progress.inside(0)

    async def stop(self) -> None:
        """End the lanes. What is in flight is not acknowledged any more."""
        await self.drain(0)

    async def _take(self, event: Any) -> None:
        """Give one record to its lane; waits for ever once halted."""
        source = _source(event.message)
        generation: int = event.message.generation_id
        try:
            gap = self._offsets.note(source.feed, source.partition, source.offset, generation)
            if gap is not None and (offset := await record_within(gap, self._settings)) is not None:
                self.halt(f"the consumer lost {gap}: a record stands at {offset}")
            lane = None if self.halt.halted else self._lane(source.partition, generation)
            if lane is not None:  # else it is of an earlier deal, and comes again
                self.progress.took(source)
                self._look_at_key(source)
                lane.put(event, source)
                self.progress.inside(self.in_flight)
                self._hold_back(source.partition)
        except Exception as error:  # nothing may leave the agent's loop: Faust would acknowledge the record
            log.exception("cannot take a record in")
            self.halt(f"cannot take {source.address} in: {error!r}")
        if self.halt.halted:
            await asyncio.Event().wait()

    def _look_at_key(self, source: Source) -> None:
        """Count by which partitioner a publisher's record stands where it does."""
        if not any(name in OURS for name, _ in source.headers):
            found = self._publishers.note(source.key, source.partition)
            if found is not None:
                self._metrics.partitioners.labels(found).inc()

    def _lane(self, partition: int, generation: int) -> Lane | None:
        """Return the lane of a partition, made where there is none; None for a generation that is over."""
        lane = self._lanes.get(partition)
        if generation <= self._over or (lane is not None and lane.generation > generation):
            return None
        if lane is not None and lane.generation < generation:
            lane.abandon()  # nobody had told us that its partition was gone: what it knows is not to be used
            del self._lanes[partition]
            self._states.pop(partition, None)
        if partition not in self._lanes:
            state = self._states.setdefault(partition, PartitionState())
            self._lanes[partition] = Lane(partition, generation, state, self._context)
        return self._lanes[partition]

    def _hold_back(self, partition: int) -> None:
        """Ask Faust for no more of a partition that has its share of what may be in flight.

        Faust's own call for a full buffer: what was fetched already still comes, while `pause_partitions`
        would drop it without a word (faust 0.15.3, Consumer.getmany).
        """
        if self._room.full(self._loads(), partition):
            self._paused.add(partition)
            consumer: Any = self._app.consumer if self._app is not None else None
            consumer.on_buffer_full(TP(self._feed, partition))

    def _let_flow(self) -> None:
        consumer: Any = self._app.consumer if self._app is not None else None
        for partition in self._room.free(self._loads(), self._paused) if self._paused else ():
            self._paused.discard(partition)
            consumer.on_buffer_drop(TP(self._feed, partition))

    def _loads(self) -> dict[int, Load]:
        return {partition: lane.load for partition, lane in self._lanes.items()}

    def _read(
        self, partition: int, source: Source, *, released: bool, look: bool = False
    ) -> "asyncio.Future[Processed]":
        """Have a record read; a null value never gets to the pool.

        What waited, and what is only looked at, have lines of their own: they pass what takes long.
        """
        if source.value is None:
            done: asyncio.Future[Processed] = asyncio.get_running_loop().create_future()
            done.set_result(deleted(source))
            return done
        raw = _raw(source, released=released, look=look)
        line = (partition, "look" if look else "release") if look or released else partition
        return self._queue.put(line, (source, raw, perf_counter()), weight(source.size))

    async def _work(self, batch: Sequence[tuple[Source, Raw, float]]) -> Sequence[Reading]:
        """Have the pool process a batch."""
        for _, raw, at in batch:
            if not raw.look:
                self.progress.waited(perf_counter() - at)
        return await self._pool.read([raw for _, raw, _ in batch], datetime.now(UTC), self._limits.record)

    async def _backlog(self, partition: int, uris: Container[str]) -> bool:
        def looked(other: int) -> int:
            lane = self._lanes.get(other)
            return lane.looked(uris, own=other == partition) if lane is not None else 0

        return await backlog.read(self._settings, partition, looked)

    def _finished(self, source: Source, settled: Settled, sending: float, *, acknowledged: bool) -> None:
        self.progress.inside(self.in_flight)
        processed, metrics = settled.processed, self._metrics
        records = [*settled.raw, *settled.records]
        self.progress.finished(source, processed, records, sending, acknowledged=acknowledged)
        if settled.verdict is not None:
            metrics.verdicts.labels(settled.verdict.action).inc()
        for one in settled.took:
            metrics.retractions.labels(one.reason if one.reason in RETRACTION_REASONS else "other").inc()
        states = self._states.values()
        metrics.register_stories.set(sum(len(state.register) for state in states))
        metrics.held_stories.set(sum(len(state.held) for state in states))
        nexts = [at for state in states if (at := state.held.next()) is not None]
        metrics.next_release.set(min(nexts, default=0) / 1000)
        self._let_flow()
        if self._failures.note(ours(processed.faults), perf_counter()):
            self.halt(str(self._failures))


def weight(size: int) -> int:
    """Return how much of a batch's BATCH_BYTES a record of ``size`` bytes takes."""
    return BATCH_BYTES if size > LONG_BYTES else size


def _source(message: Any) -> Source:
    return Source(
        feed=message.topic, partition=message.partition, offset=message.offset,
        timestamp=round((message.timestamp or 0) * 1000), key=message.key, value=message.value,
        headers=tuple(message.headers or ()),
    )  # fmt: skip


def _raw(source: Source, *, released: bool, look: bool) -> Raw:
    """Return what a process of the pool gets of a record; its value must be there."""
    assert source.value is not None
    let_go = released or source.released_by >= 0
    return Raw(
        value=source.value,
        traceparent=source.traceparent,
        key=source.key,
        timestamp=max(0, source.timestamp),
        origin=source.address if source.unpacked_from is None and not let_go else None,
        released=let_go,
        look=look,
    )
