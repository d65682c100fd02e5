"""Stories that wait: their clock, however many they are and however often they are replaced."""

import pytest

from slugline.folds.register.verdict import Held
from slugline.records.feeds import HELD
from slugline.records.held_headers import from_headers
from slugline.runtime.held_stories import (
    HeldStories,
    HeldStory,
    held_record,
    put_forward,
    source_of,
)
from slugline.runtime.telling import LATEST, embargo_end, milliseconds
from tests.runtime.lane_parts import Feeds, source, told


def story(uri: str, until: int, offset: int = 0) -> HeldStory:
    held = Held(version=1, versioned=True, moment=None, until_ms=until, content=bytes(8))
    return HeldStory(uri=uri, held=held, offset=offset)


def test_each_is_called_once_when_its_time_has_come_the_first_first() -> None:
    waiting = HeldStories()
    for uri, until in (("a", 30), ("b", 10), ("c", 20), ("d", 99)):
        waiting.put(story(uri, until))
    assert waiting.next() == 10
    assert [one.uri for one in waiting.due(30)] == ["b", "c", "a"]
    assert list(waiting.due(30)) == []
    assert (len(waiting), waiting.next()) == (4, 99), "they wait until they are popped"


@pytest.mark.parametrize(
    ("first", "then", "due", "following"),
    [
        (story("a", 10, 1), story("a", 50, 2), [], 50),
        (story("a", 50, 1), story("a", 10, 2), ["a"], None),
        (story("a", 10, 1), story("a", 10, 2), ["a"], None),
        (story("a", 10, 1), story("a", 10, -1), [], None),
    ],
    ids=["later", "sooner", "same", "not-placed-yet"],
)
def test_one_that_is_replaced_is_called_at_its_new_time(
    first: HeldStory, then: HeldStory, due: list[str], following: int | None
) -> None:
    waiting = HeldStories()
    waiting.put(first)
    waiting.put(then)
    assert [one.uri for one in waiting.due(20)] == due
    assert waiting.next() == following


def test_one_that_is_gone_is_not_called() -> None:
    waiting = HeldStories()
    waiting.put(story("a", 10))
    waiting.pop("a")
    waiting.pop("a")
    assert (list(waiting.due(99)), waiting.next(), "a" in waiting) == ([], None, False)


def test_replacing_one_for_ever_takes_no_memory() -> None:
    waiting = HeldStories()
    for offset in range(10_000):
        waiting.put(story("a", 10**12, offset))
    assert len(vars(waiting)["_clock"]) < 200
    assert waiting.next() == 10**12


def test_one_that_cannot_be_read_now_is_called_again() -> None:
    waiting = HeldStories()
    waiting.put(story("a", 10))
    (called,) = waiting.due(20)
    waiting.wind(called, 25)
    assert waiting.next() == 25
    assert [one.uri for one in waiting.due(25)] == ["a"]


@pytest.mark.parametrize(
    "embargoed",
    ["9999-12-31T23:59:59-14:00", "9999-12-31", "0001-01-01T00:00:00+14:00", "2026-11-26T05:00:00+01:00"],
)
def test_any_time_that_can_be_read_can_be_written(embargoed: str) -> None:
    until = embargo_end(embargoed)
    assert until is not None and until <= LATEST
    record = held_record(told(moment=milliseconds(embargoed)), source(), until)
    assert from_headers(record.headers).until_ms == until


def test_a_held_record_says_all_again_and_can_be_put_forward() -> None:
    feeds = Feeds()
    record = held_record(told(version=3, moment=77), source(offset=9, timestamp=-5), 50)
    feeds.write(put_forward(record, 20), 0)
    (row,) = feeds.lists[HELD.name, 0]
    held = from_headers(row.headers)
    assert (held.until_ms, held.version, held.versioned, held.moment) == (20, 3, True, 77)
    again = source_of(row)
    assert (again.address, again.timestamp, again.value) == ("wire.stories.raw.v1/0/9", -5, b"v1")


@pytest.mark.parametrize(
    "headers", [(), (("slugline_held_from", b"x"),), (("slugline_held_from", b"a/b/c"),)]
)
def test_a_record_that_no_worker_wrote_is_refused(headers: tuple[tuple[str, bytes], ...]) -> None:
    feeds = Feeds()
    feeds.write(held_record(told(), source(), 50), 0)
    (row,) = feeds.lists[HELD.name, 0]
    row.headers = headers
    with pytest.raises((ValueError, LookupError)):
        source_of(row)
