"""What stands on the raw feed of one story, looked for where somebody asks for it, and so far and no farther.

A feed cannot be asked for a key. So the story's partition is read backwards in pieces, from when the story
moved last, until there is nothing more, or enough was read.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition

from slugline import feed_reader
from slugline.feed_names import feed_name
from slugline.records.feeds import STORIES
from slugline.settings import Settings

SECONDS = 4.0
BYTES = 32_000_000
MOST = 24
"""Records of the story that are looked at, the newest."""
FIRST_PIECE = 500
"""Records of the first piece; of the others as many as come to ``PIECE`` bytes."""
PIECE = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A record: when it was written, in milliseconds since 1970 UTC, and its value, if it has one."""

    moment: int
    value: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found, the newest first: nothing of the story stands between two of them."""

    records: tuple[Raw, ...]
    back_to: int | None
    """How old the oldest record is that was looked at, whichever story's; None where there was none."""
    whole: bool
    """Whether there was nothing more to look at."""


Look = Callable[[str, int, int], Awaitable[Looked]]
"""Of which uri, in which partition, until when."""


def looking(settings: Settings) -> Look:
    """Return what looks there, for one story after the other.

    It raises UnreachableError, NoFeedError and Kafka's own errors.
    """

    turn = asyncio.Lock()

    async def look(uri: str, partition: int, until: int) -> Looked:
        async with turn:
            return await looked(uri, partition, until)

    async def looked(uri: str, partition: int, until: int) -> Looked:
        parts = await feed_reader.partitions(settings, STORIES)
        part = TopicPartition(feed_name(STORIES, settings), partition)
        if part not in parts:
            return Looked(records=(), back_to=None, whole=True)
        async with feed_reader.consumer(settings) as one:
            later = (await one.offsets_for_times({part: until + 1}))[part]
            first, end = (await feed_reader.extent(one, [part]))[part]
            if later and later.timestamp >= 0:  # as in `feed_reader.since`
                end = later.offset
            return await _backwards(one, part, uri.encode(), first, end)

    return look


async def _backwards(one: AIOKafkaConsumer, part: TopicPartition, key: bytes, first: int, end: int) -> Looked:
    found: list[Raw] = []
    back_to: int | None = None
    size, read, stop = 0, 0, time.monotonic() + SECONDS
    step = FIRST_PIECE
    while end > first and len(found) < MOST and size < BYTES:
        start = max(first, end - step)
        one.seek(part, start)
        piece: list[Raw] = []
        oldest: int | None = None
        while await one.position(part) < end:
            if time.monotonic() > stop:
                return Looked(records=tuple(found), back_to=back_to, whole=False)
            for record in (await one.getmany(part, timeout_ms=200)).get(part, ()):
                if record.offset >= end:
                    break
                oldest = record.timestamp if oldest is None else oldest
                size, read = size + len(record.value or b"") + 100, read + 1
                if record.key == key:
                    piece.append(Raw(moment=record.timestamp, value=record.value))
        found += reversed(piece)
        back_to = oldest if oldest is not None else back_to
        end = start
        step = max(1, PIECE * read // size) if read else 2 * step
    return Looked(records=tuple(found[:MOST]), back_to=back_to, whole=end <= first and len(found) <= MOST)
