"""The trends on a real broker: counts of workers that share the partitions, come, go and start anew."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.feed_names import feed_name
from slugline.metrics import Metrics
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import decode, encode
from slugline.records.events import StoryRef, TrendEvent
from slugline.records.feeds import CHAINS, ENRICHED, TALLIES, TRENDS, Feed
from slugline.records.ids import event_id
from slugline.records.story import EnrichedStory
from slugline.runtime.broker_contact import BrokerContact
from slugline.runtime.trends_role import plan_of, run, too_short
from slugline.settings import Settings, SettingsError
from tests.folds.stories import story
from tests.integration import faulty_brokers as faults
from tests.patience import PATIENCE, until
from tests.records.record_types import of_a_later_release, of_an_earlier_release

PEOPLE = [(f"PERSON:person {letter}", f"Person {letter}") for letter in "abcdefgh"]
Counts = dict[str, int]


@pytest.fixture(scope="module", params=["embedded", pytest.param("kafka", marks=pytest.mark.kafka)])
def base(request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Settings with windows that turn every ten seconds; Apache Kafka allows no session below 6 s."""
    embedded = request.param == "embedded"
    with EmbeddedBroker() if embedded else KafkaServer() as one:
        yield Settings(
            brokers=one.address, session_timeout=2.0 if embedded else 6.0, partitions=4,
            trend_windows=(3600.0,), trend_hop=10.0,
        )  # fmt: skip


@asynccontextmanager
async def worker(settings: Settings) -> AsyncIterator[Metrics]:
    metrics = Metrics()
    task = asyncio.create_task(run(settings, metrics, BrokerContact("trends", settings, metrics)))
    try:
        yield metrics
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def publish(settings: Settings, stories: list[EnrichedStory]) -> None:
    async with AIOKafkaProducer(**broker.client(settings), acks="all") as producer:
        for one in stories:
            await producer.send_and_wait(ENRICHED.name, encode(one), key=one.uri.encode())


async def take_back(settings: Settings, uri: str) -> None:
    """Send what an editor's null value for a story becomes."""
    async with AIOKafkaProducer(**broker.client(settings), acks="all") as producer:
        await producer.send_and_wait(ENRICHED.name, None, key=uri.encode())


async def shared(*workers: Metrics) -> None:
    """Wait until each worker has the same share of the four partitions of both feeds."""
    fair = [8 / len(workers)] * len(workers)
    await until(lambda: [one.assigned.labels("trends")._value.get() for one in workers] == fair)


class Reader:
    """What a dashboard holds: the last event per id; of all things, or of ``keys`` only."""

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        keys: Sequence[str] = (),
        told: Callable[[TrendEvent], int] = lambda event: event.stories,
    ) -> None:
        self._consumer = consumer
        self._keys = keys
        self._told = told
        self.events: dict[str, TrendEvent] = {}

    async def until(self, wanted: Counts) -> Counts:
        """Read until the newest window says ``wanted``; return what it said at last."""
        deadline = time.monotonic() + PATIENCE
        counts: Counts = {}
        while counts != wanted and time.monotonic() < deadline:
            for records in (await self._consumer.getmany(timeout_ms=200)).values():
                events = [decode(TrendEvent, record.value) for record in records]
                self.events |= {one.id: one for one in events if not self._keys or one.key in self._keys}
            newest = max((event.window.end for event in self.events.values()), default="")
            counts = {
                f"{event.kind} {event.key}": self._told(event)
                for event in self.events.values()
                if event.window.end == newest and event.stories > 1
            }
        return counts


def expected(numbers: Callable[[int], int]) -> Counts:
    return {
        f"{kind} {key}": numbers(index)
        for index, (key, _) in enumerate(PEOPLE)
        for kind in ("entity", "speaker")
        if numbers(index) > 1
    }


def about(uri: str, people: list[tuple[str, str]], version: int = 1) -> EnrichedStory:
    return story(uri, version, entities=people, speakers=people)


