"""Where a lane's records go without transactions: in order, what is ours alone last, and by who may."""

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from slugline.records.feeds import ENRICHED, HELD, REGISTER
from slugline.runtime.delivery import Undeliverable
from slugline.runtime.lane_output import FencedOutput, GuardedOutput
from slugline.runtime.processed import Record
from slugline.runtime.transactions import PartitionLost


class Delivery:
    """Gives offsets from 10 on; fails where it is told to."""

    def __init__(self, fails: int | None = None) -> None:
        self.sent: list[list[str]] = []
        self.fails = fails
        self.offset = 10

    async def send(self, records: Sequence[Record]) -> "list[asyncio.Future[Any]]":
        self.sent.append([one.feed for one in records])
        futures = []
        for _ in records:
            future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
            if self.offset == self.fails:
                future.set_exception(ValueError("no"))
            else:
                future.set_result(SimpleNamespace(offset=self.offset))
            self.offset += 1
            futures.append(future)
        return futures


class Group:
    def __init__(self, *holds: bool) -> None:
        self.held = list(holds)

    def holds(self, _generation: int) -> bool:
        return False

    async def confirm(self, _generation: int) -> bool:
        return self.held.pop(0)


def record(feed: str) -> Record:
    return Record(feed=feed, key=b"k", value=b"v", headers=[], partition=0)


MIXED = [record(one) for one in (HELD.name, "events", REGISTER.name, ENRICHED.name, "events", REGISTER.name)]


def output(delivery: Delivery, *holds: bool) -> GuardedOutput:
    given: Any = delivery
    group: Any = Group(*holds)
    return GuardedOutput(given, group, 1, (REGISTER.name, HELD.name))


async def test_the_register_is_written_when_the_broker_has_the_rest() -> None:
    delivery = Delivery()
    offsets = await output(delivery, True, True).send(MIXED)
    assert delivery.sent == [["events", ENRICHED.name, "events"], [HELD.name, REGISTER.name, REGISTER.name]]
    assert offsets == [13, 10, 14, 11, 12, 15], "each has its own"


@pytest.mark.parametrize(
    ("holds", "fails", "sent", "outcome"),
    [
        ((False,), None, 0, PartitionLost),
        ((True, False), None, 1, PartitionLost),
        ((True, True), 11, 1, Undeliverable),
        ((True, True), 14, 2, Undeliverable),
    ],
    ids=["lost", "lost-on-the-way", "event-refused", "row-refused"],
)
async def test_what_goes_wrong_writes_no_row(
    holds: tuple[bool, ...], fails: int | None, sent: int, outcome: type[Exception]
) -> None:
    delivery = Delivery(fails)
    with pytest.raises(outcome):
        await output(delivery, *holds).send(MIXED)
    assert len(delivery.sent) == sent


async def test_nothing_is_asked_for_nothing() -> None:
    one = output(Delivery())
    assert await one.send([]) == []
    await one.raw([])
    await one.stop()


@pytest.mark.parametrize("holds", [True, False])
async def test_what_goes_to_the_stories_feed_is_guarded(holds: bool) -> None:
    delivery = Delivery()
    given: Any = delivery
    group: Any = Group(holds)
    fenced = FencedOutput(SimpleNamespace(), given, group, 1)  # type: ignore[arg-type]  # it is not asked
    if holds:
        await fenced.raw([record("stories")])
        assert delivery.sent == [["stories"]]
    else:
        with pytest.raises(PartitionLost):
            await fenced.raw([record("stories")])
        assert delivery.sent == []
