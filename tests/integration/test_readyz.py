"""Against Apache Kafka: each row of the runbook's table of what /readyz says, seen in a worker's life.

Rows that come of a broker that is away, or of feeds, are seen in `test_kafka_health`, `test_kafka_flow` and
`test_kafka_operations`; `tests/ops/test_runbook.py` holds that none is left out.
"""

import asyncio
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds
from tests.integration import ledger
from tests.integration.processes import Worker, settings
from tests.integration.tap import publish, tap
from tests.integration.wire import story, uri
from tests.patience import until, wait_until

pytestmark = pytest.mark.kafka

TRAPS = """\
import asyncio, os
from aiokafka.consumer import group_coordinator
from aiokafka.producer import sender
from slugline.runtime import partition_state, trends_loop

def trapped(kind, name, word):
    real = getattr(kind, name)
    async def method(self, *more):
        while word + " hangs" in open(os.environ["TEST_TRAP"]).read():
            await asyncio.sleep(0.1)
        if word + " fails" in open(os.environ["TEST_TRAP"]).read():
            raise RuntimeError("a trap")
        return await real(self, *more)
    setattr(kind, name, method)

trapped(trends_loop.TrendsLoop, "_positions", "trends")
trapped(partition_state.PartitionState, "catch_up", "register")
trapped(sender.Sender, "_send_produce_req", "produce")
trapped(group_coordinator.GroupCoordinator, "_do_rejoin_group", "join")
"""
"""A sitecustomize.py by which parts of a worker hang, or fail, as long as a file says so."""


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


def trapped(folder: Path) -> tuple[dict[str, str], Path]:
    """Return the variables of a worker with traps, and the file that sets them."""
    (folder / "sitecustomize.py").write_text(TRAPS)
    trap = folder / "trap"
    trap.write_text("")
    return {"PYTHONPATH": str(folder), "TEST_TRAP": str(trap)}, trap


async def says(worker: Worker, words: str) -> None:
    """Wait until /readyz says ``words``."""

    def said() -> bool:
        status, text = worker.get("/readyz")
        return status == 503 and words in text

    await until(lambda: said() or not worker.running, lambda: f"{worker.get('/readyz')} {worker.lines()}")
    assert worker.running, worker.lines()


def reasons(worker: Worker) -> list[str]:
    """Look until the worker is ready; return what it said, figures left out, each once in a row."""
    seen: list[str] = []

    def ready() -> bool:
        status, text = worker.get("/readyz")
        kind = re.sub(r"\d+", "", text.strip())
        if status and kind not in seen[-1:]:
            seen.append(kind)
        return status == 200

    wait_until(ready, lambda: f"{seen} {worker.lines()}")
    return seen


async def test_it_starts_and_it_stops(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path) as worker:
        seen = await asyncio.to_thread(reasons, worker)
        assert "stories: starting" in seen
        assert seen[-1] == "ready"
        for pid in worker.pool():
            os.kill(pid, signal.SIGSTOP)
        await publish(chosen, [(uri(1).encode(), story(1))])
        await until(lambda: worker.metric("slugline_in_flight_stories") == 1)
        os.kill(worker.pid, signal.SIGTERM)
        await says(worker, "stories: stopping")
        for pid in worker.pool():
            os.kill(pid, signal.SIGCONT)
        assert await asyncio.to_thread(worker.wait) == 0
        async with tap(chosen) as found:
            await found.until(lambda: found.uris() == {uri(1)})


async def test_brokers_that_take_nothing(kafka: KafkaServer, tmp_path: Path) -> None:
    """They answer, and what is sent does not get there. It goes on by itself, and nothing is lost."""
    traps, trap = trapped(tmp_path)
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path, environ=traps) as worker:
        await asyncio.to_thread(worker.ready)
        trap.write_text("produce hangs")
        await publish(chosen, [(uri(n).encode(), story(n)) for n in range(12)])
        await says(worker, "stories: the brokers have not taken what was sent")
        trap.write_text("")
        async with tap(chosen) as found:
            await found.until(lambda: len(found.uris()) == 12 and ledger.complete(found))
            await found.settle()
        ledger.check(found, [(uri(n), 1) for n in range(12)])
        await asyncio.to_thread(worker.ready)
        assert worker.terminate() == 0


