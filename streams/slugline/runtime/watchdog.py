"""Watching the splitter: how far behind it is, and whether it still gets on."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic, time
from typing import Any, Literal

import faust
from aiokafka.errors import IllegalStateError

from slugline.feed_names import feed_name
from slugline.metrics import Metrics
from slugline.records.feeds import STORIES
from slugline.runtime.splitter import Splitter
from slugline.settings import Settings

INTERVAL = 1.0
State = Literal["fine", "stalled", "dead"]
log = logging.getLogger("slugline.watchdog")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How far behind one partition is: records not yet done, and the age of the oldest one in flight."""

    records: int
    seconds: float


def lags(
    ends: Mapping[int, int | None],
    done: Mapping[int, int],
    oldest: Mapping[int, Mapping[int, int]],
    now: float,
) -> dict[int, Lag]:
    """Return the lag by partition, for those of which both ends are known.

    ``ends`` are the offsets after the last record, ``done`` those after the last one done, ``oldest`` the
    timestamps (milliseconds since 1970) in flight by offset, ``now`` is seconds since 1970.
    """
    result = {}
    for partition, end in ends.items():
        if end is not None and partition in done:
            stamp = next(iter(oldest.get(partition, {}).values()), None)
            age = 0.0 if stamp is None else max(0.0, now - stamp / 1000)
            result[partition] = Lag(records=max(0, end - done[partition]), seconds=age)
    return result


def state(waiting: bool, quiet: float, limit: float) -> State:
    """Say how it goes: nothing got done for ``quiet`` seconds; ``limit`` is the watchdog's."""
    if not waiting or quiet < limit / 2:
        return "fine"
    return "stalled" if quiet < limit else "dead"


class Watchdog:
    """Looks once a second, keeps the metrics of lag and progress, and ends the worker when it has stalled."""

    def __init__(
        self,
        app: faust.App,
        splitter: Splitter,
        metrics: Metrics,
        settings: Settings,
        halt: Callable[[str], None],
    ) -> None:
        """``halt`` is called with the reason when the setting ``watchdog`` has passed without progress."""
        self._app = app
        self._splitter = splitter
        self._metrics = metrics
        self._limit = settings.watchdog
        self._feed = feed_name(STORIES, settings)
        self._halt = halt
        self._partitions: set[int] = set()
        self._before: tuple[object, float] = (None, monotonic())
        self._had: bool = False
        self.state: State = "fine"
        handler: Any = self._assigned  # Faust's type of a handler takes no method
        app.on_partitions_assigned.connect(handler)

    @property
    def why_not_ready(self) -> str:
        """Empty when it goes well, else the reason."""
        if not self._had:
            return "no partitions yet"
        return "" if self.state == "fine" else "stories wait and none gets done"

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(INTERVAL)
            try:
                self.look()
            except Exception as error:  # a worker without its watchdog is not to go on
                log.exception("the watchdog failed")
                self._halt(f"the watchdog failed: {error!r}")

    def look(self) -> None:
        """Look once."""
        if self._app.crashed:
            self._halt(f"Faust failed: {self._app.crash_reason!r}")
        found = lags(self._ends(), self._done(), self._splitter.progress.flying, time())
        for partition, lag in found.items():
            self._metrics.lag_records.labels(self._feed, str(partition)).set(lag.records)
            self._metrics.lag_seconds.labels(self._feed, str(partition)).set(lag.seconds)
        waiting = self._splitter.in_flight > 0 or any(lag.records for lag in found.values())
        mark, since = self._before
        if not waiting or mark != self._splitter.progress.acknowledged:
            self._before = (self._splitter.progress.acknowledged, monotonic())
            self._metrics.progress()
            since = monotonic()
        before, self.state = self.state, state(waiting, monotonic() - since, self._limit)
        if self.state == "stalled" != before:
            log.warning("stories wait, and none got done for %.0f s", self._limit / 2)
        if self.state == "dead" != before:
            self._halt(
                f"stories wait, and none got done for {self._limit:.0f} s; in flight: {self._oldest()}"
            )

    def _oldest(self) -> str:
        """Where to look for a story that does not come to an end."""
        first = {
            partition: min(flying) for partition, flying in self._splitter.progress.flying.items() if flying
        }
        return ", ".join(f"{self._feed}/{n}/{offset}" for n, offset in sorted(first.items())) or "none"

    def _ends(self) -> dict[int, int | None]:
        consumer: Any = self._app.consumer
        return {tp.partition: _end(consumer, tp) for tp in consumer.assignment() if tp.topic == self._feed}

    def _done(self) -> dict[int, int]:
        """Where each partition stands; before its first story that is what the group has committed."""
        consumer: Any = self._app.consumer
        committed: Mapping[Any, int | None] = consumer._committed_offset
        begun = {tp.partition: offset or 0 for tp, offset in committed.items() if tp.topic == self._feed}
        return {**dict.fromkeys(self._partitions, 0), **begun, **self._splitter.progress.done}

    async def _assigned(self, _app: object, assigned: set[Any], **_more: Any) -> None:
        """Note which partitions are ours now, and drop what was known of those that are not."""
        self._had = True
        mine = {tp.partition for tp in assigned if tp.topic == self._feed}
        for partition in self._partitions | set(self._splitter.progress.done):
            self._splitter.progress.forget(partition)
            if partition not in mine:
                self._metrics.drop(self._feed, partition)
        self._partitions = mine
        self._metrics.assigned.labels("stories").set(len(mine))
        self._metrics.rebalances.labels("stories").inc()
        log.info("partitions of %s: %s", self._feed, sorted(mine) or "none")


def _end(consumer: Any, place: Any) -> int | None:
    """Return the offset after the last record; None where it is not known (yet, or while partitions move)."""
    try:
        end: int | None = consumer.highwater(place)
        return end
    except IllegalStateError:
        return None
