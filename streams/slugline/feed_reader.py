"""A stretch of a feed: from where to where, and its records as they come."""

import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import datetime, timedelta
from typing import Literal

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from slugline import broker, closing
from slugline.errors import SluglineError
from slugline.feed_names import feed_name
from slugline.records.feeds import Feed
from slugline.settings import Settings

Start = Literal["start", "end"] | int
"""Where to begin in a feed: at its start, at its end, or with what is not older than so many milliseconds
since 1970 UTC.
"""

Ready = Callable[[], None]
Headers = Iterable[tuple[str, bytes | None]]

PATIENCE = 60.0
"""Seconds a broker may take to hand out records that it says it has; after that too few are counted."""

SILENCE = 60.0
"""Seconds after which a feed that should end is given up: its broker is away."""

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class NoFeedError(SluglineError):
    """The broker does not have the feed; the message says which, and where."""


def starting(text: str, now: datetime) -> Start:
    """Return where "start", "end" or a time ago ("-30s", "-15m", "-6h", "-1d") begins. Raises ValueError."""
    if text in ("start", "end"):
        return "start" if text == "start" else "end"
    if not re.fullmatch(r"-\d{1,6}[smhd]", text):
        raise ValueError(f"{text!r} is not start, end, or a time ago: -30s, -15m, -6h, -1d")
    ago = timedelta(**{UNITS[text[-1]]: int(text[1:-1])})
    return max(0, int(now.timestamp() * 1000 - ago.total_seconds() * 1000))


async def partitions(settings: Settings, feed: Feed) -> list[TopicPartition]:
    """Return the partitions of ``feed``. Raises NoFeedError, and UnreachableError."""
    name = feed_name(feed, settings)
    count = (await broker.list_feeds(settings)).get(name)
    if count is None:
        raise NoFeedError(f"no feed {name} on {settings.brokers}")
    return [TopicPartition(name, number) for number in range(count)]


@asynccontextmanager
async def consumer(settings: Settings, group: str | None = None) -> AsyncIterator[AIOKafkaConsumer]:
    """Connect a consumer that joins no group and commits nothing; it can ask for ``group``'s offsets.

    It reads committed: what a worker sent that had lost its partition is never seen.
    """
    one = AIOKafkaConsumer(
        **broker.client(settings),
        group_id=group,
        enable_auto_commit=False,
        isolation_level="read_committed",
        max_partition_fetch_bytes=8_388_608,
    )
    async with closing.running(one):
        yield one


async def batches(
    settings: Settings, feed: Feed, start: Start, follow: bool, ready: Ready | None = None
) -> AsyncGenerator[list[ConsumerRecord], None]:
    """Yield the records of ``feed`` from ``start`` on as they arrive together, those of a partition in order.

    Without ``follow`` it ends where the feed ended when it began. ``ready`` is called when it stands where it
    begins: nothing that comes later is missed. With ``follow`` a broker that is away is waited for.
    Raises NoFeedError, UnreachableError and Kafka's own errors.
    """
    parts = await partitions(settings, feed)
    async with consumer(settings) as one:
        found = {} if isinstance(start, str) else await since(one, dict.fromkeys(parts, start))
        reach = await extent(one, parts)
        ends = {part: end for part, (_, end) in reach.items()}
        for part, (first, end) in reach.items():
            one.seek(part, first if start == "start" else found.get(part, end))
        if ready:
            ready()
        until = time.monotonic() + SILENCE
        while follow or await _before(one, ends):
            for part, batch in (await one.getmany(timeout_ms=200)).items():
                yield batch if follow else [record for record in batch if record.offset < ends[part]]
                until = time.monotonic() + SILENCE
            if not follow and time.monotonic() > until:
                raise broker.UnreachableError(f"nothing came from {settings.brokers} for {SILENCE:.0f} s")


async def records(
    settings: Settings, feed: Feed, start: Start, follow: bool, ready: Ready | None = None
) -> AsyncGenerator[ConsumerRecord, None]:
    """Yield the same, one by one."""
    async with aclosing(batches(settings, feed, start, follow, ready)) as arriving:
        async for batch in arriving:
            for record in batch:
                yield record


async def extent(
    one: AIOKafkaConsumer, parts: Sequence[TopicPartition], *, stable: bool = True
) -> dict[TopicPartition, tuple[int, int]]:
    """Assign ``parts`` to ``one`` and return for each its first offset and the one after its last.

    The last is the last that is ``stable``: no transaction is open below it. Asked for its end, Tansu answers
    with the start of the last batch plus one; what comes with fetched records is right on every broker. Ask
    nothing else after it: requests wait behind a fetch. The end of a transaction takes an offset too, so
    there may be no record in some of the offsets: a consumer's position gets to the end all the same.
    """
    begins, ends = await one.beginning_offsets(parts), await one.end_offsets(parts)
    one.assign(parts)
    busy = [part for part in parts if ends[part] > begins[part]]
    for part in parts:
        one.seek(part, max(begins[part], ends[part] - 1))
    until = time.monotonic() + PATIENCE
    while any(one.highwater(part) is None for part in busy) and time.monotonic() < until:
        await one.getmany(*busy, timeout_ms=100)
    last = {part: broker.stable_end(one, part) if stable else one.highwater(part) for part in parts}
    return {part: (begins[part], max(ends[part], last[part] or 0)) for part in parts}


async def first_records(
    one: AIOKafkaConsumer, starts: Mapping[TopicPartition, int], ends: Mapping[TopicPartition, int]
) -> dict[TopicPartition, int]:
    """Return where from each of ``starts`` on the first record stands, the end where there is none.

    The partitions are assigned to ``one``. What ends a transaction is no record, and who has read all of a
    feed may have committed the offset before it.
    """
    found = dict(starts)
    open_ = [part for part, start in starts.items() if start < ends[part]]
    for part in open_:
        one.seek(part, starts[part])
    until = time.monotonic() + PATIENCE
    while open_ and time.monotonic() < until:
        got = await one.getmany(*open_, timeout_ms=100, max_records=1)
        for part in list(open_):
            found[part] = got[part][0].offset if part in got else await one.position(part)
            if part in got or found[part] >= ends[part]:
                open_.remove(part)
    return found


async def since(one: AIOKafkaConsumer, moments: Mapping[TopicPartition, int]) -> dict[TopicPartition, int]:
    """Return where to begin to read all that is not older than ``moments``, milliseconds since 1970 UTC.

    Where no record is that young it is the end, as it was before that was asked for: what comes meanwhile is
    read, too. Kafka says nothing then, Tansu has a timestamp of -1.
    """
    ends = await one.end_offsets(list(moments))
    found = await one.offsets_for_times(dict(moments))
    return {
        part: at.offset if (at := found.get(part)) and at.timestamp >= 0 else ends[part] for part in moments
    }


async def _before(one: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    for part, end in ends.items():
        if await one.position(part) < end:
            return True
    return False
