"""How far a long piece of work is: a line on stderr, or a caller's own function."""

import sys
import time
from collections.abc import Callable

Progress = bool | Callable[[int, int | None], object]
"""Whether to show a line, or what is called as ``progress(done, total)``."""

EVERY = 0.5
"""Seconds between two lines."""


def reporter(progress: Progress, total: int | None) -> Callable[[int], None]:
    """Return what is to be called with how many are done."""
    if not isinstance(progress, bool):
        return lambda done: void(progress(done, total))
    return _Line(total) if progress else void


def void(_: object) -> None:
    """Do nothing."""


class _Line:
    """One line that is written over again: terminals and notebooks both do that with a carriage return."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._started = time.monotonic()
        self._due = self._started + EVERY

    def __call__(self, done: int) -> None:
        last = done == self._total
        if not last and time.monotonic() < self._due:
            return
        self._due = time.monotonic() + EVERY
        of = f" of {self._total:,}" if self._total is not None else ""
        rate = done / max(1e-9, time.monotonic() - self._started)
        sys.stderr.write(f"\r{done:,}{of} stories, {rate:,.1f} a second" + ("\n" if last else ""))
        sys.stderr.flush()
