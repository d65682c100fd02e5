"""What the alerts hear of the chains: all of the chains feed since a moment, in its order."""

import asyncio
import logging
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from slugline import broker
from slugline.feed_names import feed_name
from slugline.folds.alerts.fold import Alerts, Changes
from slugline.folds.alerts.ties import HeardChain
from slugline.metrics import Metrics
from slugline.records.codec import decode
from slugline.records.feeds import CHAINS
from slugline.records.schema_error import SchemaError
from slugline.settings import Settings

POLL_RECORDS = 500
BREATH = 100
"""Records after which the event loop is let go: some milliseconds of work."""

log = logging.getLogger("slugline.alerts")


class AlertsChains:
    """Reads the chains beside the stories, in no group: what was read before changes nothing."""

    def __init__(self, settings: Settings, consumer: AIOKafkaConsumer, metrics: Metrics) -> None:
        """``consumer`` is started, and stopped by whoever made it."""
        self._consumer = consumer
        self._metrics = metrics
        self._part = TopicPartition(feed_name(CHAINS, settings), 0)
        self._end = 0
        self.complete = False
        """Whether all is known that was there when it began."""
        self.caught_up = False
        """Whether there was nothing more to read."""

    async def begin(self, since: int) -> None:
        """Go to the first record that was written at ``since``, milliseconds since 1970 UTC, or later."""
        self.complete = self.caught_up = False
        self._consumer.assign([self._part])
        self._end = (await self._consumer.end_offsets([self._part]))[self._part]
        found = (await self._consumer.offsets_for_times({self._part: max(since, 0)}))[self._part]
        self._consumer.seek(self._part, self._end if found is None else found.offset)

    async def read(self, fold: Alerts) -> Changes:
        """Have ``fold`` take what has come, without waiting; return what that changes."""
        found = await self._consumer.getmany(self._part, timeout_ms=0, max_records=POLL_RECORDS)
        changes = Changes()
        for number, record in enumerate(found.get(self._part, ()), 1):
            changes += self._take(fold, record)
            if number % BREATH == 0:
                await asyncio.sleep(0)
        position = await self._consumer.position(self._part)
        self.complete = self.complete or position >= self._end
        stable = broker.stable_end(self._consumer, self._part)
        self.caught_up = self.complete and (stable is None or position >= stable)
        return changes

    def _take(self, fold: Alerts, record: Any) -> Changes:
        try:
            if record.value is None:
                raise SchemaError("", "no value")
            return fold.chain(decode(HeardChain, record.value), record.timestamp)
        except SchemaError as error:
            log.warning("%s/%s/%s is passed over: %s", record.topic, record.partition, record.offset, error)
            self._metrics.alert_skips.inc()
            return Changes()
