"""What viewers are told, event by event."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing

from slugline.folds.board.board import Board, Limits
from slugline.folds.board.wanted import Sieve, Wanted
from slugline.live.hub import RETRY, Hub
from slugline.records.codec import encode
from slugline.records.story import EnrichedStory
from tests.folds.board.stories import killed, story

Told = list[tuple[str, dict[str, object]]]


def events(message: bytes) -> Told:
    blocks = message.removeprefix(RETRY).decode().strip("\n").split("\n\n")
    pairs = (block.split("\n") for block in blocks)
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in pairs]


async def told(stream: AsyncIterator[bytes]) -> Told:
    return events(await anext(stream))


def put(hub: Hub, one: EnrichedStory, moment: int) -> None:
    hub.changed(hub.board.story(one, encode(one), partition=0, moment=moment))


def ids(event: tuple[str, dict[str, object]]) -> tuple[list[str], object]:
    rows = event[1]["rows"]
    assert isinstance(rows, list)
    return sorted(row["id"] for row in rows), event[1]["gone"]


async def test_all_there_is_then_what_changes() -> None:
    hub = Hub(Board(Limits()), lambda: 1_000)
    put(hub, story("a"), 1)
    async with aclosing(hub.stream(Sieve(Wanted()), 5)) as stream:
        state, rows = await told(stream)
        assert (state[0], state[1]["kafka"]) == ("state", "reading")
        assert (rows[1]["whole"], rows[1]["more"], ids(rows)) == (True, False, (["a"], []))
        put(hub, story("b"), 2)
        put(hub, story("c"), 3)
        put(hub, story("c", version=2), 4)
        (rows,) = await told(stream)
        assert (rows[1]["whole"], ids(rows)) == (False, (["b", "c"], []))
        hub.stands(kafka="live")
        (state,) = await told(stream)
        assert (state[0], state[1]["kafka"], state[1]["since"]) == ("state", "live", 1_000)
    assert hub.viewers == set()


async def test_what_does_not_pass_any_more_is_gone() -> None:
    hub = Hub(Board(Limits()), lambda: 1_000)
    put(hub, story("a"), 1)
    async with aclosing(hub.stream(Sieve(Wanted(text="valdora")), 5)) as stream:
        assert ids((await told(stream))[1]) == (["a"], [])
        put(hub, killed(story("a")), 2)
        put(hub, story("b", "Rates", "Rates stay."), 3)
        (rows,) = await told(stream)
        found, gone = ids(rows)
        assert found == [] and sorted(gone) == ["a", "b"]  # type: ignore[call-overload]  # a list of texts


async def test_another_board_is_told_whole() -> None:
    hub = Hub(Board(Limits()), lambda: 1_000)
    put(hub, story("a"), 1)
    async with aclosing(hub.stream(Sieve(Wanted()), 5)) as stream:
        await told(stream)
        board = Board(Limits())
        board.story(story("z"), encode(story("z")), partition=0, moment=5)
        hub.renewed(board)
        (rows,) = await told(stream)
        assert (rows[1]["whole"], ids(rows)) == (True, (["z"], []))


async def test_streams_end_when_the_page_does() -> None:
    hub = Hub(Board(Limits()), lambda: 1_000)
    stream = hub.stream(Sieve(Wanted()), 5)
    await told(stream)
    hub.close()
    assert [one async for one in stream] == []


async def test_a_page_that_shows_a_row_hears_of_a_kill_that_its_filter_does_not_let_through() -> None:
    hub = Hub(Board(Limits()), lambda: 1_000)
    put(hub, story("a"), 1)
    async with aclosing(hub.stream(Sieve(Wanted(text="valdora")), 5)) as stream:
        await told(stream)
        put(hub, killed(story("a", slug="FIRE")), 2)
        (rows,) = await told(stream)
        assert [row["taken_back"][0]["slug"] for row in rows[1]["taken"]] == ["FIRE"]  # type: ignore[attr-defined]
        assert ids(rows) == ([], ["a"])


async def test_who_keeps_words_lets_them_go_at_once_with_a_kill() -> None:
    hub, let_go = Hub(Board(Limits()), lambda: 1_000), list[int]()
    hub.forgets.append(lambda: let_go.append(hub.board.taken_back))
    put(hub, story("a"), 1)
    assert let_go == []
    put(hub, killed(story("a")), 2)
    put(hub, story("b"), 3)
    assert let_go == [1]
