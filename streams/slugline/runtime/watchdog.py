"""Watching the splitter: how far behind it is, and whether it still gets on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from time import monotonic, time
from typing import Any, Literal

import faust
from aiokafka import TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError
from faust.exceptions import FaustError

from slugline.feed_names import feed_name
from slugline.metrics import Metrics
from slugline.records.feeds import STORIES
from slugline.runtime import made_anew
from slugline.runtime.broker_refusals import crash
from slugline.runtime.commit_starts import commit_starts
from slugline.runtime.offset_gaps import OffsetGap, record_within
from slugline.runtime.other_partitions import other_partitions
from slugline.runtime.partition_lag import Expiry, Place, Shortened, lag
from slugline.runtime.passed_over import PassedOver
from slugline.runtime.splitter import Splitter
from slugline.runtime.watched_task import watched
from slugline.settings import Settings

INTERVAL = 1.0
ASK_EVERY = 10
"""Looks between two questions where the logs start and end: what the client fetches tells the end, and it
fetches nothing while it waits for us."""
State = Literal["fine", "stalled", "dead"]
log = logging.getLogger("slugline.watchdog")


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
        away: Callable[[], bool],
        unfit: Callable[[], Awaitable[str]],
    ) -> None:
        """``halt`` is called with the reason when the setting ``watchdog`` has passed without progress.

        So it is with what is ``unfit`` about the feeds; empty where all is well. It is asked now and then.

        While the broker is ``away`` nobody knows how many records there are, and none can get done: that is
        no stall, and another worker would get on no better.
        """
        self._away = away
        self._unfit = unfit
        self._app = app
        self._splitter = splitter
        self._metrics = metrics
        self._limit = settings.watchdog
        self._feed = feed_name(STORIES, settings)
        self._halt = halt
        self._partitions: set[int] = set()
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._expiry = Expiry()
        self._settings = settings
        self._passed = PassedOver(self._feed)
        self._looking: set[asyncio.Task[object]] = set()
        self._shortened = Shortened()
        self._furthest: dict[int, int] = {}
        """The offset after the last record ever done, by partition."""
        self._before: tuple[object, float] = (None, monotonic())
        self._had: bool = False
        self.state: State = "fine"
        handler: Any = self._assigned  # Faust's type of a handler takes no method
        app.on_partitions_assigned.connect(handler)
        splitter.progress.taken = self._taken

    @property
    def why_not_ready(self) -> str:
        """Empty when it goes well, else the reason."""
        if not self._had:
            return "no partitions yet"
        return "" if self.state == "fine" else "stories wait and none gets done"

    async def run(self) -> None:
        """Look until cancelled."""
        asking = watched(self._ask(), "the question where the logs end", self._ended)
        try:
            while True:
                await asyncio.sleep(INTERVAL)
                try:
                    self.look()
                except Exception as error:  # a worker without its watchdog is not to go on
                    log.exception("the watchdog failed")
                    self._halt(f"the watchdog failed: {error!r}")
        finally:
            for task in (asking, *self._looking):
                task.cancel()

    def _ended(self, reason: str) -> None:
        """End the worker since one who asks Faust is cut off: for what Faust fails of, where it does."""
        self._halt(crash(self._app.crash_reason) if self._app.crashed else reason)

    def look(self) -> None:
        """Look once."""
        if self._app.crashed:
            self._halt(crash(self._app.crash_reason))
        places = self._places()
        self._note_done()
        self._look_for_other_partitions()
        for gap in self._passed.look(places):
            task = watched(self._look_into(gap), f"the look at {gap}", self._ended, may_end=True)
            self._looking.add(task)
            task.add_done_callback(self._looking.discard)
        found = {n: one for n, place in places.items() if (one := lag(place, time())) is not None}
        for partition, behind in found.items():
            if not self._away():
                self._metrics.lag_records.labels(self._feed, str(partition)).set(behind.records)
            self._metrics.lag_seconds.labels(self._feed, str(partition)).set(behind.seconds)
        waiting = self._splitter.in_flight > 0 or any(behind.records for behind in found.values())
        mark, since = self._before
        if not waiting or self._away() or mark != self._splitter.moves:
            self._before = (self._splitter.moves, monotonic())
            self._metrics.progress()
            since = monotonic()
        before, self.state = self.state, state(waiting, monotonic() - since, self._limit)
        self._metrics.stalled.set(monotonic() - since)
        if self.state == "stalled" != before:
            log.warning("stories wait, and none got done for %.0f s", self._limit / 2)
        if self.state == "dead" != before:
            self._halt(
                f"stories wait, and none got done for {self._limit:.0f} s; in flight: {self._oldest()}"
            )

    def _note_done(self) -> None:
        """Remember how far was read, over the deals of the group: a new feed brings a new deal."""
        for n, offset in self._splitter.progress.done.items():
            self._furthest[n] = max(offset, self._furthest.get(n, 0))

    async def _look_for_a_new_feed(self, done: Mapping[int, int]) -> None:
        """End the worker where the feed ends before what was ``done`` of it: Faust would drop what comes now.

        That the client has gone back is no sign: Faust goes back to what is committed at times. What a broker
        answers is none alone either: Tansu's answer is short by what else is in the last batch.
        """
        short = self._shortened.look(self._ends, done, monotonic())
        read = {TopicPartition(self._feed, n): done[n] for n in short}
        for part, end in (await made_anew.ended(read, partial(made_anew.extent, self._settings))).items():
            self._halt(
                f"{self._feed}/{part.partition} ends at {end}, and all before {read[part]} was read: "
                "the feed was made anew, or brokers lost records; it will be read from its beginning"
            )

    async def _look_into(self, gap: OffsetGap) -> None:
        offset = await record_within(gap, self._settings)
        place = self._places().get(gap.partition)
        if offset is not None and place is not None and self._passed.lacks(offset, place):
            self._halt(f"the consumer lost {gap}: a record stands at {offset}")

    def _look_for_other_partitions(self) -> None:
        """End the worker where the feed has not as many partitions as it began with."""
        consumer: Any = self._app.consumer
        client = consumer._thread._consumer
        if client is None:
            return
        if why := other_partitions(client._client.cluster, self._feed, self._splitter.partitions):
            self._halt(why)

    async def _ask(self) -> None:
        """Ask again and again where the logs start and end, and tell what retention removed unread."""
        while True:
            for _ in range(ASK_EVERY):
                await asyncio.sleep(INTERVAL)
                if self._expiry.jumped or self._partitions - set(self._starts):
                    break
            if why := await self._unfit():
                self._halt(why)
            consumer: Any = self._app.consumer
            self._note_done()
            done = dict(self._furthest)  # before it is asked: while it answers, more gets done
            try:
                mine = [tp for tp in consumer.assignment() if tp.topic == self._feed]
                for tp in mine:
                    self._expiry.begin(tp.partition, consumer._committed_offset.get(tp))
                starts = await consumer.earliest_offsets(*mine) if mine else {}
                ends = await consumer.highwaters(*mine) if mine else {}
            except (KafkaError, FaustError, TimeoutError) as error:
                log.debug("no broker told where the logs start: %r", error)
                continue
            self._starts = {tp.partition: at for tp, at in starts.items() if tp.partition in self._partitions}
            self._ends = {tp.partition: at for tp, at in ends.items() if tp.partition in self._partitions}
            try:
                await self._look_for_a_new_feed(done)
            except (KafkaError, OSError, TimeoutError) as error:
                log.debug("no broker told where the logs end: %r", error)
            lost = self._expiry.lost(self._starts, self._resting())
            self._tell(lost)
            if lost:
                await commit_starts(consumer, self._feed, {n: gone.stop for n, gone in lost.items()})

    def _tell(self, lost: Mapping[int, range]) -> None:
        for partition, offsets in lost.items():
            self._metrics.expired.inc(len(offsets))
            log.warning(
                "retention removed %d records of %s/%d before they were read: offsets %d to %d",
                len(offsets), self._feed, partition, offsets.start, offsets.stop - 1,
            )  # fmt: skip

    def _resting(self) -> dict[int, int]:
        """Return where the client reads on in the partitions of which it has handed nothing over."""
        return {
            n: place.position
            for n, place in self._places().items()
            if place.untouched and n not in self._splitter.progress.done and place.position is not None
        }

    def _oldest(self) -> str:
        """Where to look for a story that does not come to an end."""
        first = {
            partition: min(flying) for partition, flying in self._splitter.progress.flying.items() if flying
        }
        return ", ".join(f"{self._feed}/{n}/{offset}" for n, offset in sorted(first.items())) or "none"

    def _places(self) -> dict[int, Place]:
        """Look at all that is known of our partitions; some of it is private to Faust and aiokafka."""
        consumer: Any = self._app.consumer
        progress, committed, handed = (
            self._splitter.progress,
            consumer._committed_offset,
            consumer._read_offset,
        )
        found = {}
        for tp in consumer.assignment():
            if tp.topic == self._feed:
                n = tp.partition
                found[n] = Place(
                    done=progress.done.get(n, committed.get(tp)),
                    start=self._starts.get(n),
                    end=_end(consumer, tp, self._ends.get(n)),
                    position=_position(consumer, tp),
                    handed=handed.get(tp),
                    oldest=next(iter(progress.flying.get(n, {}).values()), None),
                )  # fmt: skip
        return found

    def _taken(self, partition: int, offset: int) -> None:
        consumer: Any = self._app.consumer
        self._expiry.begin(partition, consumer._committed_offset.get((self._feed, partition)))
        self._expiry.took(partition, offset)

    async def _assigned(self, _app: object, assigned: set[Any], **_more: Any) -> None:
        """Note which partitions are ours now, and drop what was known of those that are not."""
        self._had = True
        mine = {tp.partition for tp in assigned if tp.topic == self._feed}
        for partition in self._partitions | set(self._splitter.progress.done):
            self._splitter.progress.forget(partition)
            self._expiry.forget(partition)
            self._passed.forget(partition)
            if partition not in mine:
                self._metrics.drop(self._feed, partition)
        self._partitions = mine
        self._starts = {n: offset for n, offset in self._starts.items() if n in mine}
        self._ends = {n: offset for n, offset in self._ends.items() if n in mine}
        self._metrics.assigned.labels("stories").set(len(mine))
        self._metrics.rebalances.labels("stories").inc()
        log.info("partitions of %s: %s", self._feed, sorted(mine) or "none")


def _end(consumer: Any, place: Any, asked: int | None) -> int | None:
    """Return the offset after the last record; None where it is not known (yet, or while partitions move)."""
    try:
        fetched: int | None = consumer.highwater(place)
    except IllegalStateError:
        fetched = None
    return asked if fetched is None else max(fetched, asked or 0)


def _position(consumer: Any, place: Any) -> int | None:
    """Return where aiokafka reads on; None where it is not known."""
    client = consumer._thread._consumer
    subscription = client._subscription.subscription if client is not None else None
    assignment = subscription.assignment if subscription is not None else None
    held = assignment.state_value(place) if assignment is not None else None
    position: int | None = held._position if held is not None else None
    return position
