"""Against Apache Kafka: chains come out once, in one order, as offline, whoever is killed meanwhile."""

import asyncio
import json
import os
import random
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from aiokafka import ConsumerRecord

from ops.chaos.feeds import rows
from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds, list_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.folds.chains.feed_fold import FeedFold, key
from slugline.records import instants
from slugline.records.codec import decode, encode
from slugline.records.feeds import CHAINS, IMPRINTS, STORIES, Feed
from slugline.records.schema_error import SchemaError
from slugline.records.story_imprint import StoryImprint
from slugline.settings import Settings
from tests.folds.chains.takes import stream
from tests.folds.chains.test_chains import HOUR
from tests.folds.chains.test_feed_fold import busy
from tests.integration.processes import Worker, settings
from tests.integration.tap import publisher
from tests.patience import until, wait_until

Told = list[tuple[bytes, bytes]]


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


def expected(imprints: Sequence[ConsumerRecord], hours: float = 48) -> Told:
    """Return keys and values of what the chains feed is to hold, by all that stands on the imprints feed."""
    fold, told = FeedFold(round(hours * HOUR)), []
    for record in imprints:
        try:
            one = decode(StoryImprint, record.value or b"")
            told += [
                (key(event).encode(), encode(event))
                for event in fold.take(one, record.offset, record.timestamp)
            ]
        except (SchemaError, ValueError):
            pass
    return told


async def standing(chosen: Settings, feed: Feed) -> list[ConsumerRecord]:
    """Return what stands on a feed of one partition."""
    found: list[ConsumerRecord] = await rows(replace(chosen, partitions=1), feed.name)
    return found


async def chained(chosen: Settings) -> Told:
    return [(record.key, record.value) for record in await standing(chosen, CHAINS)]


def owns(worker: Worker) -> bool:
    """Whether it is this worker that chains."""
    return 'slugline_assigned_partitions{role="chains"} 1.0' in worker.get("/metrics")[1]


async def as_expected(chosen: Settings, count: int, hours: float = 48) -> None:
    """Wait until ``count`` imprints are there and all of them chained; what there is must always fit."""
    while True:
        told, imprints = await chained(chosen), await standing(chosen, IMPRINTS)
        due = expected(imprints, hours)
        assert told == due[: len(told)]
        if len(imprints) >= count and len(told) == len(due):
            return
        await asyncio.sleep(0.5)


