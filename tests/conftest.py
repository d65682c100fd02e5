"""What all tests share: the model, loaded once, and the way to data outside the repository."""

from pathlib import Path

import pytest

from slugline.reading.reader import Reader, load

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Measured and sample data that does not belong to the repository; absent on most machines."""


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
