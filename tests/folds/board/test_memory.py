"""What the board keeps: all of it is counted, and what is shown of it is clipped."""

import tracemalloc

import pytest

from slugline.folds.board.board import Board, Limits
from slugline.folds.board.row import Row
from slugline.folds.board.wanted import Sieve, Wanted
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import decode, encode
from slugline.records.story import EnrichedStory
from tests.folds.board.stories import story, tie

CHAIN = "7de2a188-a767-5461-96bd-bc48c744536a"


def put(board: Board, one: EnrichedStory, moment: int) -> None:
    board.story(one, encode(one), partition=0, moment=moment)


def shown(board: Board) -> list[Row]:
    return [row for one in board.newest(Sieve(Wanted()), 100)[0] if (row := board.row(one))]


def _hostile(number: int, what: str) -> EnrichedStory:
    long = f"{number} " + "".join(chr(0x400 + (number * 31 + at * at) % 200) for at in range(5_000))
    if what == "headlines":
        return story(str(number), long)
    if what == "slugs and sources":
        return story(str(number), slug=long, source=long)
    if what == "signals":
        return story(str(number), signals=(long,) * 30)
    if what == "names":
        name = f"Name {long}"
        return story(str(number), body=f"{name} came.", people=(name,), said=((name, "came"),))
    return story(str(number) + long[:2_000])


@pytest.mark.parametrize("what", ["headlines", "slugs and sources", "signals", "names", "uris"])
def test_all_that_is_kept_is_counted(what: str) -> None:
    board = Board(Limits())
    stories = [_hostile(number, what) for number in range(200)]
    values = [encode(one) for one in stories]
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number, value_ in enumerate(values):
            one = decode(EnrichedStory, value_)
            board.story(one, value_, partition=0, moment=number)
            board.chain(decode(ChainEvent, encode(tie(one.uri, CHAIN))))
        del one
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert taken < 1.15 * board.size


def test_what_a_row_shows_is_clipped() -> None:
    board = Board(Limits())
    for number, what in enumerate(("headlines", "slugs and sources", "signals", "names")):
        put(board, _hostile(number, what), number)
    for row in shown(board):
        assert len(encode(row)) < 15_000
    assert [one.headline[-1] for one in shown(board)][-1] == "…"


def test_what_is_clipped_and_turned_is_found_as_it_is_shown() -> None:
    board = Board(Limits())
    put(board, story("a", people=("Mara Quill",), source="\u202eWire" + "x" * 300), 1)
    (row,) = shown(board)
    for wanted in (Wanted(source=row.sources[0]), Wanted(source="wirex"), Wanted(source="\u202ewire")):
        assert board.newest(Sieve(wanted), 5)[0] == ["a"]


def test_what_is_said_of_chains_has_its_part_of_the_memory() -> None:
    board = Board(Limits(bytes=80_000))
    for number in range(1_000):
        board.chain(tie(f"{number} {'x' * 1_000}", CHAIN))
    assert 5_000 < board.size <= 10_000
    assert list(board.ties.of)[-1].startswith("999 ")
    for number in range(1_000):
        board.chain(tie(f"{number} {'x' * 1_000}", CHAIN, "merged", into=CHAIN))
    assert board.size <= 12_000


def test_what_is_beside_it_leaves_a_board_less_room() -> None:
    board = Board(Limits(bytes=100_000))
    for number in range(10):
        put(board, story(str(number)), number)
    before = board.size
    assert board.forget(10) == set()
    assert board.forget(10, beside=100_000 - before // 2)
    assert board.size <= before // 2 and "9" in board.stories
