"""Against Apache Kafka: what happens where it is run. Each is named in one line, and nothing is lost."""

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import KafkaError

from ops.kafka.server import KafkaServer
from slugline.broker import UnreachableError, admin, create_feeds, list_feeds
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, QUOTES, REGISTER, STORIES, TALLIES, TRENDS, Feed
from slugline.runtime.feed_identity import identity
from slugline.settings import Settings
from tests.integration import faulty_brokers as faults
from tests.integration import ledger
from tests.integration.processes import Worker, settings
from tests.integration.tap import Tap, committed, publish, publisher, tap
from tests.integration.wire import story, uri
from tests.patience import PATIENCE, until

pytestmark = pytest.mark.kafka

DONE = 'slugline_stories_total{outcome="enriched"}'
CLOCK = """\
import os, time
real = time.time
def shifted():
    try:
        with open(os.environ["TEST_CLOCK"]) as file:
            return real() + float(file.read() or 0)
    except OSError:
        return real()
time.time = shifted
"""
"""A sitecustomize.py by which a test moves the clock of a worker."""


def stories(count: int, version: int = 1) -> list[tuple[bytes | None, bytes | None]]:
    return [(uri(n).encode(), story(n, version, paragraphs=1)) for n in range(count)]


async def insist(chosen: Settings, records: Sequence[tuple[bytes | None, bytes | None]]) -> None:
    """Publish, again and again, until the broker has acknowledged each."""
    left = list(records)
    while left:
        try:
            async with publisher(chosen) as producer:
                sent = [await producer.send(STORIES.name, value, key=key) for key, value in left]
                results = await asyncio.gather(*sent, return_exceptions=True)
            left = [one for one, result in zip(left, results, strict=True) if isinstance(result, Exception)]
        except KafkaError:
            await asyncio.sleep(0.5)


async def test_a_disk_that_is_full_and_then_freed(tmp_path: Path) -> None:
    """The broker ends itself. Every story published before, meanwhile and after comes out, whole."""
    with faults.small_disk(tmp_path, 60) as disk, KafkaServer(data=disk / "kafka") as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        with Worker(kafka.address, tmp_path) as worker:
            await publish(chosen, stories(5))
            await asyncio.to_thread(worker.ready)
            async with tap(chosen) as found:
                await found.until(lambda: len(found.records[ENRICHED.name]) == 5)
            filler = disk / "filler"
            with filler.open("wb") as file:
                free = os.statvfs(disk)
                file.write(b"x" * (free.f_bavail * free.f_bsize - 100_000))
            sending = asyncio.create_task(insist(chosen, stories(400, version=2)))
            await until(lambda: kafka.pid is None)  # a broker whose only log folder fails ends
            await until(lambda: "stories: not ready" in worker.log.read_text(), lambda: str(worker.lines()))
            assert worker.running
            assert not sending.done()
            status, text = worker.get("/readyz")
            assert (status, text.startswith("stories: no broker has answered for")) == (503, True)
            assert f"no broker at {kafka.address} (" in text
            assert "Connect call failed" in text
            filler.unlink()
            kafka.stop()
            kafka.start()
            await sending
            await asyncio.to_thread(worker.ready)
            await publish(chosen, stories(20, version=3))
            expected = {(uri(n), v) for v, count in ((1, 5), (2, 400), (3, 20)) for n in range(count)}
            async with tap(chosen) as found:
                await found.until(
                    lambda: (
                        {(one.uri, one.version) for one in ledger.stories(found)} >= expected
                        and ledger.complete(found)
                    )
                )
                await found.settle()
            ledger.check(found, expected)
            assert worker.terminate() == 0
        told = [line for line in worker.lines() if "not ready" in line]
        assert "stories: not ready: no broker has answered for" in told[0]
        assert "Connect call failed" in told[0]
        assert len(told) <= 3, "a line for each reason; then, too, the group may have put this worker out"
        assert any("ready again" in line for line in worker.lines())


