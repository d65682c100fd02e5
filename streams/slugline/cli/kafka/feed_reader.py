"""A stretch of a feed: from where to where, and its records as they come."""

import logging
import re
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from typing import Any

import click
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.structs import OffsetAndTimestamp

from slugline.cli.kafka.connect import consumer, partitions
from slugline.cli.screen import terminal
from slugline.records.feeds import Feed
from slugline.settings import Settings

Ready = Callable[[], None]

PATIENCE = 60.0
"""Seconds a broker may take to hand out records that it says it has; after that too few are counted."""

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


class Start(click.ParamType):
    """Where to begin in a feed: "start", "end", or so long ago ("-15m"), as milliseconds since 1970 UTC."""

    name = "start|end|-15m"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str | int:
        """Read the text of the option."""
        if isinstance(value, int):
            return value
        text = str(value)
        if text in ("start", "end"):
            return text
        if not re.fullmatch(r"-\d{1,6}[smhd]", text):
            self.fail(f"{text!r} is not start, end, or a time ago: -30s, -15m, -6h, -1d", param, ctx)
        return int((time.time() - int(text[1:-1]) * UNITS[text[-1]]) * 1000)


async def records(
    settings: Settings, feed: Feed, start: str | int, follow: bool, ready: Ready | None = None
) -> AsyncGenerator[ConsumerRecord, None]:
    """Yield the records of ``feed`` from ``start`` on, those of a partition in order.

    ``start`` is "start", "end" or milliseconds since 1970. Without ``follow`` it ends where the feed ended
    when it began. ``ready`` is called when it stands where it begins: nothing that comes later is missed.
    """
    parts = await partitions(settings, feed)
    async with consumer(settings) as one:
        found = {} if isinstance(start, str) else await one.offsets_for_times(dict.fromkeys(parts, start))
        reach = await extent(one, parts)
        ends = {part: end for part, (_, end) in reach.items()}
        for part, (first, end) in reach.items():
            one.seek(part, first if start == "start" else _since(found.get(part), end))
        if ready:
            ready()
        if follow:
            logging.getLogger("aiokafka").addHandler(Grumble(logging.WARNING))
        while follow or await _before(one, ends):
            batches = await one.getmany(timeout_ms=200)
            for part, batch in batches.items():
                for record in batch:
                    if follow or record.offset < ends[part]:
                        yield record


class Grumble(logging.Handler):
    """Says what troubles the Kafka client, but not more often than every half minute."""

    _next = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Tell it on stderr."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + 30
            terminal.err().print(f"warning: {record.getMessage()}; trying on", style="yellow")


async def extent(
    one: AIOKafkaConsumer, parts: Sequence[TopicPartition]
) -> dict[TopicPartition, tuple[int, int]]:
    """Assign ``parts`` to ``one`` and return for each its first offset and the one after its last.

    Asked for its end, Tansu answers with the start of the last batch plus one; the high watermark that comes
    with fetched records is right on every broker. Ask nothing else after it: requests wait behind a fetch.
    """
    begins, ends = await one.beginning_offsets(parts), await one.end_offsets(parts)
    one.assign(parts)
    busy = [part for part in parts if ends[part] > begins[part]]
    for part in parts:
        one.seek(part, max(begins[part], ends[part] - 1))
    until = time.monotonic() + PATIENCE
    while any(one.highwater(part) is None for part in busy) and time.monotonic() < until:
        await one.getmany(*busy, timeout_ms=100)
    return {part: (begins[part], max(ends[part], one.highwater(part) or 0)) for part in parts}


def _since(found: OffsetAndTimestamp | None, end: int) -> int:
    """Return where to begin: Kafka finds nothing where no record is that young, Tansu a timestamp of -1."""
    return found.offset if found and found.timestamp >= 0 else end


async def _before(one: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    for part, end in ends.items():
        if await one.position(part) < end:
            return True
    return False
