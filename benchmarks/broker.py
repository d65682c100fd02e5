"""Stories per second and latency through Apache Kafka, beside the same pool without a broker.

``python -m benchmarks.broker [--stories 2000] [--processes 0]`` prints a table and, with ``--json FILE``,
writes the figures. Needs Java and the jars of `make test-kafka`.
"""

import argparse
import asyncio
import logging
import os
import signal
import statistics
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import aiohttp
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from benchmarks.newswire import invent
from ops.kafka.config import free_port
from ops.kafka.server import KafkaServer
from slugline import broker
from slugline.records.codec import encode, parse
from slugline.records.feeds import ENRICHED, STORIES
from slugline.runtime.processed import Raw
from slugline.runtime.reader_pool import CALLS_EACH, ReaderPool
from slugline.runtime.reading_queue import ReadingQueue
from slugline.runtime.splitter import BATCH_BYTES, weight
from slugline.settings import Settings, load

SHARE = 0.5
"""Latency is measured at this share of the throughput: a busy wire that the worker keeps up with."""
ROUNDS, WARM = 5, 200
SECONDS = 20.0
"""How long the latency run publishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured. Rates are stories per second, latencies seconds."""

    processes: int
    stories: int
    story_bytes: int
    pool_rate: float
    broker_rate: float
    broker_share: float
    loop_seconds: float
    """CPU seconds of the worker's own process per story: one over it bounds what one worker can do."""
    latency_rate: float
    latency_p50: float
    latency_p95: float
    latency_p99: float


def measure(stories: int, processes: int) -> Figures:
    """Start a broker and a worker, measure, and stop them again."""
    raws = [ninjs(text, f"urn:bench:{number}") for number, text in enumerate(texts(stories))]
    with KafkaServer() as server:
        environ = {
            "SLUGLINE_BROKERS": server.address, "SLUGLINE_PROCESSES": str(processes),
            "SLUGLINE_ROLES": "stories", "SLUGLINE_HTTP_PORT": str(free_port()),
        }  # fmt: skip
        settings, _ = load(environ)
        return asyncio.run(_measure(settings, environ, raws))


async def _measure(settings: Settings, environ: dict[str, str], raws: Sequence[bytes]) -> Figures:
    await broker.create_feeds(settings)
    consumer = AIOKafkaConsumer(
        ENRICHED.name,
        **broker.client(settings),
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        isolation_level="read_committed",
    )
    producer = AIOKafkaProducer(**broker.client(settings), acks="all", linger_ms=2)
    pool = ReaderPool(settings)
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "slugline.runtime.worker", env={**os.environ, **environ}
    )
    try:
        await asyncio.gather(consumer.start(), producer.start(), pool.start())
        through_worker = partial(_through, worker, consumer, producer)
        await through_worker(raws[:WARM])
        await _alone(pool, settings, raws[:WARM])
        alone, through = [], []
        before = await _cpu(settings)
        for part in range(ROUNDS):  # in turn, so that what else the machine does hits both alike
            some = raws[part::ROUNDS]
            alone.append(len(some) / await _alone(pool, settings, some))
            seconds, _ = await through_worker(some)
            through.append(len(some) / seconds)
        loop_seconds = (await _cpu(settings) - before) / len(raws)
        rate = SHARE * statistics.median(through)
        some = raws[: max(100, min(len(raws), int(rate * SECONDS)))]
        _, latencies = await through_worker(some, pause=1 / rate)
    finally:
        pool.stop()
        if worker.returncode is None:
            worker.send_signal(signal.SIGTERM)
            await worker.wait()
        await producer.stop()
        await consumer.stop()
    cuts = statistics.quantiles(latencies, n=100)
    return Figures(
        processes=pool.size, stories=len(raws), story_bytes=round(statistics.mean(map(len, raws))),
        pool_rate=statistics.median(alone), broker_rate=statistics.median(through),
        broker_share=statistics.median(one / other for one, other in zip(through, alone, strict=True)),
        loop_seconds=loop_seconds,
        latency_rate=rate, latency_p50=cuts[49], latency_p95=cuts[94], latency_p99=cuts[98],
    )  # fmt: skip


