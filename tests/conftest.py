"""What all tests share: the model, loaded once, and the way to data outside the repository."""

import gc
from pathlib import Path

import hypothesis
import pytest

from slugline.loading import load
from slugline.reading.reader import Reader

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Measured and sample data that does not belong to the repository; absent on most machines."""

hypothesis.settings.register_profile(
    "by-no-clock", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("by-no-clock")

gc.disable()  # ten thousand tests are collected, and none of them is garbage


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
