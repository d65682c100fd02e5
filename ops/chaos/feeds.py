"""The feeds as the chaos sees them: publishing, how far the workers are, and all that stands in the end."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from ops.chaos.stories import Sent
from slugline import broker
from slugline.kinds import KINDS
from slugline.records.feeds import ENRICHED, STORIES
from slugline.settings import Settings

REQUEST_MS = 120_000
"""So long a producer waits for a broker that is away."""
EVENTS = {kind.plural: kind.feed.name for kind in KINDS}


class Publisher:
    """Publishes the wire as a client of librdkafka would: by its partitioner, in order, whatever happens."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is connected yet."""
        self._settings = settings
        self._producer = AIOKafkaProducer(
            **broker.client(settings), acks="all", enable_idempotence=True, linger_ms=5,
            request_timeout_ms=REQUEST_MS,
        )  # fmt: skip

    async def start(self) -> None:
        """Connect."""
        await self._producer.start()

    async def stop(self) -> None:
        """Disconnect."""
        await self._producer.stop()

    async def publish(self, stories: Sequence[Sent]) -> None:
        """Return when the broker has all of ``stories``."""
        futures = []
        for one in stories:
            part = one.partition(self._settings.partitions)
            futures.append(await self._producer.send(STORIES.name, one.value, key=one.key, partition=part))
        await asyncio.gather(*futures)


async def left(settings: Settings) -> int:
    """Return how many raw records the workers' group has still to do; waits for a broker that is away.

    Workers write to that feed too: a kill of a story that its partition does not know is told to the others.
    So what was published says nothing of what there is to do.
    """
    while True:
        with suppress(KafkaError, OSError, TimeoutError):
            return await asyncio.wait_for(_left(settings), 10)
        await asyncio.sleep(0.5)


async def _left(settings: Settings) -> int:
    one = AIOKafkaConsumer(**broker.client(settings), group_id=settings.group, enable_auto_commit=False)
    try:
        await one.start()
        await asyncio.sleep(0)
        places = [TopicPartition(STORIES.name, number) for number in range(settings.partitions)]
        done = [await one.committed(place) or 0 for place in places]
        ends: dict[TopicPartition, int] = await one.end_offsets(places)
        return sum(ends.values()) - sum(done)
    finally:
        await one.stop()


async def rows(settings: Settings, feed: str, *, committed: bool = True) -> list[ConsumerRecord]:
    """Return all records of a feed, those of a partition in order; of transactions what was ``committed``."""
    one = AIOKafkaConsumer(
        **broker.client(settings), enable_auto_commit=False, max_partition_fetch_bytes=8_388_608,
        isolation_level="read_committed" if committed else "read_uncommitted",
    )  # fmt: skip
    await one.start()
    try:
        parts = [TopicPartition(feed, number) for number in range(settings.partitions)]
        ends = await one.end_offsets(parts)
        one.assign(parts)
        await one.seek_to_beginning()
        found: list[ConsumerRecord] = []
        while any([await one.position(part) < ends[part] for part in parts]):
            for batch in (await one.getmany(timeout_ms=200)).values():
                found += batch
        return sorted(found, key=lambda record: (record.partition, record.offset))
    finally:
        await one.stop()


async def everything(
    settings: Settings,
) -> tuple[list[ConsumerRecord], list[ConsumerRecord], dict[str, list[ConsumerRecord]]]:
    """Return the raw feed, the enriched one and each feed of events."""
    raw, enriched = await rows(settings, STORIES.name), await rows(settings, ENRICHED.name)
    return raw, enriched, {kind: await rows(settings, feed) for kind, feed in EVENTS.items()}
