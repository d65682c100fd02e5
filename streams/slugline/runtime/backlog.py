"""What stands on the stories feed when a lane begins, and whether the group is done with it.

A kill may be among it, or a story in another partition that kills one of this partition: what waits for the
end of its embargo is let go only behind them. So all partitions are looked at, by what the group has
committed, and then this one once more, to which the others may have sent their words by then.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from slugline import feed_reader
from slugline.errors import SluglineError
from slugline.feed_names import feed_name
from slugline.records.feeds import STORIES
from slugline.settings import Settings

EVERY_SECONDS = 0.2
LOOKS = 1_500
"""A backlog that takes more than five minutes holds up no embargoed story any longer."""

log = logging.getLogger("slugline.lane")


def _nothing(_partition: int) -> int:
    return 0


async def read(settings: Settings, partition: int, looked: Callable[[int], int] = _nothing) -> bool:
    """Return True when the workers' group is done with what stands on the feed now, False after LOOKS.

    ``looked`` tells of a partition the offset before which nothing matters, done or not. Waits while the
    broker is away: only looks that are answered count.
    """
    looks = 0
    while True:
        try:
            own = TopicPartition(feed_name(STORIES, settings), partition)
            async with feed_reader.consumer(settings, settings.group) as one:
                for parts in (await feed_reader.partitions(settings, STORIES), [own]):
                    ends = Ends(one, parts, looked)
                    await ends.ask()
                    while not await ends.reached():
                        looks += 1
                        if looks >= LOOKS:
                            return False
                        await asyncio.sleep(EVERY_SECONDS)
            return True
        except (KafkaError, OSError, SluglineError, TimeoutError) as error:
            log.warning("partition %d: cannot tell yet what stands unread: %r", partition, error)
            await asyncio.sleep(EVERY_SECONDS)


class Ends:
    """Where some partitions end at one moment, and whether the consumer's group has come so far."""

    def __init__(
        self, one: AIOKafkaConsumer, parts: Sequence[TopicPartition], looked: Callable[[int], int]
    ) -> None:
        """``one`` is assigned these partitions, and reads them; ``looked`` as in `read`."""
        self._one = one
        self._parts = parts
        self._looked = looked
        self._firsts: dict[TopicPartition, int] = {}
        self._ends: dict[TopicPartition, int] = {}
        self._beyond: dict[TopicPartition, int] = {}
        """What was committed of a feed that was made anew."""

    async def ask(self) -> None:
        """Ask where they end."""
        committed = {part: await self._one.committed(part) or 0 for part in self._parts}
        reach = await feed_reader.extent(self._one, self._parts)
        self._firsts = {part: first for part, (first, _) in reach.items()}
        self._ends = {part: end for part, (_, end) in reach.items()}
        self._beyond = {part: at for part, at in committed.items() if at > self._ends[part]}

    async def reached(self) -> bool:
        """Tell whether no record stands before these ends that is not committed, and matters."""
        starts = {}
        for part, end in self._ends.items():
            committed = await self._one.committed(part) or 0
            if self._beyond.get(part) == committed:
                committed = 0
            committed = max(committed, self._looked(part.partition))
            if committed < end:
                starts[part] = max(committed, self._firsts[part])
        if not starts:
            return True
        found = await feed_reader.first_records(self._one, starts, self._ends)
        self._ends = {part: self._ends[part] for part in starts if found[part] < self._ends[part]}
        return not self._ends
