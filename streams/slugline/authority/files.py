"""Authority files as they are given: an index, or JSON lines, of which one is made in memory."""

from collections.abc import Sequence
from pathlib import Path

from slugline.authority import index
from slugline.authority.entries import lines
from slugline.authority.index import Index


def indexes(paths: Sequence[Path]) -> tuple[Index, ...]:
    """Return the index of each file, in their order. Raises GazetteerError for one that cannot be used."""
    return tuple(_index(path) for path in paths)


def _index(path: Path) -> Index:
    if index.is_index(path):
        return index.opened(path)
    return index.built(lines(path))