@pytest.mark.kafka
async def test_each_imprint_is_chained_once_whoever_is_killed(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address, chains="true", chain_hours=6)
    await create_feeds(chosen)
    there = await list_feeds(chosen)
    assert (there[IMPRINTS.name], there[CHAINS.name], there[STORIES.name]) == (1, 1, 4)
    imprints, luck = busy(31, 400, 6 * HOUR, await _clock(chosen) - 48 * HOUR), random.Random(8)
    values: list[bytes | None] = [encode(one) for one in imprints]
    values[50:50] = [b"{}", None, b"\xff", b"[1]"]

    def chaining(name: str) -> Worker:
        return Worker(kafka.address, tmp_path, name, chains="true", chain_hours=6, roles="chains")

    with chaining("one") as one, chaining("two") as two:
        for worker in (one, two):
            await asyncio.to_thread(worker.ready)
        rounds = 8
        for number in range(rounds):
            before = len(await chained(chosen))
            async with publisher(chosen) as producer:
                for value in values[number * len(values) // rounds : (number + 1) * len(values) // rounds]:
                    await producer.send(IMPRINTS.name, value, key=b"k")
            async with asyncio.timeout(90):
                while len(await chained(chosen)) == before:  # noqa: ASYNC110  # it is the broker that is asked
                    await asyncio.sleep(luck.random() / 5)
            worker = next(each for each in (one, two) if each.running and owns(each))
            if number % 3 == 2:  # it wakes up when the partition is another's, and does not know
                os.kill(worker.pid, signal.SIGSTOP)
                await asyncio.sleep(chosen.session_timeout + 4)
                os.kill(worker.pid, signal.SIGCONT)
            else:
                worker.kill()
                worker.start()
        async with asyncio.timeout(90):
            await as_expected(chosen, len(values), 6)
        for worker in (one, two):
            await asyncio.to_thread(worker.ready)
            assert worker.terminate() == 0
    two.start()
    try:
        await asyncio.to_thread(two.ready)
        async with publisher(chosen) as producer:
            for value in (b"{}", encode(imprints[-1])):
                await producer.send_and_wait(IMPRINTS.name, value, key=b"k")
        async with asyncio.timeout(60):
            await as_expected(chosen, len(values) + 2, 6)
            await until(lambda: two.metric("slugline_chain_skips_total") == 1)
    finally:
        two.kill()


@pytest.mark.kafka
async def test_stories_are_chained_as_offline(
    kafka: KafkaServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = settings(kafka.address, chains="true")
    await create_feeds(chosen)
    wire = [one for _, one, _ in islice(stream("seen", 5), 90)]
    with Worker(kafka.address, tmp_path, chains="true", roles="stories,chains") as worker:
        await asyncio.to_thread(worker.ready)
        begun = (await _clock(chosen)) - HOUR
        bodies = {
            one.uri: {
                "uri": one.uri, "text": one.text, "published": instants.written(begun + number * 1000)
            }
            for number, one in enumerate(wire)
        }  # fmt: skip
        for start in range(0, len(wire), 30):
            async with publisher(chosen) as producer:
                for one in wire[start : start + 30]:
                    value = json.dumps(bodies[one.uri]).encode()
                    await producer.send_and_wait(STORIES.name, value, key=one.uri.encode())
            await asyncio.sleep(0.7)
            worker.kill()
            worker.start()
        async with asyncio.timeout(90):
            await as_expected(chosen, len(wire))
        kill = json.dumps({"uri": wire[0].uri, "version": 2, "pubstatus": "canceled"}).encode()
        async with publisher(chosen) as producer:
            await producer.send_and_wait(STORIES.name, kill, key=wire[0].uri.encode())
        async with asyncio.timeout(60):
            await as_expected(chosen, len(wire) + 1)
        assert worker.terminate() == 0
    imprints = await standing(chosen, IMPRINTS)
    told = {
        one["story"]["uri"]: one for one in map(json.loads, (value for _, value in await chained(chosen)))
    }
    assert told[wire[0].uri]["status"] == "canceled"
    order = list(dict.fromkeys(record.key.decode() for record in imprints))
    path = tmp_path / "wire.jsonl"
    path.write_text("".join(json.dumps(bodies[uri]) + "\n" for uri in order))
    assert run(["chains", str(path)]) == Exit.OK
    offline = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    fields = ("chain", "relation", "follows", "new")
    due = [
        value
        for value in (json.loads(value) for _, value in await chained(chosen))
        if value["status"] == "usable"
    ]
    assert [
        {name: one[name] for name in ("id", *fields)} for one in offline if one["relation"] != "merged"
    ] == [
        {"id": one["story"]["uri"], **{name: one[name] for name in fields}}
        for one in due
        if one["relation"] != "merged"
    ]
    monkeypatch.setenv("SLUGLINE_BROKERS", kafka.address)
    monkeypatch.setenv("SLUGLINE_CHAINS", "true")
    assert await asyncio.to_thread(run, ["tail", "chains", "--from", "start", "--stop"]) == Exit.OK
    lines = capsys.readouterr().out.splitlines()
    assert [line.encode() for line in lines] == [value for _, value in await chained(chosen)]
    assert await asyncio.to_thread(run, ["status", "--max-lag", "1000000"]) == Exit.OK
    rows_told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (mine,) = (row for row in rows_told if row["group"] == chosen.chains_group)
    assert (mine["feed"], mine["partition"], mine["lag"], mine["expired"]) == (IMPRINTS.name, 0, 0, 0)


async def _clock(chosen: Settings) -> int:
    """Return the time by the broker: that of a record just written."""
    async with publisher(chosen) as producer:
        sent = await producer.send_and_wait(STORIES.name, None, key=b"urn:clock")
    return int(sent.timestamp)


def test_a_broker_without_transactions_has_no_chains_and_says_why(tmp_path: Path) -> None:
    with EmbeddedBroker() as tansu:
        asyncio.run(create_feeds(settings(tansu.address, chains="true")))
        with Worker(tansu.address, tmp_path, chains="true", roles="chains") as worker:
            worker.says("the broker has no transactions for us, which chains need")
            waits = "putting the window of the chains together"  # until the broker refuses once more
            wait_until(lambda: waits in worker.get("/readyz/chains")[1], lambda: "\n".join(worker.lines()))
            wait_until(lambda: "starting anew: the broker has no" in worker.get("/readyz/chains")[1])
            assert worker.terminate() == 0
