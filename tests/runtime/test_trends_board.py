import pytest

from slugline.folds.trends.plan import Plan
from slugline.records.tally import Tally, Thing
from slugline.runtime.trends_board import TrendsBoard

NOW = 6_000_100


def board() -> TrendsBoard:
    return TrendsBoard(Plan(lengths=(600_000,), hop=300_000, minimum=1))


def tally(uri: str, key: str = "a") -> Tally:
    things = (Thing(kind="entity", key=key, name=key),)
    return Tally(uri=uri, version=1, moment=6_000_000, counted=True, things=things)


def said(one: TrendsBoard) -> dict[str, int]:
    return {event.key: event.stories for events in one.report(NOW) for event in events}


def test_nothing_is_said_before_all_that_was_there_has_been_read() -> None:
    one = board()
    assert one.give({0: (5, 7)}) == {0: 5}
    one.apply(0, 5, tally("1"), NOW)
    assert said(one) == {}
    one.apply(0, 6, None, NOW)
    assert said(one) == {"a": 1}
    one.apply(0, 7, tally("2"), NOW)
    assert said(one) == {"a": 2}


def test_offsets_without_a_record_are_read_too() -> None:
    one = board()
    one.give({0: (5, 7)})
    one.apply(0, 5, tally("1"), NOW)
    one.reached(0, 6)
    one.reached(1, 9)
    assert said(one) == {}
    one.reached(0, 7)
    assert said(one) == {"a": 1}


def test_an_empty_feed_is_read_at_once() -> None:
    one = board()
    one.give({0: (0, 0), 1: (9, 9)})
    assert all(seat.ready for seat in one.seats.values())


@pytest.mark.parametrize(
    ("given", "reads_on", "stories"),
    [
        ({0: (5, 8)}, {0: 7}, 2),
        ({0: (5, 7), 1: (0, 3)}, {0: 7, 1: 0}, 2),
        ({0: (7, 9)}, {0: 7}, 2),
        ({0: (8, 9)}, {0: 8}, 0),
        ({0: (0, 3)}, {0: 0}, 0),
        ({1: (0, 3)}, {1: 0}, 0),
        ({}, {}, 0),
    ],
)
def test_a_partition_that_comes_back_goes_on_where_it_was(
    given: dict[int, tuple[int, int]], reads_on: dict[int, int], stories: int
) -> None:
    one = board()
    one.give({0: (5, 7)})
    one.apply(0, 5, tally("1"), NOW)
    one.apply(0, 6, tally("2"), NOW)
    assert one.give(given) == reads_on
    assert one.stories() == stories


@pytest.mark.parametrize(("partition", "offset"), [(0, 4), (0, 5), (1, 9)])
def test_what_is_known_or_not_ours_is_passed_over(partition: int, offset: int) -> None:
    one = board()
    one.give({0: (5, 6)})
    one.apply(0, 5, tally("1"), NOW)
    one.apply(partition, offset, tally("2"), NOW)
    assert said(one) == {"a": 1}
