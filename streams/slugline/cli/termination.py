"""SIGTERM ends a command as Ctrl-C does: processes are stopped, and the terminal has its cursor back."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Termination:
    """Whether SIGTERM has come."""

    def __init__(self) -> None:
        """It has not yet."""
        self.came = False

    def __call__(self, _number: int, frame: FrameType | None) -> None:
        """Do what whoever handles Ctrl-C now does: asyncio has a way of its own."""
        self.came = True
        handler = signal.getsignal(signal.SIGINT)
        if not callable(handler):  # a shell lets what it starts in the background ignore Ctrl-C
            raise KeyboardInterrupt
        handler(signal.SIGINT, frame)


@contextmanager
def heard() -> Iterator[Termination]:
    """Hear SIGTERM while the block runs; only the main thread can, and only who has no handler of its own."""
    one = Termination()
    alone = threading.current_thread() is threading.main_thread()
    if not alone or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield one
        return
    signal.signal(signal.SIGTERM, one)
    try:
        yield one
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def show_cursor() -> None:
    """Show it where it may be hidden: Rich is not to be stopped by who interrupts it as it begins."""
    for stream in (sys.stdout, sys.stderr):
        if stream.isatty() and os.environ.get("TERM", "dumb") != "dumb":
            stream.write("\x1b[?25h")
            stream.flush()
            return
