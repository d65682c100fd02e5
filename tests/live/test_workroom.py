"""Work that takes long: each thing once, no more than so much at once, nothing of what was taken back."""

import asyncio
import threading

import pytest

from slugline.folds.board.board import Board, Limits
from slugline.live import story_answer
from slugline.live.hub import Hub
from slugline.live.workroom import BusyError, Workroom
from slugline.records.codec import encode
from tests.folds.board.stories import killed, story
from tests.work import calls


@pytest.fixture
def hub() -> Hub:
    return Hub(Board(Limits()), lambda: 1_000)


class Job:
    """Something that takes until it is told to end, and counts how often it was done."""

    def __init__(self) -> None:
        self.end = asyncio.Event()
        self.done = 0

    async def __call__(self) -> int:
        await self.end.wait()
        self.done += 1
        return self.done


async def test_many_ask_and_it_is_made_once(hub: Hub) -> None:
    room, job = Workroom(hub), Job()
    asked = [asyncio.ensure_future(room.made("a", job)) for _ in range(40)]
    await asyncio.sleep(0)
    asked.pop().cancel()  # who goes takes nothing away from the others
    job.end.set()
    assert await asyncio.gather(*asked) == [1] * 39
    assert await room.made("a", job) == 1


async def test_who_asks_for_too_much_is_told_to_come_again(hub: Hub) -> None:
    room, job = Workroom(hub, 2), Job()
    asked = [asyncio.ensure_future(room.made(one, job)) for one in "ab"]
    await asyncio.sleep(0)
    with pytest.raises(BusyError):
        await room.made("c", job)
    job.end.set()
    assert await asyncio.gather(*asked) == [1, 2]
    assert await room.made("c", job) == 3


async def test_what_was_made_before_a_kill_is_not_kept(hub: Hub) -> None:
    room, job = Workroom(hub), Job()
    before = asyncio.ensure_future(room.made("a", job))
    await asyncio.sleep(0)
    one = killed(story("x"))
    hub.changed(hub.board.story(one, encode(one), partition=0, moment=1))
    behind = asyncio.ensure_future(room.made("a", job))
    await asyncio.sleep(0)
    job.end.set()
    assert {await before, await behind} == {1, 2}
    assert await room.made("a", job) == await behind


async def test_the_threads_of_all_others_stay_free(hub: Hub) -> None:
    room, end = Workroom(hub), threading.Event()
    asked = [asyncio.ensure_future(room.worked(end.wait)) for _ in range(40)]
    await asyncio.sleep(0)
    assert await asyncio.to_thread(lambda: 1) == 1
    end.set()
    assert await asyncio.gather(*asked) == [True] * 40


async def test_a_long_story_costs_whoever_looks_at_it_little(hub: Hub) -> None:
    """Its versions are compared elsewhere; what it is made of goes out as it came."""
    for version in range(1, 13):
        one = story("a", body=f"word{version} " * 60_000, version=version)
        hub.board.story(one, encode(one), partition=0, moment=version)
    assert calls(lambda: story_answer.answer(hub, "a")) < 400


async def test_what_a_kill_came_into_is_made_once_more(hub: Hub) -> None:
    room, job = Workroom(hub), Job()
    asked = asyncio.ensure_future(room.standing("a", job))
    await asyncio.sleep(0)
    one = killed(story("x"))
    hub.changed(hub.board.story(one, encode(one), partition=0, moment=1))
    job.end.set()
    assert await asked == 2


async def test_where_kills_come_without_an_end_it_is_given_up(hub: Hub) -> None:
    room, made = Workroom(hub), list[int]()

    async def make() -> int:
        one = killed(story(f"x{len(made)}"))
        hub.changed(hub.board.story(one, encode(one), partition=0, moment=1))
        made.append(1)
        return 1

    with pytest.raises(BusyError):
        await room.standing("a", make)
    assert len(made) == 3


async def test_what_was_made_of_another_board_is_not_kept(hub: Hub) -> None:
    room, job = Workroom(hub), Job()
    job.end.set()
    assert await room.made("a", job) == 1
    hub.renewed(Board(Limits()))
    assert await room.made("a", job) == 2
