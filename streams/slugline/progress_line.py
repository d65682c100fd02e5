"""How far a long piece of work is: a line on stderr, or a caller's own function."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

Progress = bool | Callable[[int, int | None], object]
"""Whether to show a line, or what is called as ``progress(done, total)``."""

EVERY = 0.5
"""Seconds between two lines."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """What is to be called with how many are done: ``told`` after each, ``ended`` once all are."""

    told: Callable[[int], object]
    ended: Callable[[int], object]


def reporter(progress: Progress, total: int | None) -> Reporter:
    """Return who tells how far it is, of ``total`` where that is known."""
    if not isinstance(progress, bool):
        return Reporter(lambda done: progress(done, total), void)
    line = _Line(total)
    return Reporter(line.told, line.ended) if progress else Reporter(void, void)


def void(_: object) -> None:
    """Do nothing."""


class _Line:
    """One line that is written over again: terminals and notebooks both do that with a carriage return."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._started = time.monotonic()
        self._due = self._started + EVERY

    def told(self, done: int) -> None:
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + EVERY
            self._write(done, "")

    def ended(self, done: int) -> None:
        self._write(done, "\n")

    def _write(self, done: int, end: str) -> None:
        of = f" of {self._total:,}" if self._total is not None else ""
        stories = "story" if done == 1 and not of else "stories"
        rate = done / max(1e-9, time.monotonic() - self._started)
        sys.stderr.write(f"\r{done:,}{of} {stories}, {rate:,.1f} a second{end}")
        sys.stderr.flush()
