"""The board: what records make of it, whatever order two feeds come in."""

from dataclasses import replace
from itertools import permutations

import pytest

from slugline.folds.board.board import HOUR, Board, Limits
from slugline.folds.board.row import Row
from slugline.folds.board.wanted import Sieve, Wanted
from slugline.records.chain_event import ChainEvent, ChainRelation
from slugline.records.story import EnrichedStory
from tests.folds.board.stories import killed, story, tie, value

ALL = Sieve(Wanted())
CHAIN, OTHER = "7de2a188-a767-5461-96bd-bc48c744536a", "0d1c3a5e-1a0b-5b52-9d5f-1f2e0a6b7c11"


def put(board: Board, one: EnrichedStory, moment: int, partition: int = 0) -> set[str]:
    return board.story(one, value(one), partition=partition, moment=moment)


def rows(board: Board) -> list[Row]:
    return [row for one in board.newest(ALL, 100)[0] if (row := board.row(one))]


def test_a_story_nobody_chained_is_a_row_of_its_own() -> None:
    board = Board(Limits())
    assert put(board, story(people=("Mara Quill",), topics=(("economy", "ports"),)), 5) == {"urn:test:1"}
    (row,) = rows(board)
    assert (row.headline, row.sources, row.stories, row.takes) == ("Harbour reopens", ("Example Wire",), 1, 1)
    assert [one.name for one in (*row.topics, *row.entities)] == ["ports", "Mara Quill"]
    assert (row.first, row.moved, row.relation, row.status) == (5, 5, "", "usable")


def test_what_moved_last_stands_on_top() -> None:
    board = Board(Limits())
    put(board, story("a"), 1)
    put(board, story("b"), 2)
    put(board, story("a", version=2), 3)
    assert [(row.id, row.version, row.takes) for row in rows(board)] == [("a", 2, 2), ("b", 1, 1)]


def test_the_same_record_once_more_changes_nothing() -> None:
    board = Board(Limits())
    put(board, story(), 1)
    assert put(board, story(), 9) == set()
    assert rows(board)[0].moved == 1


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_chain_is_one_row_in_whatever_order_the_feeds_come(order: tuple[int, ...]) -> None:
    first, second = story("a", "Rates stay"), story("b", "Rates stay, bank says", source="Other Wire")
    come: list[tuple[EnrichedStory, int] | ChainEvent] = [
        (first, 1), (second, 2), tie("a", CHAIN, "first"), tie("b", CHAIN)
    ]  # fmt: skip
    board = Board(Limits())
    for at in order:
        one = come[at]
        _ = board.chain(one) if isinstance(one, ChainEvent) else put(board, *one)
    (row,) = rows(board)
    assert (row.id, row.headline, row.stories) == (CHAIN, "Rates stay, bank says", 2)
    assert (row.sources, row.relation) == (("Other Wire", "Example Wire"), "update")


def test_two_chains_that_turn_out_to_be_one() -> None:
    board = Board(Limits())
    for uri, chain, moment in (("a", CHAIN, 1), ("b", OTHER, 2)):
        put(board, story(uri), moment)
        board.chain(tie(uri, chain, "first"))
    assert board.chain(tie("c", OTHER, "merged", into=CHAIN)) == {CHAIN, OTHER}
    assert [(row.id, row.stories) for row in rows(board)] == [(CHAIN, 2)]
    put(board, story("d"), 3)
    assert board.chain(tie("d", OTHER)) == {"d", CHAIN}
    assert rows(board)[0].stories == 3


def test_chains_that_say_they_are_each_other_end() -> None:
    board = Board(Limits())
    put(board, story("a"), 1)
    board.chain(tie("a", CHAIN, "first"))
    board.chain(tie("a", CHAIN, "merged", into=OTHER))
    board.chain(tie("a", OTHER, "merged", into=CHAIN))
    assert len(rows(board)) == 1


@pytest.mark.parametrize("relation", ["copy", "pick-up", "repeat", "translation"])
def test_what_says_nothing_of_its_own_does_not_give_the_headline(relation: ChainRelation) -> None:
    board = Board(Limits())
    put(board, story("a", "Rates stay"), 1)
    board.chain(tie("a", CHAIN, "first"))
    put(board, story("b", "RATES STAY SHOCK"), 2)
    board.chain(tie("b", CHAIN, relation))
    assert (rows(board)[0].headline, rows(board)[0].relation) == ("Rates stay", relation)


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_of_what_is_taken_back_the_slug_stays(status: str) -> None:
    board = Board(Limits())
    one = story("a", people=("Mara Quill",), said=(("Mara Quill", "reopened on Monday"),))
    put(board, one, 1)
    put(board, replace(one, version=2, urgency=2), 2)
    put(board, killed(one, status), 3)
    (row,) = rows(board)
    assert (row.status, row.headline, row.stories) == (status, "HARBOUR", 0)
    assert (row.topics, row.entities, row.speakers) == ((), (), ())
    assert [(gone.slug, gone.status) for gone in row.taken_back] == [("HARBOUR", status)]
    ((kept, _),) = board.beside("a")
    assert (kept.versions, kept.note.words, kept.note.entity_words) == ([], b"", b"")
    assert put(board, killed(one, status), 4) == set()


def test_a_chain_outlives_the_kill_of_a_story() -> None:
    board = Board(Limits())
    for moment, uri in enumerate(("a", "b")):
        put(board, story(uri, f"Headline {uri}"), moment)
        board.chain(tie(uri, CHAIN))
    put(board, killed(story("b")), 5)
    board.chain(tie("b", CHAIN, "withdrawn"))
    (row,) = rows(board)
    assert (row.status, row.headline, row.stories, len(row.taken_back)) == ("usable", "Headline a", 1, 1)


