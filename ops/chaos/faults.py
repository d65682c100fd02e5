"""What is done to workers and brokers while stories go through."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from ops.chaos.workers import Worker
from ops.kafka.server import KafkaServer

Fault = Literal["kill", "pause", "broker", "join"]
FAULTS: tuple[Fault, ...] = get_args(Fault)
READY_SECONDS = 120.0
BEYOND = 4.0
"""Seconds a pause goes on after the session is over, so that the other worker has the partitions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many faults of each kind."""

    kills: int
    pauses: int
    brokers: int
    joins: int

    def order(self, seed: int) -> list[Fault]:
        """Return the faults in an order by chance."""
        counts = (self.kills, self.pauses, self.brokers, self.joins)
        faults = [name for name, count in zip(FAULTS, counts, strict=True) for _ in range(count)]
        random.Random(seed).shuffle(faults)
        return faults


class Crew:
    """Two workers that are always started again, and a third that joins and leaves."""

    def __init__(
        self, server: KafkaServer, command: Sequence[str], environ: Mapping[str, str], folder: Path,
        session: float, seed: int, say: Callable[[str], None],
    ) -> None:  # fmt: skip
        """``session`` is the session timeout in seconds; logs go to ``folder``."""
        self._server = server
        self._session = session
        self._chance = random.Random(seed)
        self._say = say
        names = ("first", "second", "third")
        self.first, self.second, self.third = (
            Worker(command, environ, folder / f"{name}.log") for name in names
        )
        self.done: Counter[str] = Counter()
        """Faults done, and how often a worker ended by itself or would not leave."""
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start both workers, and return when one is ready."""
        for one in (self.first, self.second):
            one.start()
        self._watching = asyncio.create_task(self._watch())
        await self._ready(self.first, self.second)

    async def stop(self) -> None:
        """Let all leave."""
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        for one in (self.first, self.second, self.third):
            if await asyncio.to_thread(one.leave) is None:
                self.done["would not leave"] += 1

    def end(self) -> None:
        """End all at once."""
        if self._watching is not None:
            self._watching.cancel()
        for one in (self.first, self.second, self.third):
            one.kill()

    async def do(self, fault: Fault) -> None:
        """Do one fault; returns when it is over."""
        victim = self._chance.choice((self.first, self.second))
        self._say(f"{fault} {victim.log.stem if fault in ('kill', 'pause') else ''}".strip())
        if fault == "kill":
            victim.kill()
            victim.start()
        elif fault == "pause":
            victim.pause()
            await asyncio.sleep(self._session + BEYOND)
            victim.go_on()
        elif fault == "broker":
            self._server.stop(signal.SIGKILL)
            await asyncio.sleep(self._chance.uniform(1, 5))
            self._server.start()
        else:
            self.third.start()
            await self._ready(self.third)
            await asyncio.sleep(self._chance.uniform(1, 5))
            if await asyncio.to_thread(self.third.leave) != 0:
                self.done["did not leave cleanly"] += 1
        self.done[fault] += 1

    async def _ready(self, *workers: Worker) -> None:
        """Return when one of ``workers`` is ready; raises TimeoutError."""
        async with asyncio.timeout(READY_SECONDS):
            while True:
                for one in workers:
                    if await asyncio.to_thread(one.ready):
                        return
                await asyncio.sleep(0.3)

    async def _watch(self) -> None:
        """Start a worker again that ended by itself, as whoever supervises it does."""
        while True:
            for one in (self.first, self.second):
                if not one.running:
                    self.done["ended by itself"] += 1
                    self._say(f"{one.log.stem} ended by itself: started again")
                    one.start()
            await asyncio.sleep(0.5)
