"""Two working copies of Slugline in turn, through one Apache Kafka: what a change costs.

``python -m benchmarks.versus ../before [.] [--stories 600] [--rounds 3] [--processes 2]``: a worker of each
copy (each with a `.venv` of its own), their feeds parted by a prefix, both alive all the time. A round gives
one the stories, then the other, so that what else the machine does hits both alike. Then latency at half of
the second copy's throughput: from the raw record's timestamp to the acknowledgement of all that came of it
(the worker's own histogram), and until a consumer has the enriched story, which is one hop more.
"""

import argparse
import asyncio
import json
import logging
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from benchmarks.broker import ninjs, texts
from ops.chaos.workers import Worker
from ops.kafka.server import KafkaServer
from ops.soak.figures import quantile
from slugline import broker
from slugline.feed_names import feed_name
from slugline.records.feeds import ENRICHED, STORIES
from slugline.settings import Settings, load

WARM = 100
SECONDS = 30.0
"""How long the latency run publishes."""
READY_SECONDS = 300.0
MUST_RATIO, MUST_P95 = 0.85, 0.25
"""What is allowed: the share of the throughput that must be left, and p95 in seconds."""
LATENCY = "slugline_latency_seconds_bucket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One burst: stories a second, and CPU seconds a story of the worker's own process."""

    rate: float
    own_cpu: float


class Copy:
    """A working copy with its worker, and clients of its feeds."""

    def __init__(self, folder: Path, number: int, address: str, processes: int, logs: Path) -> None:
        """Nothing is started yet."""
        self._folder = folder.resolve()
        environ = {
            "SLUGLINE_BROKERS": address, "SLUGLINE_PROCESSES": str(processes), "SLUGLINE_ROLES": "stories",
            "SLUGLINE_FEED_PREFIX": f"copy{number}.", "SLUGLINE_LOG_FORMAT": "json",
        }  # fmt: skip
        self.settings: Settings = load(environ)[0]
        self.environ = environ
        python = str(self._folder / ".venv" / "bin" / "python")
        self.command = [python, "-m", "slugline.cli"]
        self.worker = Worker([python, "-m", "slugline.runtime.worker"], environ, logs / f"copy{number}.log")
        self._round = 0
        self._sent: dict[bytes, float] = {}

    async def start(self) -> None:
        """Make the feeds by this copy's own command, start its worker, and wait until it is ready."""
        making = await asyncio.create_subprocess_exec(
            *self.command,
            "feeds",
            "create",
            env={**os.environ, **self.environ},
            stdout=asyncio.subprocess.DEVNULL,
        )
        if await making.wait():
            raise RuntimeError(f"{self._folder} cannot make its feeds")
        self.worker.start()
        until = time.monotonic() + READY_SECONDS
        while not await asyncio.to_thread(self.worker.ready):
            if time.monotonic() > until:
                raise RuntimeError(f"the worker of {self._folder} is not ready: see {self.worker.log}")
            await asyncio.sleep(0.5)
        self._consumer = AIOKafkaConsumer(
            feed_name(ENRICHED, self.settings), **broker.client(self.settings), auto_offset_reset="earliest",
            enable_auto_commit=False, isolation_level="read_committed",
        )  # fmt: skip
        self._producer = AIOKafkaProducer(**broker.client(self.settings), acks="all", linger_ms=2)
        await self._consumer.start()
        await self._producer.start()

    async def stop(self) -> None:
        """End worker and clients."""
        await self._producer.stop()
        await self._consumer.stop()
        self.worker.leave()

    async def burst(self, bodies: Sequence[str]) -> Round:
        """Publish stories at once, and wait until all are enriched."""
        before = (await self._figures())["process_cpu_seconds_total"]
        seconds, _ = await self.through(bodies)
        after = (await self._figures())["process_cpu_seconds_total"]
        return Round(rate=len(bodies) / seconds, own_cpu=(after - before) / len(bodies))

    async def latency(self, bodies: Sequence[str], rate: float) -> tuple[float, float]:
        """Return p95 to the acknowledgement and to a consumer, in seconds, at ``rate`` stories a second."""
        before = await self._buckets()
        _, latencies = await self.through(bodies, 1 / rate)
        await asyncio.sleep(1)  # the last ones are acknowledged behind what a consumer sees
        after = await self._buckets()
        p95 = quantile(0.95, {edge: count - before.get(edge, 0.0) for edge, count in after.items()})
        return p95 or 0.0, statistics.quantiles(latencies, n=100)[94]

    async def through(self, bodies: Sequence[str], pause: float = 0.0) -> tuple[float, list[float]]:
        """Publish and read until all are enriched; return the seconds it took, and each story's latency."""
        self._round += 1
        raws = [(f"urn:versus:{self._round}:{n}", body) for n, body in enumerate(bodies)]
        began = time.perf_counter()
        publishing = asyncio.create_task(self._publish(raws, pause, began))
        latencies: list[float] = []
        while len(latencies) < len(raws):
            if not self.worker.running:
                raise RuntimeError(f"the worker of {self._folder} ended by itself: see {self.worker.log}")
            for records in (await self._consumer.getmany(timeout_ms=100)).values():
                now = time.perf_counter()
                latencies += [now - self._sent.pop(record.key) for record in records]
        await publishing
        return time.perf_counter() - began, latencies

    async def _publish(self, raws: Sequence[tuple[str, str]], pause: float, began: float) -> None:
        for number, (uri, body) in enumerate(raws):
            if pause:
                await asyncio.sleep(max(0.0, began + number * pause - time.perf_counter()))
            self._sent[uri.encode()] = time.perf_counter()
            await self._producer.send(feed_name(STORIES, self.settings), ninjs(body, uri), key=uri.encode())
        await self._producer.flush()

    async def _figures(self) -> dict[str, float]:
        return {one.name: one.value for one in await asyncio.to_thread(self.worker.samples) if not one.labels}

    async def _buckets(self) -> dict[float, float]:
        samples = await asyncio.to_thread(self.worker.samples)
        return {float(one.labels["le"]): one.value for one in samples if one.name == LATENCY}