def test_what_is_deleted_is_seen_to_be() -> None:
    board = Board(Limits())
    put(board, story("a"), 1)
    assert board.deleted("a", partition=0, moment=2) == {"a"}
    assert board.deleted("a", partition=0, moment=3) == set()
    assert board.deleted("nobody", partition=0, moment=3) == set()
    assert [(row.status, row.headline) for row in rows(board)] == [("deleted", "HARBOUR")]


def test_a_story_in_two_partitions_counts_by_its_later_record() -> None:
    board = Board(Limits())
    put(board, story("a", "New place"), 5, partition=2)
    assert put(board, story("a", "Old place"), 1, partition=1) == set()
    assert board.deleted("a", partition=1, moment=9) == set()
    assert rows(board)[0].headline == "New place"


def test_the_window_forgets_what_moved_longest_ago() -> None:
    board = Board(Limits(hours=1, stories=2))
    for moment, uri in ((3, "c"), (1, "a"), (2, "b")):
        put(board, story(uri), moment)
    assert board.forget(3) == {"a"}
    assert [row.id for row in rows(board)] == ["c", "b"]
    put(board, story("b", version=2), 4)
    assert board.forget(3 + HOUR) == set()
    assert board.forget(4 + HOUR) == {"c"}
    assert board.forget(5 + HOUR) == {"b"}
    assert (board.size, len(board)) == (0, 0)


def test_the_window_has_a_bound_of_bytes() -> None:
    board = Board(Limits(bytes=12_000))
    for moment in range(9):
        put(board, story(str(moment), body="word " * 100), moment)
        board.forget(moment)
    assert 0 < board.size <= 12_000
    assert rows(board)[0].id == "8"


def test_often_moved_stories_leave_nothing_behind() -> None:
    board = Board(Limits())
    for moment in range(3_000):
        put(board, story(version=moment + 1), moment)
    assert len(board._oldest) < 1_500
    assert len(board.beside("urn:test:1")[0][0].versions) == 12


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), True),
        (Wanted(source="example"), True),
        (Wanted(source="other"), False),
        (Wanted(topic="ECONOMY"), True),
        (Wanted(topic="ports"), True),
        (Wanted(topic="sport"), False),
        (Wanted(urgency=3), True),
        (Wanted(urgency=2), False),
        (Wanted(entity="PERSON:mara quill"), True),
        (Wanted(entity="mara  QUILL"), True),
        (Wanted(entity="ivo"), False),
        (Wanted(entity="=Mara Quill"), True),
        (Wanted(entity="=Mara"), False),
        (Wanted(topic="=ports"), True),
        (Wanted(topic="=port"), False),
        (Wanted(speaker="=mara quill"), True),
        (Wanted(speaker="=quill"), False),
        (Wanted(speaker="quill"), True),
        (Wanted(speaker="ivo"), False),
        (Wanted(text="monday valdora"), True),
        (Wanted(text='"of valdora"'), True),
        (Wanted(text='"valdora of"'), False),
        (Wanted(text='"valdora reopened'), True),
        (Wanted(text='""'), True),
        (Wanted(source="example", text="tuesday"), False),
        (Wanted(uri="urn:test:1"), True),
        (Wanted(uri="urn:test"), False),
    ],
)
def test_what_a_filter_lets_through(wanted: Wanted, found: bool) -> None:
    board = Board(Limits())
    one = story(
        urgency=3,
        people=("Mara Quill",),
        said=(("Mara Quill", "reopened on Monday"),),
        topics=(("economy", "ports"),),
    )
    put(board, one, 1)
    assert board.newest(Sieve(wanted), 5) == ((["urn:test:1"], False) if found else ([], False))
    assert board.passes("urn:test:1", Sieve(wanted)) is found


def test_one_story_must_fit_all_of_a_filter() -> None:
    board = Board(Limits())
    for uri, source, head in (("a", "North", "Rates stay"), ("b", "South", "Rates fall")):
        put(board, story(uri, head, source=source), 1)
        board.chain(tie(uri, CHAIN))
    assert board.newest(Sieve(Wanted(source="north", text="stay")), 5)[0] == [CHAIN]
    assert board.newest(Sieve(Wanted(source="north", text="fall")), 5)[0] == []


def test_a_kill_is_seen_through_a_filter_by_source_alone() -> None:
    board = Board(Limits())
    put(board, killed(story("a")), 1)
    assert board.newest(Sieve(Wanted(source="example")), 5)[0] == ["a"]
    assert board.newest(Sieve(Wanted(text="harbour")), 5)[0] == []


def test_a_row_has_the_rules_that_its_standing_stories_meet() -> None:
    board = Board(Limits(), lambda one: (f"rule {one.uri}", "all"))
    for moment, uri in enumerate("ab"):
        put(board, story(uri), moment)
        board.chain(tie(uri, CHAIN))
    assert rows(board)[0].watched == ("rule b", "all", "rule a")
    assert board.newest(Sieve(Wanted(watch="=rule a")), 5)[0] == [CHAIN]
    put(board, killed(story("a")), 5)
    assert rows(board)[0].watched == ("rule b", "all")
    assert board.newest(Sieve(Wanted(watch="=rule a")), 5)[0] == []


def test_without_a_headline_the_first_words_stand() -> None:
    board = Board(Limits())
    put(board, story("a", None, "word " * 100), 2)
    put(board, story("b", None, " ", slug=None), 1)
    long, bare = rows(board)
    assert long.headline.startswith("word word") and long.headline.endswith("…") and len(long.headline) == 300
    assert bare.headline == "b"
