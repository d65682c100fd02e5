"""1, 2 and 4 workers of one process each on one Apache Kafka: how throughput grows, and what a story costs.

``python -m benchmarks.scale [--workers 1,2,4] [--stories 1200] [--rounds 3]`` prints the curve, as far as the
cores of the machine let it, and then by `needed` what 100 and 1,000 cores of reading would take, by what was
measured; docs/scale.md reads it. The workers of one size share a group and have feeds of their own. Needs
Java and the jars of ``make test-kafka``.
"""

import argparse
import asyncio
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from benchmarks.broker import ninjs, texts
from benchmarks.processes import children, cpu_seconds
from ops.chaos.workers import COMMAND, Worker
from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.feed_names import feed_name
from slugline.records.feeds import ENRICHED, STORIES
from slugline.settings import load

WARM = 100
READY_SECONDS = 300.0
REPLICAS = 3
BROKER_BYTES = 100e6
"""What one broker is taken to write a second. An assumption: it hangs on its disks and network."""
OWN_SHARE = 0.6
"""How busy the one thread of a worker's own process may be."""
ONE_READER_MS: Mapping[str, float] = {"chains": 0.79, "alerts": 1.25}
"""Milliseconds a story of the roles that one worker does for all: as `benchmarks.chains_burst` measured, and
`benchmarks.alerts_cost` with a thousand rules of which a story meets none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What so many ``workers`` did. Seconds of CPU and bytes are for one story."""

    workers: int
    rate: float
    """Stories a second, the median of the rounds."""
    join: float
    """Seconds from the start of the first worker until all are ready."""
    own: float
    """CPU of the workers' own processes."""
    reading: float
    """CPU of the processes that read."""
    broker: float
    """CPU of the broker."""
    taken: float
    """Bytes read from the stories feed."""
    sent: float
    """Bytes of keys and values that went out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What ``cores`` of reading take, beside them."""

    cores: int
    rate: float
    """Stories a second."""
    processes: int
    """Processes that one worker can feed."""
    workers: int
    partitions: int
    written: float
    """Bytes a second that all brokers write, with replicas."""
    brokers: int
    broker_cores: float
    ceilings: Mapping[str, float]
    """By role of which one worker does all: the share of it that the rate would take; over 1 it cannot."""


def needed(cores: int, size: Size) -> Need:
    """Return what ``cores`` full of reading need, by what a story costs in ``size``; all grows in step.

    A worker's own process feeds as many processes as its one thread has time for. Every worker gets at least
    two partitions, so that one that leaves can be made up for.
    """
    rate = cores / size.reading
    processes = max(1, int(OWN_SHARE * size.reading / size.own))
    workers = ceil(cores / processes)
    written = rate * (size.taken + size.sent) * REPLICAS
    return Need(
        cores=cores, rate=rate, processes=processes, workers=workers, partitions=2 * workers,
        written=written, brokers=max(REPLICAS, ceil(written / BROKER_BYTES)),
        broker_cores=rate * size.broker * REPLICAS,
        ceilings={role: rate * ms / 1000 for role, ms in ONE_READER_MS.items()},
    )  # fmt: skip


async def measure(workers: int, stories: int, rounds: int, server: KafkaServer, logs: Path) -> Size:
    """Start ``workers``, have them do the stories again and again, and end them."""
    environ = {
        "SLUGLINE_BROKERS": server.address, "SLUGLINE_PROCESSES": "1", "SLUGLINE_ROLES": "stories",
        "SLUGLINE_FEED_PREFIX": f"scale{workers}.", "SLUGLINE_PARTITIONS": "8", "SLUGLINE_LOG_FORMAT": "json",
    }  # fmt: skip
    settings, _ = load(environ)
    await broker.create_feeds(settings)
    crew = [Worker(COMMAND, environ, logs / f"scale{workers}-{number}.log") for number in range(workers)]
    consumer = AIOKafkaConsumer(
        feed_name(ENRICHED, settings), **broker.client(settings), auto_offset_reset="earliest",
        enable_auto_commit=False, isolation_level="read_committed",
    )  # fmt: skip
    producer = AIOKafkaProducer(**broker.client(settings), acks="all", linger_ms=2)
    began = time.monotonic()
    try:
        for one in crew:
            one.start()
        while not all([await asyncio.to_thread(one.ready) for one in crew]):
            if time.monotonic() > began + READY_SECONDS or not all(one.running for one in crew):
                raise RuntimeError(f"{workers} workers are not ready: see {logs}")
            await asyncio.sleep(0.2)
        join = time.monotonic() - began
        await asyncio.gather(consumer.start(), producer.start())
        feed = feed_name(STORIES, settings)
        bodies = texts(stories)
        await _through(consumer, producer, feed, bodies[:WARM], "warm")
        before, used = await asyncio.to_thread(_figures, crew), cpu_seconds(server.pid or 0)
        rates = []
        for number in range(rounds):
            seconds = await _through(consumer, producer, feed, bodies, str(number))
            rates.append(len(bodies) / seconds)
        after, now = await asyncio.to_thread(_figures, crew), cpu_seconds(server.pid or 0)
    finally:
        await producer.stop()
        await consumer.stop()
        for one in crew:
            if one.running:
                one.leave()
    each = {name: (after[name] - before[name]) / (len(bodies) * rounds) for name in after}
    return Size(
        workers=workers, rate=statistics.median(rates), join=join,
        broker=(now - used) / (len(bodies) * rounds), **each,
    )  # fmt: skip


