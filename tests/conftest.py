"""What all tests share: the model, loaded once, and the way to data outside the repository."""

import gc
import signal
import tracemalloc  # noqa: F401  # pytest imports it where the collector may come in between, and fails then
from collections.abc import Mapping
from itertools import chain, groupby, zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

from slugline.loading import load
from tests.tables import pytest_addoption, pytest_pycollect_makeitem  # noqa: F401  # hooks: pytest looks here

if TYPE_CHECKING:
    from slugline.reading.reader import Reader  # which the process that hands out the tests never needs

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Measured and sample data that does not belong to the repository; absent on most machines."""

hypothesis.settings.register_profile(
    "by-no-clock", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("by-no-clock")

# a shell has what it starts in the background ignore Ctrl-C, and whatever that starts; tests send it
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

gc.disable()  # ten thousand tests are collected, and none of them is garbage


LONG = ("tests/ops/", "tests/integration/", "tests/cli/", "tests/runtime/", "tests/lang/", "tests/test_")
"""Tests that start processes and wait for them, those that wait longest first."""
ALONE = ("tests/ops/test_alert_faults.py", "tests/integration/")
"""Those that take half a minute each and share nothing."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what waits, so that none of it is the last, and between each two of it something that does
    not, so that no core is idle meanwhile.
    """
    items.sort(key=lambda item: [not item.nodeid.startswith(one) for one in LONG])
    together = [list(tests) for _, tests in groupby(items, lambda item: scope(item.nodeid))]
    first = [tests for tests in together if tests[0].nodeid.startswith(LONG)]
    between = together[len(first) :]
    turns = chain.from_iterable(zip_longest(first, between, fillvalue=list[pytest.Item]()))
    items[:] = chain.from_iterable(turns)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a test by the place of its bytes in the table, not by what they are: what gzip or zip wrote holds
    the second in which it was written, and processes that collect in different seconds would differ.
    """
    return argname if isinstance(val, bytes | bytearray) else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let the tests of a module run in one process, so that what they share is made once."""
    if config.option.dist != "loadscope":
        return None
    config.option.loadscopereorder = False
    return Modules(config, log)


class Modules(LoadScopeScheduling):  # type: ignore[misc]  # which has no types
    """xdist's own, save that it looks neither through all that was done after each test, nor through all
    there is for the number of each: with ten thousand tests that keeps a core busy for seconds.
    """

    _numbers: Mapping[str, int] = MappingProxyType({})

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        super().mark_test_complete(node, item_index, duration)
        work = self.assigned_work[node]
        done = scope(self.registered_collections[node][item_index])
        if all(work[done].values()):
            del work[done]

    def _assign_work_unit(self, node: Any) -> None:
        self._numbers = self._numbers or {test: number for number, test in enumerate(self.collection)}
        name, tests = self.workqueue.popitem(last=False)
        self.assigned_work.setdefault(node, {})[name] = tests
        node.send_runtest_some([self._numbers[test] for test, done in tests.items() if not done])


def scope(test: str) -> str:
    """Return what a test shares a process with: its module, or nothing."""
    return test if test.startswith(ALONE) else test.partition("::")[0]


def pytest_collection_finish() -> None:
    """Let the garbage collector begin, and spare it what is there by now."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def reader() -> "Reader":
    """The default model, loaded once for the whole run."""
    return load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; the test is skipped, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared data folder {SHARED.name}/ beside the repository")
    return SHARED
