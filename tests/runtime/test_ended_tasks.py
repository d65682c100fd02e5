"""Tasks of the worker end when they are to, also those that forget a cancellation."""

import asyncio
import signal

import pytest

from slugline.runtime import worker
from slugline.runtime.logs import Outage
from slugline.runtime.worker import _ended
from slugline.settings import load


@pytest.mark.parametrize("forgets", [0, 1, 2])
async def test_a_task_is_cancelled_until_it_is_done(forgets: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "CLOSING_SECONDS", 0.0)
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