@pytest.mark.parametrize(
    ("feed", "allowed", "says"),
    [
        (ENRICHED, faults.READ, "not allowed to write to"),
        (STORIES, faults.WRITE, "not allowed to read"),
        (REGISTER, faults.WRITE, "not allowed to read"),
        (QUOTES, faults.DESCRIBE_CONFIGS, "not allowed to see"),
    ],
    ids=["not written to", "not read", "register not read", "not seen"],
)
async def test_a_feed_that_may_not_be_used_is_named_at_the_start_and_waited_for(
    tmp_path: Path, feed: Feed, allowed: int, says: str
) -> None:
    with KafkaServer(config=faults.GUARDED) as kafka:
        boss = settings(kafka.address, **faults.BOSS)
        await create_feeds(boss)
        await faults.allow_only(boss, feed.name, allowed)
        with Worker(kafka.address, tmp_path, **faults.DESK) as worker:
            await publish(boss, stories(1))
            says = f"{says} {feed.name}: it lacks "
            await asyncio.to_thread(worker.says, says)
            assert worker.get("/readyz")[0] == 503
            assert f"stories: {says}" in worker.get("/readyz")[1]
            assert " in 1 processes" not in worker.log.read_text(), "before the model was there"
            await faults.forgive(boss, feed.name)
            async with tap(boss) as found:
                await found.until(lambda: found.uris() == {uri(0)})
            assert worker.terminate() == 0
        assert worker.log.read_text().count(says) == 1, worker.lines()


async def test_a_feed_that_may_not_be_written_to_any_more_ends_the_worker_and_the_next_waits(
    tmp_path: Path,
) -> None:
    with KafkaServer(config=faults.GUARDED) as kafka:
        boss = settings(kafka.address, **faults.BOSS)
        await create_feeds(boss)
        with Worker(kafka.address, tmp_path, **faults.DESK) as worker:
            await asyncio.to_thread(worker.ready)
            await faults.allow_only(boss, QUOTES.name, faults.READ)
            await publish(boss, stories(1))
            says = f"not allowed to write to {QUOTES.name}"
            assert await asyncio.to_thread(worker.wait) == 1
            assert worker.log.read_text().count(says) == 1
            assert await committed(boss) == 0
            worker.start()
            await until(lambda: worker.log.read_text().count(says) == 2)
            await faults.forgive(boss, QUOTES.name)
            async with tap(boss) as found:
                await found.until(lambda: found.uris() == {uri(0)})
            assert worker.terminate() == 0


async def test_a_transactional_id_that_may_not_be_used_stops_its_partition_until_it_may(
    tmp_path: Path,
) -> None:
    with KafkaServer(config=faults.GUARDED) as kafka:
        boss = settings(kafka.address, **faults.BOSS)
        await create_feeds(boss)
        name = f"{boss.group}-1"
        await faults.allow_only(boss, name, faults.DESCRIBE, faults.TRANSACTIONAL_ID)
        with Worker(kafka.address, tmp_path, **faults.DESK) as worker:
            says = f"partition 1: no producer yet: not allowed to use transactions as {name}"
            await asyncio.to_thread(worker.says, says)
            await until(lambda: worker.get("/readyz")[1].startswith(f"stories: {says}"))
            await faults.forgive(boss, name, faults.TRANSACTIONAL_ID)
            await asyncio.to_thread(worker.ready)
            assert worker.terminate() == 0
        assert sum(says in line and "not ready" not in line for line in worker.lines()) == 1


