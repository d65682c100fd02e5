"""A feed that is not the one the group has read: when that is sure, and where it is read from."""

from collections.abc import Sequence

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from slugline.runtime import made_anew
from slugline.runtime.feed_identity import is_another
from slugline.runtime.made_anew import LATEST_SECONDS, SURE_SECONDS, Reach, shorter

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
