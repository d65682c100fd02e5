"""A feed to loop over: in a script, in a notebook, or in a program with an event loop of its own."""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Generic, Literal, TypeVar, overload

from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaError

from slugline import feed_reader, settings
from slugline.broker import UnreachableError
from slugline.decoding import Record, decode
from slugline.feed_choice import find
from slugline.feed_reader import Start, starting
from slugline.records.alert_event import AlertEvent
from slugline.records.chain_event import ChainEvent
from slugline.records.dead_letter import DeadLetter
from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent, TrendEvent
from slugline.records.feeds import Feed
from slugline.records.retraction import Retraction
from slugline.records.story import EnrichedStory, Story
from slugline.settings import Settings

AHEAD = 2
"""Batches that wait to be looped over, at most."""


R = TypeVar("R", bound=Record, covariant=True)
"""What is on the feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Generic[R]):
    """A Kafka record as it stands: where it is, and what ``decode`` finds in it."""

    feed: Feed
    partition: int
    offset: int
    timestamp: int
    """Milliseconds since 1970 UTC."""
    key: bytes | None
    value: bytes | None
    """None is a tombstone: what stood under the key is gone."""
    headers: tuple[tuple[str, bytes | None], ...]

    @property
    def time(self) -> datetime:
        """The timestamp, in UTC."""
        return datetime.fromtimestamp(self.timestamp / 1000, UTC)

    def decode(self) -> R | None:
        """Return the record in it, on a feed of events also a Retraction; None where it has no value.

        Raises SchemaError, and Refused for a raw story that cannot be read.
        """
        found: Any = decode(self.feed, self.value, key=self.key, headers=self.headers)
        record: R | None = found
        return record


@overload
def consume(
    feed: Literal["entities"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> Generator[Message[EntityEvent | Retraction], None, None]: ...


@overload
def consume(
    feed: Literal["quotes"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> Generator[Message[QuoteEvent | Retraction], None, None]: ...


@overload
def consume(
    feed: Literal["topics"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> Generator[Message[TopicEvent | Retraction], None, None]: ...


@overload
def consume(
    feed: Literal["enriched"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> Generator[Message[EnrichedStory], None, None]: ...


@overload
def consume(
    feed: Literal["trends"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> Generator[Message[TrendEvent], None, None]: ...


@overload
def consume(
    feed: Literal["chains"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> Generator[Message[ChainEvent], None, None]: ...


@overload
def consume(
    feed: Literal["alerts"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> Generator[Message[AlertEvent | Retraction], None, None]: ...


@overload
def consume(
    feed: Literal["dlq"], *, brokers: str | None = ..., start: str | datetime = ..., follow: bool = ...
) -> Generator[Message[DeadLetter], None, None]: ...


@overload
def consume(
    feed: Literal["stories"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> Generator[Message[Story], None, None]: ...


@overload
def consume(
    feed: str | Feed, *, brokers: str | None = ..., start: str | datetime = ..., follow: bool = ...
) -> Generator[Message[Record], None, None]: ...


def consume(
    feed: str | Feed, *, brokers: str | None = None, start: str | datetime = "start", follow: bool = False
) -> Generator[Message[Any], None, None]:
    """Yield the messages on ``feed``, those of a partition in order, until where it ends now.

    ``feed`` is a Feed or a name of it ("quotes", "wire.quotes.v1"). With ``follow`` it goes on with what
    comes, until the iterator is closed or Ctrl-C. ``start`` is "start", "end", a time ago ("-15m", "-6h") or
    a datetime with an offset. ``brokers`` is "host:port", comma separated; without it, and for TLS, SASL and
    the feeds' prefix, the settings count (SLUGLINE_* variables, slugline.toml). It reads committed, joins no
    consumer group and commits nothing, so it disturbs nobody.

    It reads in a thread of its own, so it also runs where an event loop does, as in a notebook.
    Raises UnknownFeedError, SettingsError, NoFeedError, UnreachableError.
    """
    return _in_thread(*_settled(feed, brokers, start), follow)


@overload
def consume_async(
    feed: Literal["entities"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> AsyncGenerator[Message[EntityEvent | Retraction], None]: ...


@overload
def consume_async(
    feed: Literal["quotes"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> AsyncGenerator[Message[QuoteEvent | Retraction], None]: ...


@overload
def consume_async(
    feed: Literal["topics"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> AsyncGenerator[Message[TopicEvent | Retraction], None]: ...


@overload
def consume_async(
    feed: Literal["enriched"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> AsyncGenerator[Message[EnrichedStory], None]: ...


@overload
def consume_async(
    feed: Literal["trends"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> AsyncGenerator[Message[TrendEvent], None]: ...


@overload
def consume_async(
    feed: Literal["chains"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> AsyncGenerator[Message[ChainEvent], None]: ...


@overload
def consume_async(
    feed: Literal["alerts"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> AsyncGenerator[Message[AlertEvent | Retraction], None]: ...


@overload
def consume_async(
    feed: Literal["dlq"], *, brokers: str | None = ..., start: str | datetime = ..., follow: bool = ...
) -> AsyncGenerator[Message[DeadLetter], None]: ...


@overload
def consume_async(
    feed: Literal["stories"],
    *,
    brokers: str | None = None,
    start: str | datetime = "start",
    follow: bool = False,
) -> AsyncGenerator[Message[Story], None]: ...


@overload
def consume_async(
    feed: str | Feed, *, brokers: str | None = ..., start: str | datetime = ..., follow: bool = ...
) -> AsyncGenerator[Message[Record], None]: ...


def consume_async(
    feed: str | Feed, *, brokers: str | None = None, start: str | datetime = "start", follow: bool = False
) -> AsyncGenerator[Message[Any], None]:
    """Yield the same as ``consume``, for ``async for``; close it with ``contextlib.aclosing``."""
    return _messages(*_settled(feed, brokers, start), follow)


def _settled(feed: str | Feed, brokers: str | None, start: str | datetime) -> tuple[Settings, Feed, Start]:
    chosen, (loaded, _) = find(feed), settings.load()
    if isinstance(start, datetime):
        if start.tzinfo is None:
            raise ValueError("start must be a datetime with an offset: datetime.now(UTC)")
        begin: Start = int(start.timestamp() * 1000)
    else:
        begin = starting(start, datetime.now(UTC))
    return replace(loaded, brokers=brokers) if brokers else loaded, chosen, begin


async def _messages(
    settings: Settings, feed: Feed, start: Start, follow: bool
) -> AsyncGenerator[Message[Any], None]:
    async with aclosing(_batches(settings, feed, start, follow)) as arriving:
        async for batch in arriving:
            for message in batch:
                yield message


async def _batches(
    settings: Settings, feed: Feed, start: Start, follow: bool
) -> AsyncGenerator[list[Message[Any]], None]:
    try:
        async with aclosing(feed_reader.batches(settings, feed, start, follow)) as arriving:
            async for batch in arriving:
                yield _made(feed, batch)
    except (KafkaError, ConnectionError) as error:
        raise UnreachableError(f"lost the broker at {settings.brokers} ({error})") from error


def _made(feed: Feed, batch: Iterable[ConsumerRecord]) -> list[Message[Any]]:
    return [
        Message(
            feed=feed,
            partition=record.partition,
            offset=record.offset,
            timestamp=record.timestamp,
            key=record.key,
            value=record.value,
            headers=tuple(record.headers),
        )
        for record in batch
    ]


def _in_thread(
    settings: Settings, feed: Feed, start: Start, follow: bool
) -> Generator[Message[Any], None, None]:
    pump = _Pump(settings, feed, start, follow)
    pump.thread.start()
    try:
        while (batch := pump.out.get()) is not None:
            if isinstance(batch, BaseException):
                raise batch
            yield from batch
            pump.more()
    finally:
        pump.stop()


class _Pump:
    """A thread with an event loop that reads a few batches ahead."""

    def __init__(self, settings: Settings, feed: Feed, start: Start, follow: bool) -> None:
        self._what = settings, feed, start, follow
        self.out: queue.SimpleQueue[list[Message[Any]] | BaseException | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._room = asyncio.Semaphore(AHEAD)
        self._running = threading.Event()

    async def _run(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        self._running.set()
        try:
            async with aclosing(_batches(*self._what)) as arriving:
                async for batch in arriving:
                    await self._room.acquire()
                    self.out.put(batch)
            self.out.put(None)
        except asyncio.CancelledError:
            pass  # nobody wants more
        except BaseException as error:  # any: it is raised where the loop is
            self.out.put(error)

    def more(self) -> None:
        with suppress(RuntimeError):  # it has ended
            self._loop.call_soon_threadsafe(self._room.release)

    def stop(self) -> None:
        self._running.wait()
        with suppress(RuntimeError):
            assert self._task is not None
            self._loop.call_soon_threadsafe(self._task.cancel)
        self.thread.join()
