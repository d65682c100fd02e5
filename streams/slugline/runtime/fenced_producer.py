"""The producer of one partition: a story's records go out whole, and only by who has the partition.

A transactional producer whose id is the group's and the partition's: whoever is given the partition next
starts one of the same id, and from then on the broker takes nothing more from this one, also nothing that
already stood in its buffers. Why, and what was measured: docs/adr/0010-life-of-a-story.md.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    IllegalOperation,
    KafkaError,
    TopicAuthorizationFailedError,
)
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import OffsetAndMetadata

from slugline import broker
from slugline.runtime.broker_refusals import REFUSED, refusal
from slugline.runtime.delivery import BATCH_BYTES, Undeliverable, answered, pace, request_bytes
from slugline.runtime.membership import Membership
from slugline.runtime.processed import Record
from slugline.settings import Settings

TRANSACTION_MS = 15_000
"""A dead owner's open transaction holds up who reads committed records for so long at most."""
PROBE_SECONDS = 15.0
PAUSE, LONGEST_PAUSE = 0.5, 5.0
CLOSING_SECONDS = 2.0

log = logging.getLogger("slugline.fencing")


class PartitionLost(Exception):  # noqa: N818 because it is an outcome, and reads as one
    """The partition is another worker's, or must be dealt out anew before it can be written to."""


def transactional_id(settings: Settings, partition: int) -> str:
    """Return the id that the producer of ``partition`` has, whichever worker it belongs to."""
    return f"{settings.group}-{partition}"


async def has_transactions(settings: Settings) -> bool:
    """Tell whether the broker knows transactions. Waits while none answers.

    Raises Undeliverable where it does, and does not let us: to go on without would be to give up fencing.
    """
    name = f"{settings.group}-probe"

    async def probe() -> None:
        producer = transactional(settings, name)
        try:
            await asyncio.wait_for(producer.start(), PROBE_SECONDS)
        finally:
            await close(producer)

    try:
        await answered(probe, settings)
    except REFUSED as error:
        raise Undeliverable(refusal(error, name)) from error
    except KafkaError as error:
        log.info("the broker has no transactions (%s)", type(error).__name__)
        return False
    return True


