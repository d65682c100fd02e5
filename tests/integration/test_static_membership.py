"""Against Apache Kafka: a worker that keeps its name in the group comes back to the partitions it had."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds
from slugline.records.feeds import ENRICHED
from slugline.settings import Settings
from tests.integration.processes import Worker, settings
from tests.integration.tap import publish, tap
from tests.integration.wire import story, uri

pytestmark = pytest.mark.kafka

HELD = 'slugline_assigned_partitions{role="stories"}'
DEALT = 'slugline_rebalances_total{role="stories"}'


def stories(first: int, count: int) -> list[tuple[bytes | None, bytes | None]]:
    return [(uri(n).encode(), story(n, 1, paragraphs=1)) for n in range(first, first + count)]


async def enriched(chosen: Settings, count: int) -> set[str]:
    """The uris of the first ``count`` enriched stories."""
    async with tap(chosen) as found:
        await found.until(lambda: len(found.records[ENRICHED.name]) >= count)
        return found.uris()


async def test_a_rolling_restart_moves_no_partition(tmp_path: Path) -> None:
    """One worker after the other: the one that stays is dealt nothing anew, and all stories come out."""
    with KafkaServer() as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        named: dict[str, Any] = {"session_timeout": 280, "drain": 15}  # longer than any start
        with (
            Worker(kafka.address, tmp_path, "one", group_instance="slugline-0", **named) as one,
            Worker(kafka.address, tmp_path, "two", group_instance="slugline-1", **named) as two,
        ):
            for worker in (one, two):
                await asyncio.to_thread(worker.ready)
            await asyncio.to_thread(
                one._wait_until, lambda: [worker.metric(HELD) for worker in (one, two)] == [2.0, 2.0]
            )
            done = 0
            for leaves, stays in ((one, two), (two, one)):
                before = stays.metric(DEALT)
                assert leaves.terminate() == 0
                await publish(chosen, stories(done, 8))
                done += 8
                leaves.start()
                await asyncio.to_thread(leaves.ready)
                assert await enriched(chosen, done) == {uri(n) for n in range(done)}
                assert [leaves.metric(HELD), stays.metric(HELD)] == [2.0, 2.0]
                assert stays.metric(DEALT) == before
            assert [worker.terminate() for worker in (one, two)] == [0, 0]