async def measure(copies: Sequence[Copy], stories: int, rounds: int, say: Any = print) -> dict[str, Any]:
    """Measure both in turn, then the second's latency; return all figures."""
    bodies = list(texts(stories))
    found: list[list[Round]] = [[], []]
    try:
        for copy in copies:
            await copy.start()
        for copy in copies:
            await copy.through(bodies[:WARM])
        for number in range(rounds):
            for at, copy in enumerate(copies):
                found[at].append(await copy.burst(bodies))
            before, after = found[0][-1], found[1][-1]
            say(
                f"round {number + 1}: {before.rate:6.1f} and {after.rate:6.1f} stories/s, "
                f"{before.own_cpu * 1000:5.2f} and {after.own_cpu * 1000:5.2f} ms of CPU a story of its own"
            )
        half = statistics.median(one.rate for one in found[1]) / 2
        some = (bodies * (1 + int(half * SECONDS) // len(bodies)))[: int(half * SECONDS)]
        p95 = [(await copy.latency(some, half)) for copy in copies]
    finally:
        for copy in copies:
            if copy.worker.running:
                await copy.stop()
    ratios = [after.rate / before.rate for before, after in zip(*found, strict=True)]
    return {
        "ratio": statistics.median(ratios), "ratios": ratios, "half": half,
        "rates": [statistics.median(one.rate for one in each) for each in found],
        "own_cpu": [statistics.median(one.own_cpu for one in each) for each in found],
        "p95_acknowledged": [acknowledged for acknowledged, _ in p95],
        "p95_consumer": [seen for _, seen in p95],
    }  # fmt: skip


def show(found: dict[str, Any]) -> bool:
    """Print the figures; return whether they are within what is allowed."""
    before, after = found["rates"]
    print(
        f"stories a second     {before:8.1f} {after:8.1f}   ratio {found['ratio']:.2f}, {MUST_RATIO} allowed"
    )
    print("own CPU, ms a story  {:8.2f} {:8.2f}".format(*(1000 * one for one in found["own_cpu"])))
    print(f"at {found['half']:.1f} stories a second, p95 in ms:")
    print("  acknowledged       {:8.0f} {:8.0f}".format(*(1000 * one for one in found["p95_acknowledged"])))
    print("  at a consumer      {:8.0f} {:8.0f}".format(*(1000 * one for one in found["p95_consumer"])))
    well: bool = found["ratio"] >= MUST_RATIO and found["p95_acknowledged"][1] <= MUST_P95
    print("within what is allowed" if well else "NOT within what is allowed")
    return well


def main() -> int:
    """Read the command line, measure, print; 1 where it costs more than is allowed."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.versus", description=__doc__)
    asked.add_argument("before", type=Path)
    asked.add_argument("after", type=Path, nargs="?", default=Path())
    asked.add_argument("--stories", type=int, default=600)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--logs", type=Path, default=Path(tempfile.gettempdir()) / "slugline-versus")
    asked.add_argument("--json", type=Path, help="write the figures to this file")
    options = asked.parse_args()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # a feed just made has no leader for a moment
    options.logs.mkdir(parents=True, exist_ok=True)
    with KafkaServer() as server:
        copies = [
            Copy(folder, number, server.address, options.processes, options.logs)
            for number, folder in enumerate((options.before, options.after), 1)
        ]
        found = asyncio.run(measure(copies, options.stories, options.rounds))
    well = show(found)
    if options.json:
        options.json.write_text(json.dumps(found) + "\n")
    return int(not well)


if __name__ == "__main__":
    raise SystemExit(main())
