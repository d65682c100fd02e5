"""One run of the trends: read, spread, count, report, until something fails."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import (
    CommitFailedError,
    IllegalStateError,
    MessageSizeTooLargeError,
    RebalanceInProgressError,
)
from aiokafka.structs import OffsetAndMetadata

from slugline import broker
from slugline.folds.trends.counted import CountedChain, CountedStory, gone
from slugline.folds.trends.moments import event_time
from slugline.folds.trends.plan import Plan
from slugline.folds.trends.tallies import tallies
from slugline.metrics import TREND_KINDS, Metrics
from slugline.records.cloudevents import headers
from slugline.records.codec import decode, encode
from slugline.records.events import TrendEvent
from slugline.records.feeds import TRENDS
from slugline.records.schema_error import SchemaError
from slugline.records.tally import Tally
from slugline.runtime.chains_feed import ChainsFeed
from slugline.runtime.delivery import delivered
from slugline.runtime.trends_board import TrendsBoard
from slugline.runtime.trends_seek import TrendFeeds, TrendsSeek

POLL_MS = 250
POLL_RECORDS = 200
BREATH = 20
"""Records after which the event loop is let go: some milliseconds of work."""
LONGEST_TICK = 15.0

R = TypeVar("R")
Sent = asyncio.Future[Any]
log = logging.getLogger("slugline.trends")


class TrendsLoop:
    """Reads stories and tallies side by side. Holds nothing that the next run needs."""

    def __init__(
        self,
        plan: Plan,
        feeds: TrendFeeds,
        consumer: AIOKafkaConsumer,
        producer: AIOKafkaProducer,
        metrics: Metrics,
        turned: Callable[[], None],
        chains: ChainsFeed[CountedChain] | None = None,
    ) -> None:
        """The clients are started and are stopped by whoever made them; ``turned`` is called at each turn.

        ``chains`` is read beside the stories; None where they are not chained.
        """
        self._plan = plan
        self._feeds = feeds
        self._consumer = consumer
        self._producer = producer
        self._metrics = metrics
        self._turned = turned
        self._board = TrendsBoard(plan, chained=chains is not None)
        self._chains = chains
        self._seek = TrendsSeek(consumer, self._board, feeds, plan.horizon, _now, metrics)
        self._tick = max(1.0, min(plan.hop / 10_000, LONGEST_TICK))
        self._partitions = 0
        self._last: dict[TopicPartition, int] = {}
        """The time of the last record of each partition."""

    async def run(self) -> None:
        """Go on until cancelled. Raises KafkaError, Undeliverable and whatever else goes wrong."""
        self._partitions = len(await self._producer.partitions_for(self._feeds.tallies))
        if self._chains is not None:
            await self._chains.begin(_now() - self._plan.horizon)
        self._consumer.subscribe([self._feeds.enriched, self._feeds.tallies], listener=self._seek)
        due = time.monotonic() + self._tick
        while True:
            self._turned()
            batches = await self._consumer.getmany(timeout_ms=POLL_MS, max_records=POLL_RECORDS)
            if self._seek.failure is not None:
                raise self._seek.failure
            reached = await self._positions()
            for partition, records in batches.items():
                await self._take(partition, records)
            await self._settle(reached)
            if self._chains is not None:
                await self._chains.read(self._board.chain)
            heard = self._chains is None or self._chains.complete
            if heard and time.monotonic() >= due:
                await self._report()
                due = time.monotonic() + self._tick

    async def _take(self, partition: TopicPartition, records: Sequence[Any]) -> None:
        sent: list[Sent] = []
        for number, record in enumerate(records, 1):
            if partition.topic == self._feeds.enriched:
                sent += await self._spread(record)
            else:
                tally = self._read(Tally, record)
                self._board.apply(partition.partition, record.offset, tally, _now())
            if number % BREATH == 0:
                await asyncio.sleep(0)
        await delivered(sent)
        self._last[partition] = records[-1].timestamp

    async def _spread(self, record: Any) -> list[Sent]:
        """Send a story's tallies to the partitions they are for."""
        story = self._story(record)
        if story is None:
            return []
        now = _now()
        arrived = min(record.timestamp, now)
        moment = event_time(story.published, arrived, now, self._plan.horizon)
        sent = []
        place = (record.partition, record.offset)
        made = tallies(story, moment, arrived, self._partitions, place, self._feeds.enriched_id)
        for partition, tally in enumerate(made):
            more = {"key": story.uri.encode(), "partition": partition, "timestamp_ms": arrived}
            try:
                sent.append(await self._producer.send(self._feeds.tallies, encode(tally), **more))
            except MessageSizeTooLargeError as error:  # it would come again for ever
                where = f"{record.topic}/{record.partition}/{record.offset}"
                log.warning("%s is passed over: %s", where, error)
                self._metrics.trend_skips.inc()
                break
        return sent

    def _story(self, record: Any) -> CountedStory | None:
        """Return the story in an enriched record; one without a value says that it is gone."""
        if record.value is not None or not record.key:
            return self._read(CountedStory, record)
        return gone(record.key.decode(errors="replace"))

    def _read(self, kind: type[R], record: Any) -> R | None:
        """Return the record's value; None, counted, for what is not of ours."""
        try:
            if record.value is not None:
                return decode(kind, record.value)
        except SchemaError as error:
            log.warning("%s/%s/%s is passed over: %s", record.topic, record.partition, record.offset, error)
        self._metrics.trend_skips.inc()
        return None

    async def _positions(self) -> dict[TopicPartition, int]:
        """Return how far all that is assigned has been handed out.

        Not the last record's offset and one: what ends a transaction takes an offset and is not handed out.
        """
        assigned = [part for part in self._consumer.assignment() if part in self._seek.sought]
        return {part: await self._consumer.position(part) for part in assigned}

    async def _settle(self, reached: dict[TopicPartition, int]) -> None:
        """Tell how far we are, and commit the stories whose tallies the broker has."""
        for part, position in reached.items():
            self._lag(part, position)
            if part.topic == self._feeds.tallies:
                self._board.reached(part.partition, position)
        sought = self._seek.sought
        done = {
            part: position
            for part, position in reached.items()
            if part.topic == self._feeds.enriched and sought.get(part, position) < position
        }
        if done:
            try:
                await self._consumer.commit(
                    {part: OffsetAndMetadata(at, self._feeds.ids) for part, at in done.items()}
                )
            except (CommitFailedError, IllegalStateError, RebalanceInProgressError) as error:
                log.debug("not committed, so read again by whoever has the partitions now: %r", error)
            else:
                sought |= done

    async def _report(self) -> None:
        self._metrics.trend_stories.set(self._board.stories())
        for events in self._board.report(_now()):
            await delivered([await self._tell(event) for event in events])
            await asyncio.sleep(0)

    async def _tell(self, event: TrendEvent) -> Sent:
        key = f"{event.kind}:{event.key}".encode()
        more = headers(event, TRENDS, time=event.window.end)
        sent: Sent = await self._producer.send(self._feeds.trends, encode(event), key=key, headers=more)
        self._metrics.trend_events.labels(event.kind if event.kind in TREND_KINDS else "other").inc()
        return sent

    def _lag(self, part: TopicPartition, position: int) -> None:
        end = broker.stable_end(self._consumer, part) if part in self._consumer.assignment() else None
        if end is not None:
            behind = max(end - position, 0)
            age = max(_now() - self._last.get(part, _now()), 0) / 1000
            labels = (part.topic, str(part.partition))
            self._metrics.lag_records.labels(*labels).set(behind)
            self._metrics.lag_seconds.labels(*labels).set(age if behind else 0)


def _now() -> int:
    return round(time.time() * 1000)
