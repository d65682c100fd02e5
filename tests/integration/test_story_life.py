"""Against Apache Kafka: what happens to a story, row by row of the table of its life."""

import asyncio
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from aiokafka import ConsumerRecord

from ops.chaos.check import fold
from ops.chaos.feeds import everything, rows
from ops.kafka.server import KafkaServer
from slugline import feed_reader
from slugline.broker import create_feeds
from slugline.cli.problem import Exit
from slugline.cli.root import run
from slugline.records.feeds import ENRICHED, QUOTES, STORIES
from slugline.settings import Settings
from tests.integration.lives import FAR, KILL, LIVES, MARKS, SAYS, Life, Stands, Step, null, uri, v
from tests.integration.processes import Worker, settings
from tests.integration.tap import publisher
from tests.patience import PAUSE, until

pytestmark = pytest.mark.kafka

QUIET = 3
"""Seconds without anything new, after which nothing more is to come."""
LETTERS = {words: letter for letter, words in SAYS.items()}


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


async def publish(chosen: Settings, steps: list[tuple[str, Step]]) -> None:
    """Publish a step of each life as a client of librdkafka would: by CRC-32 of the key."""
    async with publisher(chosen) as producer:
        for life, step in steps:
            key = uri(life, step.of).encode()
            part = crc32(key) % chosen.partitions
            await producer.send_and_wait(STORIES.name, step.make(life), key=key, partition=part)


async def lag(chosen: Settings) -> int:
    """Return how many raw records the workers have still to do."""
    parts = await feed_reader.partitions(chosen, STORIES)
    async with feed_reader.consumer(chosen, chosen.group) as one:
        done = {part: await one.committed(part) or 0 for part in parts}
        ends = {part: end for part, (_, end) in (await feed_reader.extent(one, parts)).items()}
        return sum(ends[part] - done[part] for part in parts)


async def settled(chosen: Settings) -> None:
    """Return when all is done, and nothing more comes."""
    while await lag(chosen):  # noqa: ASYNC110  # it is the broker that is asked
        await asyncio.sleep(PAUSE)
    before, since = -1, 0
    while since < QUIET:
        now = len(await rows(chosen, ENRICHED.name))
        before, since = now, since + 1 if now == before else 0
        await asyncio.sleep(1)


def stood(life: str, of: str, enriched: list[Any], quotes: list[Any]) -> Stands:
    """Return how a story stands, by the last of its enriched records and the fold of its quotes."""
    key = uri(life, of).encode()
    mine = [one for one in enriched if one.key == key]
    last = json.loads(mine[-1].value) if mine and mine[-1].value else None
    stand = fold(one for one in quotes if one.key == key)
    values = [json.loads(one.value) for one in quotes if one.key == key]
    names = {value["id"]: letter(value["text"]) for value in values if "text" in value}
    assert all(SAYS[names[one["id"]]] == one["retracted"].strip(" ,") for one in values if "reason" in one)
    inside = {one["id"]: one for one in last["quotes"]} if last else {}
    assert inside == stand, f"{life}: the quotes in the story are not those on the feed"
    took = {names[value["id"]] + MARKS[value["reason"]] for value in values if "reason" in value}
    return Stands(
        version=last and last["version"], status=last and last["status"],
        quotes="".join(sorted(names[one] for one in stand)), skipped=last and last["skipped"],
        took="".join(sorted(took)),
    )  # fmt: skip


def letter(text: str) -> str:
    """Return the letter of what was said."""
    return LETTERS[text.strip(" ,")]


async def outcome(chosen: Settings, lives: list[Life]) -> dict[str, tuple[Stands, Stands | None]]:
    """Return what stands of each life; records of a story are on its own partition."""
    _, enriched, events = await everything(chosen)
    mine = {uri(life.name, of).encode() for life in lives for of in "xyz"}
    for record in [*enriched, *events["quotes"]]:
        assert record.key not in mine or record.partition == crc32(record.key) % chosen.partitions
    return {
        life.name: (
            stood(life.name, "x", enriched, events["quotes"]),
            stood(life.name, "y", enriched, events["quotes"]) if life.y else None,
        )
        for life in lives
    }


