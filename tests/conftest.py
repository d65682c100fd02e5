"""What all tests share: the model, loaded once, and the way to data outside the repository."""

import gc
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

from slugline.loading import load
from slugline.reading.reader import Reader

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Measured and sample data that does not belong to the repository; absent on most machines."""

hypothesis.settings.register_profile(
    "by-no-clock", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("by-no-clock")

gc.disable()  # ten thousand tests are collected, and none of them is garbage


LONG = ("tests/ops/", "tests/integration/", "tests/cli/", "tests/runtime/", "tests/lang/", "tests/test_")
"""Tests that start processes and wait for them, those that wait longest first."""
ALONE = ("tests/ops/test_alert_faults.py", "tests/integration/")
"""Those that take half a minute each and share nothing."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what takes long, so that none of it is the last."""
    items.sort(key=lambda item: [not item.nodeid.startswith(one) for one in LONG])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let the tests of a module run in one process, so that what they share is made once."""
    if config.option.dist != "loadscope":
        return None
    config.option.loadscopereorder = False
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = scope
    return scheduler


def scope(test: str) -> str:
    """Return what a test shares a process with: its module, or nothing."""
    return test if test.startswith(ALONE) else test.partition("::")[0]


def pytest_collection_finish() -> None:
    """Let the garbage collector begin, and spare it what is there by now."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The default model, loaded once for the whole run."""
    return load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; the test is skipped, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared data folder {SHARED.name}/ beside the repository")
    return SHARED
