"""Looping over a feed on the embedded broker: in a script, in a running event loop, and what goes wrong."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import aclosing, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

import slugline
from slugline import broker
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.feed_reader import starting
from slugline.records.codec import encode
from slugline.records.dead_letter_headers import to_headers
from slugline.records.events import QuoteEvent
from slugline.settings import Settings
from tests.records.records import LETTER, QUOTE

COUNT = 30
NOW = datetime(2031, 4, 7, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def brokers() -> Iterator[str]:
    with EmbeddedBroker() as tansu:
        settings = Settings(brokers=tansu.address)
        asyncio.run(broker.create_feeds(settings))
        asyncio.run(fill(settings))
        yield tansu.address


async def fill(settings: Settings) -> None:
    quotes = slugline.FEEDS["quotes"].name
    async with AIOKafkaProducer(**broker.client(settings), acks="all") as producer:
        for number in range(COUNT):
            value = encode(replace(QUOTE, text=f"Quote {number}"))
            await producer.send_and_wait(quotes, value, key=b"urn:test:1")
        await producer.send_and_wait(quotes, None, key=b"urn:test:1")
        await producer.send_and_wait(quotes, b"{}", key=b"urn:test:1")
        letters = slugline.FEEDS["dlq"].name
        await producer.send_and_wait(letters, LETTER.value, key=LETTER.key, headers=to_headers(LETTER))


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert [one for one in threading.enumerate() if one not in before and not one.daemon] == []


def texts(found: list[slugline.Message[Any]]) -> list[str]:
    records = [message.decode() for message in found]
    return [record.text for record in records if isinstance(record, QuoteEvent)]


def test_a_feed_from_its_start_to_its_end(brokers: str) -> None:
    found = list(slugline.consume("quotes", brokers=brokers))
    assert texts(found[:COUNT]) == [f"Quote {number}" for number in range(COUNT)]
    assert [message.offset for message in found] == list(range(COUNT + 2))
    retraction, unreadable = found[COUNT:]
    assert (retraction.key, retraction.value, retraction.decode()) == (b"urn:test:1", None, None)
    with pytest.raises(slugline.SchemaError):
        unreadable.decode()
    assert abs(found[0].time - datetime.now(UTC)) < timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "count"),
    [
        ("start", COUNT + 2),
        ("end", 0),
        ("-6h", COUNT + 2),
        (NOW, 0),
        (datetime(2020, 1, 1, tzinfo=UTC), COUNT + 2),
    ],
)
def test_where_it_begins(start: str | datetime, count: int, brokers: str) -> None:
    assert len(list(slugline.consume("wire.quotes.v1", brokers=brokers, start=start))) == count


def test_dead_letters_have_all_their_parts(brokers: str) -> None:
    [message] = slugline.consume("dlq", brokers=brokers)
    assert message.decode() == LETTER


def test_what_comes_is_waited_for_until_it_is_closed(brokers: str) -> None:
    with closing(slugline.consume("quotes", brokers=brokers, follow=True)) as messages:
        for _ in range(COUNT + 2):
            next(messages)
        later = threading.Timer(0.2, lambda: asyncio.run(fill(Settings(brokers=brokers))))
        later.start()
        assert texts([next(messages)]) == ["Quote 0"]
        for _ in range(COUNT + 1):
            next(messages)
        later.join()


async def test_inside_a_running_loop_both_work(brokers: str) -> None:
    plain = sum(1 for _ in slugline.consume("dlq", brokers=brokers))
    async with aclosing(slugline.consume_async("dlq", brokers=brokers)) as messages:
        awaited = [message async for message in messages]
    assert (plain > 0, len(awaited)) == (True, plain)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"feed": "nothing"}, slugline.UnknownFeedError),
        ({"feed": "quotes", "start": "yesterday"}, ValueError),
        ({"feed": "quotes", "start": datetime(2031, 4, 7)}, ValueError),
    ],
)
def test_wrong_arguments_are_told_at_once(arguments: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        slugline.consume(**arguments)


def test_a_broker_that_is_away_is_told() -> None:
    with pytest.raises(slugline.UnreachableError, match=r"no broker at 127\.0\.0\.1:9 "):
        list(slugline.consume("quotes", brokers="127.0.0.1:9"))


def test_a_feed_that_is_not_there_is_told() -> None:
    with EmbeddedBroker() as tansu, pytest.raises(slugline.NoFeedError, match=r"no feed wire\.quotes\.v1 on"):
        list(slugline.consume("quotes", brokers=tansu.address))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("start", "start"),
        ("end", "end"),
        ("-30s", NOW - timedelta(seconds=30)),
        ("-15m", NOW - timedelta(minutes=15)),
        ("-6h", NOW - timedelta(hours=6)),
        ("-1d", NOW - timedelta(days=1)),
        ("-999999d", datetime.fromtimestamp(0, UTC)),
    ],
)
def test_starts_are_read(text: str, found: str | datetime) -> None:
    assert starting(text, NOW) == (found if isinstance(found, str) else int(found.timestamp() * 1000))


@pytest.mark.parametrize("text", ["", "-", "15m", "-15", "-15w", "- 15m", "now"])
def test_what_is_no_start_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is not start, end, or a time ago"):
        starting(text, NOW)
