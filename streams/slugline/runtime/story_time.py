"""What time a story has: CPU time of its process, so that a starved machine costs no good story."""

import os
from contextlib import suppress
from pathlib import Path

STARVED = 0.02
"""Of the time that went by: a process that had less of a CPU than this waits for something, and hangs."""
LONGEST = 5.0
"""Times its limit that a story may take by the clock, however little of a CPU its process gets."""
LEAST_SECONDS = 0.5


def cpu_seconds(pid: int) -> float | None:
    """Return the CPU time that a process has had, in seconds; None where that cannot be known: Linux only."""
    with suppress(OSError, ValueError, IndexError):
        fields = (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        )  # proc(5), from the third on
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return None


class StoryTime:
    """Of one call. Ask `more` when the `first` seconds are over, and again when those it gave are."""

    def __init__(self, seconds: float, spent: float | None) -> None:
        """``seconds`` of CPU time it may take; ``spent``: what the process had had as it began."""
        self.first = self._given = seconds
        self._limit = seconds
        self._began = self._looked = spent
        self._waited = seconds

    def more(self, spent: float | None) -> float:
        """Return for how many seconds to wait on, 0: it is over; ``spent`` is what the process has had.

        Where CPU time is not known it is over at once: the limit is one by the clock.
        """
        if spent is None or self._began is None or self._looked is None:
            return 0.0
        left = self._limit - (spent - self._began)
        hangs = spent - self._looked < STARVED * self._waited
        if left <= 0 or hangs or self._given >= LONGEST * self._limit:
            return 0.0
        self._looked = spent
        self._waited = min(max(left, LEAST_SECONDS), LONGEST * self._limit - self._given)
        self._given += self._waited
        return self._waited
