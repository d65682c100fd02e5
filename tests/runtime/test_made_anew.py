"""Partitions of which more was committed than there is: when that is sure, and where they are read from."""

from collections.abc import Sequence

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from slugline.runtime import made_anew
from slugline.runtime.made_anew import LATEST_SECONDS, SURE_SECONDS, Reach, rewound

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
    assert await rewound({A: 40, B: 50}, broker.ask, broker.clock) == starts
    assert caplog.text.count("the feed was made anew") == len(starts)
    assert not starts or SURE_SECONDS <= broker.now <= LATEST_SECONDS
