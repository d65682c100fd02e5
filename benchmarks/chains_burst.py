"""``python -m benchmarks.chains_burst [--stories 15000] [FILE...]``: the role chains, on a broker of its own.

Imprints of stories are made first: of those of FILE (JSON lines, as ``slugline chains`` reads them), else of
invented ones of which every third is a take of one before. They go to the imprints feed of an Apache Kafka
broker, as workers write them, and a worker with the role chains alone takes them: once from a feed that has
them all, once as ``--rate`` of them come in a second. Told are stories folded and sent in a second, CPU of
the worker for each, its memory, and how long after its imprint a story's record can be read. Needs Java and
the jars of ``make test-kafka``.
"""

import argparse
import asyncio
import itertools
import json
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from benchmarks.newswire import invent
from benchmarks.processes import cpu_seconds, resident
from ops.chaos.workers import COMMAND, Worker
from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.cli import input_files
from slugline.cli.raw_story import items
from slugline.folds.chains.arriving import imprinted
from slugline.intake.formats.plain_text import read_text
from slugline.records.codec import encode
from slugline.records.feeds import CHAINS, IMPRINTS
from slugline.records.story import Story
from slugline.settings import Settings, load

MUST_MS, MUST_RATE = 1.0, 500
TICK = 0.02
"""Seconds between two handfuls of imprints."""

Imprints = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was heard of the stories: seconds from the first to the last, and for each from its imprint on."""

    seconds: float
    late: Sequence[float]


def stories(files: Sequence[str]) -> Iterator[Story]:
    """Yield the stories of ``files``, else invented ones without end."""
    limit = load({})[0].max_story_bytes
    for raw in input_files.read(input_files.find(files), "auto", limit):
        yield from (one.story for one in items(raw, limit) if isinstance(one.story, Story))
    if not files:
        chance, before = random.Random(1), list[Story]()
        for number, story in enumerate(invent(1 << 30, seed=1)):
            one = story
            if number % 3 == 2:
                told = chance.choice(before[-2_000:]).text
                one = read_text("UPDATE 1-" + told[: round(0.8 * len(told))], uri=story.uri)
            before.append(one)
            yield one


def made(files: Sequence[str], count: int) -> Imprints:
    """Return keys and values of the imprints of so many stories, all come now."""
    now = round(time.time() * 1000)
    taken = itertools.islice(stories(files), count)
    return [(one.uri.encode(), encode(replace(imprinted(one), arrived=now, published=None))) for one in taken]


async def send(settings: Settings, imprints: Imprints, rate: int | None) -> None:
    """Write the imprints, ``rate`` in a second, or as fast as it goes."""
    async with AIOKafkaProducer(**broker.client(settings), acks="all", linger_ms=5) as producer:
        began, sent = time.monotonic(), list[asyncio.Future[object]]()
        for number, (key, value) in enumerate(imprints):
            sent.append(await producer.send(IMPRINTS.name, value, key=key, partition=0))
            if rate and number % max(1, round(rate * TICK)) == 0:
                await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        await asyncio.gather(*sent)


@asynccontextmanager
async def listening(settings: Settings) -> AsyncIterator[AIOKafkaConsumer]:
    """Yield a consumer at the end of the chains feed."""
    consumer = AIOKafkaConsumer(**broker.client(settings), isolation_level="read_committed")
    await consumer.start()
    try:
        part = TopicPartition(CHAINS.name, 0)
        consumer.assign([part])
        await consumer.seek_to_end(part)
        await consumer.position(part)
        yield consumer
    finally:
        await consumer.stop()


async def hear(consumer: AIOKafkaConsumer, count: int) -> Heard:
    """Wait until the records of ``count`` stories were heard."""
    late, began, last = list[float](), 0.0, 0.0
    while len(late) < count:
        for records in (await consumer.getmany(timeout_ms=1_000)).values():
            began, last = began or time.monotonic(), time.monotonic()
            now = time.time() * 1000
            late += [now - one.timestamp for one in records if b'"relation":"merged"' not in one.value]
    return Heard(seconds=last - began, late=late)


def told(name: str, worker: Worker, heard: Heard, cpu: float) -> bool:
    """Print a line of JSON; return whether it is as it must be."""
    late, count = sorted(heard.late), len(heard.late)
    rate, cost = round(count / heard.seconds), round(1000 * cpu / count, 2)
    row = {
        "run": name, "stories": count, "stories/s": rate, "CPU ms a story": cost,
        "resident MB": round(resident(worker.pid) / 1e6), "late p50 ms": round(late[count // 2]),
        "late p95 ms": round(late[int(0.95 * count)]),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    print(json.dumps(row), flush=True)
    return rate >= 0.98 * MUST_RATE and cost <= MUST_MS


async def ready(worker: Worker) -> None:
    """Wait until it takes stories. Raises RuntimeError where it ends."""
    while not await asyncio.to_thread(worker.ready):
        if not worker.running:
            raise RuntimeError(f"the worker ended; see {worker.log}")
        await asyncio.sleep(0.1)


async def run(settings: Settings, worker: Worker, imprints: Imprints, rate: int) -> bool:
    """Measure both; return whether both are as they must be."""
    half = len(imprints) // 2
    await broker.create_feeds(settings)
    async with listening(settings) as consumer:
        await send(settings, imprints[:half], None)
        worker.start()
        heard = await hear(consumer, half)
        alone = told("all there", worker, heard, cpu_seconds(worker.pid))
        await ready(worker)
        before = cpu_seconds(worker.pid)
        _, heard = await asyncio.gather(
            send(settings, imprints[half:], rate), hear(consumer, len(imprints) - half)
        )
        return told(f"{rate} a second", worker, heard, cpu_seconds(worker.pid) - before) and alone


def main() -> int:
    """Measure, and print it."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.chains_burst", description=__doc__)
    asked.add_argument("--stories", type=int, default=15_000, help="in each of the two runs")
    asked.add_argument("--rate", type=int, default=MUST_RATE)
    asked.add_argument("files", metavar="FILE", nargs="*")
    chosen = asked.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    imprints = made(chosen.files, 2 * chosen.stories)
    size = sum(len(value) for _, value in imprints) // len(imprints)
    print(json.dumps({"imprints": len(imprints), "bytes of one": size}), flush=True)
    folder = Path(tempfile.mkdtemp(prefix="slugline-chains-"))
    with KafkaServer() as server:
        environ = {
            "SLUGLINE_BROKERS": server.address, "SLUGLINE_ROLES": "chains", "SLUGLINE_CHAINS": "true",
            "SLUGLINE_LOG_FORMAT": "text",
        }  # fmt: skip
        settings, _ = load(environ)
        worker = Worker(COMMAND, environ, folder / "worker.log")
        try:
            return 0 if asyncio.run(run(settings, worker, imprints, chosen.rate)) else 1
        finally:
            worker.leave()


if __name__ == "__main__":
    sys.exit(main())