@pytest.mark.parametrize("killed", [False, True], ids=["undisturbed", "killed between all steps"])
async def test_the_table(kafka: KafkaServer, tmp_path: Path, killed: bool) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path) as worker:
        for number in range(max(len(life.steps) for life in LIVES)):
            steps = [(life.name, life.steps[number]) for life in LIVES if number < len(life.steps)]
            await publish(chosen, steps)
            if killed:
                await until(lambda: worker.get("/readyz")[0] == 200)  # so that it is hit at work
                worker.kill()
                worker.start()
            await settled(chosen)
        assert worker.running
        found = await outcome(chosen, LIVES)
        assert worker.terminate() == 0
    expected = {life.name: (life.x, life.y) for life in LIVES}
    assert {name: one for name, one in found.items() if one != expected[name]} == {}


async def test_the_same_bytes_read_by_another_release(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    life = Life(name="reread", steps=[v("AB"), v("AB")], x=Stands())
    with Worker(kafka.address, tmp_path, "before") as worker:
        await publish(chosen, [(life.name, life.steps[0])])
        await settled(chosen)
        assert worker.terminate() == 0
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.metadata as m\n"
        "told = m.version\n"
        "m.version = lambda name: '99.0' if name == 'slugline' else told(name)\n"
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", path)
        after = Worker(kafka.address, tmp_path, "after", min_confidence=1.0)
    with after:
        await publish(chosen, [(life.name, life.steps[1])])
        await settled(chosen)
        assert after.terminate() == 0
    found = await outcome(chosen, [life])
    assert found[life.name][0] == Stands(version=1, status="usable", took="AsBs")


async def test_a_uri_in_two_partitions_is_noticed(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path) as worker:
        async with publisher(chosen) as producer:
            for part in (0, 1):
                value, key = v("A", part + 1).make("twice"), uri("twice").encode()
                await producer.send_and_wait(STORIES.name, value, key=key, partition=part)
        await settled(chosen)
        assert worker.metric("slugline_split_uris_total") == 1
        assert worker.terminate() == 0


async def test_a_uri_in_partitions_of_two_workers_is_noticed(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path, "one") as one, Worker(kafka.address, tmp_path, "two") as two:
        await until(lambda: sorted(dealt(one) + dealt(two)) == [0, 1, 2, 3] and dealt(one) and dealt(two))
        pairs = [(a, b) for a in dealt(one) for b in dealt(two)]
        orders = [*pairs, *((b, a) for a, b in pairs)]
        async with publisher(chosen) as producer:
            for version in (0, 1):
                for number, order in enumerate(orders):
                    name = f"twice-{number}"
                    value, key = v("A", version + 1).make(name), uri(name).encode()
                    await producer.send_and_wait(STORIES.name, value, key=key, partition=order[version])
                await settled(chosen)
        assert sum(each.metric("slugline_split_uris_total") for each in (one, two)) == len(orders)
        lines = [
            line for each in (one, two) for line in each.lines() if "a story stands in partitions" in line
        ]
        told = {frozenset(map(int, re.findall(r"\d+", line.split("partitions", 1)[1])[:2])) for line in lines}
        assert told == set(map(frozenset, pairs))
        assert one.terminate() == two.terminate() == 0


def dealt(worker: Worker) -> list[int]:
    """Return the partitions that the group dealt to a worker last."""
    told = [line for line in worker.lines() if f"partitions of {STORIES.name}: [" in line]
    return [int(one) for one in re.findall(r"\d+", told[-1].split(": [", 1)[1].split("]")[0])] if told else []


async def test_what_is_unpacked_once_more_moves_nothing(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    x, y = (v("A", None, of=of).make("list") or b"" for of in "xy")
    lists = Life(name="list", steps=[Step(make=lambda _: b"[%s,%s]" % (x, y))], x=Stands(), y=Stands())
    with Worker(kafka.address, tmp_path) as worker:
        await publish(chosen, [("list", lists.steps[0])])
        await settled(chosen)
        copies = [one for one in await rows(chosen, STORIES.name) if one.headers]
        await publish(chosen, [("list", v("B", None)), ("list", v("A", 4, of="y", **KILL))])
        await settled(chosen)
        async with publisher(chosen) as producer:  # as whoever finds the list not acknowledged does
            for one in copies:
                await producer.send_and_wait(
                    one.topic, one.value, key=one.key, headers=list(one.headers), partition=one.partition
                )
        worker.kill()
        worker.start()
        await settled(chosen)
        found = await outcome(chosen, [lists])
        assert worker.terminate() == 0
    assert len(copies) == 2
    assert found["list"] == (
        Stands(version=1, status="usable", quotes="B", took="Ac"),
        Stands(version=4, status="canceled", skipped="canceled", took="Ak"),
    )


async def test_a_null_value_on_another_partition_deletes(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    key = uri("null").encode()
    home = crc32(key) % chosen.partitions
    away = (home + 1) % chosen.partitions
    versions = [(home, v("A", 6)), (away, v("B", 2)), (away, null()), (home, v("A", 4))]
    with Worker(kafka.address, tmp_path) as worker:
        async with publisher(chosen) as producer:
            for part, step in versions:
                await producer.send_and_wait(STORIES.name, step.make("null"), key=key, partition=part)
                await settled(chosen)
        _, enriched, events = await everything(chosen)
        assert worker.terminate() == 0
    last = {one.partition: one.value for one in enriched if one.key == key}
    assert last == {home: None, away: None}
    assert fold(events["quotes"]) == {}


async def test_a_kill_of_a_lower_number_on_another_partition_hides_nothing(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    key = uri("lower").encode()
    home = crc32(key) % chosen.partitions
    away = (home + 1) % chosen.partitions
    with Worker(kafka.address, tmp_path) as worker:
        async with publisher(chosen) as producer:
            for part, step in [(home, v("A", 3)), (away, v("B", 2, **KILL)), (away, v("B", 1))]:
                await producer.send_and_wait(STORIES.name, step.make("lower"), key=key, partition=part)
                await settled(chosen)
        _, enriched, events = await everything(chosen)
        assert worker.terminate() == 0
    newest = max((one for one in enriched if one.key == key), key=lambda one: one.timestamp)
    assert (newest.partition, json.loads(newest.value)["version"]) == (home, 3)
    assert [one["text"].rstrip(",") for one in fold(events["quotes"]).values()] == [SAYS["A"]]


def of(life: str, records: list[ConsumerRecord]) -> list[ConsumerRecord]:
    return [record for record in records if record.key == uri(life).encode()]


async def test_records_of_a_repeat_are_equal_byte_for_byte(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path) as worker:
        for step in (v("AB", 1), v("B", 2), v("B", 2)):
            await publish(chosen, [("repeat", step)])
            await settled(chosen)
        assert worker.terminate() == 0
    for feed, first, each in ((ENRICHED.name, 1, 1), (QUOTES.name, 2, 2)):
        told = [(one.value, one.headers) for one in of("repeat", await rows(chosen, feed))]
        assert len(told) == first + 2 * each
        assert told[first : first + each] == told[first + each :], f"{feed} changed when it came again"


async def test_operators_act_and_wait_until_it_shows(kafka: KafkaServer, tmp_path: Path) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)

    async def say(*line: str) -> int:
        return await asyncio.to_thread(run, [*line, "--reason", "a test", "--wait", "-b", kafka.address])

    with Worker(kafka.address, tmp_path) as worker, pytest.MonkeyPatch.context() as patched:
        patched.setenv("SLUGLINE_PARTITIONS", "4")
        await publish(chosen, [(name, v("A")) for name in ("killed", "withheld", "back")])
        await publish(chosen, [("let go", v("B", embargoed=FAR))])
        await settled(chosen)
        assert worker.metric("slugline_held_stories") == 1
        assert await say("kill", uri("killed")) == Exit.OK
        assert await say("kill", uri("never heard of")) == Exit.OK
        assert await say("withhold", uri("withheld")) == Exit.OK
        assert await say("withhold", uri("back")) == Exit.OK
        assert await say("release", uri("back")) == Exit.OK
        assert await say("release", uri("let go")) == Exit.OK
        assert await say("release", uri("killed")) == Exit.FAILED
        assert worker.metric("slugline_held_stories") == 0
        lives = [Life(name=name, steps=[], x=Stands()) for name in ("killed", "withheld", "back", "let go")]
        found = {name: x for name, (x, _) in (await outcome(chosen, lives)).items()}
        assert worker.terminate() == 0
    assert found == {
        "killed": Stands(version=1, status="canceled", skipped="canceled", took="Ak"),
        "withheld": Stands(version=1, status="withheld", skipped="withheld", took="Aw"),
        "back": Stands(version=1, status="usable", quotes="A", took="Aw"),
        "let go": Stands(version=1, status="usable", quotes="B"),
    }
