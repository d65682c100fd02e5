"""Against Apache Kafka: a story under an embargo waits through restarts, and nothing of it is seen before."""

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pytest
from aiokafka import ConsumerRecord

from ops.chaos.feeds import rows
from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds
from slugline.kinds import FEEDS
from slugline.records.feeds import ENRICHED, HELD, STORIES
from slugline.runtime.held_stories import as_written, put_forward
from slugline.settings import Settings
from tests.integration.lives import FAR, SAYS, linking, uri, v, word
from tests.integration.processes import Worker, settings
from tests.integration.tap import publisher
from tests.integration.test_story_life import publish
from tests.patience import PATIENCE, until

pytestmark = pytest.mark.kafka

SECONDS = 120
"""Of the embargo: in them a worker starts twice, however busy the machine is."""
WAITING = "slugline_held_stories"


@pytest.fixture
def kafka() -> Iterator[KafkaServer]:
    with KafkaServer() as server:
        yield server


async def test_it_waits_through_two_restarts_and_one_is_killed_meanwhile(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    chosen = settings(kafka.address, roles="stories,trends")
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path, roles="stories,trends") as worker:
        await asyncio.to_thread(worker.ready)
        end = round(1000 * time.time()) + 1000 * SECONDS
        embargoed = datetime.fromtimestamp(end / 1000, UTC).isoformat()
        held = v("A", embargoed=embargoed), v("B", embargoed=embargoed)
        await publish(chosen, [("kept", held[0]), ("killed", held[1])])
        await until(lambda: worker.metric(WAITING) == 2)
        assert worker.metric("slugline_next_release_timestamp_seconds") == pytest.approx(end / 1000)
        worker.kill()
        worker.start()
        await publish(chosen, [("killed", word("canceled"))])
        await asyncio.to_thread(worker.ready)
        assert await asyncio.to_thread(worker.terminate) == 0
        worker.start()
        async with asyncio.timeout(PATIENCE):
            while not any(  # noqa: ASYNC110  # it is the broker that is asked
                record.value for record in await mine(chosen, ENRICHED.name, "kept")
            ):
                await asyncio.sleep(0.2)
        await until(lambda: worker.metric(WAITING) == 0)
        assert worker.terminate() == 0
    (first, *_) = await mine(chosen, ENRICHED.name, "kept")
    sys.stdout.write(f"out {first.timestamp - end} ms after its time\n")  # told only: a machine may be busy
    for feed in FEEDS:
        for record in await rows(chosen, feed.name, committed=False):
            if feed not in (STORIES, HELD):
                assert SAYS["B"].encode() not in (record.value or b""), f"the killed one is on {feed.name}"
                assert record.key != uri("kept").encode() or record.timestamp >= end, f"early on {feed.name}"
                assert SAYS["A"].encode() not in (record.value or b"") or record.timestamp >= end
    assert not any(words in worker.log.read_text() for words in SAYS.values())
    assert [record.value for record in (await mine(chosen, HELD.name, "kept"))[-1:]] == [None]
    assert [record.value for record in (await mine(chosen, HELD.name, "killed"))[-1:]] == [None]


async def mine(chosen: Settings, feed: str, life: str) -> list[ConsumerRecord]:
    return [record for record in await rows(chosen, feed) if record.key == uri(life).encode()]


@pytest.mark.parametrize("by", ["its own partition", "a story in another"])
async def test_a_kill_that_stood_unread_comes_before_what_waits(
    kafka: KafkaServer, tmp_path: Path, by: str
) -> None:
    chosen = settings(kafka.address)
    await create_feeds(chosen)
    with Worker(kafka.address, tmp_path) as worker:
        await publish(chosen, [("killed", v("A", embargoed=FAR)), ("kept", v("C", embargoed=FAR))])
        await asyncio.to_thread(worker.ready)
        await until(lambda: worker.metric(WAITING) == 2)
        assert worker.terminate() == 0
        await run_out(chosen)
        # so that its kill is not the first that is read
        await publish(chosen, [(f"other {number}", v("D")) for number in range(40)])
        if by == "its own partition":
            await publish(chosen, [("killed", word("canceled"))])
        else:
            place = (crc32(uri("killed").encode()) + 1) % chosen.partitions
            async with publisher(chosen) as producer:
                key, value = uri("killed", "y").encode(), linking("B", "kills").make("killed")
                await producer.send_and_wait(STORIES.name, value, key=key, partition=place)
        worker.start()
        async with asyncio.timeout(PATIENCE):
            while not await mine(chosen, ENRICHED.name, "kept"):  # noqa: ASYNC110  # it is the broker that is asked
                await asyncio.sleep(0.2)
        assert worker.terminate() == 0
    for feed in FEEDS:
        for record in await rows(chosen, feed.name, committed=False):
            if feed not in (STORIES, HELD):
                assert SAYS["A"].encode() not in (record.value or b""), f"the killed one is on {feed.name}"


SLOW = """\
import pathlib, time
from slugline.runtime import processor
enrich = processor.enrich

def slow(stories, *more):
    while any("part slow" in (one.headline or "") for one in stories) and not pathlib.Path({flag!r}).exists():
        time.sleep(0.1)
    return enrich(stories, *more)

processor.enrich = slow
"""


async def test_a_story_that_takes_long_holds_up_only_what_something_in_front_may_be_about(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    chosen = settings(kafka.address, partitions=1)
    await create_feeds(chosen)
    flag = tmp_path / "go"
    (tmp_path / "sitecustomize.py").write_text(SLOW.format(flag=str(flag)))
    environ = {"PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])}
    with Worker(kafka.address, tmp_path, environ=environ, processes=2, partitions=1) as worker:
        await asyncio.to_thread(worker.ready)
        end = datetime.fromtimestamp(time.time() + 5, UTC).isoformat()
        slow = v("D", headline="Port of Oslo, part slow").make("slow")
        records = [
            ("killed", v("A", embargoed=end).make("killed")), ("kept", v("C", embargoed=end).make("kept")),
            ("slow", slow), ("killed", word("canceled").make("killed")),
        ]  # fmt: skip
        async with publisher(chosen) as producer:
            for life, value in records:
                await producer.send_and_wait(STORIES.name, value, key=uri(life).encode(), partition=0)
        async with asyncio.timeout(PATIENCE):
            while not await mine(chosen, ENRICHED.name, "kept"):  # noqa: ASYNC110  # it is the broker that is asked
                await asyncio.sleep(0.2)
        assert await mine(chosen, ENRICHED.name, "slow") == [], "it is still read"
        flag.touch()
        await until(lambda: worker.metric(WAITING) == 0)
        assert worker.terminate() == 0
    assert await mine(chosen, ENRICHED.name, "slow")
    assert len(await mine(chosen, ENRICHED.name, "kept")) == 1
    for feed in FEEDS:
        for record in await rows(chosen, feed.name, committed=False):
            if feed not in (STORIES, HELD):
                assert SAYS["A"].encode() not in (record.value or b""), f"the killed one is on {feed.name}"


async def run_out(chosen: Settings) -> None:
    """Let the time of all that waits come while no worker runs, without waiting for it."""
    async with publisher(chosen) as producer:
        for row in await rows(chosen, HELD.name):
            one = put_forward(as_written(row), row.timestamp)
            await producer.send_and_wait(
                HELD.name, one.value, key=one.key, headers=list(one.headers), partition=row.partition
            )
