"""One record of a feed of ours, by its offset: on a broker without transactions, and on one with them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.broker import create_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.records.feeds import HELD
from slugline.runtime import feed_partition
from slugline.runtime.feed_partition import PartitionReader
from slugline.settings import Settings
from tests.integration.processes import settings

Server = Callable[[], AbstractContextManager[Any]]
APACHE = pytest.param(KafkaServer, marks=pytest.mark.kafka)


@pytest.fixture
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    server: Server = request.param
    with server() as running:
        yield running.address


async def chosen(address: str) -> Settings:
    made = settings(address, partitions=1)
    await create_feeds(made)
    return made


@pytest.mark.parametrize("address", [EmbeddedBroker, APACHE], indirect=True)
async def test_any_record_of_a_batch_is_found_and_none_beyond_the_end(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_partition, "UNSTABLE_SECONDS", 1.0)  # for so long it is waited for
    made = await chosen(address)
    async with AIOKafkaProducer(**broker.client(made), acks="all", linger_ms=100) as producer:
        sent = [await producer.send(HELD.name, b"%d" % number, key=b"k") for number in range(5)]
        assert [(await one).offset for one in sent] == list(range(5))
    reader = PartitionReader(made)
    for offset in (4, 0, 2):
        record = await reader.at(HELD.name, 0, offset)
        assert record is not None and record.value == b"%d" % offset
    for offset in (5, 99):
        assert await reader.at(HELD.name, 0, offset) is None
    seen = [one.offset async for records in reader.to_the_end(HELD.name, 0, 1) for one in records]
    assert seen[0] == 1
    await reader.stop()


@pytest.mark.kafka
@pytest.mark.parametrize("address", [KafkaServer], indirect=True)
async def test_what_was_committed_a_moment_ago_is_found_and_what_was_aborted_is_not(address: str) -> None:
    made = await chosen(address)
    reader = PartitionReader(made)
    async with AIOKafkaProducer(**broker.client(made), transactional_id="t") as producer:
        for number in range(30):
            await producer.begin_transaction()
            told = await producer.send_and_wait(HELD.name, b"%d" % number, key=b"k")
            if number % 3 == 2:
                await producer.abort_transaction()
                assert await reader.at(HELD.name, 0, told.offset) is None
            else:
                await producer.commit_transaction()
                record = await reader.at(HELD.name, 0, told.offset)
                assert record is not None and record.value == b"%d" % number
                assert await reader.at(HELD.name, 0, told.offset + 1) is None, "a marker, or the end"
    await reader.stop()
