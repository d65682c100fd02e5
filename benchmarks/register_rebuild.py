"""How long one worker takes to rebuild the register of many stories from Kafka, and in how much memory.

``python -m benchmarks.register_rebuild [--stories 1000000]`` writes a row for each story, of 25 events as in
`benchmarks.register_memory`, to the register feed of a broker of its own, and starts a worker on it: once
before there is any row, once with all of them. Needs Java and the jars of `make test-kafka`.
"""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aiokafka import AIOKafkaProducer

from benchmarks.processes import cpu_seconds, resident
from benchmarks.register_memory import PARTITIONS, row
from ops.chaos.workers import COMMAND, Worker
from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.records.codec import encode
from slugline.records.feeds import REGISTER
from slugline.settings import Settings, load

BATCH = 5_000
SECONDS = 3_600.0
BEGUN, READ = "partitions of wire.stories.raw.v1", "stories in the register,"


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One start of a worker: seconds and CPU from its partitions to its last register, resident bytes."""

    seconds: float
    cpu: float
    resident: int


async def write(settings: Settings, stories: int) -> int:
    """Write the rows, and return how many bytes their values have."""
    first = row(0)
    template, size = encode(first), 0
    async with AIOKafkaProducer(
        **broker.client(settings), acks=1, linger_ms=20, max_batch_size=1_000_000
    ) as producer:
        for start in range(0, stories, BATCH):
            futures = []
            for number in range(start, min(start + BATCH, stories)):
                uri = f"{first.uri}:{number}".encode()
                value = template.replace(first.uri.encode(), uri)
                size += len(value)
                futures.append(
                    await producer.send(REGISTER.name, value, key=uri, partition=number % PARTITIONS)
                )
            await asyncio.gather(*futures)
    return size


def live(environ: dict[str, str], log: Path) -> Life:
    """Start a worker, wait until all its registers are read, and end it."""
    worker = Worker(COMMAND, environ, log)
    worker.start()
    try:
        _until(lambda: BEGUN in _read(log), worker)
        began, before = time.monotonic(), cpu_seconds(worker.pid)
        _until(lambda: _read(log).count(READ) >= PARTITIONS, worker)
        return Life(
            seconds=time.monotonic() - began,
            cpu=cpu_seconds(worker.pid) - before,
            resident=resident(worker.pid),
        )
    finally:
        worker.kill()


def _until(so: Callable[[], bool], worker: Worker) -> None:
    end = time.monotonic() + SECONDS
    while not so():
        if not worker.running or time.monotonic() > end:
            raise RuntimeError(f"the worker has not come so far; see {worker.log}")
        time.sleep(0.05)


def _read(log: Path) -> str:
    return log.read_text("utf-8") if log.exists() else ""


def main() -> int:
    """Measure, and print it."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.register_rebuild", description=__doc__)
    asked.add_argument("--stories", type=int, default=1_000_000)
    stories = asked.parse_args().stories
    logging.basicConfig(level=logging.ERROR)
    folder = Path(tempfile.mkdtemp(prefix="slugline-rebuild-"))
    with KafkaServer(config={"log.cleaner.enable": "false"}) as server:
        environ = {
            "SLUGLINE_BROKERS": server.address, "SLUGLINE_PARTITIONS": str(PARTITIONS),
            "SLUGLINE_PROCESSES": "1", "SLUGLINE_ROLES": "stories", "SLUGLINE_LOG_FORMAT": "text",
            "SLUGLINE_REGISTER_DAYS": "36500",
        }  # fmt: skip
        settings, _ = load(environ)
        asyncio.run(broker.create_feeds(settings))
        empty = live(environ, folder / "empty.log")
        began = time.monotonic()
        size = asyncio.run(write(settings, stories))
        print(f"{stories:,} rows of {size // stories:,} bytes written in {time.monotonic() - began:.0f} s")
        full = live(environ, folder / "full.log")
    more = full.resident - empty.resident
    print(f"rebuilt in {full.seconds:.1f} s, {full.cpu:.1f} s of CPU (load {os.getloadavg()[0]:.1f})")
    print(
        f"{full.resident / 2**20:.0f} MiB resident, {empty.resident / 2**20:.0f} without a row: "
        f"{more / stories:.0f} bytes a story"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
