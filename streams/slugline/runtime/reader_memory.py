"""What memory a process that reads stories may keep; a fresh one follows it when it has more.

Python's allocator gives back whole pieces of a mebibyte only, and among what a record of a mebibyte took some
word always stays remembered: after a hundred such records a process had 120 MB more than a fresh one. And
spaCy's tables of words grow by 16 to 32 bytes with every word that was ever in them, forgotten or not.
"""

import os
from contextlib import suppress
from pathlib import Path

LONG_RECORD = 256 * 1024
"""Bytes of a record that takes much memory, up to some 100 times its length."""
TAKES = 96
"""Bytes of memory that a record takes while it is read, for each of its own, at most."""
TOGETHER = 144 << 20
"""Bytes that a process may take beyond what it had at first, with what it has kept."""
KEPT_BEFORE_LONGEST = 48 << 20
"""Bytes that it may have kept whatever comes: a fresh one has little less after its first stories."""
KEPT = 160 << 20
"""Bytes that it may have kept at all. Ordinary stories leave half of that, of their words."""


def may_have_kept(length: int) -> int:
    """Return how many bytes a process may have kept that gets a long record of ``length`` bytes.

    Ordinary stories leave up to 95 MiB, so records of half a mebibyte cost no process its life.
    """
    return max(TOGETHER - TAKES * length, KEPT_BEFORE_LONGEST)


def own_bytes(pid: int) -> int:
    """Return a process's memory without the files it maps; 0 where that cannot be known: Linux only."""
    with suppress(OSError, ValueError, IndexError):
        fields = Path(f"/proc/{pid}/statm").read_text().split()  # proc(5): resident, and of that shared
        return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE")
    return 0