@pytest.mark.parametrize(
    ("kind", "name", "operation", "words"),
    [
        (faults.TRANSACTIONAL_ID, "*", faults.DESCRIBE, "not allowed to use transactions as slugline-"),
        (
            faults.GROUP,
            "slugline-stories",
            faults.DESCRIBE,
            "not allowed to be in the group slugline-stories",
        ),
        (faults.GROUP, "slugline-stories", faults.DELETE, "not allowed to be in the group slugline-stories"),
    ],
    ids=["the transactions", "the group", "not even seen"],
)
async def test_what_else_may_not_be_used_ends_the_worker_with_a_word(
    tmp_path: Path, kind: int, name: str, operation: int, words: str
) -> None:
    with KafkaServer(config=faults.GUARDED) as kafka:
        boss = settings(kafka.address, **faults.BOSS)
        await create_feeds(boss)
        await publish(boss, stories(1))
        with Worker(kafka.address, tmp_path, **faults.DESK) as worker:
            async with tap(boss) as found:
                await found.until(lambda: found.uris() == {uri(0)})
            assert worker.terminate() == 0
            await faults.allow_only(boss, name, operation, kind)
            worker.start()
            assert await asyncio.to_thread(worker.wait) == 1
            assert worker.log.read_text().count(words) == 1, worker.lines()
            await faults.forgive(boss, name, kind)
            worker.start()
            await asyncio.to_thread(worker.ready)
            assert worker.terminate() == 0


@pytest.mark.parametrize(
    ("role", "group"), [("trends", "slugline-trends"), ("chains", "slugline-stories-chains")]
)
async def test_a_role_that_may_not_be_in_its_group_says_so_until_it_may(
    tmp_path: Path, role: str, group: str
) -> None:
    with KafkaServer(config=faults.GUARDED) as kafka:
        boss = settings(kafka.address, chains=True, **faults.BOSS)
        await create_feeds(boss)
        await faults.allow_only(boss, group, faults.DESCRIBE, faults.GROUP)
        with Worker(kafka.address, tmp_path, roles=role, chains=True, **faults.DESK) as worker:
            await asyncio.to_thread(worker.says, f"not allowed to be in the group {group}: it lacks READ")
            await until(lambda: f"not allowed to be in the group {group}" in worker.get("/readyz")[1])
            await faults.forgive(boss, group, faults.GROUP)
            await asyncio.to_thread(worker.ready)
            assert worker.terminate() == 0


@pytest.mark.parametrize("feed", [TALLIES, TRENDS], ids=["tallies", "trends"])
async def test_trends_that_may_not_write_a_feed_say_so_until_they_may(tmp_path: Path, feed: Feed) -> None:
    with KafkaServer(config=faults.GUARDED) as kafka:
        boss = settings(kafka.address, **faults.BOSS)
        await create_feeds(boss)
        await faults.allow_only(boss, feed.name, faults.READ)
        quick: dict[str, Any] = {"roles": "stories,trends", "trend_hop": 10, "trend_windows": 60}
        with Worker(kafka.address, tmp_path, **quick, **faults.DESK) as worker:
            await publish(boss, stories(3))
            await asyncio.to_thread(worker.says, f"not allowed to write to {feed.name}: it lacks WRITE")
            await until(lambda: worker.metric(DONE) == 3)
            await faults.forgive(boss, feed.name)
            await asyncio.to_thread(worker.ready)
            assert worker.terminate() == 0
        assert "not allowed to read" not in worker.log.read_text()


async def test_a_group_that_is_forbidden_to_a_running_worker_ends_it(tmp_path: Path) -> None:
    with KafkaServer(config=faults.GUARDED) as kafka:
        boss = settings(kafka.address, **faults.BOSS)
        await create_feeds(boss)
        with Worker(kafka.address, tmp_path, **faults.DESK) as worker:
            await asyncio.to_thread(worker.ready)
            await faults.allow_only(boss, boss.group, faults.DESCRIBE, faults.GROUP)
            assert await asyncio.to_thread(worker.wait) == 1
            assert worker.log.read_text().count(f"not allowed to be in the group {boss.group}") == 1


