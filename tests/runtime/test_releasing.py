"""When stories that wait are called: by a clock that stands in the test's hand."""

import asyncio
from dataclasses import replace

import pytest

from slugline.records.feeds import HELD
from slugline.runtime.held_stories import held_of, held_record
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.releasing import AT_ONCE, Releasing
from tests.runtime.lane_parts import Feeds, context, source, told
from tests.test_metrics import exposed


class Waits:
    """A partition in which stories wait until some moments, and a clock."""

    def __init__(self, *until: int) -> None:
        self.now = 0.0
        self.woken = 0
        self.done = asyncio.Event()
        self.in_time = True
        feeds, state = Feeds(), PartitionState()
        for number, moment in enumerate(until):
            uri = f"urn:x:{number}"
            feeds.write(held_record(told(uri=uri), source(uri=uri), moment), 0)
        for record in feeds.lists.get((HELD.name, 0), []):
            story = held_of(record)
            assert story is not None
            state.held.put(story)
        self.behind = False
        shared = replace(
            context(feeds, {0: state}), backlog=self._backlog, behind=lambda partition: self.behind
        )
        self.metrics = shared.metrics
        self.releasing = Releasing(0, state, shared, self._wake, lambda: self.now)
        self.state = state

    def _wake(self) -> None:
        self.woken += 1

    async def _backlog(self, _partition: int, uris: object) -> bool:
        assert uris is self.state.held
        await self.done.wait()
        return self.in_time

    async def at(self, now: float) -> list[str]:
        """Return who is called at a moment, in seconds."""
        self.now = now
        return [(one.key or b"").decode() for one, _ in await self.releasing.called()]


async def opened(*until: int) -> Waits:
    waits = Waits(*until)
    waits.done.set()
    waits.releasing.begin()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return waits


async def test_each_is_called_at_its_time_and_not_before() -> None:
    waits = await opened(10_000, 12_500, 12_500)
    assert await waits.at(9.999) == []
    assert waits.releasing.seconds() == pytest.approx(0.011)
    assert await waits.at(10.0) == ["urn:x:0"]
    assert waits.releasing.seconds() == pytest.approx(2.51)
    assert await waits.at(12.499) == []
    assert sorted(await waits.at(12.5)) == ["urn:x:1", "urn:x:2"]
    assert (await waits.at(99.0), waits.releasing.seconds()) == ([], None), "each once"


async def test_how_late_it_is_out_is_noted() -> None:
    waits = await opened(10_000, 12_000)
    waits.now = 12.0
    dues = [due for _, due in await waits.releasing.called()]
    assert dues == [10_000, 12_000]
    waits.now = 12.25
    for due in (*dues, 13_000):
        waits.releasing.done(due)
    shown = exposed(waits.metrics)
    assert shown["slugline_release_seconds_count"] == 3
    assert shown["slugline_release_seconds_sum"] == pytest.approx(2.5)


async def test_a_few_at_once() -> None:
    waits = await opened(*[5] * (AT_ONCE + 3))
    assert (len(await waits.at(1.0)), waits.releasing.seconds()) == (AT_ONCE, None)
    waits.releasing.out -= 2
    assert len(await waits.at(1.0)) == 2


@pytest.mark.parametrize("in_time", [True, False])
async def test_none_before_what_stood_unread_is_done_with(
    in_time: bool, caplog: pytest.LogCaptureFixture
) -> None:
    waits = Waits(10_000)
    waits.in_time = in_time
    waits.releasing.begin()
    assert (await waits.at(60.0), waits.releasing.seconds(), waits.woken) == ([], None, 0)
    waits.done.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert (waits.woken, await waits.at(60.0)) == (1, ["urn:x:0"])
    assert ("not done with yet" in caplog.text) is not in_time


async def test_a_lane_that_is_behind_reads_on_before_it_calls() -> None:
    waits = await opened(10_000, 20_000)
    waits.behind = True
    waits.done.clear()
    assert await waits.at(9.0) == []
    assert waits.releasing.seconds() == pytest.approx(1.01), "none is due"
    assert (await waits.at(10.5), waits.releasing.seconds()) == ([], None)
    waits.done.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert (waits.woken, await waits.at(12.0)) == (2, ["urn:x:0"]), "behind still, but by later records"
    assert (await waits.at(20.0), waits.releasing.seconds()) == ([], None), "each waits for its own"
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert await waits.at(20.0) == ["urn:x:1"]


async def test_where_none_waits_at_the_start_nothing_is_waited_for() -> None:
    waits = Waits()
    waits.releasing.begin()
    feeds = Feeds()
    feeds.write(held_record(told(), source(), 5), 0)
    (record,) = feeds.lists[HELD.name, 0]
    story = held_of(record)
    assert story is not None
    waits.state.held.put(story)
    assert waits.releasing.seconds() is not None


async def test_none_is_called_after_the_end() -> None:
    waits = Waits(5)
    waits.releasing.begin()
    waits.releasing.end()
    waits.done.set()
    await asyncio.sleep(0)
    assert (await waits.at(60.0), waits.woken) == ([], 0)
