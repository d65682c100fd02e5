"""Kafka for the command: short names of feeds, reading a stretch of one, errors a user can act on."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeVar

import click
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaConnectionError, KafkaError
from aiokafka.structs import OffsetAndTimestamp

from schemas import feeds
from schemas.feeds import Feed
from streams.agents import broker
from streams.cli.problem import Exit, Problem
from streams.settings import Settings, load

R = TypeVar("R")
Ready = Callable[[], None]

FEEDS = {
    "stories": feeds.STORIES,
    "entities": feeds.ENTITIES,
    "quotes": feeds.QUOTES,
    "topics": feeds.TOPICS,
    "enriched": feeds.ENRICHED,
    "trends": feeds.TRENDS,
    "dlq": feeds.DEAD_LETTERS,
}
"""What the command calls the feeds."""

LIMIT = 1_048_576
"""Bytes of the largest request: Kafka's default, and about the brokers' message.max.bytes."""

BROKER = re.compile(r"(?:[^\s:\[\]]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?")

PATIENCE = 10.0
"""Seconds a broker may take to hand out records that it says it has."""

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

brokers_option = click.option(
    "-b", "--brokers", metavar="HOST:PORT", help="Kafka brokers. [SLUGLINE_BROKERS, else 127.0.0.1:9092]"
)


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


def settings(brokers: str | None) -> Settings:
    """Return the settings in force, with ``brokers`` of the command line over them.

    Raises SettingsError, and Problem where the brokers are not host:port.
    """
    loaded, _ = load()
    result = replace(loaded, brokers=brokers) if brokers else loaded
    for part in result.brokers.split(","):
        if not BROKER.fullmatch(part.strip()):
            where = "--brokers" if brokers else "SLUGLINE_BROKERS"
            raise Problem(
                f"{part.strip()!r} is no broker", where, "it is host:port, comma separated", Exit.USAGE
            )
    return result


def run(settings: Settings, work: Callable[[Settings], Coroutine[Any, Any, R]]) -> R:
    """Run ``work`` and return its result. Raises Problem for whatever Kafka has against it."""
    logging.getLogger().addHandler(logging.NullHandler())  # the one line of the error says it all
    try:
        return asyncio.run(work(settings))
    except BrokenPipeError:  # our own stdout; a broker's connections raise Kafka's errors
        raise
    except (broker.UnreachableError, KafkaConnectionError, ConnectionError) as error:
        text = str(error) if isinstance(error, broker.UnreachableError) else f"lost the broker ({error})"
        fix = "start one (slugline demo --keep, docker compose up) or name yours: SLUGLINE_BROKERS=host:port"
        raise Problem(text, "", fix, Exit.NO_BROKER) from error
    except broker.FeedsRefusedError as error:
        raise Problem(str(error), settings.brokers) from error
    except KafkaError as error:
        raise Problem(f"Kafka refuses: {error}", settings.brokers) from error


async def partitions(settings: Settings, feed: Feed) -> list[TopicPartition]:
    """Return the partitions of ``feed``. Raises Problem where it does not exist."""
    count = (await broker.list_feeds(settings)).get(feed.name)
    if count is None:
        fix = "make the feeds: slugline feeds create"
        raise Problem(f"no feed {feed.name}", f"on {settings.brokers}", fix, Exit.NO_FEED)
    return [TopicPartition(feed.name, number) for number in range(count)]


@asynccontextmanager
async def consumer(settings: Settings, group: str | None = None) -> AsyncIterator[AIOKafkaConsumer]:
    """Connect a consumer that joins no group and commits nothing; it can ask for ``group``'s offsets."""
    one = AIOKafkaConsumer(
        **broker.client(settings),
        group_id=group,
        enable_auto_commit=False,
        max_partition_fetch_bytes=8_388_608,
    )
    try:
        await one.start()
        await asyncio.sleep(0)  # a consumer stopped before its tasks have begun raises CancelledError
        yield one
    finally:
        await one.stop()


@asynccontextmanager
async def producer(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """Connect a producer whose sends are acknowledged by all replicas."""
    one = AIOKafkaProducer(
        **broker.client(settings), acks="all", linger_ms=5, max_batch_size=262_144, max_request_size=LIMIT
    )
    try:
        await one.start()
        yield one
    finally:
        await one.stop()


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
        while follow or await _before(one, ends):
            batches = await one.getmany(timeout_ms=200)
            for part, batch in batches.items():
                for record in batch:
                    if follow or record.offset < ends[part]:
                        yield record


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
