"""Tasks of the worker end when they are to, also those that forget a cancellation."""

import asyncio

import pytest

from slugline.runtime.worker import _ended


@pytest.mark.parametrize("forgets", [0, 1, 2])
async def test_a_task_is_cancelled_until_it_is_done(forgets: int) -> None:
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


async def test_a_task_that_is_done_is_left_alone() -> None:
    task = asyncio.create_task(asyncio.sleep(0))
    await task
    await _ended(task)
    assert not task.cancelled()
