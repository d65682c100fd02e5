"""The stories on the board: each with its packed record and those of the versions before it.

What was taken back leaves nothing but its slug: neither text nor versions.
"""

from dataclasses import dataclass, field

import zstandard

from slugline.folds.board.note import Note

VERSIONS = 12
"""Versions of a story that are kept, the newest."""
LEVEL = 3
BESIDE = 400
"""Bytes that a story takes beside what is packed and noted, roughly."""


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
    versions: list[Version] = field(default_factory=list)
    """Those that are kept, the newest last. None of a story that was taken back."""

    @property
    def size(self) -> int:
        """Bytes, roughly."""
        return BESIDE + self.note.size + sum(len(one.packed) + 100 for one in self.versions)


def packed(value: bytes) -> bytes:
    """Return a record's bytes as they are kept.

    A copy of what zstandard returns: that keeps the memory of the longest text it could have been.
    """
    return bytes(memoryview(zstandard.ZstdCompressor(level=LEVEL).compress(value)))


def unpacked(value: bytes) -> bytes:
    """Return what was packed."""
    return zstandard.ZstdDecompressor().decompress(value)
