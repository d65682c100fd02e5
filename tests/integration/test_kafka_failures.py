"""Against Apache Kafka: workers and brokers that die, join and leave cost no story and no order."""

import asyncio
import signal
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds
from slugline.records.feeds import ENRICHED
from tests.integration import ledger
from tests.integration.processes import Worker, settings, wait_until_gone
from tests.integration.tap import Tap, committed, publish, tap
from tests.integration.wire import story, uri
from tests.patience import until

pytestmark = pytest.mark.kafka

STORIES, VERSIONS = 60, 5
PUBLISHED = [(uri(n), v) for v in range(1, VERSIONS + 1) for n in range(STORIES)]
RECORDS = [(uri(n).encode(), story(n, v)) for v in range(1, VERSIONS + 1) for n in range(STORIES)]
ENRICHED_STORIES = 'slugline_stories_total{outcome="enriched"}'
PARTITIONS = 'slugline_assigned_partitions{role="stories"}'


class Stream:
    """Records to publish, version after version, until it is told to end; keeps what it gave."""

    def __init__(self) -> None:
        self.ends = False
        self.sent: list[tuple[str, int]] = []

    def __iter__(self) -> Iterator[tuple[bytes, bytes]]:
        for version in count(1):
            for number in range(STORIES):
                if self.ends:
                    return
                self.sent.append((uri(number), version))
                yield uri(number).encode(), story(number, version)


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


def done(found: Tap, count: int) -> bool:
    return len(found.records[ENRICHED.name]) >= count


def whole(found: Tap, published: list[tuple[str, int]]) -> bool:
    return len({(story.uri, story.version) for story in ledger.stories(found)}) == len(published)


async def finish(found: Tap, published: list[tuple[str, int]] = PUBLISHED) -> int:
    """Wait until all is there, check all guarantees, and return the number of repeats."""
    await found.until(lambda: whole(found, published) and ledger.complete(found))
    await found.settle()
    return ledger.check(found, published)


async def test_kill_9_in_mid_stream_loses_nothing(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    await publish(chosen, RECORDS)
    with Worker(kafka.address, tmp_path, processes=2) as worker:
        async with tap(chosen) as found:
            for share in (0.2, 0.5, 0.8):
                await found.until(partial(done, found, int(share * len(PUBLISHED))))
                children = worker.children()
                assert len(children) >= 2
                worker.kill()
                await asyncio.to_thread(wait_until_gone, children)
                worker.start()
            repeats = await finish(found)
        assert worker.terminate() == 0
    assert repeats > 0, "the kills hit nothing in flight: the test shows nothing"
    assert await committed(chosen) == len(PUBLISHED)


async def test_a_second_worker_joins_and_leaves(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    second = Worker(kafka.address, tmp_path, "second")
    with Worker(kafka.address, tmp_path, "first") as first:
        await asyncio.to_thread(first.ready)
        stream = Stream()
        publishing = asyncio.create_task(publish(chosen, stream, pause=0.15))
        async with tap(chosen) as found:
            await found.until(lambda: done(found, 10))
            with second:
                await asyncio.to_thread(second.ready)
                await found.until(lambda: second.metric(ENRICHED_STORIES) > 0)
                await until(lambda: [one.metric(PARTITIONS) for one in (first, second)] == [2, 2])
                assert await asyncio.to_thread(second.terminate) == 0
            await until(lambda: first.metric(PARTITIONS) == 4)
            stream.ends = True
            await publishing
            await finish(found, stream.sent)
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
        await until(lambda: [one.metric(PARTITIONS) for one in (first, second)] == [2, 2])
        second.kill()
        await publish(chosen, RECORDS[:STORIES])
        async with tap(chosen) as found:
            await found.until(lambda: len(found.uris()) == STORIES)
        assert first.metric(PARTITIONS) == 4
        assert first.terminate() == 0


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
async def test_broker_stopped_and_started(kafka: KafkaServer, tmp_path: Path, sig: signal.Signals) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    await publish(chosen, RECORDS)
    with Worker(kafka.address, tmp_path) as worker:
        async with tap(chosen) as found:
            await found.until(lambda: done(found, len(PUBLISHED) // 4))
        before = len(worker.lines())
        kafka.stop(sig)
        await asyncio.sleep(2 * chosen.session_timeout)  # so long it is away
        assert worker.running, "\n".join(worker.lines())
        assert worker.get("/livez")[0] == 200
        kafka.start()
        async with tap(chosen) as found:
            await finish(found)
        lines = worker.lines()[before:]
        assert len(lines) < 50, "\n".join(lines)
        await asyncio.to_thread(worker.says, "Kafka's client complains no more")
        assert worker.terminate() == 0