class FencedProducer:
    """A transaction for each `send`. Start it once; when it is fenced it stays so."""

    def __init__(self, settings: Settings, partition: int, generation: int, membership: Membership) -> None:
        """``generation`` is the one of the group in which the ``partition`` was given to this worker."""
        self._settings = settings
        self._generation = generation
        self._membership = membership
        self._partition = partition
        self._producer: AIOKafkaProducer | None = None
        self.waits = ""
        """Why it is not started yet, in one line; empty where nothing is in the way."""

    @property
    def client(self) -> AIOKafkaProducer | None:
        """The producer, while it is connected."""
        return self._producer

    async def start(self) -> None:
        """Connect, and shut out whoever had the partition before. Raises PartitionLost."""
        try:
            await self._connect()
        finally:
            self.waits = ""
        # an epoch knows no generation: had this start come late, it would have shut out today's owner
        await self._confirm()

    async def _connect(self) -> None:
        pause = PAUSE
        while self._producer is None:
            await self._confirm()
            producer = transactional(self._settings, transactional_id(self._settings, self._partition))
            try:
                await producer.start()
                self._producer = producer
            except (KafkaError, OSError) as error:
                await close(producer)
                waits = f"partition {self._partition}: no producer yet: {refusal(error)}"
                if waits != self.waits:
                    log.warning("%s", waits)
                self.waits = waits
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            except BaseException:
                await close(producer)
                raise

    async def _confirm(self) -> None:
        if not await self._membership.confirm(self._generation):
            raise PartitionLost("the group has gone on")

    async def stop(self) -> None:
        """Close it; what is in flight is dropped."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await close(producer)

    async def send(self, records: Sequence[Record]) -> list[int]:
        """Deliver ``records`` in one transaction, and return their offsets.

        Raises PartitionLost, and Undeliverable where the broker will never take one of them.
        """
        producer = self._producer
        if producer is None:
            raise PartitionLost("it has no producer any more")
        if not self._membership.holds(self._generation) and not await self._membership.confirm(
            self._generation
        ):
            raise PartitionLost("the group has gone on")
        return await transact(producer, records)


async def transact(
    producer: AIOKafkaProducer,
    records: Sequence[Record],
    offsets: Mapping[TopicPartition, OffsetAndMetadata] | None = None,
    group: str = "",
) -> list[int]:
    """Deliver ``records`` in one transaction, with the ``offsets`` of a ``group``; return theirs.

    Raises PartitionLost, also where the broker has failed, Undeliverable where it will never take one,
    GroupAuthorizationFailedError, and TopicAuthorizationFailedError where the feed of the offsets may not be
    read.
    """
    sent: list[asyncio.Future[Any]] = []
    given = [0] * len(records)
    try:
        await producer.begin_transaction()
        batches = list(_batches(producer, records))
        for feed, partition, batch, _ in batches:
            future = await producer.send_batch(batch, feed, partition=partition)
            sent.append(future)  # those before one that fails must not be lost sight of
        if offsets:
            await producer.send_offsets_to_transaction(offsets, group)
        await asyncio.gather(*sent, return_exceptions=True)
        for future, (_, _, _, places) in zip(sent, batches, strict=True):
            first: int = future.result().offset  # raises: a commit succeeds although a batch failed
            for offset, place in enumerate(places, first):
                given[place] = offset
        await producer.commit_transaction()
    # aiokafka asserts that its states follow each other, and will not send once a transaction has failed
    except (KafkaError, AssertionError, IllegalOperation, OSError) as error:
        cause = _cause(producer) or error
        if isinstance(cause, REFUSED):
            raise Undeliverable(refusal(cause)) from error
        if isinstance(cause, GroupAuthorizationFailedError):
            raise GroupAuthorizationFailedError(*cause.args) from error
        if offsets and isinstance(cause.__cause__, TopicAuthorizationFailedError):  # aiokafka names no feed
            raise TopicAuthorizationFailedError({part.topic for part in offsets}) from error
        raise PartitionLost(f"{type(cause).__name__}: {cause}") from error
    finally:
        for future in sent:
            if future.done():
                _looked_at(future)
            else:
                future.add_done_callback(_looked_at)
    return given


def _batches(
    producer: AIOKafkaProducer, records: Sequence[Record]
) -> Iterator[tuple[str, int, BatchBuilder, list[int]]]:
    """Yield feed, partition, a batch for it, and the places in ``records`` of what is in it, in their order.

    Whole batches, since aiokafka makes a future for each record that is sent by itself: a fifth of all that a
    story costs here.
    """
    open_: dict[tuple[str, int], tuple[BatchBuilder, list[int]]] = {}
    for place, one in enumerate(records):
        assert one.partition is not None, "records of a transaction are addressed"
        feed = (one.feed, one.partition)
        batch, places = open_.get(feed) or open_.setdefault(feed, (producer.create_batch(), []))
        said = {"timestamp": one.timestamp, "key": one.key, "value": one.value, "headers": one.headers}
        if batch.append(**said) is None:  # it is full
            yield *feed, batch, places
            batch, places = open_[feed] = (producer.create_batch(), [])
            batch.append(**said)
        places.append(place)
    for (name, partition), (batch, places) in open_.items():
        yield name, partition, batch, places


def _cause(producer: AIOKafkaProducer) -> BaseException | None:
    """Return what the transaction failed of, where it did; looked at, so that asyncio does not complain."""
    waiter = getattr(producer._txn_manager, "_transaction_waiter", None)
    return waiter.exception() if waiter is not None and waiter.done() and not waiter.cancelled() else None


def _looked_at(future: "asyncio.Future[Any]") -> None:
    """Look at how a send ended: where another failed before it, nobody else would."""
    if future.done() and not future.cancelled():
        future.exception()


def transactional(settings: Settings, name: str) -> AIOKafkaProducer:
    """Return a producer, not yet started, that shuts out every other of the same ``name`` when it starts."""
    producer = AIOKafkaProducer(
        **broker.client(settings),
        transactional_id=name,
        transaction_timeout_ms=TRANSACTION_MS,
        acks="all",
        linger_ms=0,
        max_batch_size=BATCH_BYTES,
        max_request_size=request_bytes(settings),
    )
    pace(producer.client)
    return producer


async def begin(producer: AIOKafkaProducer) -> None:
    """Start a producer. Raises KafkaError, and Undeliverable where the broker does not let us."""
    try:
        await producer.start()
    except REFUSED as error:
        raise Undeliverable(refusal(error)) from error


async def close(producer: AIOKafkaProducer) -> None:
    """Close it soon, whatever it still has to send.

    Not by its own `stop`: that begins a task that waits until all is sent, and leaves it behind where nothing
    is any more.
    """
    producer._closed = True
    try:
        for closing in (producer._sender.close, producer.client.close):
            # a task of its own: a sender that has not begun passes on that it is cancelled
            task = asyncio.ensure_future(closing())
            try:
                await asyncio.wait({task}, timeout=CLOSING_SECONDS)
            finally:
                ended = task.done() or not task.cancel()
            if ended and not task.cancelled() and (error := task.exception()) is not None:
                log.debug("a producer did not close well: %r", error)  # nothing hangs on how it ends
    finally:
        _look_at_what_is_left(producer)


def _look_at_what_is_left(producer: AIOKafkaProducer) -> None:
    """Look at what failed, some of it as the sender ended: aiokafka does not, and asyncio would complain."""
    _cause(producer)
    for batches in producer._message_accumulator._batches.values():
        for batch in batches:
            _looked_at(batch._drain_waiter)
