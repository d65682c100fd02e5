"""The chains feed, read beside another one: all of it since a moment, in its order."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from aiokafka import AIOKafkaConsumer, TopicPartition
from prometheus_client import Counter

from slugline import broker
from slugline.feed_names import feed_name
from slugline.records.codec import decode
from slugline.records.feeds import CHAINS
from slugline.records.schema_error import SchemaError
from slugline.settings import Settings

POLL_RECORDS = 500
BREATH = 100
"""Records after which the event loop is let go: some milliseconds of work."""

Chain = TypeVar("Chain")


def chains_consumer(settings: Settings) -> AIOKafkaConsumer:
    """Return a consumer of no group: every worker reads the one partition whole. Not yet started."""
    return AIOKafkaConsumer(
        **broker.client(settings),
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
    )


class ChainsFeed(Generic[Chain]):
    """Read in no group: what was read before changes nothing. What cannot be read is passed over."""

    def __init__(
        self,
        settings: Settings,
        consumer: AIOKafkaConsumer,
        record: type[Chain],
        skips: Counter,
        log: logging.Logger,
    ) -> None:
        """``consumer`` is started, and stopped by whoever made it; ``skips`` counts what is passed over."""
        self._consumer = consumer
        self._record = record
        self._skips = skips
        self._log = log
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

    async def read(self, take: Callable[[Chain, int], None]) -> None:
        """Have ``take`` what has come, with when it was written, without waiting."""
        found = await self._consumer.getmany(self._part, timeout_ms=0, max_records=POLL_RECORDS)
        for number, record in enumerate(found.get(self._part, ()), 1):
            self._give(record, take)
            if number % BREATH == 0:
                await asyncio.sleep(0)
        position = await self._consumer.position(self._part)
        self.complete = self.complete or position >= self._end
        stable = broker.stable_end(self._consumer, self._part)
        self.caught_up = self.complete and (stable is None or position >= stable)

    def _give(self, record: Any, take: Callable[[Chain, int], None]) -> None:
        try:
            if record.value is None:
                raise SchemaError("", "no value")
            take(decode(self._record, record.value), record.timestamp)
        except SchemaError as error:
            where = (record.topic, record.partition, record.offset)
            self._log.warning("%s/%s/%s is passed over: %s", *where, error)
            self._skips.inc()
