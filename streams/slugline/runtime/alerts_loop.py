"""One run of the alerts: stories and chains in, what they change out, until something fails.

One worker of the group has all partitions: a chain's stories stand in several. Whoever is given them shuts
out whoever had them, and only then asks how far that one came (docs/adr/0014-alerts.md).
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition

from slugline import broker
from slugline.feed_names import feed_name
from slugline.folds.alerts.fold import Changes
from slugline.folds.alerts.seen import seen
from slugline.folds.alerts.ties import HeardChain
from slugline.kinds import EnrichedStory
from slugline.metrics import Metrics
from slugline.records.codec import decode
from slugline.records.feeds import DAY, ENRICHED
from slugline.records.schema_error import SchemaError
from slugline.records.story import reference
from slugline.runtime.alerts_output import AlertsOutput
from slugline.runtime.alerts_seat import Seat, now_ms, take_seat
from slugline.runtime.chains_feed import ChainsFeed
from slugline.runtime.watchlist_in_force import WatchlistInForce
from slugline.settings import Settings

POLL_MS = 250
POLL_RECORDS = 100
PAUSE = 0.01
BREATH = 5
"""Records after which the event loop is let go: some milliseconds of work."""
SWEEP_SECONDS = 3_600.0

log = logging.getLogger("slugline.alerts")


class AlertsLoop(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka publishes no types
    """Reads while it has the partitions. Holds nothing that the next run needs."""

    def __init__(
        self,
        settings: Settings,
        consumer: AIOKafkaConsumer,
        chains: ChainsFeed[HeardChain] | None,
        watchlist: WatchlistInForce,
        metrics: Metrics,
        turned: Callable[[], None],
        *,
        first: str | None,
        transactions: bool,
    ) -> None:
        """``consumer`` is started; ``chains`` is None where stories are not chained.

        ``turned`` is called at each turn; what it raises ends the run. ``first`` is which enriched feed it
        was when this worker began.
        """
        self._settings = settings
        self._consumer = consumer
        self._chains = chains
        self._watchlist = watchlist
        self._metrics = metrics
        self._turned = turned
        self._first = first
        self._transactions = transactions
        self._deals = 0
        """How often partitions came or went."""
        self._mine: tuple[TopicPartition, ...] | None = ()
        """None while they are being dealt out anew."""
        self._seat: Seat | None = None
        self._names: frozenset[str] = frozenset()
        """The rules that the alerts which stand are of."""
        self._sweep = 0.0

    @property
    def why_not_ready(self) -> str:
        """Empty where it does its work, or another worker does."""
        waits = self._mine != () and (self._seat is None or not self._heard)
        return "putting the alerts together" if waits else ""

    @property
    def producers(self) -> list[AIOKafkaProducer]:
        """The producer, while it is connected."""
        return [] if self._seat is None else [self._seat.output.producer]

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Stop."""
        self._mine, self._deals = None, self._deals + 1

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Note what is ours; the loop begins with it."""
        self._mine, self._deals = tuple(sorted(assigned)), self._deals + 1
        self._metrics.rebalances.labels("alerts").inc()
        self._metrics.assigned.labels("alerts").set(len(self._mine))

    async def run(self) -> None:
        """Go on until cancelled. Raises KafkaError and whatever else goes wrong."""
        self._consumer.subscribe([feed_name(ENRICHED, self._settings)], listener=self)
        begun = self._deals
        try:
            while True:
                self._turned()
                if begun != self._deals and self._mine is not None:
                    begun = self._deals
                    await self._sit(self._mine)
                if self._seat is None:
                    await self._consumer.getmany(timeout_ms=POLL_MS)
                    continue
                changes = await self._kept_up(self._seat)
                found: Mapping[TopicPartition, Sequence[Any]] = {}
                if not self._heard:
                    await asyncio.sleep(PAUSE)
                else:
                    found = await self._consumer.getmany(timeout_ms=POLL_MS, max_records=POLL_RECORDS)
                if begun == self._deals:  # else it may be from before the seek
                    await self._take(self._seat, changes, found)
                else:
                    await self._leave()  # what the chains changed is not written
        finally:
            await self._leave()

    @property
    def _heard(self) -> bool:
        return self._chains is None or self._chains.complete

    async def _leave(self) -> None:
        """Close the producer, and let go of all there was."""
        seat, self._seat = self._seat, None
        for gauge in (self._metrics.alert_stories, self._metrics.alerts_waiting, self._metrics.alert_lag):
            gauge.set(0)
        if seat is not None:
            await seat.output.stop()

    async def _sit(self, parts: Sequence[TopicPartition]) -> None:
        """Begin with the partitions, if there are some."""
        await self._leave()
        if not parts:
            return
        output = AlertsOutput(self._settings, self._consumer, self._metrics, transactions=self._transactions)
        try:
            await output.start()
            seat = await take_seat(
                self._settings, self._consumer, parts, output, self._watchlist.novelty, self._turned,
                self._first,
            )  # fmt: skip
            for part, offset in seat.begin.items():
                self._consumer.seek(part, offset)
            if self._chains is not None:
                await self._chains.begin(now_ms() - round(self._settings.chain_hours * 3_600_000))
            if seat.new:  # else the next one would not know from where on to tell
                await output.write(Changes(), {}, seat.begin, seat.feed)
        except BaseException:
            await output.stop()
            raise
        self._names, self._seat = frozenset(), seat

    async def _kept_up(self, seat: Seat) -> Changes:
        """Return what the chains, another watchlist, and time change."""
        changes = Changes()
        if self._chains is not None:
            found: list[Changes] = []
            await self._chains.read(lambda chain, at: found.append(seat.fold.chain(chain, at)))
            for change in found:
                changes += change
        if self._names != self._watchlist.names:
            self._names = self._watchlist.names
            changes += seat.fold.keep(self._names)
        if self._chains is not None and self._chains.caught_up:
            changes += seat.fold.tick(now_ms())
        if time.monotonic() >= self._sweep:
            self._sweep = time.monotonic() + SWEEP_SECONDS
            changes += seat.fold.forget(round(now_ms() - self._settings.register_days * DAY))
        return changes

    async def _take(
        self, seat: Seat, changes: Changes, found: Mapping[TopicPartition, Sequence[Any]]
    ) -> None:
        """Fold what was ``found``, and write what comes of it all with how far that is."""
        reached = {part: await self._consumer.position(part) for part in seat.begin}
        places: dict[str, str] = {}
        number = 0
        for part, records in found.items():
            for record in records:
                change = self._fold(seat, record)
                places |= dict.fromkeys(change.rows, f"{part.partition}/{record.offset}")
                changes += change
                number += 1
                if number % BREATH == 0:
                    await asyncio.sleep(0)
        now = time.monotonic()
        if changes.rows or changes.out or (reached != seat.done and now >= seat.due):
            await seat.output.write(changes, places, reached, seat.feed)
            seat.done, seat.due = reached, now + self._settings.commit_interval
        self._metrics.alert_stories.set(len(seat.fold))
        self._metrics.alerts_waiting.set(seat.fold.waiting)
        ends = {part: broker.stable_end(self._consumer, part) for part in reached}
        self._metrics.alert_lag.set(sum(max((ends[part] or 0) - at, 0) for part, at in reached.items()))

    def _fold(self, seat: Seat, record: Any) -> Changes:
        """Return what an enriched record changes."""
        if record.value is None:
            uri = (record.key or b"").decode(errors="replace")
            return seat.fold.gone(uri, record.partition, None, "deleted")
        try:
            story = decode(EnrichedStory, record.value)
        except SchemaError as error:
            log.warning("%s/%s/%s is passed over: %s", record.topic, record.partition, record.offset, error)
            self._metrics.alert_skips.inc()
            return Changes()
        if story.status != "usable":
            return seat.fold.gone(story.uri, record.partition, reference(story), story.status)
        return seat.fold.story(
            seen(story, self._watchlist.watch.met(story), record.partition, record.timestamp)
        )
