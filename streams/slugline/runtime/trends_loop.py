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

from slugline.folds.trends.counted import CountedStory
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
    ) -> None:
        """The clients are started and are stopped by whoever made them; ``turned`` is called at each turn."""
        self._plan = plan
        self._feeds = feeds
        self._consumer = consumer
        self._producer = producer
        self._metrics = metrics
        self._turned = turned
        self._board = TrendsBoard(plan)
        self._seek = TrendsSeek(consumer, self._board, feeds, plan.horizon, _now, metrics)
        self._tick = max(1.0, min(plan.hop / 10_000, LONGEST_TICK))
        self._partitions = 0

    async def run(self) -> None:
        """Go on until cancelled. Raises KafkaError and whatever else goes wrong."""
        self._partitions = len(await self._producer.partitions_for(self._feeds.tallies))
        self._consumer.subscribe([self._feeds.enriched, self._feeds.tallies], listener=self._seek)
        due = time.monotonic() + self._tick
        while True:
            self._turned()
            batches = await self._consumer.getmany(timeout_ms=POLL_MS, max_records=POLL_RECORDS)
            if self._seek.failure is not None:
                raise self._seek.failure
            for partition, records in batches.items():
                await self._take(partition, records)
            await self._commit(batches)
            if time.monotonic() >= due:
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
        await asyncio.gather(*sent)
        self._lag(partition, records[-1])

    async def _spread(self, record: Any) -> list[Sent]:
        """Send a story's tallies to the partitions they are for."""
        story = self._read(CountedStory, record)
        if story is None:
            return []
        now = _now()
        arrived = min(record.timestamp, now)
        moment = event_time(story.published, arrived, now, self._plan.horizon)
        sent = []
        for partition, tally in enumerate(tallies(story, moment, arrived, self._partitions)):
            more = {"key": story.uri.encode(), "partition": partition, "timestamp_ms": arrived}
            try:
                sent.append(await self._producer.send(self._feeds.tallies, encode(tally), **more))
            except MessageSizeTooLargeError as error:  # it would come again for ever
                where = f"{record.topic}/{record.partition}/{record.offset}"
                log.warning("%s is passed over: %s", where, error)
                self._metrics.trend_skips.inc()
                break
        return sent

    def _read(self, kind: type[R], record: Any) -> R | None:
        """Return the record's value; None, counted, for a tombstone and for what is not of ours."""
        try:
            if record.value is not None:
                return decode(kind, record.value)
        except SchemaError as error:
            log.warning("%s/%s/%s is passed over: %s", record.topic, record.partition, record.offset, error)
        self._metrics.trend_skips.inc()
        return None

    async def _commit(self, batches: dict[TopicPartition, Sequence[Any]]) -> None:
        """Commit the stories whose tallies the broker has."""
        done = {
            p: records[-1].offset + 1 for p, records in batches.items() if p.topic == self._feeds.enriched
        }
        if done:
            try:
                await self._consumer.commit(done)
            except (CommitFailedError, IllegalStateError, RebalanceInProgressError) as error:
                log.debug("not committed, so read again by whoever has the partitions now: %r", error)

    async def _report(self) -> None:
        self._metrics.trend_stories.set(self._board.stories())
        for events in self._board.report(_now()):
            await asyncio.gather(*[await self._tell(event) for event in events])
            await asyncio.sleep(0)

    async def _tell(self, event: TrendEvent) -> Sent:
        key = f"{event.kind}:{event.key}".encode()
        more = headers(event, TRENDS, time=event.window.end)
        sent: Sent = await self._producer.send(self._feeds.trends, encode(event), key=key, headers=more)
        self._metrics.trend_events.labels(event.kind if event.kind in TREND_KINDS else "other").inc()
        return sent

    def _lag(self, partition: TopicPartition, last: Any) -> None:
        end = self._consumer.highwater(partition) if partition in self._consumer.assignment() else None
        if end is not None:
            behind = max(end - last.offset - 1, 0)
            labels = (partition.topic, str(partition.partition))
            self._metrics.lag_records.labels(*labels).set(behind)
            self._metrics.lag_seconds.labels(*labels).set(
                max(_now() - last.timestamp, 0) / 1000 if behind else 0
            )


def _now() -> int:
    return round(time.time() * 1000)