async def _cpu(settings: Settings) -> float:
    """Return the CPU seconds that the worker's own process has used, without its pool."""
    address = f"http://{settings.http_host}:{settings.http_port}/metrics"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        lines = (await response.text()).splitlines()
    (value,) = [line.split()[1] for line in lines if line.startswith("process_cpu_seconds_total ")]
    return float(value)


async def _alone(pool: ReaderPool, settings: Settings, raws: Sequence[bytes]) -> float:
    """Return the seconds that queue and pool take without a broker."""
    now = datetime.now(UTC)

    async def work(batch: Sequence[bytes]) -> Sequence[object]:
        return await pool.process([Raw(value=value) for value in batch], now, settings.max_record_bytes)

    queue: ReadingQueue[bytes, object] = ReadingQueue(
        work, batch=settings.batch, weight=BATCH_BYTES, lanes=CALLS_EACH * pool.size
    )
    began = time.perf_counter()
    await asyncio.gather(
        *[queue.put(n % settings.partitions, one, weight(len(one))) for n, one in enumerate(raws)]
    )
    return time.perf_counter() - began


async def _through(
    worker: Process,
    consumer: AIOKafkaConsumer,
    producer: AIOKafkaProducer,
    raws: Sequence[bytes],
    pause: float = 0.0,
) -> tuple[float, list[float]]:
    """Publish ``raws`` and read until all are enriched; return the seconds, and each story's latency.

    A latency ends when a consumer has the enriched story, so it includes one more hop than the worker's own.
    """
    keys = {value: _uri(value) for value in raws}
    sent: dict[bytes, float] = {}
    began = time.perf_counter()

    async def publish() -> None:
        for number, value in enumerate(raws):
            if pause:
                await asyncio.sleep(max(0.0, began + number * pause - time.perf_counter()))
            key = keys[value]
            sent[key] = time.perf_counter()
            await producer.send(STORIES.name, value, key=key)
        await producer.flush()

    publishing = asyncio.create_task(publish())
    latencies: list[float] = []
    while len(latencies) < len(raws):
        if worker.returncode is not None:
            raise RuntimeError(f"the worker ended by itself with exit code {worker.returncode}")
        for records in (await consumer.getmany(timeout_ms=100)).values():
            now = time.perf_counter()
            latencies += [now - sent[record.key] for record in records]
    await publishing
    return time.perf_counter() - began, latencies


def texts(count: int) -> list[str]:
    """Return so many invented stories, a headline and a body each."""
    return [story.text for story in invent(count)]


def ninjs(text: str, uri: str) -> bytes:
    """Return a story as a ninjs item."""
    headline, _, body = text.partition("\n")
    item = {"uri": uri, "type": "text", "pubstatus": "usable", "language": "en", "headline": headline}
    return encode({**item, "body_text": body.strip()})


def _uri(value: bytes) -> bytes:
    item = parse(value)
    assert isinstance(item, dict)
    return str(item["uri"]).encode()


def show(figures: Figures) -> None:
    """Print the figures as a table."""
    each = f"{figures.stories:,} stories of {figures.story_bytes:,} bytes, {figures.processes} processes"
    print(f"Through Apache Kafka: {each}")
    print(f"  medians of {ROUNDS} rounds in turn:")
    print(f"  pool alone           {figures.pool_rate:8.1f} stories/s")
    print(f"  through the broker   {figures.broker_rate:8.1f} stories/s  ({figures.broker_share:.0%} of it)")
    print(
        f"  worker's own process {figures.loop_seconds * 1000:8.2f} ms of CPU per story, "
        f"so at most {1 / figures.loop_seconds:,.0f} stories/s in one worker"
    )
    print(
        f"  latency at {figures.latency_rate:5.1f}/s   p50 {figures.latency_p50 * 1000:.0f} ms, "
        f"p95 {figures.latency_p95 * 1000:.0f} ms, p99 {figures.latency_p99 * 1000:.0f} ms"
    )


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.broker", description=__doc__)
    asked.add_argument("--stories", type=int, default=2000)
    asked.add_argument("--processes", type=int, default=0, help="0: one per core")
    asked.add_argument("--json", type=Path, help="write the figures to this file")
    options = asked.parse_args()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # a feed just made has no leader for a moment
    figures = measure(options.stories, options.processes)
    show(figures)
    if options.json:
        options.json.write_bytes(encode(asdict(figures)) + b"\n")


if __name__ == "__main__":
    main()
