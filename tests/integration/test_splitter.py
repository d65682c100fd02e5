"""The splitter's defence against lost records, on the embedded broker; what Faust hands over is played."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from faust.types import TP

from slugline.broker import create_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.metrics import Metrics
from slugline.records.feeds import STORIES
from slugline.runtime.delivery import Delivery
from slugline.runtime.feed_partition import PartitionReader
from slugline.runtime.halt import Halt
from slugline.runtime.lane_context import Limits
from slugline.runtime.lane_output import GuardedOutput
from slugline.runtime.made_anew import FeedWatch
from slugline.runtime.offset_gaps import OffsetGap, record_within
from slugline.runtime.reader_pool import ReaderPool
from slugline.runtime.room import FLIGHT_BYTES
from slugline.runtime.splitter import Splitter
from slugline.settings import Settings
from tests.integration.processes import settings
from tests.integration.tap import publish
from tests.patience import turns, until
from tests.runtime.lane_parts import Member


@pytest.fixture
async def chosen() -> AsyncIterator[Settings]:
    with EmbeddedBroker() as broker:
        chosen = settings(broker.address, partitions=1)
        await create_feeds(chosen)
        yield chosen


class Event:
    """What Faust hands to an agent, as far as the splitter looks; a null value, so that no pool is needed."""

    def __init__(self, offset: int, key: bytes = b"k") -> None:
        self.message = SimpleNamespace(
            topic=STORIES.name, partition=0, offset=offset, timestamp=1.0, key=key, value=None, headers=(),
            generation_id=1,
        )  # fmt: skip
        self.acked = False

    def ack(self) -> None:
        self.acked = True


class Consumer:
    """Faust's, as far as the splitter asks it: what it told of a partition's flow."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def on_buffer_full(self, place: TP) -> None:
        self.told.append(f"{place.partition} stops")

    def on_buffer_drop(self, place: TP) -> None:
        self.told.append(f"{place.partition} flows")


async def play(
    chosen: Settings, offsets: list[int], consumer: Consumer | None = None, key: bytes = b"k"
) -> tuple[list[bool], list[str]]:
    """Hand over events with ``offsets``; return which were acknowledged, and why the worker was to end."""
    halted: list[str] = []
    delivery = Delivery(chosen, retried=lambda: None)
    await delivery.start()
    reader = PartitionReader(chosen)
    member: Any = Member()
    splitter = Splitter(
        chosen, ReaderPool(chosen), lambda _partition, _generation: GuardedOutput(delivery, member, 1, ()),
        member, reader, Metrics(), Limits(record=1_000_000, dead_letter=1_000_000), 1,
        FeedWatch(chosen, lambda _count: None, halted.append), Halt(halted.append),
    )  # fmt: skip
    app: Any = SimpleNamespace(consumer=consumer or Consumer())
    splitter._app = app
    events = [Event(offset, key) for offset in offsets]

    async def agent() -> None:
        for event in events:
            await splitter._take(event)

    taking: asyncio.Task[Any] = asyncio.create_task(agent())
    await until(lambda: halted or all(event.acked for event in events))
    await turns()  # in which nothing more is to be acknowledged
    taking.cancel()
    await splitter.stop()
    await reader.stop()
    await delivery.stop()
    return [event.acked for event in events], halted


async def test_a_lost_record_stops_the_worker_before_anything_after_it_is_acknowledged(
    chosen: Settings,
) -> None:
    await publish(chosen, [(b"k", b"%d" % number) for number in range(5)])
    assert await record_within(OffsetGap(feed=STORIES.name, partition=0, start=2, end=4), chosen) == 2
    acked, halted = await play(chosen, [0, 1, 3, 4])
    assert acked[2:] == [False, False]
    assert halted == [f"the consumer lost {STORIES.name}/0 offsets 2 to 2: a record stands at 2"]


async def test_without_a_jump_all_is_acknowledged_in_order(chosen: Settings) -> None:
    await publish(chosen, [(b"k", b"%d" % number) for number in range(4)])
    assert await play(chosen, [0, 1, 2, 3]) == ([True] * 4, [])
    assert await play(chosen, [2, 3, 0, 1]) == ([True] * 4, []), "reading again is no jump"


async def test_a_few_long_records_stop_a_partition_as_many_short_ones_do(chosen: Settings) -> None:
    consumer, key = Consumer(), b"k" * (FLIGHT_BYTES // 4)
    await publish(chosen, [(b"k", b"%d" % number) for number in range(6)])
    assert await play(chosen, list(range(6)), consumer, key) == ([True] * 6, [])
    assert consumer.told[0] == "0 stops"
    assert consumer.told[-1] == "0 flows"
    short = Consumer()
    assert await play(chosen, list(range(6)), short) == ([True] * 6, [])
    assert short.told == []
