"""One run of the chaos: publish and do faults in turn, wait until all is done, read it all and check."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ops.chaos import feeds
from ops.chaos.check import Report, check
from ops.chaos.faults import Crew, Plan
from ops.chaos.stories import wire
from ops.kafka.server import KafkaServer
from slugline.broker import create_feeds
from slugline.settings import Settings, load

SHARE = (0.1, 0.6)
"""A fault hits when so much of the part published last is done."""
STALLED = 180.0
"""Seconds without anything done after which the run is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaos:
    """What to run."""

    stories: int
    uris: int
    plan: Plan
    seed: int
    session: float = 6.0


LONG = Chaos(stories=12_000, uris=5_000, plan=Plan(kills=20, pauses=5, brokers=3, joins=10), seed=1)
SHORT = Chaos(stories=600, uris=250, plan=Plan(kills=2, pauses=1, brokers=1, joins=0), seed=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run: the check, the faults that were done, and how many seconds it took."""

    report: Report
    done: dict[str, int]
    seconds: float


def environ(chaos: Chaos, address: str) -> dict[str, str]:
    """Return the workers' settings as variables."""
    chosen: dict[str, object] = {
        "brokers": address, "partitions": 4, "processes": 1, "session_timeout": chaos.session,
        "commit_interval": 0.5, "roles": "stories", "log_format": "text", "batch": 4,
    }  # fmt: skip
    return {f"SLUGLINE_{name.upper()}": str(value) for name, value in chosen.items()}


async def run(
    chaos: Chaos, command: Sequence[str], folder: Path, say: Callable[[str], None] = lambda _: None
) -> Outcome:
    """Run it on a broker of its own. Call it from the main thread. Raises TimeoutError when nothing moves."""
    began = time.monotonic()
    with KafkaServer() as server:
        variables = environ(chaos, server.address)
        settings, _ = load(variables)
        await create_feeds(settings)
        crew = Crew(server, command, variables, folder, chaos.session, chaos.seed, say)
        publisher = feeds.Publisher(settings)
        await publisher.start()
        try:
            await crew.start()
            await _storm(chaos, settings, crew, publisher, say)
            await crew.stop()
            report = check(*await feeds.everything(settings))
        finally:
            crew.end()
            with suppress(Exception):  # whatever failed is on its way up
                await publisher.stop()
    return Outcome(report=report, done=dict(crew.done), seconds=time.monotonic() - began)


async def _storm(
    chaos: Chaos, settings: Settings, crew: Crew, publisher: feeds.Publisher, say: Callable[[str], None]
) -> None:
    """Publish part after part, a fault in the midst of each; return when all is done."""
    chance = random.Random(chaos.seed)
    stories, faults = wire(chaos.stories, chaos.uris, chaos.seed), chaos.plan.order(chaos.seed)
    length = -(-len(stories) // (len(faults) + 1))
    sent = 0
    for fault in [*faults, None]:
        part = stories[sent : sent + length]
        half = len(part) // 2
        await publisher.publish(part[:half])
        await until_left(settings, int((1 - chance.uniform(*SHARE)) * half))
        publishing = asyncio.create_task(publisher.publish(part[half:]))
        if fault is not None:
            await crew.do(fault)
        await publishing
        sent += len(part)
        say(f"{sent:,} published, {await feeds.left(settings):,} left")
    await until_left(settings, 0)


async def until_left(settings: Settings, most: int) -> None:
    """Return when at most so many raw records are left. Raises TimeoutError when nothing moves."""
    least, moved = None, time.monotonic()
    while (now := await feeds.left(settings)) > most:
        if least is None or now < least:
            least, moved = now, time.monotonic()
        if time.monotonic() > moved + STALLED:
            raise TimeoutError(f"{now:,} records are left, and none was done for {STALLED:.0f} s")
        await asyncio.sleep(0.3)
