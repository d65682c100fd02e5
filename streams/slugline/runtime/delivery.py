"""Sending ready-made records, in order, and knowing when the broker has them on all replicas."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from aiokafka import AIOKafkaProducer
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import (
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    NodeNotReadyError,
)

from slugline import broker, closing
from slugline.feed_names import feed_name
from slugline.records.feeds import Feed
from slugline.runtime.broker_refusals import refusal
from slugline.runtime.processed import Record
from slugline.settings import Settings

LINGER_MS = 5
BATCH_BYTES = 256 * 1024
"""aiokafka's default of 16 KiB would hold about six events."""
REQUEST_BYTES = broker.DEAD_LETTER_BYTES
HEADERS_BYTES = 65_536
"""Room for what the client adds to the longest record that the settings allow."""
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
ANSWER_PAUSE = 0.5

T = TypeVar("T")
Sent = asyncio.Future[Any]
log = logging.getLogger("slugline.delivery")


def request_bytes(settings: Settings) -> int:
    """Return what a producer's ``max_request_size`` is to be."""
    return max(REQUEST_BYTES, settings.max_record_bytes + HEADERS_BYTES)


class Undeliverable(Exception):  # noqa: N818 because it is an outcome that ends the worker, and reads as one
    """The broker will never take a record as it is; the message is one line."""


class Delivery:
    """A producer with acks=all. Records of one partition arrive in the order they were sent.

    Idempotent where the broker can (Apache Kafka): a batch is then retried in its place while the broker is
    away, so that a later one cannot overtake it. Where it cannot (Tansu's memory engine), or where a
    partition has no leader, a batch is given up after the client's request timeout; that ends the worker
    before anything is acknowledged.
    """

    def __init__(self, settings: Settings, retried: Callable[[], None]) -> None:
        """``retried`` is called each time a send has to wait for a broker that is away."""
        self._settings = settings
        self._retried = retried
        self._producer: AIOKafkaProducer | None = None

    async def start(self) -> None:
        """Connect; waits while no broker answers. Raises KafkaError where it says no."""
        try:
            self._producer = await answered(partial(self._connect, idempotent=True), self._settings)
        except KafkaError as error:
            log.info("the broker has no idempotent producers (%s)", type(error).__name__)
            self._producer = await answered(partial(self._connect, idempotent=False), self._settings)

    async def _connect(self, *, idempotent: bool) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            **broker.client(self._settings),
            acks="all",
            enable_idempotence=idempotent,
            linger_ms=LINGER_MS,
            max_batch_size=BATCH_BYTES,
            max_request_size=request_bytes(self._settings),
        )
        pace(producer.client)
        try:
            await producer.start()
        except BaseException:
            await closing.stop(producer)
            raise
        return producer

    async def stop(self) -> None:
        """Wait for what is on its way, and disconnect."""
        producer, self._producer = self._producer, None
        if producer is not None:
            await closing.stop(producer)

    @property
    def producers(self) -> Sequence[AIOKafkaProducer]:
        """Return the producers that are connected."""
        return () if self._producer is None else (self._producer,)

    async def send(self, records: Iterable[Record]) -> list[Sent]:
        """Hand the records to the client, trying for ever while the broker is away.

        The futures are done when the broker has the records. Raises Undeliverable.
        """
        return [await self._send(record) for record in records]

    async def _send(self, record: Record) -> Sent:
        assert self._producer is not None, "the delivery was not started"
        pause = FIRST_PAUSE
        while True:
            try:
                sent: Sent = await self._producer.send(
                    record.feed,
                    record.value,
                    key=record.key,
                    headers=record.headers,
                    partition=record.partition,
                )
                return sent
            except KafkaError as error:
                if not (error.retriable or isinstance(error, KafkaTimeoutError)):
                    raise Undeliverable(f"cannot send to {record.feed}: {refusal(error)}") from error
                self._retried()
                log.warning("cannot send to %s yet: %s", record.feed, error)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


async def answered(connect: Callable[[], Awaitable[T]], settings: Settings) -> T:
    """Return what ``connect`` does, again while no broker answers. Raises KafkaError where one says no."""
    noisy = logging.getLogger("aiokafka.producer.sender")
    while True:
        try:
            noisy.disabled = True  # it calls it an error that a broker cannot do what it is asked for
            with broker.overheard() as said:
                return await connect()
        except (KafkaConnectionError, NodeNotReadyError, TimeoutError, OSError) as error:
            told = said[-1] if said else str(error) or type(error).__name__
            log.warning("no broker answers yet: %s", broker.reason(told, settings))
        finally:
            noisy.disabled = False
        await asyncio.sleep(ANSWER_PAUSE)


def pace(
    client: Any,
    pause: float = FIRST_PAUSE,
    clock: Callable[[], float] = monotonic,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Let an aiokafka client ask for metadata at most once in ``pause`` seconds.

    While a partition has no leader aiokafka's sender asks without a pause: measured while a broker was away,
    some 4,000 times and 7,500 log lines a second, on our event loop (aiokafka 0.14, Sender._sender_routine).
    """
    update: Callable[..., Awaitable[bool]] = client._metadata_update
    last = clock() - pause

    async def paced(*arguments: Any) -> bool:
        nonlocal last
        await sleep(max(0.0, last + pause - clock()))
        try:
            return await update(*arguments)
        finally:
            last = clock()

    client._metadata_update = paced


async def delivered(sent: Sequence[Sent]) -> None:
    """Return when the broker has all of ``sent``. Raises Undeliverable if it does not take one of them."""
    results = await asyncio.gather(*sent, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise Undeliverable(refusal(result)) from result


async def feed_limits(settings: Settings, feeds: Sequence[Feed]) -> dict[str, int]:
    """Return ``max.message.bytes`` of those of the ``feeds`` of which the broker tells, by name.

    Raises UnreachableError.
    """
    wanted = [
        ConfigResource(ConfigResourceType.TOPIC, feed_name(feed, settings), configs={"max.message.bytes": ""})
        for feed in feeds
    ]
    async with broker.admin(settings) as connected:
        try:
            responses = await connected.describe_configs(wanted)
        except KafkaError as error:
            log.debug("the broker does not describe its feeds: %r", error)
            return {}
    return {
        resource[3]: int(entry[1])
        for response in responses
        for resource in response.resources
        for entry in resource[4]
        if entry[0] == "max.message.bytes"
    }
