"""The order of tests: what waits stands at one end and what computes at the other, and both are there."""

from collections import OrderedDict
from pathlib import Path
from typing import Any

import pytest

from tests.order import ALONE, COMPUTE, FIRST, LAST, Modules, place, reads

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("named", [*FIRST, *LAST, *ALONE])
def test_what_is_named_is_there(named: str) -> None:
    assert list(ROOT.glob(f"{named}*"))


def test_the_longest_are_at_the_ends_and_what_is_not_named_is_in_the_middle() -> None:
    tests = [f"{one}::test" for one in (*LAST, "tests/folds/test_trends.py", *reversed(FIRST))]
    wanted = [f"{one}::test" for one in (*FIRST, "tests/folds/test_trends.py", *LAST)]
    assert sorted(tests, key=place) == wanted


def test_what_needs_the_model_is_known_by_what_it_asks_for() -> None:
    assert reads("tests/quotes/test_rules.py::test_a_rule", ROOT)
    assert reads("tests/quotes/test_posts.py::test", ROOT), "through a fixture of quotes"
    assert not reads("tests/runtime/test_lane.py::test", ROOT)


class Process:
    """A process that is given work, and what it was given."""

    def __init__(self) -> None:
        self.given: list[int] = []

    def send_runtest_some(self, tests: list[int]) -> None:
        self.given += tests


@pytest.fixture
def config(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> pytest.Config:
    monkeypatch.setattr(pytestconfig.option, "tx", ["4*popen"])
    return pytestconfig


def test_what_needs_the_model_is_for_the_last_processes(config: pytest.Config) -> None:
    shared: Any = Modules(config)
    shared.collection = [
        "tests/ops/test_fuzz.py", "tests/runtime/test_lane.py", "tests/quality/test_quotes.py",
        "tests/folds/test_fold.py", "tests/quotes/test_rules.py",
    ]  # fmt: skip
    shared.workqueue = OrderedDict((one, {one: False}) for one in shared.collection)
    first, second, third, fourth = processes = [Process() for _ in range(COMPUTE + 2)]
    for one in processes:
        shared.add_node(one)
    for one in (first, fourth, second, third, second):
        shared._assign_work_unit(one)
    assert [one.given for one in processes] == [[1], [3, 0], [2], [4]], "and the rest for whoever is free"
