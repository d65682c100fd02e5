"""A feed that is not the one the group has read: when that is sure, and where it is read from."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import IllegalStateError, KafkaConnectionError, KafkaError
from aiokafka.structs import OffsetAndMetadata

from slugline.runtime import made_anew
from slugline.runtime.feed_identity import is_another
from slugline.runtime.made_anew import LATEST_SECONDS, SURE_SECONDS, FeedWatch, Reach, shorter
from slugline.settings import Settings

A, B = TopicPartition("f", 0), TopicPartition("f", 1)


class Broker:
    """Answers one after the other, the last for ever; each takes three seconds by its clock."""

    def __init__(self, *answers: Reach | Exception) -> None:
        self.answers = list(answers)
        self.now = 0.0

    async def ask(self, parts: Sequence[TopicPartition]) -> Reach:
        self.now += 3.0
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return {part: answer[part] for part in parts}

    def clock(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_anew, "PAUSE", 0.0)


@pytest.mark.parametrize(
    ("answers", "starts"),
    [
        ([{A: (0, 3), B: (0, 90)}], {A: 0}),
        ([{A: (2, 3), B: (7, 9)}], {A: 2, B: 7}),
        ([{A: (0, 40), B: (0, 50)}], {}),
        ([{A: (0, 39), B: (0, 50)}, {A: (0, 40), B: (0, 50)}], {}),  # a new leader, for a moment
        ([{A: (0, 39), B: (0, 3)}, {A: (0, 40), B: (0, 3)}], {B: 0}),
        ([KafkaConnectionError(), TimeoutError(), {A: (0, 3), B: (0, 90)}], {A: 0}),
        ([KafkaConnectionError()], {}),
    ],
)
async def test_who_is_read_from_the_start(
    answers: list[Reach | Exception], starts: dict[TopicPartition, int], caplog: pytest.LogCaptureFixture
) -> None:
    broker = Broker(*answers)
    assert await shorter({A: 40, B: 50}, broker.ask, broker.clock) == starts
    assert caplog.text.count("the feed was made anew") == len(starts)
    assert not starts or SURE_SECONDS <= broker.now <= LATEST_SECONDS


@pytest.mark.parametrize(
    ("before", "now", "another"),
    [
        ("c/1", "c/2", True), ("c/1", "c/1", False), ("", "c/1", False), (None, "c/1", False),
        ("c/1", None, False), ("other/1", "c/2", False),  # the offsets of a mirrored cluster
        ("somebody's note", "c/2", False),
    ],
)  # fmt: skip
def test_a_feed_is_another_one_by_its_id(before: str | None, now: str | None, another: bool) -> None:
    assert is_another(before, now) is another


async def test_what_was_read_beyond_the_end() -> None:
    async def ask(parts: Sequence[TopicPartition]) -> dict[TopicPartition, tuple[int, int]]:
        return {part: (0, {A: 3, B: 4}[part]) for part in parts}

    assert await made_anew.ended({A: 4, B: 4}, ask) == {A: 3}
    assert await made_anew.ended({}, ask) == {}


class Consumer:
    """Stands in for Faust's consumer of the stories feed, its thread and its client at once."""

    def __init__(self, committed: dict[TopicPartition, int | None], note: str, trouble: bool = False) -> None:
        self.committed = committed
        self.note = note
        self.trouble = trouble
        self.asked = self.away = 0
        self.error: type[KafkaError] = KafkaConnectionError
        self.seeks: list[tuple[TopicPartition, int]] = []
        self.commits: list[dict[TopicPartition, OffsetAndMetadata]] = []
        self._thread = self._consumer = self._coordinator = self

    async def seek_to_committed(self) -> dict[TopicPartition, int | None]:
        self.asked += 1
        if self.asked <= self.away:
            raise self.error
        return self.committed

    async def call_thread(self, fun: Any, *arguments: Any) -> Any:
        return await fun(*arguments)

    async def fetch_committed_offsets(
        self, parts: list[TopicPartition]
    ) -> dict[TopicPartition, OffsetAndMetadata]:
        if self.trouble:
            raise KafkaConnectionError
        return {part: OffsetAndMetadata(self.committed[part], self.note) for part in parts}

    async def earliest_offsets(self, *parts: TopicPartition) -> dict[TopicPartition, int]:
        return dict.fromkeys(parts, 2)

    async def highwaters(self, *parts: TopicPartition) -> dict[TopicPartition, int]:
        return dict.fromkeys(parts, 1_000)

    def seek(self, part: TopicPartition, offset: int) -> None:
        self.seeks.append((part, offset))

    async def commit(self, offsets: dict[TopicPartition, OffsetAndMetadata]) -> None:
        self.commits.append(offsets)