async def test_counts_are_right_whoever_counts(base: Settings) -> None:
    settings = replace(base, trends_group="sharing")
    await broker.create_feeds(settings)
    async with (
        AIOKafkaConsumer(
            TRENDS.name,
            **broker.client(settings),
            auto_offset_reset="earliest",
            isolation_level="read_committed",
        ) as consumer,
        AsyncExitStack() as first,
    ):
        reader = Reader(consumer)
        one = await first.enter_async_context(worker(settings))
        async with worker(settings) as two:
            await shared(one, two)
            await publish(settings, [about(f"story {n}", PEOPLE[: n + 1]) for n in range(8)])
            assert await reader.until(expected(lambda index: 8 - index)) == expected(lambda index: 8 - index)

            corrected = [about(f"story {n}", PEOPLE[:2], 2) for n in range(4, 8)]
            withdrawn = [story("story 3", status="canceled", skipped="canceled")]
            reinstated = [about("story 3", PEOPLE[:1], 1)]  # with a version of before
            archive = [story("old", entities=PEOPLE, published="2019-05-01T10:00:00Z")]
            await publish(settings, corrected + withdrawn + reinstated + archive)
            await take_back(settings, "story 2")
            left = [7, 5, 0, 0]
            after = expected(lambda index: left[index] if index < 4 else 0)
            assert await reader.until(after) == after

        await publish(settings, [about("story 9", PEOPLE[:3])])
        fewer = expected(lambda index: [8, 6, 1][index] if index < 3 else 0)
        assert await reader.until(fewer) == fewer, "the worker that stays counts everything"

        await first.aclose()
        await publish(settings, [about("story 10", PEOPLE[:1])])
        async with worker(settings) as again:
            anew = fewer | {f"{kind} {PEOPLE[0][0]}": 9 for kind in ("entity", "speaker")}
            assert await reader.until(anew) == anew, "a worker without memory reads the windows again"
            assert again.trend_restarts._value.get() == 0


@pytest.mark.kafka
@pytest.mark.parametrize("partitions", [4, 2])
@pytest.mark.parametrize("feed", [TALLIES, ENRICHED], ids=["tallies", "enriched"])
async def test_feeds_that_are_deleted_and_made_anew_while_they_are_read(
    feed: Feed, partitions: int, caplog: pytest.LogCaptureFixture
) -> None:
    """What only stood on the tallies is counted again from the stories; what is new is counted, too."""
    with KafkaServer() as kafka:
        settings = Settings(
            brokers=kafka.address, session_timeout=6.0, partitions=4, trend_windows=(3600.0,), trend_hop=10.0
        )
        await broker.create_feeds(settings)
        async with (
            AIOKafkaConsumer(
                TRENDS.name, **broker.client(settings), auto_offset_reset="earliest"
            ) as consumer,
            worker(settings),
        ):
            reader = Reader(consumer)
            await publish(settings, [about(f"story {n}", PEOPLE[: n + 1]) for n in range(8)])
            before = expected(lambda index: 8 - index)
            assert await reader.until(before) == before
            await faults.make_anew(settings, feed.name, partitions)
            if feed is ENRICHED:  # it is longer than the one before was when that is noticed
                await publish(settings, [about(f"story {n}", PEOPLE[: n + 1]) for n in range(8)])
            await publish(settings, [about(f"more {n}", PEOPLE) for n in range(8)])
            after = expected(lambda index: 16 - index)
            assert await reader.until(after) == after
            await until(lambda: "was made anew" in caplog.text)


def in_chain(uri: str, chain: UUID, order: int, **other: Any) -> ChainEvent:
    told: dict[str, Any] = {
        "id": event_id("chain", uri), "chain": str(chain), "story": StoryRef(uri=uri, version=1),
        "status": "usable", "relation": "update", "follows": None, "new": 0.0, "new_paragraphs": (),
        "size": 1, "sources": (), "merged_into": None, "published": None, "arrived": "2031-04-07T08:00:00Z",
        "order": order,
    }  # fmt: skip
    return ChainEvent(**told | other)


async def test_what_is_of_one_chain_counts_once_also_for_a_worker_without_memory(base: Settings) -> None:
    settings = replace(base, trends_group="chained", chains=True, feed_prefix="chained.")
    await broker.create_feeds(settings)
    names = [f"story {n}" for n in range(4)]
    one, other = UUID(int=1), UUID(int=2)
    events = [in_chain(uri, one if uri < "story 2" else other, order) for order, uri in enumerate(names)]
    person = f"entity {PEOPLE[0][0]}"
    async with (
        AIOKafkaProducer(**broker.client(settings), acks="all") as producer,
        AIOKafkaConsumer(
            feed_name(TRENDS, settings), **broker.client(settings), auto_offset_reset="earliest"
        ) as consumer,
    ):
        reader = Reader(consumer, told=lambda event: (event.chains or 0) * 10 + event.stories)
        async with worker(settings):
            for uri in names:
                value = encode(about(uri, PEOPLE[:1]))
                await producer.send_and_wait(feed_name(ENRICHED, settings), value, key=uri.encode())
            assert (await reader.until({person: 44, person.replace("entity", "speaker"): 44}))[person] == 44
            chains = feed_name(CHAINS, settings)
            for event in events:
                await producer.send_and_wait(chains, encode(event), key=event.story.uri.encode())
            await producer.send_and_wait(chains, b"junk", key=b"k")
            wanted = {person: 24, person.replace("entity", "speaker"): 24}
            assert await reader.until(wanted) == wanted
        async with worker(settings) as again:
            merger = in_chain(names[3], one, 4, relation="merged", merged_into=str(other))
            await producer.send_and_wait(chains, encode(merger), key=str(one).encode())
            story_more = encode(about("story 4", PEOPLE[:1]))
            await producer.send_and_wait(feed_name(ENRICHED, settings), story_more, key=b"story 4")
            after = {person: 25, person.replace("entity", "speaker"): 25}
            assert await reader.until(after) == after, "all four are one chain, and the fifth another"
            assert again.trend_skips._value.get() == 1
            assert again.trend_restarts._value.get() == 0


