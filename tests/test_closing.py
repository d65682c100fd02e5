"""A Kafka client is stopped, and who stops it goes on, whatever the client's own tasks do."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer

from slugline import closing
from slugline.cli.demo.embedded_broker import EmbeddedBroker


class Part:
    """A part of a client that notes that it was closed."""

    closed = False

    async def close(self) -> None:
        self.closed = True


class Client:
    """One whose stop does what it is told to."""

    def __init__(self, stop: Callable[[], Awaitable[object]]) -> None:
        self.stop = stop
        self._fetcher, self._client = Part(), Part()

    async def start(self) -> None:
        pass


async def cancelled() -> None:
    """Wait for a task that was cancelled, as aiokafka does."""
    sleeping = asyncio.create_task(asyncio.sleep(9))
    await asyncio.sleep(0)
    sleeping.cancel()
    await sleeping


async def test_a_cancellation_of_the_clients_own_goes_nowhere_and_the_rest_is_closed() -> None:
    client: Any = Client(cancelled)
    await closing.stop(client)
    assert client._fetcher.closed and client._client.closed
    with pytest.raises(ValueError, match="mine"):
        async with closing.running(client):
            raise ValueError("mine")


async def test_what_goes_wrong_and_who_is_cancelled_are_told() -> None:
    async def fails() -> None:
        raise OSError("no route")

    with pytest.raises(OSError, match="no route"):
        await closing.stop(Client(fails))
    stopping = asyncio.create_task(closing.stop(Client(asyncio.Event().wait)))
    await asyncio.sleep(0)
    stopping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopping


@pytest.fixture(scope="module")
def broker() -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker() as one:
        yield one


async def test_a_consumer_that_is_stopped_before_its_tasks_have_begun(broker: EmbeddedBroker) -> None:
    """aiokafka's own stop raises a CancelledError then, and leaves its connections open."""
    one = AIOKafkaConsumer(bootstrap_servers=broker.address)
    async with closing.running(one):
        pass
    assert not one._client._conns
