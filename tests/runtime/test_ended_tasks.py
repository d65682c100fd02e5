"""Tasks of the worker end when they are to, also those that forget a cancellation."""

import asyncio
import os
import signal
import subprocess
import sys

import pytest

from slugline.runtime import worker
from slugline.runtime.logs import Outage
from slugline.runtime.worker import _ended
from slugline.settings import load


@pytest.mark.parametrize("forgets", [0, 1, 2])
async def test_a_task_is_cancelled_until_it_is_done(forgets: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "AGAIN_SECONDS", 0.0)
    heard = 0

    async def waits() -> None:
        nonlocal heard
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                heard += 1
                if heard > forgets:
                    raise

    task = asyncio.create_task(waits())
    await asyncio.sleep(0)
    await _ended(task)
    assert (heard, task.cancelled()) == (forgets + 1, True)


async def test_a_task_has_time_to_close_its_clients() -> None:
    closing, heard = asyncio.Event(), 0

    async def closes() -> None:
        nonlocal heard
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            heard += 1
            asyncio.get_running_loop().call_later(1.2, closing.set)
            await closing.wait()
            raise

    task = asyncio.create_task(closes())
    await asyncio.sleep(0)
    await _ended(task)
    assert (heard, closing.is_set()) == (1, True)


async def test_the_process_ends_even_if_the_loop_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[float] = []

    class Timer:
        daemon = False

        def __init__(self, seconds: float, *_: object) -> None:
            self._seconds = seconds

        def start(self) -> None:
            assert self.daemon
            begun.append(self._seconds)

    monkeypatch.setattr("threading.Timer", Timer)
    one = worker.Worker(load()[0], Outage())
    one._fail("the feed is another one")
    one._asked(signal.SIGTERM)
    assert begun == [worker.CLOSING_SECONDS + worker.LAST_RESORT]


async def test_a_task_that_is_done_is_left_alone() -> None:
    task = asyncio.create_task(asyncio.sleep(0))
    await task
    await _ended(task)
    assert not task.cancelled()


def test_who_asks_once_more_at_the_very_end_does_not_change_the_exit_code() -> None:
    code = (
        "import os, signal, sys; from slugline.runtime import worker; from slugline.settings import load\n"
        "async def ends(self): return 0\n"
        "worker.Worker.run = ends\n"
        "code = worker.main(load()[0])\n"
        "for number in (signal.SIGTERM, signal.SIGINT): os.kill(os.getpid(), number)\n"
        "sys.exit(code)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=os.environ).returncode == worker.OK


def test_a_supervisor_that_waits_for_ten_seconds_sees_a_cancellation_that_was_forgotten_come_again() -> None:
    assert 2 * worker.AGAIN_SECONDS < 10
