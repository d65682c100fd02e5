"""The page fed by Apache Kafka: committed records only, and over a restart of the broker."""

import asyncio
from contextlib import suppress

import pytest
from aiokafka import AIOKafkaProducer

from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.folds.board.board import Board, Limits
from slugline.live.feeding import Feeding
from slugline.live.hub import Hub
from slugline.live.serving import milliseconds
from slugline.records.codec import encode
from slugline.records.feeds import ENRICHED
from slugline.settings import Settings
from tests.folds.board.stories import killed, story
from tests.patience import until

pytestmark = pytest.mark.kafka


async def test_what_is_committed_and_a_broker_that_comes_back() -> None:
    with KafkaServer() as kafka:
        settings = Settings(brokers=kafka.address, partitions=3)
        await broker.create_feeds(settings)
        hub = Hub(Board(Limits()), milliseconds)
        task = asyncio.ensure_future(Feeding(settings, hub, lambda: Board(Limits()), print).run())
        await until(lambda: hub.state.kafka == "live", lambda: f"{hub.state}")
        await send(settings, "a", "Stands")
        await send(settings, "b", "Void", commit=False)
        await send(settings, "c", "Stands, too")
        await until(lambda: len(hub.board) == 2, lambda: f"{heads(hub)}")
        await asyncio.to_thread(kafka.stop)
        await until(lambda: hub.state.kafka == "away", lambda: f"{hub.state}")
        assert heads(hub) == {"Stands", "Stands, too"}
        await asyncio.to_thread(kafka.start)
        await send(settings, "c", "SLUG C", taken_back=True)
        await until(lambda: heads(hub) == {"Stands", "SLUG C"}, lambda: f"{hub.state} {heads(hub)}")
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def send(
    settings: Settings, uri: str, headline: str, *, commit: bool = True, taken_back: bool = False
) -> None:
    """Send a story in a transaction of its own, as a worker does."""
    one = killed(story(uri, slug=headline)) if taken_back else story(uri, headline)
    async with AIOKafkaProducer(**broker.client(settings), transactional_id="test-1") as producer:
        await producer.begin_transaction()
        await producer.send_and_wait(ENRICHED.name, encode(one), key=uri.encode())
        await (producer.commit_transaction() if commit else producer.abort_transaction())


def heads(hub: Hub) -> set[str]:
    return {one.note.headline for one in hub.board.stories.values()}
