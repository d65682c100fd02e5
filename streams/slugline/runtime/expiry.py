"""Forgetting what is old: rows of the register that nothing was heard of for long, a few at a time.

The register feed is in the order in which rows were written, so what is over stands at its beginning. The
rows are found there, beside the lane, and forgotten by the lane itself, in its turn: a row that was written
anew in the meantime stays.
"""

import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from time import time

from aiokafka.errors import KafkaError

from slugline.feed_names import feed_name
from slugline.records.codec import decode
from slugline.records.feeds import DAY, REGISTER
from slugline.records.register_row import RegisterRowRead
from slugline.records.schema_error import SchemaError
from slugline.runtime.partition_state import PartitionState, Sources
from slugline.runtime.processed import Record
from slugline.settings import Settings

FIRST_SECONDS = 60.0
"""Between the start of a lane and its first sweep."""
EVERY_SECONDS = 3_600.0
CHUNK = 250
"""Rows that are looked at, or forgotten, before a story has its turn."""

FORGOTTEN = ("usable", "withheld")
"""Those that were killed stay known for good, and what a later release calls otherwise."""

log = logging.getLogger("slugline.register")

Over = Sequence[tuple[str, int]]
"""Uris, and the offsets of their rows."""


def over_before(settings: Settings) -> int:
    """Return the moment before which what was heard of last is over, in milliseconds since 1970 UTC."""
    return round(time() * 1000 - settings.register_days * DAY)


async def over(
    state: PartitionState, sources: Sources, partition: int, before: int
) -> AsyncGenerator[Over, None]:
    """Yield the rows of a partition that are over, some at a time, and note how far was looked.

    Ends where the first row stands that was written after ``before``, and where the broker is away.
    """
    feed = feed_name(REGISTER, sources.settings)
    try:
        async with aclosing(sources.reader.to_the_end(feed, partition, state.swept)) as reading:
            async for records in reading:
                for start in range(0, len(records), CHUNK):
                    chunk = records[start : start + CHUNK]
                    young = next((at for at, one in enumerate(chunk) if one.timestamp >= before), len(chunk))
                    yield [place for one in chunk[:young] if (place := _over(one, before)) is not None]
                    if young < len(chunk):
                        return
                    state.swept = chunk[-1].offset + 1
    except (KafkaError, OSError) as error:
        log.warning("partition %d: cannot read what is old in %s: %r", partition, feed, error)


def forgotten(state: PartitionState, places: Over) -> list[Record]:
    """Forget the rows that still stand at these places, and return what removes them from the feed."""
    gone = []
    for uri, offset in places:
        known = state.register.get(uri)
        if known is not None and known.offset == offset:
            state.forget(uri)
            gone.append(Record(feed=REGISTER.name, key=uri.encode(), value=None, headers=[]))
    return gone


def _over(record: object, before: int) -> tuple[str, int] | None:
    """Return uri and offset of a row that is over; None for others, and for what is no row."""
    value: bytes | None = record.value  # type: ignore[attr-defined]  # aiokafka's
    if value is None:
        return None
    try:
        row = decode(RegisterRowRead, value)
    except SchemaError:
        return None
    offset: int = record.offset  # type: ignore[attr-defined]  # as above
    return (row.uri, offset) if row.seen < before and row.status in FORGOTTEN else None
