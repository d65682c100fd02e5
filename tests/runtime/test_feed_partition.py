"""A record of a feed of ours by its offset, whatever the broker says of the feed at first."""

from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition

from slugline.runtime import feed_partition
from slugline.runtime.feed_partition import PartitionReader
from slugline.settings import Settings

RECORD = SimpleNamespace(offset=7)


class Says:
    """A consumer that stands in for aiokafka's: for each look its position, the end, what it hands out."""

    def __init__(self, *looks: tuple[int, int, Any]) -> None:
        self._looks = list(looks)
        self._now: tuple[int, int, Any] = looks[0]

    def assign(self, _places: list[TopicPartition]) -> None:
        self._now = self._looks.pop(0) if len(self._looks) > 1 else self._looks[0]

    def seek(self, _place: TopicPartition, _offset: int) -> None:
        pass

    async def getmany(self, place: TopicPartition, **_more: int) -> dict[TopicPartition, list[Any]]:
        return {place: [self._now[2]]} if self._now[2] else {}

    async def position(self, _place: TopicPartition) -> int:
        return self._now[0]

    def highwater(self, _place: TopicPartition) -> int:
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
    ],
)
async def test_what_a_broker_says_for_a_moment_is_not_believed(
    looks: list[tuple[int, int, Any]], found: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_partition, "POLL_MS", 0)
    if found is None:
        monkeypatch.setattr(feed_partition, "UNSTABLE_SECONDS", 0.0)
    reader = PartitionReader(Settings())
    vars(reader)["_single"] = Says(*looks)
    assert await reader.at("f", 0, 7) is found
