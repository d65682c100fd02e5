"""A soak from beginning to end: broker, worker, as many stories as fit half its load, and looks at it."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aiokafka import AIOKafkaProducer

from ops.chaos.stories import story
from ops.chaos.workers import COMMAND, Worker
from ops.kafka.server import KafkaServer
from ops.soak.figures import End, Sample
from ops.soak.watching import STORIES, Watching
from slugline import broker
from slugline.broker import create_feeds
from slugline.settings import Settings, load

URIS = 400
"""Stories of which versions come round and round: what the worker must know of each does not grow."""
BURST = 400
"""Stories by which the full load is measured."""
READY_SECONDS = 300.0
PATIENCE = 600.0

Show = Callable[[Sample], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long, in seconds, how often to look, and at what share of the full load."""

    seconds: float = 3600.0
    look: float = 30.0
    load: float = 0.5


class Wire:
    """Publishes stories at a rate, and counts them."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        """``producer`` is started and stopped by whoever made it."""
        self._producer = producer
        self.published = 0

    async def send(self) -> None:
        """Publish the next story."""
        number, version = self.published % URIS, self.published // URIS + 1
        one = story(number, version)
        await self._producer.send(STORIES, one.value, key=one.key)
        self.published += 1

    async def keep_on(self, rate: float) -> None:
        """Publish ``rate`` stories a second until cancelled."""
        began, sent = time.monotonic(), 0
        while True:
            await self.send()
            sent += 1
            await asyncio.sleep(max(0.0, began + sent / rate - time.monotonic()))


async def run(plan: Plan, folder: Path, say: Callable[[str], None], show: Show) -> tuple[list[Sample], End]:
    """Run a soak; the worker's log goes to ``folder``. Raises RuntimeError where it does not begin."""
    with KafkaServer() as kafka:
        environ = {"SLUGLINE_BROKERS": kafka.address, "SLUGLINE_LOG_FORMAT": "json"}
        settings, _ = load(environ)
        await create_feeds(settings)
        worker = Worker(COMMAND, environ, folder / "worker.log")
        worker.start()
        try:
            return await _soak(plan, settings, worker, say, show)
        finally:
            worker.kill()


async def _soak(
    plan: Plan, settings: Settings, worker: Worker, say: Callable[[str], None], show: Show
) -> tuple[list[Sample], End]:
    await _until(worker.ready, READY_SECONDS, f"the worker is not ready; its log is {worker.log}")
    watching = Watching(worker.pid, worker.port)
    async with AIOKafkaProducer(**broker.client(settings), acks="all", linger_ms=5) as producer:
        wire = Wire(producer)
        rate = plan.load * await _full_load(wire, watching)
        say(f"half load is {rate:.1f} stories a second")
        sending = asyncio.create_task(wire.keep_on(rate))
        samples = await _look(plan, watching, sending, show)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await producer.flush()
    ended, back = time.monotonic(), None
    with suppress(RuntimeError):
        await _until(lambda: _done(watching, wire.published), PATIENCE, "")
        back = time.monotonic() - ended
    end = End(
        published=wire.published, done=watching.done, dead_letters=watching.dead_letters, lag_back=back,
        starts=worker.starts, exit_code=worker.leave(),
    )  # fmt: skip
    return samples, end


async def _full_load(wire: Wire, watching: Watching) -> float:
    """Return how many stories a second the worker does when they all lie there."""
    for _ in range(BURST // 4):  # the first ones warm it up
        await wire.send()
    await _until(lambda: _done(watching, wire.published), PATIENCE, "the first stories are not done")
    began = time.monotonic()
    for _ in range(BURST):
        await wire.send()
    await _until(lambda: _done(watching, wire.published), PATIENCE, "the burst is not done")
    return BURST / (time.monotonic() - began)


async def _look(plan: Plan, watching: Watching, sending: "asyncio.Task[None]", show: Show) -> list[Sample]:
    samples: list[Sample] = []
    began = time.monotonic()
    watching.sample(0.0)  # so that the first p95 is not that of the burst
    while (now := time.monotonic() - began) < plan.seconds:
        await asyncio.sleep(min(plan.look, plan.seconds - now))
        if sending.done():
            await sending
        samples.append(await asyncio.to_thread(watching.sample, time.monotonic() - began))
        show(samples[-1])
    return samples


def _done(watching: Watching, published: int) -> bool:
    watching.ask()
    return watching.done >= published and watching.lag == 0


async def _until(so: Callable[[], bool], seconds: float, otherwise: str) -> None:
    until = time.monotonic() + seconds
    while not await asyncio.to_thread(so):
        if time.monotonic() > until:
            raise RuntimeError(otherwise)
        await asyncio.sleep(0.25)
