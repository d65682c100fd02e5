"""What all tests share: the model, loaded once, and the way to data outside the repository."""

import gc
import signal
import tracemalloc  # noqa: F401  # pytest imports it where the collector may come in between, and fails then
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from slugline.loading import kept
from slugline.reading import DEFAULT_MODEL, MIN_CONFIDENCE

# hooks, which pytest looks for here
from tests import modules, tables
from tests.modules import pytest_collect_file, pytest_runtest_protocol  # noqa: F401
from tests.order import pytest_collection_modifyitems, pytest_xdist_make_scheduler  # noqa: F401
from tests.tables import pytest_pycollect_makeitem  # noqa: F401

if TYPE_CHECKING:
    from slugline.reading.reader import Reader  # which the process that hands out the tests never needs

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Measured and sample data that does not belong to the repository; absent on most machines."""

DATED = ("\\x1f\\x8b", "PK\\x03\\x04")
"""How gzip and zip begin in the name of a test: behind it stands the time of packing."""

hypothesis.settings.register_profile(
    "by-no-clock", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("by-no-clock")

# a shell has what it starts in the background ignore Ctrl-C, and whatever that starts; tests send it
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

gc.disable()  # thousands of tests are collected, and none of them is garbage


def pytest_addoption(parser: pytest.Parser) -> None:
    tables.pytest_addoption(parser)
    modules.pytest_addoption(parser)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a test by the place of its bytes in the table, not by what they are: what gzip or zip wrote holds
    the second in which it was written, and processes that collect in different seconds would differ.
    """
    return argname if isinstance(val, bytes | bytearray) else None


def pytest_itemcollected(item: pytest.Item) -> None:
    """Refuse names that come of packed bytes all the same, wherever they are collected."""
    if any(one in item.nodeid for one in DATED):
        raise pytest.UsageError(f"{item.nodeid!r}: its name holds packed bytes, and in them stands the time")


def pytest_collection_finish() -> None:
    """Let the garbage collector begin, and spare it what is there by now."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def reader() -> "Reader":
    """The default model, loaded once for the whole run; `slugline.enrich` has the same."""
    return kept(DEFAULT_MODEL, (), MIN_CONFIDENCE)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; the test is skipped, saying so, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared data folder {SHARED.name}/ beside the repository")
    return SHARED
