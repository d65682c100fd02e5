"""A group that has committed more than there is: the feed was made anew, or brokers lost records.

Its client would wait at an offset that does not come for long, and of what does come Faust drops all that is
older than that: nothing is read, and nothing says so. So it reads from the start of the log then; what had
been done already comes again, and moves nothing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from time import monotonic

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from slugline import broker
from slugline.settings import Settings

SURE_SECONDS = 15.0
"""For so long brokers must say that a partition is shorter: a new leader may say so for a moment."""
LATEST_SECONDS = 25.0
"""After that it is left to the watchdog: Faust waits for its partitions."""
PAUSE = 1.0
POLL_MS, LOOKS = 200, 10

log = logging.getLogger("slugline.worker")

Reach = Mapping[TopicPartition, tuple[int, int]]
"""Where partitions start and end."""
Ask = Callable[[Sequence[TopicPartition]], Awaitable[Reach]]


async def rewound(
    committed: Mapping[TopicPartition, int], ask: Ask, clock: Callable[[], float] = monotonic
) -> dict[TopicPartition, int]:
    """Return where the partitions start of which more is ``committed`` than there is, for SURE_SECONDS."""
    began = clock()
    while True:
        try:
            reach = await ask(list(committed))
        except (KafkaError, OSError, TimeoutError) as error:
            log.warning("cannot tell yet where the stories feed ends: %r", error)
            if clock() - began > LATEST_SECONDS:
                return {}
        else:
            committed = {part: at for part, at in committed.items() if at > reach[part][1]}
            if not committed or clock() - began >= SURE_SECONDS:
                break
        await asyncio.sleep(PAUSE)
    for part, at in committed.items():
        first, end = reach[part]
        log.warning(
            "%s/%d ends at %d, and the group has done all before %d: the feed was made anew, or brokers lost "
            "records; it is read from its start, %d", part.topic, part.partition, end, at, first,
        )  # fmt: skip
    return {part: reach[part][0] for part in committed}


async def extent(settings: Settings, parts: Sequence[TopicPartition]) -> Reach:
    """Return where ``parts`` start and end: what was not committed by a publisher counts, Faust reads it.

    Asked for its end, Tansu answers with the start of the last batch plus one; what comes with fetched
    records is right on every broker.
    """
    one = AIOKafkaConsumer(**broker.client(settings), enable_auto_commit=False, auto_offset_reset="earliest")
    await one.start()
    try:
        begins, ends = await one.beginning_offsets(parts), await one.end_offsets(parts)
        one.assign(parts)
        busy = [part for part in parts if ends[part] > begins[part]]
        for part in parts:
            one.seek(part, max(begins[part], ends[part] - 1))
        for _ in range(LOOKS):
            if all(one.highwater(part) is not None for part in busy):
                break
            await one.getmany(*busy, timeout_ms=POLL_MS)
        return {part: (begins[part], max(ends[part], one.highwater(part) or 0)) for part in parts}
    finally:
        await one.stop()
