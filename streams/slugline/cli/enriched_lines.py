"""Enriched stories in files: a line each, as ``slugline extract`` writes them, packed with gzip or not."""

import gzip
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path


def opened(name: str) -> Iterator[bytes | str]:
    """Yield the lines of a file ("-" is stdin), and why it cannot be read any further, as a text."""
    try:
        if name == "-":
            yield from sys.stdin.buffer
            return
        with gzip.open(name) if name.endswith(".gz") else Path(name).open("rb") as file:
            yield from file
    except (OSError, EOFError, zlib.error) as error:
        yield f"cannot be read: {getattr(error, 'strerror', None) or error}"
