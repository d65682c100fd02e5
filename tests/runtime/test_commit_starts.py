"""A loss is told once: the start of the log is committed, by its owner, forwards only, in Faust's turn."""

import asyncio
from collections.abc import Mapping

import pytest
from faust.types import TP

from slugline.runtime.commit_starts import commit_starts

FEED = "wire.stories.raw.v1"


class Consumer:
    """What this needs of Faust's consumer; the broker is a list."""

    def __init__(self, committed: Mapping[int, int | None], mine: set[int]) -> None:
        self._committed_offset = {TP(FEED, n): offset for n, offset in committed.items()}
        self._commit_fut: asyncio.Future[None] | None = None
        self._mine = {TP(FEED, n) for n in mine}
        self.sent: list[tuple[int, int]] = []
        self.broken = False

    def assignment(self) -> set[TP]:
        return self._mine

    async def maybe_wait_for_commit_to_finish(self) -> bool:
        if self._commit_fut is not None:
            await self._commit_fut
        return True

    async def _commit_offsets(self, offsets: Mapping[TP, int]) -> bool:
        assert self._commit_fut is not None, "no other commit may go out in between"
        if self.broken:
            raise OSError("gone")
        self.sent += [(place.partition, offset) for place, offset in offsets.items()]
        self._committed_offset |= offsets
        return True


@pytest.mark.parametrize(
    ("committed", "sent"),
    [({0: None}, [(0, 25)]), ({}, [(0, 25)]), ({0: 0}, []), ({0: 5}, []), ({0: 30}, [])],
)
async def test_only_what_never_was_committed(
    committed: Mapping[int, int | None], sent: list[tuple[int, int]]
) -> None:
    consumer = Consumer(committed, {0, 1})
    await commit_starts(consumer, FEED, {0: 25, 3: 25}, bare=True)
    assert consumer.sent == sent


@pytest.mark.parametrize(
    ("committed", "starts", "sent"),
    [
        ({0: 5}, {0: 25}, [(0, 25)]),
        ({0: 5, 1: 7, 2: 9}, {0: 25, 2: 10}, [(0, 25), (2, 10)]),
        ({0: 25}, {0: 25}, []),
        ({0: 30}, {0: 25}, []),  # Faust was first
        ({0: None}, {0: 25}, []),  # a group that never committed has lost nothing
        ({}, {0: 25}, []),
        ({3: 5}, {3: 25}, []),  # another worker's by now
        ({0: 5}, {}, []),
    ],
)
async def test_what_is_committed(
    committed: dict[int, int | None], starts: dict[int, int], sent: list[tuple[int, int]]
) -> None:
    consumer = Consumer(committed, mine={0, 1, 2})
    await commit_starts(consumer, FEED, starts)
    assert consumer.sent == sent
    await commit_starts(consumer, FEED, starts)
    assert consumer.sent == sent, "once"


async def test_it_waits_for_the_commit_under_way_and_looks_again() -> None:
    consumer = Consumer({0: 5}, mine={0})
    turn = consumer._commit_fut = asyncio.get_running_loop().create_future()
    waiting = asyncio.create_task(commit_starts(consumer, FEED, {0: 25}))
    await asyncio.sleep(0)
    assert not consumer.sent
    consumer._committed_offset[TP(FEED, 0)] = 26
    consumer._commit_fut = None
    turn.set_result(None)
    await waiting
    assert consumer.sent == []


async def test_a_commit_that_fails_leaves_the_turn_to_others() -> None:
    consumer = Consumer({0: 5}, mine={0})
    consumer.broken = True
    with pytest.raises(OSError, match="gone"):
        await commit_starts(consumer, FEED, {0: 25})
    assert consumer._commit_fut is None