async def test_a_certificate_that_has_expired(tmp_path: Path) -> None:
    store, certificate = faults.old_certificate(tmp_path, "tiger-lily")
    config = {
        "listener.security.protocol.map": "PLAINTEXT:SSL,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        "ssl.keystore.location": str(store),
        "ssl.keystore.password": "tiger-lily",
        "ssl.truststore.location": str(store),
        "ssl.truststore.password": "tiger-lily",
    }
    login: dict[str, Any] = {"security_protocol": "SSL", "tls_ca": certificate}
    with KafkaServer(config=config) as kafka, Worker(kafka.address, tmp_path, **login) as worker:
        with pytest.raises(UnreachableError, match="certificate has expired"):
            await list_feeds(settings(kafka.address, **login))
        await asyncio.to_thread(worker.says, "certificate has expired")
        assert worker.get("/readyz")[0] == 503
        assert "certificate has expired" in worker.get("/readyz")[1]
        assert len(worker.lines()) < 10
        assert worker.terminate() == 0


async def test_a_feed_that_is_made_anew_with_other_partitions(tmp_path: Path) -> None:
    with KafkaServer() as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        with Worker(kafka.address, tmp_path) as worker:
            await publish(chosen, stories(40))
            await until(lambda: bool(worker.get("/metrics")[1]) and worker.metric(DONE) == 40)
            await faults.make_anew(chosen, STORIES.name, 2)
            assert await asyncio.to_thread(worker.wait) == 1
            # by whatever is noticed first: how many there are, the feed's id when the group is dealt its
            # partitions anew, its end, or a client that asks for partitions that are no more
            reasons = (f"{STORIES.name} has 2 partitions now and had 4", "was made anew", "Faust failed")
            told = [line for line in worker.log.read_text().splitlines() if '"level":"error"' in line]
            assert any(reason in line for line in told for reason in reasons), "\n".join(told)
            worker.start()
            assert await asyncio.to_thread(worker.wait) == 1
            assert f"{STORIES.name} has 2 partitions, but " in worker.log.read_text()
            await faults.make_anew(chosen, STORIES.name, 4)
            await publish(chosen, stories(6, version=2))
            worker.start()
            await until(lambda: bool(worker.get("/metrics")[1]) and worker.metric(DONE) == 6)
            assert worker.terminate() == 0


async def test_a_feed_that_is_written_and_made_anew_with_more_partitions(tmp_path: Path) -> None:
    """It is named while the worker runs, which goes on: records go where their stories are."""
    with KafkaServer() as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        with Worker(kafka.address, tmp_path) as worker:
            await publish(chosen, stories(8))
            await until(lambda: bool(worker.get("/metrics")[1]) and worker.metric(DONE) == 8)
            await faults.make_anew(chosen, QUOTES.name, 6)
            await asyncio.to_thread(worker.says, f"{QUOTES.name} was made anew: what stood there is gone")
            await publish(chosen, stories(6, version=2))
            await until(lambda: worker.metric(DONE) == 14)
            assert worker.get("/readyz")[0] == 200
            assert worker.terminate() == 0


@pytest.mark.parametrize("feed", [QUOTES, REGISTER], ids=["quotes", "register"])
async def test_a_feed_that_is_written_and_made_anew_with_fewer_partitions(tmp_path: Path, feed: Feed) -> None:
    with KafkaServer() as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        with Worker(kafka.address, tmp_path, drain=1) as worker:
            await publish(chosen, stories(12))
            await until(lambda: bool(worker.get("/metrics")[1]) and worker.metric(DONE) == 12)
            await faults.make_anew(chosen, feed.name, 1)
            await publish(chosen, stories(12, version=2))
            assert await asyncio.to_thread(worker.wait) == 1
            assert f"{feed.name} has 1 partitions now and had 4" in worker.log.read_text()
            worker.start()
            assert await asyncio.to_thread(worker.wait) == 1
            assert f"{feed.name} has 1" in worker.lines()[-2]
            await faults.make_anew(chosen, feed.name, 4)
            worker.start()
            async with tap(chosen) as found:
                await found.until(lambda: len(second_versions(found)) == 12)
            assert worker.terminate() == 0


