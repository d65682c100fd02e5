"""Which test runs when, and in which of the processes that share a run."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

FIRST = (
    "tests/ops/test_alert_faults.py", "tests/integration/test_worker.py",
    "tests/integration/test_webhooks.py", "tests/runtime/test_trends_role.py", "tests/live/test_feeding.py",
    "tests/cli/test_foreign_folder.py", "tests/cli/test_demo.py", "tests/runtime/test_reader_pool.py",
    "tests/integration/", "tests/test_new_kind.py", "tests/runtime/test_feed_prefix.py",
    "tests/cli/test_workers.py", "tests/cli/test_replay.py", "tests/runtime/test_split_stories.py",
    "tests/runtime/test_chains_seat.py", "tests/test_docs.py", "tests/lang/test_second_language.py",
    "tests/test_wheel.py", "tests/test_api.py", "tests/ops/", "tests/cli/",
    "tests/runtime/", "tests/test_", "tests/live/",
)  # fmt: skip
"""Tests that start processes and wait for them, those that take longest first."""
LAST = (
    "tests/quotes/", "tests/reading/", "tests/quality/", "tests/intake/test_wrong_kinds.py",
    "tests/intake/signals/", "tests/contracts/test_agreement.py", "tests/folds/chains/",
    "tests/quotes/test_rules.py", "tests/quality/test_zones.py",
)  # fmt: skip
"""Tests that compute all the time, those that take longest last."""
ALONE = ("tests/ops/test_alert_faults.py", "tests/integration/")
"""Those that take half a minute each and share nothing."""
COMPUTE = 2
"""Processes that begin at the end, as many as there are cores; they alone load the model for tests."""
_READS = re.compile(r'\b(?:reader: "?Reader|told: Told)\b')
"""What a test says that asks for the model: `reader` in ``tests/conftest.py``, or `told` of quotes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what waits and last what computes, so that processes may begin at both ends."""
    items.sort(key=lambda item: place(item.nodeid))


def place(test: str) -> int:
    """Return how far behind a test stands: what is short is in the middle."""
    behind = [number for number, one in enumerate(LAST, 1) if test.startswith(one)]
    before = [number - len(FIRST) for number, one in enumerate(FIRST) if test.startswith(one)]
    return before[0] if before else max(behind, default=0)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let the tests of a module run in one process, so that what they share is made once."""
    if config.option.dist != "loadscope":
        return None
    config.option.loadscopereorder = False
    return Modules(config, log)


class Modules(LoadScopeScheduling):  # type: ignore[misc]  # which has no types
    """xdist's own, save that it looks neither through all that was done after each test, nor through all
    there is for the number of each, with thousands of tests; and that some processes begin at the end, so
    that they compute while others wait, and what they come to last, in the middle, is short. What needs the
    model is theirs before all else: two seconds of a core for each process that loads it.
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

    def _reschedule(self, node: Any) -> None:
        """Give a process the module behind the next, and no more: another may be free before it is."""
        if self._pending_of(self.assigned_work[node]) < 2:
            super()._reschedule(node)

    def _assign_work_unit(self, node: Any) -> None:
        self._numbers = self._numbers or {test: number for number, test in enumerate(self.collection)}
        computes = node in self.nodes[-COMPUTE:]
        waiting = [*reversed(self.workqueue)] if computes else [*self.workqueue]
        name = next((one for one in waiting if reads(one, self.config.rootpath) == computes), waiting[0])
        tests = self.workqueue.pop(name)
        self.assigned_work.setdefault(node, {})[name] = tests
        node.send_runtest_some([self._numbers[test] for test, done in tests.items() if not done])


def scope(test: str) -> str:
    """Return what a test shares a process with: its module, or nothing."""
    return test if test.startswith(ALONE) else test.partition("::")[0]


def reads(test: str, root: Path) -> bool:
    """Return whether the module of a test, below ``root``, has tests that ask for the model."""
    return _asks(root / test.partition("::")[0])


@cache
def _asks(module: Path) -> bool:
    return bool(_READS.search(module.read_text("utf-8")))
