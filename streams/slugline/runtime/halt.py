"""How a worker is ended from within: once, with a line for a person."""

import logging
from collections.abc import Callable

from slugline.runtime.watched_task import CutOff

log = logging.getLogger("slugline.worker")


class Halt:
    """Call it with the reason; from then on nothing is taken and nothing acknowledged."""

    def __init__(self, fail: Callable[[str], object], stopping: Callable[[], bool] = lambda: False) -> None:
        """``fail`` ends the worker; ``stopping`` tells whether it ends already, since it was asked to."""
        self._fail = fail
        self._stopping = stopping
        self.halted = False
        """Whether it was called with a reason that counts."""

    def __call__(self, reason: str) -> None:
        """End the worker, unless it has halted, or stops and this is what stopping a library looks like."""
        if isinstance(reason, CutOff) and self._stopping():
            log.debug("as the worker stops: %s", reason)
        elif not self.halted:
            self.halted = True
            self._fail(reason)