@pytest.mark.parametrize("feed", [TALLIES, TRENDS], ids=["tallies", "trends"])
async def test_a_feed_of_the_trends_that_has_fewer_partitions_is_named(tmp_path: Path, feed: Feed) -> None:
    """Stories go on, and so do the trends, by themselves; what they notice first is told."""
    with KafkaServer() as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        quick: dict[str, Any] = {"roles": "stories,trends", "trend_hop": 10, "trend_windows": 60}
        with Worker(kafka.address, tmp_path, **quick) as worker:
            await publish(chosen, stories(12))
            await until(lambda: bool(worker.get("/metrics")[1]) and worker.metric(DONE) == 12)
            await asyncio.to_thread(worker.ready)
            await faults.make_anew(chosen, feed.name, 1)
            await publish(chosen, stories(12, version=2))
            says = f"{feed.name} has 1 partitions now and had 4: it was made anew; `kafka-topics.sh"
            tells = (f"trends start anew in 1 s: {says}", f"{feed.name} was made anew: ")
            await until(lambda: any(one in worker.log.read_text() for one in tells))
            await asyncio.to_thread(worker.ready)
            assert worker.metric(DONE) == 24
            assert worker.terminate() == 0
        assert "NotLeaderForPartition" not in "".join(one for one in worker.lines() if "slugline." in one)


async def test_a_feed_that_is_written_and_deleted_is_named_until_it_is_there(tmp_path: Path) -> None:
    """Here one that no client had sent anything to: it waits for metadata, and sends nothing."""
    with KafkaServer(config={"auto.create.topics.enable": "false"}) as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        with Worker(kafka.address, tmp_path) as worker:
            await asyncio.to_thread(worker.ready)
            async with admin(chosen) as connected:
                await connected.delete_topics([DEAD_LETTERS.name])
            await publish(chosen, [(b"key", b"{")])
            says = f"the brokers have no {DEAD_LETTERS.name}, or hide it"
            await until(lambda: says in worker.get("/readyz")[1])
            await asyncio.to_thread(worker.says, f"stories: not ready: {says}")
            await create_feeds(chosen)
            async with tap(chosen) as found:
                await found.until(lambda: len(found.records[DEAD_LETTERS.name]) == 1)
            await asyncio.to_thread(worker.ready)
            assert worker.terminate() == 0


@pytest.mark.parametrize("count", [6, 60], ids=["shorter", "longer"])
@pytest.mark.parametrize("running", [False, True], ids=["while the worker is down", "behind its back"])
async def test_a_feed_that_is_made_anew(tmp_path: Path, running: bool, count: int) -> None:
    with KafkaServer() as kafka:
        chosen = settings(kafka.address, partitions=1)
        await create_feeds(chosen)
        with Worker(kafka.address, tmp_path) as worker:
            await publish(chosen, stories(40))
            await until(lambda: bool(worker.get("/metrics")[1]) and worker.metric(DONE) == 40)
            if not running:
                assert worker.terminate() == 0
            before = await identity(chosen, STORIES.name)
            await faults.make_anew(chosen, STORIES.name, 1)
            await publish(chosen, stories(count, version=2))
            if not running:
                # brokers forget what was committed of a deleted feed, unless it is committed once more
                await faults.commit(chosen, STORIES.name, 40, "" if count < 40 else before or "")
                worker.start()
            # its client sees the feed go, or meets another one under its name, or drops what it fetched
            async with tap(chosen) as found:
                async with asyncio.timeout(PATIENCE):
                    while len(second_versions(found)) < count:
                        if not worker.running:
                            assert_noticed(worker)
                            worker.start()
                        await found.settle()
            if not running:
                assert worker.metric("slugline_rewound_partitions_total") == 1
                why = "ends at 6" if count < 40 else "was made anew"
                assert f"{STORIES.name}/0 {why}" in worker.log.read_text()
            if worker.terminate() != 0:
                assert running, "\n".join(worker.lines())
                assert_noticed(worker)  # by the feed's id, which is asked for now and then, all stories done


