"""Waiting in tests: for something to be so, never for a time to pass.

The limit is one of minutes, so that a machine busy with other things changes no result; it only ends a test
whose event never comes.
"""

import asyncio
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE = 600.0
"""Seconds after which a test gives up on what it waits for."""
PAUSE, LONGEST_PAUSE = 0.02, 0.3
"""Seconds between looks: more with each, so that who waits for long leaves the cores to others."""


def _tries(so: Callable[[], object], otherwise: Callable[[], str]) -> Iterator[float]:
    """Yield pauses until ``so`` holds; fail with the words of ``otherwise`` when patience ends."""
    end, pause = time.monotonic() + PATIENCE, PAUSE
    while not so():
        assert time.monotonic() < end, f"not so within {PATIENCE:.0f} s: {otherwise()}"
        yield pause
        pause = min(LONGEST_PAUSE, pause * 1.2)


def wait_until(so: Callable[[], object], otherwise: Callable[[], str] = str) -> None:
    """Return when ``so`` holds; ``otherwise`` says how it stands should that never be."""
    for pause in _tries(so, otherwise):
        time.sleep(pause)


async def turns() -> None:
    """Let the event loop turn a hundred times: what is at hand is done then."""
    for _ in range(100):
        await asyncio.sleep(0)


async def until(so: Callable[[], object], otherwise: Callable[[], str] = str) -> None:
    """Like `wait_until`, and lets the event loop run meanwhile."""
    for pause in _tries(so, otherwise):
        await asyncio.sleep(pause)


@contextmanager
def ends() -> Iterator[None]:
    """End a block that would go on for hours, as a pattern does that backtracks; of no use in a thread."""

    def gives_up(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"it has not ended within {PATIENCE:.0f} s")

    before = signal.signal(signal.SIGALRM, gives_up)
    signal.alarm(int(PATIENCE))
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
