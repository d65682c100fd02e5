"""A record of a feed of ours by its offset, whatever the broker says of the feed at first."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError, KafkaError

from slugline.runtime import feed_partition
from slugline.runtime.feed_partition import PartitionReader
from slugline.settings import Settings
from tests.patience import until

RECORD = SimpleNamespace(offset=7)


class Says:
    """A consumer that stands in for aiokafka's: for each look its position, the end, what it hands out."""

    def __init__(self, *looks: tuple[int, int | None, Any]) -> None:
        self._looks = list(looks)
        self._now: tuple[int, int | None, Any] = looks[0]

    def assign(self, _places: list[TopicPartition]) -> None:
        self._now = self._looks.pop(0) if len(self._looks) > 1 else self._looks[0]

    def seek(self, _place: TopicPartition, _offset: int) -> None:
        pass

    async def getmany(self, place: TopicPartition, **_more: int) -> dict[TopicPartition, list[Any]]:
        return {place: [self._now[2]]} if self._now[2] else {}

    async def position(self, _place: TopicPartition) -> int:
        return self._now[0]

    def highwater(self, _place: TopicPartition) -> int | None:
        return self._now[1]


@pytest.mark.parametrize(
    ("looks", "found"),
    [
        ([(8, 9, RECORD)], RECORD),
        (
            [(7, 5, None), (7, 6, None), (8, 9, RECORD)],
            RECORD,
        ),  # a broker that was killed: shorter for a moment
        ([(0, 5, None), (8, 9, RECORD)], RECORD),  # out of range, so the client has gone back
        ([(8, 9, None), (8, 9, RECORD)], None),  # the end of a transaction stands there
        ([(9, 12, SimpleNamespace(offset=8))], None),  # it was cleaned away
        ([(7, 5, None)], None),  # it stays shorter
        ([(7, None, None), (7, None, None), (8, 9, RECORD)], RECORD),  # a broker that is silent for a while
        ([(7, 9, None), (8, 9, RECORD)], RECORD),  # it has told the end, and not yet what stands there
    ],
)
async def test_what_a_broker_says_for_a_moment_is_not_believed(
    looks: list[tuple[int, int | None, Any]], found: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_partition, "POLL_MS", 0)
    if found is None:
        monkeypatch.setattr(feed_partition, "UNSTABLE_SECONDS", 0.0)
    reader = PartitionReader(Settings())
    vars(reader)["_single"] = Says(*looks)
    assert await reader.at("f", 0, 7) is found


async def test_a_broker_that_stays_silent_says_nothing_of_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_partition, "POLL_MS", 0)
    monkeypatch.setattr(feed_partition, "UNSTABLE_SECONDS", 0.0)
    reader = PartitionReader(Settings())
    vars(reader)["_single"] = Says((7, None, None))
    with pytest.raises(KafkaError, match="no broker tells what stands at f/3/7"):
        await reader.at("f", 3, 7)


async def test_it_is_shorter_only_if_that_was_said_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(1_000))
    monkeypatch.setattr(feed_partition, "POLL_MS", 0)
    monkeypatch.setattr(feed_partition, "UNSTABLE_SECONDS", 3.0)
    monkeypatch.setattr(feed_partition, "monotonic", lambda: float(next(now)))
    reader = PartitionReader(Settings())
    looks = [(7, None if number % 3 == 0 else 5, None) for number in range(30)]
    vars(reader)["_single"] = Says(*looks, (8, 9, RECORD))
    assert await reader.at("f", 0, 7) is RECORD


class Client:
    """A consumer that connects at the second attempt."""

    started = stopped = 0

    async def start(self) -> None:
        Client.started += 1
        if Client.started == 1:
            raise KafkaConnectionError("no broker")
        if Client.started == 2:
            await asyncio.Event().wait()

    async def stop(self) -> None:
        Client.stopped += 1


async def test_a_client_that_did_not_connect_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    Client.started = Client.stopped = 0
    monkeypatch.setattr(feed_partition, "POLL_MS", 0)
    reader = PartitionReader(Settings())
    monkeypatch.setattr(reader, "_make", lambda _bytes: Client() if Client.started < 2 else Connects())
    with pytest.raises(KafkaConnectionError):
        await reader.at("f", 0, 7)
    second = asyncio.create_task(reader.at("f", 0, 7))
    await until(lambda: Client.started == 2)
    second.cancel()  # as when the lane ends that asks
    with pytest.raises(asyncio.CancelledError):
        await second
    assert Client.stopped == 2
    assert await reader.at("f", 0, 7) is RECORD


class Connects(Says):
    """One that connects, and has the record."""

    def __init__(self) -> None:
        super().__init__((8, 9, RECORD))

    async def start(self) -> None:
        pass
