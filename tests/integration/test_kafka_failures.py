"""Against Apache Kafka: workers and brokers that die, join and leave cost no story and no order."""

import asyncio
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds
from slugline.records.feeds import ENRICHED
from slugline.settings import Settings
from tests.integration import ledger
from tests.integration.processes import Worker, left_over, settings
from tests.integration.tap import Tap, committed, publish, tap
from tests.integration.wire import story, uri

pytestmark = pytest.mark.kafka

STORIES, VERSIONS = 60, 5
PUBLISHED = [(uri(n), v) for v in range(1, VERSIONS + 1) for n in range(STORIES)]
RECORDS = [(uri(n).encode(), story(n, v)) for v in range(1, VERSIONS + 1) for n in range(STORIES)]
TAKEOVER_SECONDS = 15.0
ENRICHED_STORIES = 'slugline_stories_total{outcome="enriched"}'
PARTITIONS = 'slugline_assigned_partitions{role="stories"}'


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


def done(found: Tap, count: int) -> bool:
    return len(found.records[ENRICHED.name]) >= count


def whole(found: Tap) -> bool:
    return len({(story.uri, story.version) for story in ledger.stories(found)}) == len(PUBLISHED)


async def finish(found: Tap, chosen: Settings, seconds: float = 120) -> int:
    """Wait until all is there, check all guarantees, and return the number of repeats."""
    await found.until(lambda: done(found, len(PUBLISHED)), seconds)
    await found.until(lambda: whole(found), seconds)
    await found.settle()
    return ledger.check(found, PUBLISHED)


async def test_kill_9_in_mid_stream_loses_nothing(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    await publish(chosen, RECORDS)
    with Worker(kafka.address, tmp_path, processes=2) as worker:
        async with tap(chosen) as found:
            for share in (0.2, 0.5, 0.8):
                await found.until(partial(done, found, int(share * len(PUBLISHED))), 90)
                children = worker.children()
                assert len(children) >= 2
                worker.kill()
                await asyncio.sleep(2)
                assert not left_over(children), "the pool outlives its worker"
                worker.start()
            repeats = await finish(found, chosen)
        assert worker.terminate() == 0
    assert repeats > 0, "the kills hit nothing in flight: the test shows nothing"
    assert await committed(chosen) == len(PUBLISHED)


async def test_a_second_worker_joins_and_leaves(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    second = Worker(kafka.address, tmp_path, "second")
    with Worker(kafka.address, tmp_path, "first") as first:
        await asyncio.to_thread(first.ready)
        publishing = asyncio.create_task(publish(chosen, RECORDS, pause=0.15))
        async with tap(chosen) as found:
            await found.until(lambda: done(found, 10), 60)
            with second:
                await asyncio.to_thread(second.ready)
                await found.until(lambda: second.metric(ENRICHED_STORIES) > 0, 30)
                assert not publishing.done(), "it is to join in mid-stream"
                assert [worker.metric(PARTITIONS) for worker in (first, second)] == [2, 2]
                began = time.monotonic()
                assert await asyncio.to_thread(second.terminate) == 0
                assert time.monotonic() - began < TAKEOVER_SECONDS
            await publishing
            await finish(found, chosen)
        assert first.metric(PARTITIONS) == 4
        assert first.terminate() == 0


async def test_partitions_of_a_killed_worker_move_on(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with (
        Worker(kafka.address, tmp_path, "first") as first,
        Worker(kafka.address, tmp_path, "second") as second,
    ):
        first.ready()
        second.ready()
        await asyncio.sleep(chosen.session_timeout)
        assert first.metric(PARTITIONS) == 2
        second.kill()
        killed = time.monotonic()
        await publish(chosen, RECORDS[:STORIES])
        async with tap(chosen) as found:
            await found.until(lambda: len(found.uris()) == STORIES, 60)
            seconds = time.monotonic() - killed
        assert seconds < TAKEOVER_SECONDS
        assert first.terminate() == 0


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
async def test_broker_stopped_and_started(kafka: KafkaServer, tmp_path: Path, sig: signal.Signals) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    await publish(chosen, RECORDS)
    with Worker(kafka.address, tmp_path) as worker:
        async with tap(chosen) as found:
            await found.until(lambda: done(found, len(PUBLISHED) // 4), 90)
        before = len(worker.lines())
        kafka.stop(sig)
        await asyncio.sleep(12)
        assert worker.running, "\n".join(worker.lines())
        assert worker.get("/livez")[0] == 200
        kafka.start()
        async with tap(chosen) as found:
            await finish(found, chosen)
        lines = worker.lines()[before:]
        assert len(lines) < 50, "\n".join(lines)
        await asyncio.to_thread(worker.says, "Kafka is well again")
        assert worker.terminate() == 0
