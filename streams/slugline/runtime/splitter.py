"""The splitter: stories in, events out, nothing lost. Thin: it ties the other modules of the shell together.

Three loops over one in-order window. The agent takes records and puts them in; `_send` takes what the pool
made of them and hands it to the producer; `_finish` waits until the broker has all of it and only then
acknowledges the story, strictly in the order of offsets. None of them lets an exception out: what cannot be
processed here ends the worker through ``halt`` with nothing more acknowledged, and the stories come again.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import faust

from slugline.feed_names import feed_name
from slugline.metrics import Metrics
from slugline.records.feeds import STORIES
from slugline.runtime.dead_letters import Source, letter
from slugline.runtime.delivery import Delivery, Sent, delivered
from slugline.runtime.failure_limit import FailureLimit, ours
from slugline.runtime.in_order_window import Window
from slugline.runtime.offset_gaps import LastOffsets, record_within
from slugline.runtime.processed import Processed, Raw, Record
from slugline.runtime.progress import Progress
from slugline.runtime.reader_pool import PoolBroken, ReaderPool
from slugline.settings import Settings

LANES_PER_PROCESS = 2
"""One batch being read and one ready beside it, so that no process waits for the event loop."""

Halt = Callable[[str], None]
log = logging.getLogger("slugline.splitter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A story in flight: Faust's event, to be acknowledged, and the record it stands for."""

    event: Any
    source: Source
    at: float
    """When it was taken: seconds of the performance counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes a record may have: on the output feeds, and on the dead-letter feed."""

    record: int
    dead_letter: int


class Splitter:
    """The agent that reads the stories feed (`attach`) and the two loops behind it (`start`, `stop`)."""

    def __init__(
        self,
        settings: Settings,
        pool: ReaderPool,
        delivery: Delivery,
        metrics: Metrics,
        limits: Limits,
        halt: Halt,
    ) -> None:
        """``halt`` is called once, with a line for a person, when the worker must end without acking more."""
        lanes = LANES_PER_PROCESS * pool.size
        size = settings.window or 2 * lanes * settings.batch
        self._settings = settings
        self._pool = pool
        self._delivery = delivery
        self._limits = limits
        self._halt = halt
        self._halted = False
        self._window: Window[Taken, Processed] = Window(
            self._work, size=size, batch=settings.batch, lanes=lanes
        )
        self._sent: asyncio.Queue[tuple[Taken, Processed, Sequence[Record], list[Sent], float]] = (
            asyncio.Queue()
        )
        self._offsets = LastOffsets()
        self._failures = FailureLimit(share=settings.dead_letter_limit, sample=settings.dead_letter_sample)
        self._loops: list[asyncio.Task[None]] = []
        self.progress = Progress(metrics)

    @property
    def in_flight(self) -> int:
        """Stories taken and not yet done."""
        return self._window.inside

    def attach(self, app: faust.App) -> None:
        """Make the agent of ``app``: one, because order hangs on it; partitions and workers give breadth."""
        feed = app.topic(
            feed_name(STORIES, self._settings),
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
        )

        async def splitter(stream: Any) -> None:
            async for event in stream.noack().events():
                await self._take(event)

        app.agent(feed, name="splitter", concurrency=1)(splitter)

    def start(self) -> None:
        """Begin the two loops behind the agent."""
        self._loops = [asyncio.create_task(self._watched(loop())) for loop in (self._send, self._finish)]

    async def stop(self) -> None:
        """End them. What is in flight is not acknowledged any more."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)

    def halt(self, reason: str) -> None:
        """End the worker: from here on nothing is taken and nothing acknowledged."""
        if not self._halted:
            self._halted = True
            self._halt(reason)

    async def _watched(self, loop: Any) -> None:
        try:
            await loop
        except Exception as error:  # the outermost bound of the shell: from here only the end of the worker
            log.exception("the splitter failed")
            self.halt(f"{type(error).__name__}: {error}")

    async def _take(self, event: Any) -> None:
        """Take one record into the window; waits while it is full, and for ever once halted."""
        source = _source(event.message)
        try:
            gap = self._offsets.note(
                source.feed, source.partition, source.offset, event.message.generation_id
            )
            if gap is not None and (offset := await record_within(gap, self._settings)) is not None:
                self.halt(f"the consumer lost {gap}: a record stands at {offset}")
        except Exception as error:  # nothing may leave the agent's loop: Faust would acknowledge the record
            self.halt(f"cannot look for lost records: {error!r}")
        if self._halted:
            await asyncio.Event().wait()
        self.progress.took(source)
        await self._window.put(Taken(event=event, source=source, at=perf_counter()))
        self.progress.inside(self._window.inside)

    async def _work(self, batch: Sequence[Taken]) -> Sequence[Processed]:
        """Have the pool process a batch; a null value never gets there."""
        for one in batch:
            self.progress.waited(perf_counter() - one.at)
        raws = [
            Raw(
                value=one.source.value,
                traceparent=one.source.traceparent,
                key=one.source.key,
                origin=one.source.address if one.source.unpacked_from is None else None,
            )
            for one in batch
            if one.source.value is not None
        ]
        try:
            processed = iter(
                await self._pool.process(raws, datetime.now(UTC), self._limits.record) if raws else ()
            )
        except PoolBroken as error:
            suspects = ", ".join(one.source.address for one in batch)
            raise PoolBroken(f"{error} while it read {suspects}") from error
        tombstone = Processed(outcome="skipped", skipped="tombstone")
        return [tombstone if one.source.value is None else next(processed) for one in batch]

    async def _send(self) -> None:
        while True:
            taken, processed = await self._window.get()
            letters = [
                letter(taken.source, fault, limit=self._limits.dead_letter) for fault in processed.faults
            ]
            records = [self._addressed(record) for record in (*processed.records, *letters)]
            began = perf_counter()
            sent = await self._delivery.send(records)
            self._sent.put_nowait((taken, processed, records, sent, began))  # bounded by the window

    def _addressed(self, record: Record) -> Record:
        """Return ``record`` for the feed as it is called on this cluster."""
        return replace(record, feed=feed_name(record.feed, self._settings))

    async def _finish(self) -> None:
        while True:
            taken, processed, records, sent, began = await self._sent.get()
            await delivered(sent)
            if self._halted:
                return
            taken.event.ack()
            self._window.release()
            self.progress.inside(self._window.inside)
            self.progress.finished(taken.source, processed, records, perf_counter() - began)
            if self._failures.note(ours(processed.faults), perf_counter()):
                self.halt(str(self._failures))


def _source(message: Any) -> Source:
    return Source(
        feed=message.topic, partition=message.partition, offset=message.offset,
        timestamp=round((message.timestamp or 0) * 1000), key=message.key, value=message.value,
        headers=tuple(message.headers or ()),
    )  # fmt: skip
