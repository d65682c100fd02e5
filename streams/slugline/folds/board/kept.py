"""The stories on the board: each with its packed record and those of the versions before it.

What was taken back leaves nothing but its slug: neither text nor versions.
"""

from dataclasses import dataclass, field
from sys import getsizeof

import zstandard

from slugline.folds.board.note import Note

VERSIONS = 12
"""Versions of a story that are kept, the newest."""
LEVEL = 3
VERSION = 130
"""Bytes that a version takes beside what is packed."""
BESIDE = 1_200
"""Bytes that a story takes beside what is packed and noted, with its places in the board's tables."""


@dataclass(slots=True)
class Version:
    """One version as it came."""

    number: int
    moment: int
    packed: bytes


@dataclass(slots=True)
class Kept:
    """One story."""

    note: Note
    partition: int
    moved: int
    """When its last record was written, in milliseconds since 1970 UTC."""
    first: int
    """When the first one was, of those seen."""
    row: str
    """Of which row it is."""
    seen: int = 1
    """Versions that came."""
    taken_back: int = 0
    """When it was taken back last; what came before that is gone for good."""
    versions: list[Version] = field(default_factory=list)
    """Those that are kept, the newest last. None of a story that was taken back."""

    size: int = 0
    """Bytes, when it was `weighed` last."""

    def weighed(self) -> int:
        """Return how many bytes it takes, roughly, and keep that as its ``size``."""
        versions = sum(getsizeof(one.packed) + VERSION for one in self.versions)
        self.size = BESIDE + 2 * getsizeof(self.note.uri) + self.note.size + versions
        return self.size


def packed(value: bytes) -> bytes:
    """Return a record's bytes as they are kept.

    A copy of what zstandard returns: that keeps the memory of the longest text it could have been.
    """
    return bytes(memoryview(zstandard.ZstdCompressor(level=LEVEL).compress(value)))


def unpacked(value: bytes) -> bytes:
    """Return what was packed."""
    return zstandard.ZstdDecompressor().decompress(value)
