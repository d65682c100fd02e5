"""What the page tells of the trends feed: the windows that are open, whole, in the lists of the board."""

from slugline.folds.board.board import Board, Limits
from slugline.folds.board.rising import STEPS, Count, Lists, counted
from slugline.folds.board.trending import HEARD, SETTLED, Trending, Window
from slugline.records.codec import encode
from slugline.records.events import TrendEvent, TrendKind
from tests.folds.board.stories import story
from tests.folds.board.trends import HOUR, NOW, trend


def windows(*events: TrendEvent, at: int = NOW - HOUR, now: int = NOW) -> tuple[Window, ...]:
    made = Trending()
    for one in events:
        made.take(one, at)
    return made.windows(now, {"places": {"wikidata:q1": Count("Valdora")}})


def names(lists: Lists) -> dict[str, list[str]]:
    return {key: [one.id for one in getattr(lists, key)] for key in Lists.__slots__ if getattr(lists, key)}


def test_things_are_in_the_lists_they_are_of() -> None:
    keys: list[tuple[TrendKind, str]] = [
        ("entity", "person:mara quill"), ("entity", "iso:FR"), ("entity", "wikidata:q1"),
        ("entity", "wikidata:q2"), ("topic", "medtop:1"), ("speaker", "person:mara quill"),
    ]  # fmt: skip
    (found,) = windows(*(trend(kind, key, 2) for kind, key in keys))
    assert names(found.things) == {
        "people": ["person:mara quill"],
        "places": ["iso:FR", "wikidata:q1"],
        "topics": ["medtop:1"],
        "speakers": ["person:mara quill"],
    }
    assert (found.start, found.end, found.chained) == (NOW - HOUR, NOW, False)
    assert found.things.topics[0].line == (0,) * STEPS


def test_chains_are_told_where_they_are_counted() -> None:
    ((one,),) = (found.things.topics for found in windows(trend("topic", "a", 9, chains=4)))
    assert (one.stories, one.chains, one.before, one.score) == (9, 4, 0, 9.0)
    ((one,),) = (found.things.topics for found in windows(trend("topic", "a", 9)))
    assert (one.stories, one.chains, one.before) == (9, 9, 1)


def test_the_last_that_is_said_counts_and_what_counts_nowhere_is_gone() -> None:
    (found,) = windows(trend("topic", "a", 2), trend("topic", "b", 3), trend("topic", "a", 0))
    assert names(found.things) == {"topics": ["b"]}


def test_while_a_window_comes_in_the_one_before_is_told() -> None:
    made = Trending()
    made.take(trend("topic", "before", 2, end=NOW), NOW - HOUR)
    made.take(trend("topic", "now", 2, end=NOW + HOUR // 12), NOW)
    for later, told in ((SETTLED - 1, "before"), (SETTLED, "now")):
        (found,) = made.windows(NOW + later, {})
        assert names(found.things) == {"topics": [told]}


def test_a_line_shows_when_the_board_has_it_of_a_topic_above_too() -> None:
    board = Board(Limits())
    one = story("a", topics=(("economy", "ports"),))
    board.story(one, encode(one), partition=0, moment=NOW - 1)
    above = one.topics[0].path[0].qcode
    made = Trending()
    for key in (above, one.topics[0].qcode, "medtop:1"):
        made.take(trend("topic", key, 2), NOW - HOUR)
    (found,) = made.windows(NOW, counted(board.stories.values(), NOW, 48 * HOUR))
    lines = {thing.id: sum(thing.line) for thing in found.things.topics}
    assert lines == {above: 1, one.topics[0].qcode: 1, "medtop:1": 0}


def test_each_length_has_its_window_and_what_is_over_is_told_no_more() -> None:
    events = [trend("topic", "a", 2, hours=hours) for hours in (6, 1)]
    assert [one.end - one.start for one in windows(*events)] == [HOUR, 6 * HOUR]
    assert [one.end - one.start for one in windows(*events, now=NOW + HOUR)] == [6 * HOUR]
    assert windows(*events, now=NOW + 6 * HOUR) == ()


def test_it_keeps_no_more_than_so_much() -> None:
    made = Trending()
    for number in range(100):
        for hours in range(1, 30):
            made.take(trend("topic", "x" * number * 20, 2, hours=hours, end=NOW + number), NOW)
    kept = made._by_length.values()
    assert len(kept) <= 12 and all(len(ends) <= 3 for ends in kept)
    assert all(len(key) <= 1_000 for ends in kept for one in ends.values() for _, key in one.events)


def test_who_was_named_by_a_story_that_was_taken_back_is_told_once_the_trends_must_have_heard() -> None:
    keys: list[tuple[TrendKind, str]] = [
        ("entity", "person:mara quill"), ("speaker", "person:mara quill"), ("speaker", "Mara Quill"),
        ("entity", "person:mara"), ("entity", "wikidata:q1"), ("topic", "medtop:1"),
    ]  # fmt: skip
    made = Trending()
    made.take_back(b"person:mara quill\nmara quill\nwikidata:q1\nmedtop:1", NOW)
    counts = {"places": {"wikidata:q1": Count("Valdora")}}

    def told(moment: int) -> dict[str, list[str]]:
        for kind, key in keys:
            made.take(trend(kind, key, 2, end=NOW + HOUR), moment)
        (found,) = made.windows(NOW + SETTLED, counts)
        return names(found.things)

    others = {"people": ["person:mara"], "places": ["wikidata:q1"], "topics": ["medtop:1"]}
    assert told(NOW - 1) == others
    assert told(NOW + HEARD - 1) == others
    assert told(NOW + HEARD) == {
        "people": ["person:mara", "person:mara quill"], "places": ["wikidata:q1"],
        "topics": ["medtop:1"], "speakers": ["Mara Quill", "person:mara quill"],
    }  # fmt: skip


def test_of_stories_that_were_taken_back_it_keeps_no_more_than_so_much() -> None:
    made = Trending()
    for number in range(9):
        made.take_back(b"\n".join(b"%d %d" % (number, one) for one in range(5_000)), NOW)
    assert len(made._off) == 20_000 and b"8 4999" in made._off and b"0 0" not in made._off