async def test_a_worker_that_joins_while_another_is_silent(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path, "silent", session_timeout=300) as silent:
        await asyncio.to_thread(silent.ready)
        os.kill(silent.pid, signal.SIGSTOP)
        with Worker(kafka.address, tmp_path, "newcomer") as newcomer:
            await says(newcomer, "stories: joining the group")
            os.kill(silent.pid, signal.SIGCONT)
            has = 'slugline_assigned_partitions{role="stories"}'
            await until(lambda: silent.metric(has) == newcomer.metric(has) == 2)
            for worker in (silent, newcomer):
                await asyncio.to_thread(worker.ready)
            assert newcomer.terminate() == 0
        assert silent.terminate() == 0


async def test_a_worker_that_was_put_out_and_cannot_come_back(kafka: KafkaServer, tmp_path: Path) -> None:
    traps, trap = trapped(tmp_path)
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path, environ=traps) as worker:
        await asyncio.to_thread(worker.ready)
        trap.write_text("join hangs")
        os.kill(worker.pid, signal.SIGSTOP)
        await asyncio.sleep(12)  # twice its session
        os.kill(worker.pid, signal.SIGCONT)
        await says(worker, "stories: the group put this worker out")
        await says(worker, "stories: the group does not know this worker")
        await asyncio.to_thread(worker.says, "stories: not ready: the group does not know this worker")
        trap.write_text("")
        await asyncio.to_thread(worker.ready)
        await publish(chosen, [(uri(1).encode(), story(1))])
        async with tap(chosen) as found:
            await found.until(lambda: found.uris() == {uri(1)})
        assert worker.terminate() == 0


async def test_stories_wait_and_none_gets_done(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path, watchdog=60, story_timeout=58) as worker:
        await asyncio.to_thread(worker.ready)
        for pid in worker.pool():
            os.kill(pid, signal.SIGSTOP)
        await publish(chosen, [(uri(1).encode(), story(1))])
        await says(worker, "stories: stories wait and none gets done")
        await asyncio.to_thread(worker.says, "stories: not ready: stories wait and none gets done")
        for pid in worker.pool():
            os.kill(pid, signal.SIGCONT)
        await asyncio.to_thread(worker.ready)
        await asyncio.to_thread(worker.says, "stories: ready again after")
        async with tap(chosen) as found:
            await found.until(lambda: found.uris() == {uri(1)})
        assert worker.terminate() == 0


async def test_what_hangs_or_fails_inside(kafka: KafkaServer, tmp_path: Path) -> None:
    """The trends cost no story, and each role is answered for alone."""
    traps, trap = trapped(tmp_path)
    trap.write_text("register hangs")
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path, roles="stories,trends", environ=traps) as worker:
        await says(worker, "stories: reading the register")
        trap.write_text("")
        await asyncio.to_thread(worker.ready)
        trap.write_text("trends fails")
        await says(worker, "trends: starting anew: a trap")
        assert worker.get("/readyz/stories") == (200, "ready\n")
        trap.write_text("")
        await asyncio.to_thread(worker.ready)
        trap.write_text("trends hangs")
        await says(worker, "trends: it has stood still for")
        await publish(chosen, [(uri(1).encode(), story(1))])
        async with tap(chosen) as found:
            await found.until(lambda: found.uris() == {uri(1)})
        assert worker.get("/readyz/stories") == (200, "ready\n")
        assert worker.get("/readyz/trends")[0] == 503
        trap.write_text("")
        await asyncio.to_thread(worker.ready)
        assert worker.terminate() == 0
