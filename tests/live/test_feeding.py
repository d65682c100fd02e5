"""The page fed by a broker: from its window on, over both feeds, and over the loss of the broker."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaProducer

from slugline import broker
from slugline.cli.demo.embedded_broker import EmbeddedBroker, free_port
from slugline.folds.board.board import Board, Limits
from slugline.live.feeding import Feeding
from slugline.live.hub import Hub
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import encode
from slugline.records.feeds import CHAINS, ENRICHED, TRENDS
from slugline.records.story import EnrichedStory
from slugline.settings import Settings
from tests.folds.board.stories import killed, story, tie
from tests.folds.board.trends import trend
from tests.patience import until

CHAIN = "7de2a188-a767-5461-96bd-bc48c744536a"


def now() -> int:
    return time.time_ns() // 1_000_000


@asynccontextmanager
async def fed(settings: Settings) -> AsyncIterator[tuple[Hub, list[str]]]:
    hub, lines = Hub(Board(Limits()), now), list[str]()
    task = asyncio.ensure_future(Feeding(settings, hub, lambda: Board(Limits()), lines.append).run())
    try:
        yield hub, lines
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def send(settings: Settings, *records: EnrichedStory | ChainEvent | str) -> None:
    """Publish; a text is the uri of a story that is deleted."""
    async with AIOKafkaProducer(**broker.client(settings)) as producer:
        for one in records:
            if isinstance(one, ChainEvent):
                await producer.send_and_wait(CHAINS.name, encode(one), key=one.story.uri.encode())
            elif isinstance(one, str):
                await producer.send_and_wait(ENRICHED.name, None, key=one.encode())
            else:
                await producer.send_and_wait(ENRICHED.name, encode(one), key=one.uri.encode())


def heads(hub: Hub) -> set[str]:
    return {row.headline for one in hub.board._rows if (row := hub.board.row(one))}


async def test_what_came_before_and_what_comes() -> None:
    with EmbeddedBroker() as tansu:
        settings = Settings(brokers=tansu.address, partitions=3, chains=True)
        await broker.create_feeds(settings)
        await send(settings, story("a", "Old one"), story("b", "Copy"), tie("b", CHAIN), tie("a", CHAIN))
        async with fed(settings) as (hub, lines):
            await until(lambda: hub.state.kafka == "live")
            assert (len(hub.board), len(hub.board.stories), hub.state.chains) == (1, 2, True)
            await send(settings, story("c", "New one"))
            await until(lambda: "New one" in heads(hub))
            await send(settings, killed(story("c", slug="SLUG C")))
            await until(lambda: "SLUG C" in heads(hub))
            await send(settings, "a")
            await until(lambda: hub.board.stories["a"].note.status == "deleted")
            assert lines == ["2 stories in 1 rows; following"]


async def test_records_that_cannot_be_read_are_counted_and_named() -> None:
    with EmbeddedBroker() as tansu:
        settings = Settings(brokers=tansu.address, partitions=1)
        await broker.create_feeds(settings)
        async with AIOKafkaProducer(**broker.client(settings)) as producer:
            for _ in range(2):
                await producer.send_and_wait(ENRICHED.name, b"{\x1b", key=b"x")
        await send(settings, story("a", "Good"))
        async with fed(settings) as (hub, lines):
            await until(lambda: heads(hub) == {"Good"})
            last = "wire.enriched.v1, partition 0, offset 1"
            assert (hub.state.unread, hub.state.unread_last, hub.state.chains) == (2, last, False)
            told = [line for line in lines if "cannot be read" in line]
            assert len(told) == 1 and told[0].startswith(
                "wire.enriched.v1, partition 0, offset 0 cannot be read"
            )
            assert told[0].endswith("(1 so far)") and told[0].isprintable()


async def test_a_broker_that_is_silent_is_not_said_to_be_live() -> None:
    """Paused, as a machine is that swaps: its connections stay, and nobody answers on them."""
    with EmbeddedBroker() as tansu:
        settings = Settings(brokers=tansu.address, partitions=1)
        await broker.create_feeds(settings)
        await send(settings, story("a", "Before"))
        async with fed(settings) as (hub, lines):
            await until(lambda: hub.state.kafka == "live")
            assert tansu._child is not None
            os.kill(tansu._child.process.pid, signal.SIGSTOP)
            try:
                await until(
                    lambda: (hub.state.kafka, hub.state.why) == ("away", "the broker does not answer")
                )
            finally:
                os.kill(tansu._child.process.pid, signal.SIGCONT)
            await until(lambda: hub.state.kafka == "live")
            board = hub.board
            await send(settings, story("b", "Behind"))
            await until(lambda: heads(hub) == {"Before", "Behind"})
            assert hub.board is board, "nothing was read anew"
            assert lines[-3:] == [
                "1 stories in 1 rows; following",
                "the broker does not answer; waiting for it",
                "1 stories in 1 rows; following",
            ]


async def test_while_a_board_is_filled_anew_both_have_the_memory_of_one() -> None:
    hub = Hub(Board(Limits(bytes=200_000)), now)
    feeding = Feeding(Settings(), hub, lambda: Board(hub.board.limits), lambda _: None)
    for number in range(40):
        one = story(f"old{number}", body=f"{number} " * 500)
        hub.board.story(one, encode(one), partition=0, moment=now() + number)
    board, most = Board(hub.board.limits), 0
    assert hub.board.size > 150_000
    for number in range(40):
        one = story(f"new{number}", body=f"{number} " * 500)
        board.story(one, encode(one), partition=0, moment=now() + number)
        feeding._forgotten(board)
        most = max(most, hub.board.size + board.size)
    assert 150_000 < most <= 200_000
    assert board.size > 150_000 and "old39" not in hub.board.stories


async def test_the_page_waits_for_a_broker_and_for_the_feed() -> None:
    port = free_port()
    settings = Settings(brokers=f"127.0.0.1:{port}", partitions=1)
    async with fed(settings) as (hub, _):
        await until(lambda: (hub.state.kafka, hub.state.why) == ("away", "no broker answers"))
        with EmbeddedBroker(port):
            await until(lambda: hub.state.why.startswith("the feed of enriched stories"))
            await broker.create_feeds(settings)
            await until(lambda: hub.state.kafka == "live")


async def test_a_broker_that_starts_anew_is_read_anew() -> None:
    """Its memory is gone, and so is what it said: the page shows what is on the feed now."""
    port = free_port()
    settings = Settings(brokers=f"127.0.0.1:{port}", partitions=1)
    with EmbeddedBroker(port):
        await broker.create_feeds(settings)
        await send(settings, story("a", "Before"))
        async with fed(settings) as (hub, _):
            await until(lambda: heads(hub) == {"Before"})
    async with fed(settings) as (hub, lines):
        with EmbeddedBroker(port):
            await broker.create_feeds(settings)
            await send(settings, story("a", "Before"))
            await until(lambda: heads(hub) == {"Before"})
        await until(lambda: hub.state.kafka == "away")
        assert heads(hub) == {"Before"}, "what is known stays to be seen, with the word that it may be old"
        with EmbeddedBroker(port):
            await broker.create_feeds(settings)
            await send(settings, story("b", "Behind"))
            await until(lambda: heads(hub) == {"Behind"})
        assert any("no broker" in line or "went away" in line for line in lines)


async def test_the_trends_feed_is_read_too() -> None:
    with EmbeddedBroker() as tansu:
        settings = Settings(brokers=tansu.address, partitions=2)
        await broker.create_feeds(settings)
        async with AIOKafkaProducer(**broker.client(settings)) as producer:
            end = now() + 60_000
            for partition, key in enumerate(("medtop:1", "medtop:2")):
                event = trend("topic", key, 2, end=end)
                await producer.send_and_wait(TRENDS.name, encode(event), partition=partition)
        async with fed(settings) as (hub, _):
            await until(lambda: hub.state.kafka == "live")
            (window,) = hub.trending.windows(now(), {})
            assert [one.id for one in window.things.topics] == ["medtop:1", "medtop:2"]


async def test_chains_that_begin_later_are_read_from_then_on() -> None:
    with EmbeddedBroker() as tansu:
        settings = Settings(brokers=tansu.address, partitions=1)
        await broker.create_feeds(settings)
        await send(settings, story("a", "One"), story("b", "Two"))
        async with fed(settings) as (hub, _):
            await until(lambda: hub.state.kafka == "live" and len(hub.board) == 2)
            await broker.create_feeds(settings, [CHAINS])
            await send(settings, tie("a", CHAIN, "first"), tie("b", CHAIN))
            await until(lambda: hub.state.chains and len(hub.board) == 1)