@pytest.mark.parametrize("running", [False, True], ids=["while the worker is down", "behind its back"])
async def test_a_feed_that_is_made_anew_is_told_though_brokers_forget_what_was_committed(
    tmp_path: Path, running: bool
) -> None:
    with KafkaServer() as kafka:
        chosen = settings(kafka.address, partitions=1)
        await create_feeds(chosen)
        with Worker(kafka.address, tmp_path) as worker:
            await publish(chosen, stories(6))
            await until(lambda: bool(worker.get("/metrics")[1]) and worker.metric(DONE) == 6)
            if not running:
                assert worker.terminate() == 0
            await faults.make_anew(chosen, STORIES.name, 1)
            if running:  # its client may meet the new feed at once, or find it by its id
                await until(lambda: not worker.running)
                assert_noticed(worker)
            worker.start()
            await until(lambda: worker.get("/readyz")[0] == 200)
            await until(lambda: worker.metric("slugline_rewound_partitions_total") == 1)
            assert "was made anew since the group read it" in worker.log.read_text()
            assert worker.terminate() == 0


def assert_noticed(worker: Worker) -> None:
    """A worker whose feed was made anew behind its back may end, and says why."""
    said = worker.log.read_text()
    assert "made anew" in said or "the consumer lost" in said, said


def second_versions(found: Tap) -> set[str]:
    """Return the stories of which the second version is out."""
    told = [json.loads(one.value) for one in found.records[ENRICHED.name] if one.value]
    return {one["uri"] for one in told if one["version"] == 2}


@pytest.mark.parametrize("jump", [-7200, 600], ids=["back", "ahead"])
async def test_a_clock_that_jumps(tmp_path: Path, jump: int) -> None:
    (tmp_path / "sitecustomize.py").write_text(CLOCK)
    clock = tmp_path / "clock"
    clock.write_text("0")
    moved = {"PYTHONPATH": str(tmp_path), "TEST_CLOCK": str(clock)}
    with KafkaServer() as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        with Worker(kafka.address, tmp_path, roles="stories,trends", environ=moved) as worker:
            await asyncio.to_thread(worker.ready)
            await publish(chosen, stories(5))
            await until(lambda: worker.metric(DONE) == 5)
            clock.write_text(str(jump))
            await publish(chosen, stories(5, version=2))
            await until(lambda: worker.metric(DONE) == 10)
            clock.write_text("0")
            await publish(chosen, stories(5, version=3))
            await until(lambda: worker.metric(DONE) == 15)
            assert worker.get("/readyz") == (200, "ready\n")
            assert worker.terminate() == 0


async def test_a_clock_that_is_hours_off_is_named(tmp_path: Path) -> None:
    """Apache Kafka takes no record from an hour ahead; here it takes none that is a millisecond old."""
    with KafkaServer() as kafka:
        chosen = settings(kafka.address)
        await create_feeds(chosen)
        await faults.configure(chosen, QUOTES.name, "message.timestamp.before.max.ms", "1")
        with Worker(kafka.address, tmp_path) as worker:
            await publish(chosen, stories(3))
            assert await asyncio.to_thread(worker.wait) == 1
            assert "this machine's clock, or that of the brokers, is wrong" in worker.log.read_text()
            assert await committed(chosen) == 0
            await faults.configure(
                chosen, QUOTES.name, "message.timestamp.before.max.ms", "9223372036854775807"
            )
            worker.start()
            async with tap(chosen) as found:
                await found.until(lambda: len(found.uris()) == 3)
            assert worker.terminate() == 0
