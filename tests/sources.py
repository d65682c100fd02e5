"""Copies of the sources, for tests that change them as a user of Slugline would."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BEING_WRITTEN = shutil.ignore_patterns("*.pyc.*", "*.zst.*")
"""What another process compiles at this moment."""


def copied(into: Path, *names: str) -> Path:
    """Copy the folders ``names`` of the repository into the folder ``into``, and return that.

    What is compiled goes with them: a process that reads the copy compiles only what was changed in it.
    """
    for name in names:
        shutil.copytree(ROOT / name, into / name, symlinks=True, ignore=BEING_WRITTEN)
    return into
