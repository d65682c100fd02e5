"""What a reader sees of transactions on Apache Kafka: what was committed, and an end that is reached."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import aclosing

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from ops.kafka.server import KafkaServer
from slugline import broker, feed_reader
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.records.feeds import ENRICHED, QUOTES, Feed
from slugline.settings import Settings

pytestmark = pytest.mark.kafka


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    with KafkaServer() as server:
        monkeypatch.setenv("SLUGLINE_BROKERS", server.address)
        monkeypatch.setenv("SLUGLINE_PARTITIONS", "1")
        yield Settings(brokers=server.address, partitions=1)


async def transacted(settings: Settings, feed: Feed, *fates: tuple[bytes, str]) -> AIOKafkaProducer:
    """Send values, each in a transaction of its own that ends as told; one may stay open."""
    producer = AIOKafkaProducer(**broker.client(settings), transactional_id="a lane")
    await producer.start()
    for value, fate in fates:
        await producer.begin_transaction()
        await producer.send_and_wait(feed.name, value, key=b"k", partition=0)
        if fate == "committed":
            await producer.commit_transaction()
        elif fate == "aborted":
            await producer.abort_transaction()
    return producer


async def values(settings: Settings, feed: Feed) -> list[tuple[int, bytes]]:
    async with aclosing(feed_reader.records(settings, feed, "start", follow=False)) as records:
        return [(record.offset, record.value) async for record in records]


async def test_only_what_was_committed_is_read_and_the_end_is_reached(settings: Settings) -> None:
    await broker.create_feeds(settings)
    fates = (
        (b"1", "committed"),
        (b"2", "aborted"),
        (b"3", "committed"),
        (b"4", "open"),
    )
    producer = await transacted(settings, QUOTES, *fates)
    part = TopicPartition(QUOTES.name, 0)
    try:
        assert await values(settings, QUOTES) == [(0, b"1"), (4, b"3")]
        async with feed_reader.consumer(settings) as one:
            assert await feed_reader.extent(one, [part]) == {part: (0, 6)}
    finally:
        await producer.abort_transaction()
        await producer.stop()
    assert await values(settings, QUOTES) == [(0, b"1"), (4, b"3")]
    async with feed_reader.consumer(settings) as one:
        assert await feed_reader.extent(one, [part]) == {part: (0, 8)}
        for start, first in ((0, 0), (1, 4), (4, 4), (5, 8), (8, 8)):
            assert await feed_reader.first_records(one, {part: start}, {part: 8}) == {part: first}


@pytest.mark.parametrize(("done", "lag"), [(None, 6), (1, 2), (4, 2), (5, 0), (6, 0)])
def test_status_counts_no_end_of_a_transaction_as_work(
    done: int | None, lag: int, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fill() -> None:
        await broker.create_feeds(settings)
        fates = ((b"1", "committed"), (b"2", "aborted"), (b"3", "committed"))
        await (await transacted(settings, ENRICHED, *fates)).stop()
        if done is not None:
            group = AIOKafkaConsumer(
                **broker.client(settings), group_id=settings.trends_group, enable_auto_commit=False
            )
            async with group:
                part = TopicPartition(ENRICHED.name, 0)
                group.assign([part])
                await group.commit({part: done})

    asyncio.run(fill())
    assert run(["status"]) == Exit.OK
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["lag"] for row in rows if row["feed"] == ENRICHED.name] == [lag]


async def test_what_was_replaced_is_cleaned_away_within_a_day(settings: Settings) -> None:
    await broker.create_feeds(settings)
    wanted = [
        ConfigResource(ConfigResourceType.TOPIC, feed.name, configs={"max.compaction.lag.ms": ""})
        for feed in (ENRICHED, QUOTES)
    ]
    async with broker.admin(settings) as connected:
        [answer] = await connected.describe_configs(wanted)
    found = {name: int(entries[0][1]) for _, _, _, name, entries in answer.resources}
    assert found[ENRICHED.name] == broker.COMPACTION_LAG_MS < found[QUOTES.name]
