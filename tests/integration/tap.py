"""Publishing stories and reading what came of them, straight from the broker."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from slugline import broker
from slugline.kinds import KINDS
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, STORIES
from slugline.settings import Settings
from tests.patience import PATIENCE

OUTPUTS = (*(kind.feed.name for kind in KINDS), ENRICHED.name, DEAD_LETTERS.name)


@asynccontextmanager
async def publisher(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """A producer for the block."""
    producer = AIOKafkaProducer(**broker.client(settings), acks="all", linger_ms=5)
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


async def publish(
    settings: Settings, records: Iterable[tuple[bytes | None, bytes | None]], pause: float = 0.0
) -> None:
    """Publish (key, value) pairs to the stories feed in order, ``pause`` seconds apart."""
    async with publisher(settings) as producer:
        sent = []
        for key, value in records:
            sent.append(await producer.send(STORIES.name, value, key=key))
            if pause:
                await asyncio.sleep(pause)
        await asyncio.gather(*sent)


class Tap:
    """Reads all output feeds from their beginning, and keeps every record by feed in the order of arrival."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        """Take a consumer that is started and assigned."""
        self._consumer = consumer
        self.records: dict[str, list[Any]] = {feed: [] for feed in OUTPUTS}

    async def until(self, done: Callable[[], bool]) -> None:
        """Read until ``done`` says so."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not done():
                    await self._read(200)
        except TimeoutError:
            counts = {feed: len(records) for feed, records in self.records.items()}
            raise AssertionError(f"in {PATIENCE:.0f} s only {counts}") from None

    async def settle(self, seconds: float = 1.5) -> None:
        """Read on until nothing more has come for ``seconds``."""
        while await self._read(int(seconds * 1000)):
            pass

    async def _read(self, milliseconds: int) -> int:
        found = await self._consumer.getmany(timeout_ms=milliseconds)
        for place, records in found.items():
            self.records[place.topic] += records
        return sum(map(len, found.values()))

    def uris(self, feed: str = ENRICHED.name) -> set[str]:
        """The keys seen on a feed."""
        return {(record.key or b"").decode() for record in self.records[feed]}


@asynccontextmanager
async def tap(settings: Settings) -> AsyncIterator[Tap]:
    """A Tap for the block. The feeds must exist."""
    consumer = AIOKafkaConsumer(
        **broker.client(settings), auto_offset_reset="earliest", enable_auto_commit=False,
        isolation_level="read_committed",
        max_partition_fetch_bytes=8 * 1024 * 1024,
    )  # fmt: skip
    await consumer.start()
    try:
        consumer.assign([TopicPartition(feed, n) for feed in OUTPUTS for n in range(settings.partitions)])
        yield Tap(consumer)
    finally:
        await consumer.stop()


async def committed(settings: Settings) -> int:
    """Return the sum of the offsets that the stories group has committed."""
    consumer = AIOKafkaConsumer(**broker.client(settings), group_id=settings.group, enable_auto_commit=False)
    await consumer.start()
    try:
        places = [TopicPartition(STORIES.name, number) for number in range(settings.partitions)]
        return sum([await consumer.committed(place) or 0 for place in places])
    finally:
        await consumer.stop()


async def left(settings: Settings) -> int:
    """Return how many offsets of the stories feed the stories group has not committed."""
    consumer = AIOKafkaConsumer(**broker.client(settings), enable_auto_commit=False)
    await consumer.start()
    try:
        places = [TopicPartition(STORIES.name, number) for number in range(settings.partitions)]
        ends: dict[TopicPartition, int] = await consumer.end_offsets(places)
        return sum(ends.values()) - await committed(settings)
    finally:
        await consumer.stop()


def header(record: Any, name: str) -> str:
    """Return a header's text; it must be there, once."""
    (value,) = [data for key, data in record.headers if key == name]
    return str(value.decode())