async def _through(
    consumer: AIOKafkaConsumer, producer: AIOKafkaProducer, feed: str, bodies: Sequence[str], name: str
) -> float:
    """Publish at once, and return the seconds until all are enriched."""
    began, left = time.perf_counter(), len(bodies)
    for number, body in enumerate(bodies):
        uri = f"urn:scale:{name}:{number}"
        await producer.send(feed, ninjs(body, uri), key=uri.encode())
    await producer.flush()
    while left:
        left -= sum(map(len, (await consumer.getmany(timeout_ms=100)).values()))
    return time.perf_counter() - began


def _figures(crew: Sequence[Worker]) -> dict[str, float]:
    """Return what all workers together have used and sent so far."""
    found = dict.fromkeys(("own", "taken", "sent"), 0.0)
    names = {
        "process_cpu_seconds_total": "own", "slugline_consumed_bytes_total": "taken",
        "slugline_produced_bytes_total": "sent",
    }  # fmt: skip
    for one in crew:
        for sample in one.samples():
            if sample.name in names:
                found[names[sample.name]] += sample.value
    reading = [cpu_seconds(child) for one in crew for child in children(one.pid)]
    return found | {"reading": sum(reading)}


def show(sizes: Sequence[Size]) -> None:
    """Print the curve, and what more cores need by the last size."""
    print(f"{os.cpu_count()} cores; CPU in ms a story")
    print("workers  stories/s  of the first  ready after  own  reading  broker  bytes in   out")
    for one in sizes:
        print(
            f"{one.workers:7}  {one.rate:9.1f}  {one.rate / sizes[0].rate:11.2f}x  {one.join:9.1f} s"
            f"  {one.own * 1e3:.2f}  {one.reading * 1e3:7.2f}  {one.broker * 1e3:6.2f}  {one.taken:8,.0f}"
            f"  {one.sent:,.0f}"
        )
    for cores in (100, 1_000):
        need = needed(cores, sizes[-1])  # the last: a young broker still compiles itself
        ceilings = ", ".join(f"{role} {share:.1f}" for role, share in need.ceilings.items())
        print(
            f"{cores:,} cores of reading: {need.rate:,.0f} stories/s; {need.workers} workers of "
            f"{need.processes} processes, {need.partitions} partitions; {need.written / 1e6:,.0f} MB/s "
            f"written by {need.brokers} brokers with {need.broker_cores:.0f} cores; "
            f"of the one worker each has: {ceilings}"
        )


def main() -> None:
    """Read the command line, measure, print."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    asked.add_argument("--workers", default="1,2,4", help="how many at a time (default: %(default)s)")
    asked.add_argument("--stories", type=int, default=1200)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--logs", type=Path, default=Path(tempfile.gettempdir()) / "slugline-scale")
    asked.add_argument("--json", type=Path, help="write the figures to this file")
    options = asked.parse_args()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # a feed just made has no leader for a moment
    options.logs.mkdir(parents=True, exist_ok=True)
    sizes = []
    with KafkaServer() as server:
        for workers in map(int, options.workers.split(",")):
            print(f"{workers} workers ...", file=sys.stderr)
            sizes.append(asyncio.run(measure(workers, options.stories, options.rounds, server, options.logs)))
    show(sizes)
    if options.json:
        options.json.write_text(json.dumps([asdict(one) for one in sizes]) + "\n")


if __name__ == "__main__":
    main()
