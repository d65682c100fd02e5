"""Against Apache Kafka: what /readyz and the metrics say in a fault, and that it passes by itself."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin.records_to_delete import RecordsToDelete

from ops.kafka.config import free_port
from ops.kafka.server import KafkaServer
from slugline.broker import admin, create_feeds
from slugline.records.feeds import STORIES
from slugline.settings import Settings
from tests.integration.processes import Worker, settings
from tests.integration.tap import publish, tap
from tests.integration.wire import story, uri
from tests.patience import until

pytestmark = pytest.mark.kafka

TROUBLE = 'slugline_broker_trouble_seconds_total{role="stories"}'
EXPIRED = "slugline_records_expired_total"
DEALS = 'slugline_rebalances_total{role="stories"}'
DONE = 'slugline_stories_total{outcome="enriched"}'


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


def lag(worker: Worker) -> float:
    lines = worker.get("/metrics")[1].splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith("slugline_lag_records{"))


async def unready(worker: Worker, *words: str) -> None:
    """Wait until the worker says of itself that it is not ready, in ``words``."""

    def told() -> bool:
        status, text = worker.get("/readyz")
        return status == 503 and all(word in text for word in words)

    await until(lambda: told() or not worker.running, lambda: f"{worker.get('/readyz')} {worker.lines()}")
    assert worker.running


def status(address: str, port: int, says: str = "") -> dict[str, Any]:
    """What `slugline status` says of the first partition of the stories feed; ``says`` is among its words."""
    command = [sys.executable, "-m", "slugline.cli", "status", "-b", address]
    environ = {**os.environ, "SLUGLINE_HTTP_PORT": str(port)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    assert says in done.stderr
    first: dict[str, Any] = json.loads(done.stdout.splitlines()[0])
    if first["expired"]:
        assert f"lost: retention removed {first['expired']} records of" in done.stderr
    return first


async def remove_all(chosen: Settings, ends: dict[int, int]) -> None:
    """Have the records before ``ends`` removed, as retention does."""
    async with admin(chosen) as connected:
        places = {TopicPartition(STORIES.name, n): RecordsToDelete(end) for n, end in ends.items()}
        await connected.delete_records(places)


@pytest.mark.parametrize("sig", [signal.SIGSTOP, signal.SIGKILL], ids=["silent", "gone"])
async def test_a_broker_that_is_away(kafka: KafkaServer, tmp_path: Path, sig: signal.Signals) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path, roles="stories,trends") as worker:
        await asyncio.to_thread(worker.ready)
        assert worker.metric(TROUBLE) == 0
        assert kafka.pid is not None
        if sig == signal.SIGSTOP:
            os.kill(kafka.pid, sig)
        else:
            kafka.stop(sig)
        await unready(worker, "stories: no broker has answered for", "trends: ")
        await until(lambda: worker.metric(TROUBLE) > 0)
        if sig == signal.SIGSTOP:
            os.kill(kafka.pid, signal.SIGCONT)
        else:
            kafka.start()
        await asyncio.to_thread(worker.ready)
        await publish(chosen, [(uri(1).encode(), story(1))])
        async with tap(chosen) as found:
            await found.until(lambda: found.uris() == {uri(1)})
        assert worker.terminate() == 0


async def test_a_worker_that_the_group_puts_out(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with (
        Worker(kafka.address, tmp_path, "first") as first,
        Worker(kafka.address, tmp_path, "second") as second,
    ):
        await asyncio.to_thread(first.ready)
        await asyncio.to_thread(second.ready)
        os.kill(second.pid, signal.SIGSTOP)
        await until(lambda: first.metric('slugline_assigned_partitions{role="stories"}') == 4)
        os.kill(second.pid, signal.SIGCONT)
        await unready(second, "stories: the group put this worker out")
        assert second.metric('slugline_evictions_total{role="stories"}') >= 1
        await asyncio.to_thread(second.ready)
        assert first.terminate() == 0
        assert second.terminate() == 0


async def test_a_quiet_wire_after_retention_is_no_stall_and_what_expired_is_told(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    chosen = settings(kafka.address, partitions=1)
    await create_feeds(chosen)
    port = free_port()
    with Worker(kafka.address, tmp_path, watchdog=4, http_port=port) as worker:
        await publish(chosen, [(uri(n).encode(), story(n, paragraphs=1)) for n in range(5)])
        await asyncio.to_thread(worker.ready)
        await until(lambda: worker.metric(DONE) == 5)
        assert worker.terminate() == 0
        await publish(chosen, [(uri(n).encode(), story(n, paragraphs=1)) for n in range(5, 25)])
        await remove_all(chosen, {0: 25})
        told = await asyncio.to_thread(status, kafka.address, port)
        assert (told["lag"], told["expired"]) == (0, 20)
        worker.start()
        await until(
            lambda: len(worker.get("/metrics")[1]) and worker.metric(EXPIRED) == 20,
            lambda: str(worker.lines()),
        )
        await asyncio.to_thread(
            worker.says,
            f"retention removed 20 records of {STORIES.name}/0 before they were read: offsets 5 to 24",
        )
        await asyncio.sleep(8)  # twice the watchdog
        assert worker.get("/readyz") == (200, "ready\n")
        assert lag(worker) == 0
        with Worker(kafka.address, tmp_path, "another", watchdog=4) as another:  # dealt out anew, twice
            await asyncio.to_thread(another.ready)
        await until(lambda: worker.metric(DEALS) > 2)
        counted = f"lost: retention removed 20 records of {STORIES.name} before they were read, by what 1 of "
        told = await asyncio.to_thread(status, kafka.address, port, counted)
        assert (told["lag"], told["expired"]) == (0, 0)
        for _ in range(2):  # there is still nothing to read and commit
            assert worker.terminate() == 0
            worker.start()
            await asyncio.to_thread(worker.ready)
            await asyncio.sleep(4)  # where the log starts is asked for at once
            assert worker.metric(EXPIRED) == 0
        assert sum("retention removed" in line for line in (*worker.lines(), *another.lines())) == 1
        await publish(chosen, [(uri(n).encode(), story(n, 2, paragraphs=1)) for n in range(3)])
        await until(lambda: worker.metric(DONE) == 3)
        assert worker.metric(EXPIRED) == 0
        assert worker.terminate() == 0


async def test_the_marker_of_a_transaction_is_nothing_to_wait_for(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address, partitions=1)
    await create_feeds(chosen)
    async with (
        AIOKafkaProducer(bootstrap_servers=kafka.address, transactional_id="publisher") as producer,
        producer.transaction(),
    ):
        await producer.send(STORIES.name, story(1, paragraphs=1), key=uri(1).encode())
    with Worker(kafka.address, tmp_path, watchdog=4) as worker:
        await asyncio.to_thread(worker.ready)
        await until(lambda: worker.metric(DONE) == 1)
        for life in (1, 2):
            await until(lambda: lag(worker) == 0)
            await asyncio.sleep(6)  # longer than the watchdog
            assert worker.get("/readyz") == (200, "ready\n"), life
            assert worker.metric(EXPIRED) == 0
            assert worker.terminate() == 0
            worker.start()
            await asyncio.to_thread(worker.ready)
