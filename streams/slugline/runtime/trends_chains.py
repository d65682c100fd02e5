"""What the trends hear of the chains: all of the chains feed that is not older than their windows."""

import asyncio
import logging
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from slugline import broker
from slugline.feed_names import feed_name
from slugline.folds.trends.counted import CountedChain
from slugline.metrics import Metrics
from slugline.records.codec import decode
from slugline.records.feeds import CHAINS
from slugline.records.schema_error import SchemaError
from slugline.runtime.trends_board import TrendsBoard
from slugline.settings import Settings

POLL_RECORDS = 500
BREATH = 100
"""Records after which the event loop is let go: some milliseconds of work."""

log = logging.getLogger("slugline.trends")


def chains_consumer(settings: Settings) -> AIOKafkaConsumer:
    """Return a consumer of no group: every worker reads the one partition whole. Not yet started."""
    return AIOKafkaConsumer(
        **broker.client(settings),
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
    )


class ChainsHeard:
    """Reads the chains beside the stories. Holds nothing that the next run needs."""

    def __init__(
        self, settings: Settings, consumer: AIOKafkaConsumer, board: TrendsBoard, metrics: Metrics
    ) -> None:
        """``consumer`` is started, and stopped by whoever made it; ``board`` is told of each record."""
        self._consumer = consumer
        self._board = board
        self._metrics = metrics
        self._part = TopicPartition(feed_name(CHAINS, settings), 0)
        self._complete = 0

    async def begin(self, since: int) -> None:
        """Go to the first record that was written at ``since``, milliseconds since 1970 UTC, or later."""
        self._consumer.assign([self._part])
        self._complete = (await self._consumer.end_offsets([self._part]))[self._part]
        found = (await self._consumer.offsets_for_times({self._part: max(since, 0)}))[self._part]
        self._consumer.seek(self._part, self._complete if found is None else found.offset)

    async def read(self) -> bool:
        """Take in what has come, without waiting; say whether all that was there at the start is known."""
        found = await self._consumer.getmany(self._part, timeout_ms=0, max_records=POLL_RECORDS)
        for number, record in enumerate(found.get(self._part, ()), 1):
            self._take(record)
            if number % BREATH == 0:
                await asyncio.sleep(0)
        return bool(await self._consumer.position(self._part) >= self._complete)

    def _take(self, record: Any) -> None:
        try:
            if record.value is None:
                raise SchemaError("", "no value")
            self._board.chain(decode(CountedChain, record.value), record.timestamp)
        except SchemaError as error:
            log.warning("%s/%s/%s is passed over: %s", record.topic, record.partition, record.offset, error)
            self._metrics.trend_skips.inc()
