"""Forgetting what is old: rows of the register that nothing was heard of for long, a few at a time.

The register feed is in the order in which rows were written, so what is over stands at its beginning. The
rows are found there, beside the lane, and forgotten by the lane itself, in its turn: a row that was written
anew in the meantime stays. Of a story that was killed the row stays for good, but none of its words: nothing
is told again by then of what was taken back, and a name that was killed is not to stand here for ever.
"""

import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from time import time

from aiokafka.errors import KafkaError

from slugline.feed_names import feed_name
from slugline.records.codec import decode, encode
from slugline.records.feeds import DAY, REGISTER
from slugline.records.register_row import RegisterRow, RegisterRowRead
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
BARED = ("canceled", "deleted")
"""Those that were killed stay known for good, without their words; what a later release calls otherwise stays
as it is."""

log = logging.getLogger("slugline.register")

Over = Sequence[tuple[str, int, RegisterRow | None]]
"""Uris, the offsets of their rows, and what is left of them; None: nothing."""


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
        # no story hangs on it, and it is tried again; that brokers are away is told once for all
        log.debug("partition %d: cannot read what is old in %s: %r", partition, feed, error)


def forgotten(state: PartitionState, places: Over) -> list[Record]:
    """Forget the rows that still stand at these places, and return what removes or replaces them."""
    gone = []
    for uri, offset, left in places:
        known = state.register.get(uri)
        if known is None or known.offset != offset:
            continue
        if left is None:
            state.forget(uri)
        else:
            state.put(uri, replace(known, took=False), left)
        value = None if left is None else encode(left)
        gone.append(Record(feed=REGISTER.name, key=uri.encode(), value=value, headers=[]))
    return gone


def _over(record: object, before: int) -> tuple[str, int, RegisterRow | None] | None:
    """Return uri, offset and rest of a row that is over; None for others, and for what is no row."""
    value: bytes | None = record.value  # type: ignore[attr-defined]  # aiokafka's
    if value is None:
        return None
    try:
        row = decode(RegisterRowRead, value)
        if row.seen >= before or row.status not in (*FORGOTTEN, *BARED):
            return None
        whole = decode(RegisterRow, value) if row.status in BARED else None
    except SchemaError:
        return None
    offset: int = record.offset  # type: ignore[attr-defined]  # as above
    bare = None if whole is None else replace(whole, events=(), took=(), slug=None, headline=None, copy=None)
    return None if bare is not None and bare == whole else (row.uri, offset, bare)
