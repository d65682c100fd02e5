"""Gaps: offsets that were jumped over inside an assignment, and whether records stand in them.

A defence in depth. Faust acknowledges a jump as if compaction or a transaction had made it, so a record it
lost on the way would be lost for good (faust's Consumer._add_gap).
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from slugline import broker, closing
from slugline.settings import Settings

PAUSE = 1.0
POLL_MS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetGap:
    """Offsets ``start`` to ``end``, end exclusive, of a partition."""

    feed: str
    partition: int
    start: int
    end: int

    def __str__(self) -> str:
        """Name it for a person."""
        return f"{self.feed}/{self.partition} offsets {self.start} to {self.end - 1}"


class LastOffsets:
    """Remembers the last offset of each partition within an assignment: a generation of the group."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._last: dict[int, tuple[int | None, int]] = {}

    def note(self, feed: str, partition: int, offset: int, generation: int | None) -> OffsetGap | None:
        """Note a record, and return the gap before it if it does not follow the last of the same generation.

        An offset that went back is no gap: the consumer reads again what was not committed.
        """
        before = self._last.get(partition)
        self._last[partition] = (generation, offset)
        if before is None or before[0] != generation or offset <= before[1] + 1:
            return None
        return OffsetGap(feed=feed, partition=partition, start=before[1] + 1, end=offset)


async def record_within(gap: OffsetGap, settings: Settings) -> int | None:
    """Return the offset of the first record that stands in the ``gap``; None if it is empty.

    Asks with a consumer of no group, again and again until the broker has told.
    """
    while True:
        try:
            return await asyncio.wait_for(_look(gap, settings), broker.REQUEST_SECONDS)
        except (KafkaError, OSError, TimeoutError):
            await asyncio.sleep(PAUSE)


async def _look(gap: OffsetGap, settings: Settings) -> int | None:
    place = TopicPartition(gap.feed, gap.partition)
    consumer = AIOKafkaConsumer(
        **broker.client(settings), enable_auto_commit=False, auto_offset_reset="earliest"
    )
    async with closing.running(consumer):
        consumer.assign([place])
        consumer.seek(place, gap.start)
        while await consumer.position(place) < gap.end:
            found: Iterable[int] = [
                record.offset
                for records in (await consumer.getmany(timeout_ms=POLL_MS)).values()
                for record in records
                if gap.start <= record.offset < gap.end
            ]
            for offset in found:
                return offset
        return None
