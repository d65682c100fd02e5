"""What time a story has: CPU time where that is known, and an end by the clock all the same."""

import os

import pytest

from slugline.runtime.story_time import LONGEST, StoryTime, cpu_seconds


def given(rate: float, *, limit: float = 60.0) -> float:
    """Return for how many seconds by the clock a process with ``rate`` of a CPU may be at one story."""
    time = StoryTime(limit, 100.0)
    at = time.first
    while more := time.more(100.0 + at * rate):
        at += more
    return at


@pytest.mark.parametrize(
    ("rate", "least", "most"),
    [
        (1.0, 60, 60),
        (0.97, 61, 64),
        (0.5, 119, 121),
        (0.25, 238, 242),
        (0.1, 300, 300),
        (0.03, 300, 300),
        (0.0, 60, 60),  # it hangs
        (0.01, 60, 60),
    ],
)
def test_a_starved_process_gets_its_cpu_time_and_a_hang_none(rate: float, least: float, most: float) -> None:
    assert least <= given(rate) <= most
    assert given(rate, limit=1.0) <= LONGEST


def test_one_that_begins_to_hang_ends_when_that_is_seen() -> None:
    time = StoryTime(60.0, 5.0)
    assert time.more(25.0) == 40.0
    assert time.more(25.1) == 0.0


def test_where_cpu_time_is_not_known_the_clock_counts() -> None:
    assert StoryTime(60.0, None).more(1.0) == 0.0
    assert StoryTime(60.0, 1.0).more(None) == 0.0


def test_cpu_time_is_that_of_the_process() -> None:
    before, mine = cpu_seconds(os.getpid()), sum(os.times()[:2])
    if before is None:
        pytest.skip("the CPU time of a process is known on Linux only")
    assert abs(before - mine) < 0.5
    assert cpu_seconds(2**30) is None
