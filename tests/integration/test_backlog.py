"""What stood on the stories feed at a moment, and when the group is done with it: on either broker."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.broker import create_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.records.feeds import STORIES
from slugline.runtime import backlog
from slugline.settings import Settings
from tests.integration.processes import settings
from tests.patience import PATIENCE


async def commit(chosen: Settings, offsets: dict[int, int]) -> None:
    """Commit offsets by partition, as the workers do."""
    one = AIOKafkaConsumer(**broker.client(chosen), group_id=chosen.group, enable_auto_commit=False)
    await one.start()
    try:
        parts = {TopicPartition(STORIES.name, number): offset for number, offset in offsets.items()}
        one.assign(list(parts))
        await one.commit(parts)
    finally:
        await one.stop()


@pytest.mark.parametrize("server", [EmbeddedBroker, pytest.param(KafkaServer, marks=pytest.mark.kafka)])
async def test_it_is_done_with_when_all_partitions_are(
    server: Callable[[], AbstractContextManager[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backlog, "EVERY_SECONDS", 0.05)
    with server() as running:
        chosen = settings(running.address, partitions=3)
        await create_feeds(chosen)
        assert await backlog.read(chosen, 0), "nothing stands there"
        async with AIOKafkaProducer(**broker.client(chosen), acks="all", linger_ms=50) as producer:
            sent = [await producer.send(STORIES.name, b"x", partition=number % 2) for number in range(20)]
            await asyncio.gather(*sent)
            await commit(chosen, {0: 10, 1: 9})
            monkeypatch.setattr(backlog, "LOOKS", 3)
            assert not await backlog.read(chosen, 0), "one stands unread in another partition"
            assert not await backlog.read(chosen, 0, lambda part: 9)
            assert await backlog.read(chosen, 0, lambda part: 10 * (part == 1)), "and does not matter"
            monkeypatch.setattr(backlog, "LOOKS", 1_000_000)
            reading = asyncio.create_task(backlog.read(chosen, 0))
            await commit(chosen, {1: 10})
            assert await asyncio.wait_for(reading, PATIENCE)
            await producer.send_and_wait(STORIES.name, b"x", partition=2)
            await commit(chosen, {2: 1, 0: 400})
            monkeypatch.setattr(backlog, "LOOKS", 3)
            assert not await backlog.read(chosen, 0), "what was committed is of a feed that is no more"
