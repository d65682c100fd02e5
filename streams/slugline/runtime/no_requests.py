"""What comes to the HTTP port and is no request: told in a line now and then, whatever it is made of."""

import logging
from collections.abc import Callable
from time import monotonic

from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web import RequestPayloadError

EVERY = 60.0
"""Seconds between two lines: whoever scans ports sends thousands."""


class NoRequests(logging.Filter):
    """Makes a line without a trace of what aiohttp complains of, and keeps back what follows too soon.

    Nothing of what was sent is in it: who sent it, and what aiohttp calls the fault. What our own pages
    raise is let through as it is.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Nothing has come yet."""
        super().__init__()
        self._clock = clock
        self._next = clock()
        self._kept = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the line is to be written."""
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, HttpProcessingError | RequestPayloadError):
            return True
        if (now := self._clock()) < self._next:
            self._kept += 1
            return False
        who = record.args[0] if isinstance(record.args, tuple) and record.args else "somebody"
        more = f" ({self._kept:,} more like it since the last line)" if self._kept else ""
        self._next, self._kept = now + EVERY, 0
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg, record.args = "no HTTP request came to the port of /metrics from %s: %s%s", (
            who, type(error).__name__, more,
        )  # fmt: skip
        record.exc_info = record.exc_text = None
        return True
