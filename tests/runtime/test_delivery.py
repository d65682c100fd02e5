import asyncio
from types import SimpleNamespace

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    InvalidTimestampError,
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)

from slugline.broker import DEAD_LETTER_BYTES, client, create_feeds
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.kinds import FEEDS
from slugline.records.feeds import ENTITIES
from slugline.runtime.broker_refusals import crash, refusal
from slugline.runtime.delivery import (
    Delivery,
    Undeliverable,
    delivered,
    feed_limits,
    pace,
    request_bytes,
)
from slugline.runtime.processed import Record
from slugline.settings import Settings, load


def record(number: int, size: int = 10) -> Record:
    return Record(feed=ENTITIES.name, key=b"k", value=b"%d" % number + b"x" * size, headers=[("n", b"1")])


async def test_records_of_a_key_arrive_in_the_order_they_were_sent() -> None:
    with EmbeddedBroker() as embedded:
        settings, _ = load({"SLUGLINE_BROKERS": embedded.address, "SLUGLINE_PARTITIONS": "1"})
        await create_feeds(settings)
        delivery = Delivery(settings, retried=lambda: None)
        await delivery.start()
        sent = [await delivery.send([record(number), record(number + 1)]) for number in range(0, 500, 2)]
        for futures in sent:
            await delivered(futures)
        with pytest.raises(Undeliverable, match="cannot send to"):
            await delivery.send([record(0, size=5_000_000)])
        await delivery.stop()
        assert await read(settings, 500) == [b"%dxxxxxxxxxx" % number for number in range(500)]


async def read(settings: Settings, count: int) -> list[bytes]:
    consumer = AIOKafkaConsumer(
        **client(settings), auto_offset_reset="earliest", enable_auto_commit=False,
        isolation_level="read_committed",
    )  # fmt: skip
    await consumer.start()
    consumer.assign([TopicPartition(ENTITIES.name, 0)])
    values: list[bytes] = []
    while len(values) < count:
        for records in (await consumer.getmany(timeout_ms=500)).values():
            values += [one.value for one in records]
    await consumer.stop()
    return values


@pytest.mark.parametrize(
    ("error", "words"),
    [(MessageSizeTooLargeError(), "shorter records"), (OutOfOrderSequenceNumber(), "did not take a record")],
)
async def test_what_the_broker_refuses_is_undeliverable(error: Exception, words: str) -> None:
    futures = [asyncio.get_running_loop().create_future() for _ in range(3)]
    for future in futures[1:]:
        future.set_exception(error)
    futures[0].set_result(None)
    with pytest.raises(Undeliverable, match=words):
        await delivered(futures)


async def test_metadata_is_asked_for_no_faster_than_the_pace() -> None:
    now, asked = 100.0, []

    async def update(topics: str) -> bool:
        nonlocal now
        asked.append(now)
        now += 0.25
        return topics == "some"

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    client = SimpleNamespace(_metadata_update=update)
    pace(client, pause=1.0, clock=lambda: now, sleep=sleep)
    assert [await client._metadata_update(topics) for topics in ("some", "none", "some")] == [
        True,
        False,
        True,
    ]
    assert asked == [100.0, 101.25, 102.5]


async def test_a_broker_that_does_not_tell_its_limits_has_none() -> None:
    with EmbeddedBroker() as embedded:
        settings, _ = load({"SLUGLINE_BROKERS": embedded.address})
        await create_feeds(settings)
        limits = await feed_limits(settings, FEEDS)
        assert all(limit > 1000 for limit in limits.values())


@pytest.mark.parametrize("longest", [1024, 1_000_000, 2_162_688, 50_000_000])
def test_the_client_takes_the_longest_record_that_the_settings_allow(longest: int) -> None:
    assert request_bytes(Settings(max_record_bytes=longest)) > max(longest, DEAD_LETTER_BYTES - 1)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TopicAuthorizationFailedError("wire.quotes.v1"), "not allowed to write to wire.quotes.v1: "),
        (TopicAuthorizationFailedError({"b", "a"}), "not allowed to write to a, b: "),
        (TransactionalIdAuthorizationFailed("g-3"), "not allowed to use transactions as g-3: "),
        (InvalidTimestampError(), "clock"),
        (MessageSizeTooLargeError(), "shorter records"),
        (OSError("gone"), "the broker did not take a record: OSError('gone')"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_refusal_is_told_in_words(error: Exception, words: str) -> None:
    assert words in refusal(error)
    assert "\n" not in refusal(error)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TopicAuthorizationFailedError("wire.stories.raw.v1"), "not allowed to read wire.stories.raw.v1: "),
        (GroupAuthorizationFailedError("slugline"), "not allowed to be in the group slugline: "),
        (OSError("gone"), "Faust failed: OSError('gone')"),
    ],
    ids=["topic", "group", "other"],
)
def test_a_crash_is_told_in_words(error: Exception, words: str) -> None:
    assert words in crash(error)
