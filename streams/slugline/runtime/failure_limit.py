"""When faults of our own pile up the worker stops; what publishers send badly is never a reason to."""

from collections import deque
from collections.abc import Iterable

from slugline.records.dead_letter import Reason
from slugline.runtime.processed import Fault

OWN: frozenset[Reason] = frozenset({"internal-error", "extractor-failed"})
"""Faults of Slugline itself. What a broker will not take ends the worker at once, see `delivery`."""
PERIOD = 900.0
FEWEST = 20
"""On a quiet wire the stories of a PERIOD of seconds are enough to go by, where they are FEWEST or more."""


def ours(faults: Iterable[Fault]) -> bool | None:
    """Say whether any of the faults of a story is one of our own; None where it has others only."""
    reasons = {fault.reason for fault in faults}
    return bool(reasons & OWN) if reasons & OWN or not reasons else None


class _Last:
    """The last stories, and how many of them had a fault of ours."""

    def __init__(self) -> None:
        self._told: deque[tuple[float, bool]] = deque()
        self.faults = 0

    def __len__(self) -> int:
        return len(self._told)

    @property
    def oldest(self) -> float:
        return self._told[0][0]

    def add(self, fault: bool, now: float) -> None:
        self._told.append((now, fault))
        self.faults += fault

    def drop(self) -> None:
        self.faults -= self._told.popleft()[1]


class FailureLimit:
    """Notes how stories end, and says when so many have faults of ours that something else must be wrong."""

    def __init__(self, *, share: float, sample: int, period: float = PERIOD) -> None:
        """``share`` of the last ``sample`` stories is the limit, or of those of the last ``period`` seconds
        where they are fewer; above 1 it is never reached.
        """
        self._share = share
        self._sample = sample
        self._period = period
        self._last = _Last()
        self._recent = _Last()
        self._began: float | None = None

    def note(self, fault: bool | None, now: float) -> bool:
        """Note one story done at ``now`` (seconds), and say whether the limit is reached.

        None, what was sent badly, says nothing of us: it is no fault, and must not hide how many there are.
        Never before ``sample`` stories, or before the period has passed with `FEWEST` stories in it.
        """
        if fault is None:
            return False
        began = self._began = now if self._began is None else self._began
        for last in (self._last, self._recent):
            last.add(fault, now)
        if len(self._last) > self._sample:
            self._last.drop()
        while len(self._recent) > self._sample or self._recent.oldest < now - self._period:
            self._recent.drop()
        long = now - began >= self._period and len(self._recent) >= FEWEST
        return (len(self._last) == self._sample and self._over(self._last)) or (
            long and self._over(self._recent)
        )

    def _over(self, last: _Last) -> bool:
        return last.faults >= self._share * len(last)

    def __str__(self) -> str:
        """Say it for a person."""
        worst = max(self._last, self._recent, key=lambda last: last.faults / max(1, len(last)))
        return f"{worst.faults} of the last {len(worst)} stories failed by a fault of Slugline's own"
