"""The end of a Kafka client, whatever it is at.

aiokafka's consumer cancels its tasks and waits for them. One that has not begun yet, and a fetch that waits
to be tried again since its broker went, passes that on: `stop` raises a CancelledError although nobody has
cancelled whoever called it, and leaves connections open (aiokafka 0.14: NoGroupCoordinator.close,
Fetcher.close). Such an error goes past every ``except Exception``, and the task it comes to ends in silence.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

C = TypeVar("C")


async def stop(client: Any) -> None:
    """Stop an aiokafka consumer or producer. Raises CancelledError only where the caller is cancelled."""
    if await _ended(client.stop()):
        return
    for name in ("_fetcher", "_client", "client"):
        part = getattr(client, name, None)
        if part is not None:
            await _ended(part.close())


@asynccontextmanager
async def running(client: C) -> AsyncIterator[C]:
    """Start an aiokafka consumer or producer for the block; one that does not start is stopped as well."""
    kafka: Any = client
    try:
        await kafka.start()
        yield client
    finally:
        await stop(kafka)


async def _ended(work: Coroutine[Any, Any, object]) -> bool:
    """Do ``work`` in a task of its own; False where that was cancelled, and not by who waits here."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task})
    except asyncio.CancelledError:
        task.cancel()
        raise
    if task.cancelled():
        return False
    task.result()
    return True