@pytest.mark.parametrize(
    ("note", "trouble", "read_on"),
    [
        ("c/old", False, {A: 2, B: None}), ("c/new", False, {A: 40, B: None}), ("", False, {A: 40, B: None}),
        ("c/old", True, {A: 40, B: None}),
    ],
)  # fmt: skip
async def test_where_it_is_read_on_and_what_is_committed(
    note: str, trouble: bool, read_on: dict[TopicPartition, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def told(_settings: Settings, _feed: str) -> str:
        return "c/new"

    monkeypatch.setattr(made_anew, "identity", told)
    rewound: list[int] = []
    consumer: Any = Consumer({A: 40, B: None}, note, trouble)
    halted: list[str] = []
    watch = FeedWatch(Settings(), rewound.append, halted.append)
    await watch.begin()
    watch.watch(consumer)
    for _ in range(2):  # as often as partitions are dealt out
        assert await consumer.seek_to_committed() == read_on
    sought = [place for place, _ in consumer.seeks]
    assert sought.count(B) == 2, "of which nothing is committed: aiokafka goes on where it had fetched to"
    assert sought.count(A) == (2 if read_on[A] == 2 else 0)
    assert sum(rewound) == sought.count(A)
    await consumer.commit({A: OffsetAndMetadata(41, "")})
    assert consumer.commits == [{A: OffsetAndMetadata(41, "c/new")}]
    assert halted == []


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (KafkaConnectionError, made_anew.LATEST_SECONDS),
        (KafkaConnectionError, -1.0),
        (IllegalStateError, 9.0),
    ],
)
async def test_a_broker_that_is_away_just_then_is_asked_again(
    error: type[KafkaError], seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def told(_settings: Settings, _feed: str) -> str:
        return "c/1"

    monkeypatch.setattr(made_anew, "identity", told)
    monkeypatch.setattr(made_anew, "LATEST_SECONDS", seconds)
    consumer: Any = Consumer({A: 40, B: None}, "c/1")
    consumer.away, consumer.error = 3, error
    FeedWatch(Settings(), lambda _count: None, pytest.fail).watch(consumer)
    if error is IllegalStateError or seconds < 0:
        with pytest.raises(error):
            await consumer.seek_to_committed()
        assert consumer.asked == 1
        return
    assert await consumer.seek_to_committed() == {A: 40, B: None}
    assert (consumer.asked, consumer.seeks) == (4, [(B, 2)])


async def test_a_worker_that_meets_another_feed_as_partitions_are_dealt_out_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = ["c/old", "c/old", "c/new"]

    async def told(_settings: Settings, _feed: str) -> str:
        return answers.pop(0)

    monkeypatch.setattr(made_anew, "identity", told)
    halted: list[str] = []
    consumer: Any = Consumer({A: 40}, "c/old")
    watch = FeedWatch(Settings(), lambda _count: None, halted.append)
    await watch.begin()
    watch.watch(consumer)
    await consumer.seek_to_committed()
    assert halted == []
    await consumer.seek_to_committed()
    assert halted == ["wire.stories.raw.v1 was made anew; it will be read from its beginning"]


async def test_a_feed_made_anew_behind_a_workers_back_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["c/old", None, "c/new", "c/old", "c/new", "c/new"]

    async def told(_settings: Settings, _feed: str) -> str | None:
        return answers.pop(0)

    monkeypatch.setattr(made_anew, "identity", told)
    monkeypatch.setattr(made_anew, "LOOK_SECONDS", 0.0)
    halted: list[str] = []
    watch = FeedWatch(Settings(), lambda _count: None, halted.append)
    watch.identity = "c/old"
    with pytest.raises(IndexError):  # it has nothing more to ask for
        await watch.run()
    assert answers == []
    assert halted == ["wire.stories.raw.v1 was made anew; it will be read from its beginning"]


@pytest.mark.parametrize("lane_is_first", [True, False])
@pytest.mark.parametrize(("committed", "told"), [(None, 1), (0, 0), (40, 0)])
async def test_a_feed_of_which_brokers_forgot_what_was_committed_is_told_by_its_register(
    committed: int | None, told: int, lane_is_first: bool, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    async def of_now(_settings: Settings, _feed: str) -> str:
        return "c/new"

    commits: list[dict[int, int]] = []

    async def commit(_consumer: object, _feed: str, starts: dict[int, int], *, bare: bool) -> None:
        assert bare
        commits.append(starts)

    monkeypatch.setattr(made_anew, "identity", of_now)
    monkeypatch.setattr(made_anew, "commit_starts", commit)
    rewound: list[int] = []
    consumer: Any = Consumer({A: committed, B: None}, "c/new")
    watch = FeedWatch(Settings(), rewound.append, pytest.fail)
    await watch.begin()
    watch.watch(consumer)
    for turn in (0, 1):
        if lane_is_first is (turn == 0):
            watch.written_before(0)
        else:
            await consumer.seek_to_committed()
    watch.written_before(0)
    await asyncio.gather(*watch._committing)
    assert sum(rewound) == told
    assert commits == [{0: 2}] * told
    assert caplog.text.count("/0 was made anew since the group read it, and brokers have forgotten") == told