async def test_what_cannot_be_read_is_passed_over_and_counted(base: Settings) -> None:
    settings = replace(base, trends_group="passing over")
    await broker.create_feeds(settings)
    async with AIOKafkaProducer(**broker.client(settings), acks="all") as producer:
        for value in (b"{}", b"\xff", None, encode(story("fine"))):
            await producer.send_and_wait(ENRICHED.name, value, key=b"k", partition=0)
        await producer.send_and_wait(TALLIES.name, b"[]", key=b"k", partition=0)
        for number, made in enumerate((of_a_later_release, of_an_earlier_release)):
            known = {"uri": f"of another release {number}", "status": "usable", "skipped": None}
            data = encode({**made(EnrichedStory), **known})
            await producer.send_and_wait(ENRICHED.name, data, key=b"k", partition=0)
        bulky = encode(story("u" * 600_000))  # its tally, which has the uri as its key too, is over the limit
        await producer.send_and_wait(ENRICHED.name, bulky, key=b"k", partition=0)
    wanted = {"entity text": 2, "speaker text": 2, "topic medtop:04000000": 2}
    async with (
        AIOKafkaConsumer(
            TRENDS.name,
            **broker.client(settings),
            auto_offset_reset="earliest",
            isolation_level="read_committed",
        ) as consumer,
        worker(settings) as metrics,
    ):
        assert await Reader(consumer, ("text", "medtop:04000000")).until(wanted) == wanted, (
            "stories of other releases are counted"
        )
        await until(lambda: metrics.trend_skips._value.get() == 4)
        assert metrics.trend_restarts._value.get() == 0


@pytest.mark.kafka
async def test_only_the_windows_are_read_and_a_broker_that_dies_changes_nothing() -> None:
    """Old records are junk that would be counted if it was read. Tansu ignores times: Apache Kafka only."""
    with KafkaServer() as server:
        settings = Settings(
            brokers=server.address, session_timeout=6.0, partitions=2, trend_windows=(3600.0,), trend_hop=10.0
        )
        await broker.create_feeds(settings)
        long_ago = round(1000 * time.time()) - 5 * 3_600_000
        async with AIOKafkaProducer(**broker.client(settings), acks="all") as producer:
            for feed in (ENRICHED, TALLIES):
                for partition in (0, 1):
                    await producer.send_and_wait(
                        feed.name, b"junk", key=b"k", partition=partition, timestamp_ms=long_ago
                    )
        async with (
            worker(settings) as metrics,
            AIOKafkaConsumer(
                TRENDS.name,
                **broker.client(settings),
                auto_offset_reset="earliest",
                isolation_level="read_committed",
            ) as consumer,
        ):
            reader = Reader(consumer)
            await publish(settings, [about(f"story {n}", PEOPLE[:1]) for n in range(3)])
            three = expected(lambda index: 3 if index == 0 else 0)
            assert await reader.until(three) == three
            assert metrics.trend_skips._value.get() == 0
            server.stop(signal.SIGKILL)
            await asyncio.sleep(1)
            server.start()
            await publish(settings, [about("story 3", PEOPLE[:1])])
            four = expected(lambda index: 4 if index == 0 else 0)
            # a broker just up again says for a moment that feeds are shorter: then more is read than needed
            assert await reader.until(four) == four


@pytest.mark.parametrize(("windows", "hop"), [((300.0, 600.0), 301.0), ((), 60.0)])
def test_settings_that_do_not_fit_are_refused(windows: tuple[float, ...], hop: float) -> None:
    with pytest.raises(SettingsError, match="TREND_HOP must not be longer than the shortest"):
        plan_of(Settings(trend_windows=windows, trend_hop=hop))


@pytest.mark.parametrize(
    ("window", "says"),
    [(86_400.0, None), (300_000.0, None), (400_000.0, "needs 9.3 days of wire.trends.tallies.v1")],
)
def test_windows_longer_than_the_feed_are_told(window: float, says: str | None) -> None:
    settings = Settings(trend_windows=(window,), trend_hop=60.0)
    problem = too_short(plan_of(settings), settings)
    assert problem is None if says is None else says in str(problem)
