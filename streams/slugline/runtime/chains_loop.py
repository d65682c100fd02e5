"""One run of the chains: imprints in their order, what comes of them and how far they are in one transaction.

Whoever is given the partition shuts out whoever had it, and only then asks how far that one came; so all
that is written hangs on what was committed before it, whoever computes it.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata

from slugline import broker
from slugline.errors import SluglineError
from slugline.feed_names import feed_name
from slugline.folds.chains.feed_fold import key
from slugline.metrics import Metrics
from slugline.records.chain_event import ChainEvent
from slugline.records.cloudevents import headers
from slugline.records.codec import encode
from slugline.records.feeds import CHAINS, IMPRINTS
from slugline.records.schema_error import SchemaError
from slugline.records.story_imprint import StoryImprint
from slugline.runtime.broker_refusals import refusal
from slugline.runtime.chains_note import Note
from slugline.runtime.chains_seat import Seat, Seats, read
from slugline.runtime.feed_identity import identity
from slugline.runtime.feed_partition import PartitionReader
from slugline.runtime.processed import Record
from slugline.runtime.transactions import begin, close, transact, transactional
from slugline.settings import Settings

POLL_MS = 250
POLL_RECORDS = 200
BREATH = 20
"""Records after which the event loop is let go: some milliseconds of work."""

log = logging.getLogger("slugline.chains")


class NoTransactionsError(SluglineError):
    """The broker gives us no transactional producer; the message says what it said."""


class ChainsLoop(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka publishes no types
    """Reads imprints while it has their partition. Holds nothing that the next run needs."""

    def __init__(
        self, settings: Settings, consumer: AIOKafkaConsumer, metrics: Metrics, turned: Callable[[], None]
    ) -> None:
        """``consumer`` is started, and stopped by whoever made it; ``turned`` is called at each turn."""
        self._settings = settings
        self._consumer = consumer
        self._metrics = metrics
        self._turned = turned
        self._part = TopicPartition(feed_name(IMPRINTS, settings), 0)
        self._chains = feed_name(CHAINS, settings)
        self._seats = Seats(
            settings, consumer, PartitionReader(settings), partial(identity, settings, self._part.topic),
            turned, self._pass_over,
        )  # fmt: skip
        self._deals = 0
        """How often the partition came or went."""
        self._mine: bool | None = False
        """None while it is being dealt out anew."""
        self._seat: Seat | None = None
        self._last: int | None = None
        """The time of the last record."""

    @property
    def why_not_ready(self) -> str:
        """Empty where it does its work, or another worker does."""
        waits = self._mine is not False and (self._seat is None or self._seat.restoring)
        return "putting the window of the chains together" if waits else ""

    @property
    def producers(self) -> list[AIOKafkaProducer]:
        """The producer, while it is connected."""
        return [] if self._seat is None else [self._seat.producer]

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Stop, and let the lag go; the window stays until it is known whose the partition is."""
        self._mine, self._deals = None, self._deals + 1
        for part in revoked:
            self._metrics.drop(part.topic, part.partition)

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Note whether the partition is ours; the loop begins with it."""
        self._mine, self._deals = self._part in set(assigned), self._deals + 1
        self._metrics.rebalances.labels("chains").inc()
        self._metrics.assigned.labels("chains").set(int(self._mine))

    async def run(self) -> None:
        """Go on until cancelled. Raises KafkaError and whatever else goes wrong."""
        self._consumer.subscribe([self._part.topic], listener=self)
        begun = self._deals
        try:
            while True:
                self._turned()
                if begun != self._deals and self._mine is not None:
                    begun = self._deals
                    await self._sit()
                found = await self._consumer.getmany(timeout_ms=POLL_MS, max_records=POLL_RECORDS)
                if begun == self._deals and self._seat is not None:  # else it may be from before the seek
                    await self._take(self._seat, found.get(self._part, ()))
        finally:
            await self._leave()

    async def _leave(self) -> Seat | None:
        """Close the producer; return the seat there was."""
        before, self._seat = self._seat, None
        if before is not None:
            await close(before.producer)
        return before

    async def _sit(self) -> None:
        """Begin with the partition if it is ours: with the window there is, if nobody has gone on since."""
        before = await self._leave()
        self._metrics.chain_stories.set(0)
        if not self._mine:
            return
        producer = transactional(self._settings, self._settings.chains_group)
        try:
            await _begin(producer)
            self._seat = seat = await self._seats.take(producer, before)
            start = (await self._consumer.beginning_offsets([self._part]))[self._part]
            if seat.first < start < seat.upto:
                log.warning("imprints before %d are gone: what they began may go on as a new chain", start)
            self._consumer.seek(self._part, max(seat.first, start))
        except BaseException:
            self._seat = None
            await close(producer)
            raise

    async def _take(self, seat: Seat, records: Sequence[Any]) -> None:
        """Fold the ``records``, and write what comes of them with how far that is."""
        position = await self._consumer.position(self._part)  # first: later it may be another worker's
        if records:
            seat.done = None
        out: list[tuple[Any, ChainEvent]] = []
        fresh = False
        for number, record in enumerate(records, 1):
            if record.offset < seat.upto:
                seat.restore(record)
            else:
                seat.restored()
                fresh = True
                out += [(record, event) for event in self._decide(seat, record)]
            if number % BREATH == 0:
                await asyncio.sleep(0)
        if position >= seat.upto:
            seat.restored()
        if fresh:
            await self._write(seat, out, position)
        elif records and not seat.restoring:
            seat.done = seat.upto
        if records:
            self._last = records[-1].timestamp
        self._metrics.chain_stories.set(len(seat.fold))
        self._lag(position)

    def _decide(self, seat: Seat, record: Any) -> list[ChainEvent]:
        try:
            return seat.fold.take(read(StoryImprint, record), record.offset, record.timestamp)
        except (SchemaError, ValueError) as error:
            self._pass_over(record, error)
            return []

    async def _write(self, seat: Seat, out: Sequence[tuple[Any, ChainEvent]], position: int) -> None:
        records = [self._record(event, source.timestamp) for source, event in out]
        mark = seat.fold.mark(position)
        note = Note(mark=mark, chains=seat.places.before(mark.first), feed=seat.feed)
        offsets = {self._part: OffsetAndMetadata(position, note.written())}
        written = await transact(seat.producer, records, offsets, self._settings.chains_group)
        for (_, event), record, offset in zip(out, records, written, strict=True):
            seat.places.note(event.order, offset)
            self._metrics.chain_records.labels(event.relation).inc()
            size = len(record.key or b"") + len(record.value or b"")
            self._metrics.produced_bytes.labels(self._chains).inc(size)
        seat.done = position

    def _record(self, event: ChainEvent, timestamp: int) -> Record:
        value = encode(event)
        return Record(
            feed=self._chains, key=key(event).encode(), value=value, partition=0, timestamp=timestamp,
            headers=headers(event, CHAINS, time=event.published, value=value),
        )  # fmt: skip

    def _pass_over(self, record: Any, error: Exception) -> None:
        log.warning("%s/%s/%s is passed over: %s", record.topic, record.partition, record.offset, error)
        self._metrics.chain_skips.inc()

    def _lag(self, position: int) -> None:
        end = broker.stable_end(self._consumer, self._part) if self._mine else None
        if end is not None:
            behind = max(end - position, 0)
            now = round(time.time() * 1000)
            age = max(now - (self._last or now), 0) / 1000
            labels = (self._part.topic, "0")
            self._metrics.lag_records.labels(*labels).set(behind)
            self._metrics.lag_seconds.labels(*labels).set(age if behind else 0)


async def _begin(producer: AIOKafkaProducer) -> None:
    """Start a producer, which shuts out whoever had the partition before.

    Raises NoTransactionsError, and Undeliverable where the broker does not let us.
    """
    try:
        await begin(producer)
    except KafkaError as error:
        if error.retriable:
            raise
        raise NoTransactionsError(
            f"the broker has no transactions for us, which chains need: {refusal(error)}"
        ) from error
