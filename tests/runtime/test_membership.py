"""What a worker knows of its place in the group: by heartbeats, counted from when they were sent."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from slugline.runtime import membership as module
from slugline.runtime.membership import Membership

SESSION = 10.0


class Group:
    """A coordinator as aiokafka has one, and a clock."""

    def __init__(self) -> None:
        self.now = 100.0
        self.generation = 3
        self.rejoins = 0
        self.answers: list[bool | Exception] = []
        self.takes = 0.0
        self.beats = 0

    async def _do_heartbeat(self) -> bool:
        self.beats += 1
        self.now += self.takes
        answer = self.answers.pop(0) if self.answers else True
        if isinstance(answer, Exception):
            raise answer
        return answer

    def request_rejoin(self) -> None:
        self.rejoins += 1


@pytest.fixture
async def group() -> Group:
    return Group()


def member(group: Group) -> Membership:
    thread = SimpleNamespace(
        thread_loop=asyncio.get_running_loop(), _consumer=SimpleNamespace(_coordinator=group)
    )
    app: Any = SimpleNamespace(consumer=SimpleNamespace(_thread=thread))
    return Membership(app, SESSION, clock=lambda: group.now)


async def beat(group: Group) -> None:
    await group._do_heartbeat()


async def test_nothing_is_held_before_the_first_heartbeat(group: Group) -> None:
    one = member(group)
    one.watch()
    assert not one.holds(3)
    await beat(group)
    assert one.holds(3)
    assert not one.holds(2)


@pytest.mark.parametrize(("takes", "later", "holds"), [(0, 7.9, True), (0, 8.0, False), (5, 2.9, True),
                                                       (5, 3.1, False), (9, 0, False)])  # fmt: skip
async def test_a_heartbeat_counts_from_when_it_was_sent(
    group: Group, takes: float, later: float, holds: bool
) -> None:
    one = member(group)
    one.watch()
    group.takes = takes
    await beat(group)
    group.now += later
    assert one.holds(3) is holds


async def test_a_heartbeat_that_was_answered_badly_counts_for_nothing(group: Group) -> None:
    one = member(group)
    one.watch()
    group.answers = [False]
    await beat(group)
    assert not one.holds(3)


async def test_watching_twice_counts_once(group: Group) -> None:
    one = member(group)
    one.watch()
    one.watch()
    await beat(group)
    assert group.beats == 1


@pytest.mark.parametrize(
    "answers", [[], [False], [OSError("away"), False], [RuntimeError("a coordinator in between")]]
)
async def test_it_asks_until_it_is_answered(
    group: Group, answers: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TRY_AGAIN", 0.0)
    one = member(group)
    one.watch()
    group.answers = list(answers)
    assert await one.confirm(3)
    assert group.beats == len(answers) + 1


async def test_another_generation_is_no(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TRY_AGAIN", 0.0)
    one = member(group)
    one.watch()
    assert not await one.confirm(2)
    assert group.beats == 0

    async def goes_on() -> bool:
        group.generation = 4
        return True

    group._do_heartbeat = goes_on  # type: ignore[method-assign]  # the group goes on while it is asked
    assert not await one.confirm(3)


async def test_without_a_consumer_there_is_no_generation() -> None:
    app: Any = SimpleNamespace(consumer=None)
    one = Membership(app, SESSION)
    one.watch()
    one.rejoin()
    assert (one.generation, one.holds(-1)) == (-1, False)


async def test_it_asks_for_a_new_deal(group: Group) -> None:
    member(group).rejoin()
    await asyncio.sleep(0)
    assert group.rejoins == 1
