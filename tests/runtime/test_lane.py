"""A lane: stories in order, delivered before they are acknowledged, dropped when the partition is lost."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from time import time

import pytest
from aiokafka.errors import KafkaConnectionError

from slugline.records.feeds import ENRICHED, HELD, REGISTER
from slugline.runtime import expiry, lane, releasing
from slugline.runtime.dead_letters import Source
from slugline.runtime.delivery import Undeliverable
from slugline.runtime.held_stories import held_record
from slugline.runtime.lane import Lane
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Processed, Record
from slugline.runtime.settled import Settled
from slugline.runtime.transactions import PartitionLost
from tests.patience import until
from tests.runtime.lane_parts import Feeds, Member, context, killed, source, told, usable, waiting
from tests.runtime.test_partition_state import ROW, row_record


@dataclass
class Writer:
    """An output that writes to the lists, when it may."""

    feeds: Feeds
    partition: int = 0
    trouble: list[BaseException] = field(default_factory=list)
    sent: list[list[str]] = field(default_factory=list)
    raws: list[Record] = field(default_factory=list)
    stopped: bool = False

    def __post_init__(self) -> None:
        self.may = asyncio.Event()
        self.may.set()

    async def start(self) -> None:
        pass

    async def send(self, records: Sequence[Record]) -> list[int]:
        await self.may.wait()
        if self.trouble:
            raise self.trouble.pop(0)
        assert records, "an empty transaction"
        assert {one.partition for one in records} == {self.partition}
        self.sent.append([one.feed for one in records])
        return [self.feeds.write(one, self.partition) for one in records]

    async def raw(self, records: Sequence[Record]) -> None:
        self.raws += records

    async def stop(self) -> None:
        self.stopped = True


class Event:
    """What Faust hands over."""

    def __init__(self, log: list[str], name: str) -> None:
        self._log, self._name = log, name

    def ack(self) -> None:
        self._log.append(self._name)


@dataclass
class Lanes:
    """A worker with lanes on lists; `readings` are what the processes have not finished yet."""

    feeds: Feeds = field(default_factory=Feeds)
    readings: dict[tuple[int, int], asyncio.Future[Processed]] = field(default_factory=dict)
    released: list[asyncio.Future[Processed]] = field(default_factory=list)
    looks: dict[int, asyncio.Future[Processed]] = field(default_factory=dict)
    acked: list[str] = field(default_factory=list)
    finished: list[Settled] = field(default_factory=list)
    halted: list[str] = field(default_factory=list)
    writers: dict[int, Writer] = field(default_factory=dict)
    states: dict[int, PartitionState] = field(default_factory=dict)
    member: Member = field(default_factory=Member)
    lanes: dict[int, Lane] = field(default_factory=dict)
    unread: asyncio.Event | None = None
    """Set when what stood on the stories feed at the beginning is done with; None: at once."""

    def begin(self, partition: int = 0) -> Lane:
        writer = self.writers.setdefault(partition, Writer(self.feeds, partition))
        shared = context(
            self.feeds, self.states, member=self.member, output=lambda _partition, _generation: writer,
            read=self._read, finished=self._done, halt=self.halted.append, backlog=self._backlog,
        )  # fmt: skip
        state = self.states.setdefault(partition, PartitionState())
        self.lanes[partition] = Lane(partition, 1, state, shared)
        return self.lanes[partition]

    def put(self, offset: int, partition: int = 0) -> None:
        at = source(b"v%d" % offset, offset, partition=partition, uri=f"urn:x:{offset}")
        self.lanes[partition].put(Event(self.acked, f"{partition}/{offset}"), at)

    def read(self, offset: int, processed: Processed | None = None, partition: int = 0) -> None:
        value = b"v%d" % offset
        story = processed or usable(value, 1, "a", uri=f"urn:x:{offset}")
        self.readings[partition, offset].set_result(story)

    def _read(
        self, partition: int, at: Source, *, released: bool, look: bool = False
    ) -> asyncio.Future[Processed]:
        future: asyncio.Future[Processed] = asyncio.get_running_loop().create_future()
        if released:
            self.released.append(future)
        elif look:
            self.looks[at.offset] = future
        else:
            self.readings[partition, at.offset] = future
        return future

    async def _backlog(self, _partition: int, _uris: object) -> bool:
        return self.unread is None or await self.unread.wait()

    def _done(self, _source: Source, settled: Settled, _seconds: float, *, acknowledged: bool) -> None:
        self.finished.append(settled)
        assert acknowledged or settled.uri is not None

    async def end(self) -> None:
        await asyncio.gather(*[one.close() for one in self.lanes.values()])


@asynccontextmanager
async def worker() -> AsyncIterator[Lanes]:
    lanes = Lanes()
    yield lanes
    await lanes.end()


async def rest() -> None:
    """Let everything run that can."""
    for _ in range(50):
        await asyncio.sleep(0)


async def test_stories_are_acknowledged_in_order_whatever_the_order_they_are_read_in() -> None:
    async with worker() as lanes:
        lanes.begin()
        for offset in range(4):
            lanes.put(offset)
        for offset in (3, 1, 2):
            lanes.read(offset)
        await rest()
        assert lanes.acked == []
        lanes.read(0)
        await until(lambda: len(lanes.acked) == 4)
        assert lanes.acked == ["0/0", "0/1", "0/2", "0/3"]
        assert len(lanes.writers[0].sent) == 1, "what was read already goes out together"
        assert len(lanes.lanes[0]) == 0


async def test_nothing_is_acknowledged_before_it_is_delivered_and_what_is_at_hand_is_counted() -> None:
    async with worker() as lanes:
        first = lanes.begin()
        lanes.writers[0].may.clear()
        lanes.put(0)
        lanes.read(0)
        await rest()
        assert (lanes.acked, len(first)) == ([], 1), "a drain waits for it"
        lanes.writers[0].may.set()
        await until(lambda: lanes.acked == ["0/0"])
        assert len(first) == 0


async def test_a_partition_whose_story_takes_long_holds_up_no_other() -> None:
    async with worker() as lanes:
        for partition in (0, 1):
            lanes.begin(partition)
        lanes.put(0, 0)
        lanes.put(7, 1)
        lanes.read(7, partition=1)
        await until(lambda: lanes.acked == ["1/7"])


@pytest.mark.parametrize("in_flight", [0, 3])
async def test_a_lost_partition_drops_all_and_asks_for_a_new_deal(
    in_flight: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "LOST_PAUSE", 0.0)
    async with worker() as lanes:
        first = lanes.begin()
        lanes.writers[0].trouble = [PartitionLost("the group has gone on")]
        for offset in range(in_flight + 1):
            lanes.put(offset)
        lanes.read(0)
        await until(lambda: lanes.member.rejoins == 1 and lanes.writers[0].stopped)
        assert (lanes.acked, lanes.halted, first.lost, len(first)) == ([], [], True, 0)
        assert all(lanes.readings[0, offset].cancelled() for offset in range(1, in_flight + 1))
        lanes.put(9)
        assert (0, 9) not in lanes.readings, "what still comes is not taken"
        assert not lanes.states[0].clean
        lanes.begin()
        lanes.put(0)
        lanes.read(0)
        await until(lambda: lanes.acked == ["0/0"])
        assert lanes.states[0].losses == 0


async def test_a_partition_that_is_lost_again_and_again_waits_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        if seconds >= 1 and seconds not in (expiry.FIRST_SECONDS,):
            pauses.append(seconds)
        await sleep(0)

    async with worker() as lanes:
        lanes.begin()
        monkeypatch.setattr(asyncio, "sleep", noted)
        for number in range(8):
            lanes.writers[0].trouble = [PartitionLost("no")]
            lanes.put(0)
            lanes.read(0)
            for _ in range(1_000):
                await sleep(0)
            assert lanes.member.rejoins == number + 1
            lanes.begin()
        assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


@pytest.mark.parametrize("error", [Undeliverable("too long"), ValueError("a fault of ours")])
async def test_what_nobody_expected_ends_the_worker_with_nothing_acknowledged(error: Exception) -> None:
    async with worker() as lanes:
        lanes.begin()
        lanes.writers[0].trouble = [error]
        lanes.put(0)
        lanes.read(0)
        await until(lambda: lanes.halted and lanes.writers[0].stopped)
        assert lanes.acked == []


async def test_a_reading_that_fails_ends_the_worker() -> None:
    async with worker() as lanes:
        lanes.begin()
        lanes.put(0)
        lanes.readings[0, 0].set_exception(RuntimeError("none starts in its place"))
        await until(lambda: lanes.halted)
        assert lanes.halted == ["RuntimeError: none starts in its place"]


async def test_it_can_be_closed_while_it_delivers_and_everything_comes_again() -> None:
    async with worker() as lanes:
        first = lanes.begin()
        lanes.writers[0].may.clear()
        lanes.put(0)
        lanes.read(0)
        await rest()
        await first.close()
        assert (lanes.acked, lanes.states[0].clean, lanes.writers[0].stopped) == ([], False, True)
        lanes.writers[0].may.set()
        lanes.begin()
        lanes.put(0)
        lanes.read(0)
        await until(lambda: lanes.acked == ["0/0"])
        assert lanes.finished[-1].verdict is not None
        assert lanes.finished[-1].verdict.action == "first", "what was not delivered is not known"


async def test_a_story_goes_out_when_its_time_comes_and_is_called_once() -> None:
    async with worker() as lanes:
        lanes.begin()
        lanes.put(0)
        soon = round(time() * 1000) + 50
        lanes.read(0, waiting(b"v0", 1, soon, uri="urn:x:0"))
        await until(lambda: lanes.released)
        assert lanes.acked == ["0/0"]
        await rest()
        assert len(lanes.released) == 1
        lanes.released[0].set_result(usable(b"v0", 1, "a", uri="urn:x:0"))
        await until(lambda: len(lanes.finished) == 2)
        assert lanes.writers[0].sent[-1].count(HELD.name) == 1
        assert ENRICHED.name in lanes.writers[0].sent[-1]
        assert len(lanes.states[0].held) == 0
        assert lanes.acked == ["0/0"], "its record was acknowledged when it was held"


@pytest.mark.parametrize("about_it", [False, True])
async def test_a_story_whose_time_has_come_passes_one_that_takes_long_unless_it_is_about_it(
    about_it: bool,
) -> None:
    async with worker() as lanes:
        lanes.begin()
        lanes.put(0)
        lanes.put(1)  # before the time comes, on however busy a machine
        soon = round(time() * 1000) + 50
        lanes.read(0, waiting(b"v0", 1, soon, uri="urn:x:0"))
        await until(lambda: lanes.acked == ["0/0"])
        await until(lambda: lanes.released)
        lanes.released[0].set_result(usable(b"v0", 1, "a", uri="urn:x:0"))
        await until(lambda: 1 in lanes.looks)
        late = killed(b"kill", None, uri="urn:x:0") if about_it else usable(b"v1", 1, "a", uri="urn:x:1")
        lanes.looks[1].set_result(late)
        if not about_it:
            await until(lambda: len(lanes.finished) == 2)
            assert (len(lanes.states[0].held), lanes.acked) == (0, ["0/0"])
        await rest()
        assert len(lanes.finished) == 2 - about_it
        lanes.read(1, late)
        await until(lambda: lanes.acked == ["0/0", "0/1"])
        verdicts = [one.verdict.action for one in lanes.finished if one.verdict is not None]
        assert verdicts == (["hold", "record"] if about_it else ["hold", "first", "first"])


async def test_what_waited_goes_out_only_behind_what_stood_unread_at_the_start() -> None:
    async with worker() as lanes:
        lanes.unread = asyncio.Event()
        for number in (0, 1):
            lanes.feeds.write(held_record(told(uri=f"urn:x:{number}"), source(uri=f"urn:x:{number}"), 5), 0)
        lanes.begin()
        await until(lambda: lanes.lanes[0].ready)
        lanes.put(0)
        lanes.read(0, killed(b"kill", None, uri="urn:x:0"))
        await until(lambda: lanes.acked == ["0/0"])
        await rest()
        assert (lanes.released, len(lanes.states[0].held)) == ([], 1)
        lanes.unread.set()
        await until(lambda: lanes.released)
        lanes.released[0].set_result(usable(b"v1", 1, "a", uri="urn:x:1"))
        await until(lambda: len(lanes.finished) == 2)
        assert len(lanes.released) == 1, "the one that was killed is never called"


def _more(found: Sequence[object], than: int) -> bool:
    return len(found) > than


async def test_stories_whose_time_comes_together_are_called_a_few_at_once() -> None:
    async with worker() as lanes:
        for number in range(100):
            lanes.feeds.write(held_record(told(uri=f"urn:x:{number}"), source(uri=f"urn:x:{number}"), 5), 0)
        lanes.begin()
        lanes.put(500)
        lanes.read(500)
        await until(lambda: lanes.released)
        await rest()
        assert len(lanes.released) == releasing.AT_ONCE
        for done in range(100):
            await until(partial(_more, lanes.released, done))
            lanes.released[done].set_result(usable(b"v1", 1, "a", uri=f"urn:x:{done}"))
        await until(lambda: len(lanes.finished) == 101)
        assert (len(lanes.states[0].held), lanes.acked) == (0, ["0/500"])


async def test_a_story_that_waits_is_not_held_up_by_one_that_is_read() -> None:
    async with worker() as lanes:
        lanes.feeds.write(held_record(told(), source(), 5), 0)
        lanes.begin()
        lanes.put(0)
        await until(lambda: lanes.released)
        assert lanes.lanes[0].ready


async def test_a_broker_that_is_away_when_the_time_comes_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(releasing, "PAUSE_MS", 10)
    async with worker() as lanes:
        lanes.unread = asyncio.Event()
        lanes.feeds.write(held_record(told(), source(), 5), 0)
        lanes.begin()
        await until(lambda: lanes.lanes[0].ready)
        lanes.feeds.trouble = [KafkaConnectionError(), TimeoutError()]
        lanes.unread.set()
        await until(lambda: lanes.released)
        assert lanes.halted == []


@pytest.mark.parametrize("left", ["gone", "empty", "odd"])
async def test_a_held_record_that_is_gone_stops_nothing(left: str) -> None:
    async with worker() as lanes:
        lanes.unread = asyncio.Event()
        lanes.feeds.write(held_record(told(), source(), 5), 0)
        lanes.begin()
        await until(lambda: lanes.lanes[0].ready)
        rows = lanes.feeds.lists[HELD.name, 0]
        if left == "gone":
            rows[0] = None
        elif left == "empty":
            rows[0].value = None
        else:
            rows[0].headers = (("slugline_held_from", b"x/y/z"),)
        lanes.unread.set()
        await until(lambda: not len(lanes.states[0].held))
        lanes.put(0)
        lanes.read(0)
        await until(lambda: lanes.acked == ["0/0"])
        assert lanes.released == []


async def test_rows_that_are_over_are_forgotten_beside_the_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "FIRST_SECONDS", 0.0)
    monkeypatch.setattr(expiry, "CHUNK", 10)
    async with worker() as lanes:
        for _ in range(25):
            lanes.feeds.write(row_record(ROW), 0)
        lanes.feeds.write(row_record(replace(ROW, uri="urn:x:old")), 0)
        killed_row = replace(ROW, uri="urn:x:killed", status="canceled", slug="NAMES-A-MINOR")
        lanes.feeds.write(row_record(killed_row), 0)
        lanes.begin()
        lanes.put(0)
        rows = lanes.feeds.lists[REGISTER.name, 0]
        await until(lambda: sum(row.value is None for row in rows) == 2)
        assert sorted(row.key for row in rows if row.value is None) == [ROW.uri.encode(), b"urn:x:old"]
        await until(lambda: len(rows) == 30)
        known = lanes.states[0].register.get("urn:x:killed")
        assert known is not None and (known.offset, known.took, len(lanes.states[0].register)) == (
            29,
            False,
            1,
        )
        lanes.read(0)
        await until(lambda: lanes.acked == ["0/0"])
        assert lanes.states[0].clean


async def test_a_null_value_with_any_key_goes_through() -> None:
    async with worker() as lanes:
        lanes.begin()
        for offset in range(3):
            lanes.put(offset)
        lanes.read(0, Processed(outcome="skipped", skipped="tombstone"))
        lanes.read(1, Processed(outcome="unpacked", records=(Record(feed="wire.stories.raw.v1", key=b"k",
                                                                    value=b"v", headers=[]),)))  # fmt: skip
        lanes.read(2, Processed(outcome="dead-lettered"))
        await until(lambda: len(lanes.acked) == 3)
        assert lanes.writers[0].sent == [], "no empty transaction"
        assert [(one.key, one.partition) for one in lanes.writers[0].raws] == [(b"k", 0)]


async def test_a_cancellation_that_nobody_asked_for_ends_the_worker() -> None:
    """Else the lane would be gone, and its partition stand still for ever."""
    lanes = Lanes()
    lanes.begin()
    lanes.writers[0].trouble = [asyncio.CancelledError()]
    lanes.put(0)
    lanes.read(0)
    await until(lambda: bool(lanes.halted))
    assert lanes.halted == ["the lane of partition 0 ended: a library cancelled it"]
    assert lanes.acked == []


@pytest.mark.parametrize(("now", "told"), [("0b0b0b0b", [0]), ("0a0a0a0a", []), (None, [])])
async def test_a_register_that_was_written_of_another_stories_feed_is_told(
    now: str | None, told: list[int]
) -> None:
    feeds, heard = Feeds(), list[int]()
    feeds.write(row_record(replace(ROW, raw_feed="0a0a0a0a")), 0)
    shared = context(
        feeds, {}, output=lambda _partition, _generation: Writer(feeds), raw_feed_id=now,
        another_feed=heard.append,
    )  # fmt: skip
    one = Lane(0, 1, PartitionState(), shared)
    await until(lambda: one.ready)
    await one.close()
    assert heard == told
