"""Committing where a log starts, once it was told what retention removed before: nobody tells it again.

Nothing may be left to read in the partition, and then no record comes whose offset Faust could commit.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from faust.types import TP
from mode.utils.futures import notify


async def commit_starts(consumer: Any, feed: str, starts: Mapping[int, int], *, bare: bool = False) -> None:
    """Commit ``starts`` by partition, each the offset before which its log has no records any more.

    ``consumer`` is Faust's: this takes its turn among its own commits, and goes to the broker in the way of
    those, with the generation of the group, by which one who has lost the partition is refused. A partition
    that is not ours any more, or stands further, or never was committed, stays as it is; with ``bare`` only
    those are committed that never were.
    """
    while consumer._commit_fut is not None:
        await consumer.maybe_wait_for_commit_to_finish()
    turn = consumer._commit_fut = asyncio.get_running_loop().create_future()
    try:
        mine, committed = consumer.assignment(), consumer._committed_offset
        offsets = {
            place: start
            for partition, start in starts.items()
            if (place := TP(feed, partition)) in mine and _is_due(committed.get(place), start, bare)
        }
        if offsets:
            await consumer._commit_offsets(offsets)
    finally:
        consumer._commit_fut = None
        notify(turn)


def _is_due(committed: int | None, start: int, bare: bool) -> bool:
    return committed is None if bare else (committed or start) < start
