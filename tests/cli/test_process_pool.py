"""Work in processes: in order, in a window, and gone when nobody wants more."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from slugline.cli.problem import Problem
from slugline.cli.process_pool import AHEAD, in_order


def slow_square(number: int) -> int:
    time.sleep(0.02 * (number % 3))
    return number * number


def die(number: int) -> int:
    os._exit(1)


def fail(number: int) -> int:
    raise ValueError(number)


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_order(processes: int) -> None:
    assert list(in_order(slow_square, range(20), processes)) == [(n, n * n) for n in range(20)]


def test_only_a_window_is_taken() -> None:
    taken = 0

    def jobs() -> Iterator[int]:
        nonlocal taken
        for taken in range(1, 1_000_000):  # noqa: B007 because the count is what is looked at
            yield 0

    with closing(in_order(slow_square, jobs(), 2)) as results:
        for _ in range(3):
            next(results)
    assert taken <= 2 * AHEAD + 2
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_is_a_problem() -> None:
    with pytest.raises(Problem, match="a reading process was killed"):
        list(in_order(die, range(3), 2))
    assert multiprocessing.active_children() == []


def test_what_the_work_raises_comes_out() -> None:
    with pytest.raises(ValueError, match="7"):
        list(in_order(fail, [7], 2))
    assert multiprocessing.active_children() == []
