"""Records that go out together or not at all, by a producer that shuts out every other of its name."""

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
from slugline.runtime.delivery import BATCH_BYTES, Undeliverable, pace, request_bytes
from slugline.runtime.processed import Record
from slugline.runtime.watched_task import look_at
from slugline.settings import Settings

TRANSACTION_MS = 15_000
"""A dead owner's open transaction holds up who reads committed records for so long at most."""
CLOSING_SECONDS = 2.0

log = logging.getLogger("slugline.fencing")


class PartitionLost(Exception):  # noqa: N818 because it is an outcome, and reads as one
    """The partition is another worker's, or must be dealt out anew before it can be written to."""


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
                look_at(future)  # where another failed before it, nobody else would
            else:
                future.add_done_callback(look_at)
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
            look_at(batch._drain_waiter)
