"""A worker as a user starts it, against the embedded broker: the quick half of the reliability tests."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from slugline.broker import create_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.records.dead_letter_headers import from_record
from slugline.records.feeds import DEAD_LETTERS, ENRICHED
from slugline.settings import Settings
from tests.integration import ledger
from tests.integration.processes import Worker, settings, wait_until_gone
from tests.integration.tap import committed, publish, tap
from tests.integration.wire import story, uri
from tests.patience import until

TRACE = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
QUICK: dict[str, Any] = {"session_timeout": 4}  # Tansu lets a group wait half of it before the first join


@pytest.fixture
def address() -> Iterator[str]:
    with EmbeddedBroker() as broker:
        yield broker.address


@pytest.fixture
async def chosen(address: str) -> AsyncIterator[Settings]:
    chosen = settings(address)
    await create_feeds(chosen)
    yield chosen


async def test_end_to_end_sigterm_drains_a_second_life_repeats_nothing_and_ends_with_its_pool(
    chosen: Settings, tmp_path: Path
) -> None:
    poison = {b"p1": b'{"uri": }', b"p2": b"\xff\xfe\xfa", b"p3": story(7, headline=None, body_text=None)}
    first = [(uri(n).encode(), story(n, v)) for v in (1, 2) for n in range(20)]
    second = [(uri(n).encode(), story(n, 3)) for n in range(60)]
    with Worker(chosen.brokers, tmp_path, **QUICK) as worker:
        await publish(chosen, [*first[:15], *poison.items(), (b"gone", None), *first[15:]])
        await asyncio.to_thread(worker.ready)
        async with tap(chosen) as found:
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 41)  # "gone" is a tombstone
            await found.until(lambda: len(found.records[DEAD_LETTERS.name]) >= 3)
            counted = 'slugline_stories_total{outcome="enriched"}'
            await until(lambda: worker.metric(counted) >= 40)  # counted once it is acknowledged
            assert worker.metric(counted) == 40
            assert worker.metric('slugline_stories_total{outcome="dead-lettered"}') == 3
            assert worker.metric('slugline_skips_total{reason="tombstone"}') == 1
            assert worker.get("/livez") == (200, "alive\n")
            await publish(chosen, second)
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 46)
            children = worker.children()
            assert await asyncio.to_thread(worker.terminate) == 0
            await asyncio.to_thread(wait_until_gone, children)
            worker.start()
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 101 and ledger.complete(found))
            await found.settle()
            assert worker.running
            await asyncio.to_thread(worker.ready)  # all there was to see may be of its life before
            for pid in worker.pool():
                os.kill(pid, signal.SIGKILL)
            await publish(chosen, [(uri(0).encode(), story(0, 4))])
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 102)
            await found.settle()
            assert worker.running, "a process that dies is replaced"
    everything = [(uri(n), v) for v in (1, 2) for n in range(20)] + [(uri(n), 3) for n in range(60)]
    repeats = ledger.check(found, [*everything, (uri(0), 4)])
    assert repeats == 0, "what was in flight at SIGTERM was finished and committed"
    letters = [from_record(r.key, r.value, r.headers) for r in found.records[DEAD_LETTERS.name]]
    assert {one.key: one.value for one in letters} == poison
    assert {one.reason for one in letters} == {"not-json", "not-utf8", "missing-text"}
    told = chosen.partitions - 1  # of the null value: nobody knew where that story stands
    assert await committed(chosen) == 40 + 3 + 1 + told + 60 + 1


@pytest.mark.dear
async def test_kill_9_then_what_comes_again_is_equal_byte_for_byte_and_no_flood_of_bad_records_stops_it(
    chosen: Settings, tmp_path: Path
) -> None:
    slow: dict[str, Any] = {
        **QUICK,
        "commit_interval": 60,  # so that the kill hits work that is done and not committed
        "dead_letter_sample": 100,
    }
    await publish(chosen, [(uri(n).encode(), story(n)) for n in range(30)])
    with Worker(chosen.brokers, tmp_path, **slow) as worker:
        async with tap(chosen) as found:
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 30)
            children = worker.children()
            worker.kill()
            await asyncio.to_thread(wait_until_gone, children)
            worker.start()
            await found.until(lambda: len(found.records[ENRICHED.name]) >= 60 and ledger.complete(found))
            await found.settle()
            repeats = ledger.check(found, [(uri(n), 1) for n in range(30)])
            each = sum(len(found.records[feed]) for feed in ledger.FEEDS) / 2
            assert repeats == each, "every record came twice"
            before = len(worker.lines())
            await publish(chosen, [(f"{n}".encode(), b"{broken %d" % n) for n in range(150)])
            await publish(chosen, [(uri(1).encode(), story(1, 2))])
            await found.until(lambda: len(found.records[ENRICHED.name]) == 61)
            await found.until(lambda: len(found.records[DEAD_LETTERS.name]) == 150)
        assert worker.metric('slugline_dead_letters_total{reason="not-json"}') == 150
        assert worker.get("/readyz")[0] == 200
        assert await asyncio.to_thread(worker.terminate) == 0
    assert await committed(chosen) == 30 + 151
    assert len(worker.lines()) - before < 50, "150 dead letters are not 150 lines"


@pytest.mark.parametrize("roles", ["trends", "stories,trends"])
def test_no_role_is_ready_without_a_broker(tmp_path: Path, roles: str) -> None:
    with Worker("127.0.0.1:9", tmp_path, roles=roles) as worker:
        worker.says("waiting for Kafka")
        status, text = worker.get("/readyz")
        assert status == 503
        assert [line.partition(": ")[0] for line in text.splitlines()] == roles.split(",")
        assert all(": waiting for Kafka: no broker at 127.0.0.1:9 (" in line for line in text.splitlines())
        assert worker.get("/livez")[0] == 200
        assert worker.terminate() == 0
