"""Tasks that nobody waits for: one that ends although it was not to must be told, not be missed.

What ends one may be no Exception: a library that cancels what it waits for has a CancelledError come out of
it, and asyncio says nothing of a task that ended so.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger("slugline.worker")


class CutOff(str):
    """The reason why a task ended that a library cancelled; none to one who is stopping that very library."""


def is_cancelled() -> bool:
    """Tell whether the task that runs is to end: a CancelledError is not a library's own."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def look_at(future: "asyncio.Future[Any]") -> None:
    """Look at how it ended, if it has: where nobody else does, asyncio would complain."""
    if future.done() and not future.cancelled():
        future.exception()


def watched(
    work: Coroutine[Any, Any, object], what: str, ended: Callable[[str], object], *, may_end: bool = False
) -> "asyncio.Task[object]":
    """Begin a task, inside a running event loop; ``ended`` is called with a reason where it fails.

    Also where it is done, unless it ``may_end``. That it is cancelled, by its `cancel`, is no failure.
    """

    def look(task: "asyncio.Task[object]") -> None:
        if task.cancelled():
            if not task.cancelling():
                ended(CutOff(f"{what} ended: a library cancelled it"))
        elif error := task.exception():
            log.error("%s failed", what, exc_info=error)
            ended(f"{what} failed: {error!r}")
        elif not may_end and not task.cancelling():
            ended(f"{what} ended")

    task = asyncio.get_running_loop().create_task(work)
    task.add_done_callback(look)
    return task
