"""A stories feed that is not the one the group has read: deleted and made anew, or with records lost.

Its client would read on at an offset of the old one: what stands before is lost, or, where the new one is
shorter, Faust drops all that comes until it is as long, and nothing says so. So it is read from the start of
the log then; what had been done already comes again, and moves nothing. It is told by the id of the feed,
which is committed beside each offset, and by offsets that are beyond the end. Brokers that delete a feed
forget what was committed of it: then the id in the rows of the register tells.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from time import monotonic
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError
from aiokafka.structs import OffsetAndMetadata
from faust.exceptions import FaustError

from slugline import broker, closing, feed_reader
from slugline.feed_names import feed_name
from slugline.records.feeds import STORIES
from slugline.runtime.commit_starts import commit_starts
from slugline.runtime.feed_identity import identity, is_another
from slugline.runtime.watched_task import is_cancelled, watched
from slugline.settings import Settings

SURE_SECONDS = 15.0
"""For so long brokers must say that a partition is shorter: a new leader may say so for a moment."""
LATEST_SECONDS = 25.0
"""After that it is left to the watchdog: Faust waits for its partitions."""
LOOK_SECONDS = 35.0
"""Between two looks at the feed's id; the client sees by itself within 30 s what it can see."""
MADE_ANEW = "was made anew; it will be read from its beginning"
PAUSE = 1.0

log = logging.getLogger("slugline.worker")

Reach = Mapping[TopicPartition, tuple[int, int]]
"""Where partitions start and end."""
Ask = Callable[[Sequence[TopicPartition]], Awaitable[Reach]]


class FeedWatch:
    """Watches over the stories feed of one consumer of Faust's: `watch` it before it starts."""

    def __init__(
        self, settings: Settings, rewound: Callable[[int], object], halt: Callable[[str], None]
    ) -> None:
        """``rewound`` is told of how many partitions are read from their start.

        ``halt`` is called when the feed is another one than at the beginning: what is known of its records
        is by offsets of that.
        """
        self._halt = halt
        self._began: str | None = None
        self._settings = settings
        self._feed = feed_name(STORIES, settings)
        self._rewound = rewound
        self.identity: str | None = None
        """That of the feed, when its partitions were dealt out last."""
        self._consumer: Any = None
        self._bare: set[int] = set()
        """Partitions of which nothing was committed when they were dealt out."""
        self._written: set[int] = set()
        """Partitions whose register was written last when the feed was another one."""
        self._committing: set[asyncio.Task[object]] = set()

    async def begin(self) -> None:
        """Ask for the feed's id, before anything is read."""
        self._began = self.identity = await identity(self._settings, self._feed)

    def watch(self, consumer: Any) -> None:
        """Look at what the group has committed, whenever the consumer is to read on there."""
        seek, self._consumer = consumer.seek_to_committed, consumer

        async def sought() -> dict[Any, int | None]:
            found = await _sought(consumer, seek)
            known = {place: offset for place, offset in found.items() if offset}
            self._bare = {place.partition for place, offset in found.items() if offset is None}
            self.identity = await identity(self._settings, self._feed)
            if is_another(self._began, self.identity):
                self._halt(f"{self._feed} {MADE_ANEW}")
            try:
                starts = await self._starts(consumer, known)
            except (KafkaError, FaustError, TimeoutError) as error:
                log.warning("cannot tell yet whether the stories feed is the one that was read: %r", error)
                starts = {}  # it is looked at again, here and by the watchdog
            for place, start in starts.items():
                consumer._thread.seek(place, start)
                found[place] = start
            self._stamp(consumer._thread._consumer)
            self._tell_of_bare()
            return found

        consumer.seek_to_committed = sought

    def written_before(self, partition: int) -> None:
        """Note that the register of a ``partition`` was written last when the feed was another one.

        If nothing is committed of it either, it is read from its start for that reason.
        """
        self._written.add(partition)
        self._tell_of_bare()

    def _tell_of_bare(self) -> None:
        """Tell of what was made anew with the group's offsets gone; once, so something is committed."""
        anew = self._bare & self._written
        self._bare -= anew
        self._written -= anew
        for partition in sorted(anew):
            log.warning(
                "%s/%d was made anew since the group read it, and brokers have forgotten how far that was: "
                "it is read from its start", self._feed, partition,
            )  # fmt: skip
        if anew:
            self._rewound(len(anew))
            task = watched(self._commit(anew), "the first commit", self._halt, may_end=True)
            self._committing.add(task)
            task.add_done_callback(self._committing.discard)

    async def _commit(self, partitions: Collection[int]) -> None:
        try:
            places = [TopicPartition(self._feed, one) for one in partitions]
            starts = await self._consumer.earliest_offsets(*places)
            await commit_starts(
                self._consumer, self._feed, {one.partition: at for one, at in starts.items()}, bare=True
            )
        except (KafkaError, FaustError, OSError, TimeoutError) as error:
            log.debug("not committed, so it may be told again: %r", error)
        except asyncio.CancelledError:  # by Faust's consumer, which stops while it is asked
            if is_cancelled():
                raise
            log.debug("not committed, so it may be told again: the consumer stopped")

    async def run(self) -> None:
        """Look again and again whether the feed is another one; it must be so at two looks."""
        seen: str | None = None
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            before = self.identity
            now = await identity(self._settings, self._feed)
            another = is_another(before, now) and before == self.identity
            if another and seen == now:
                self._halt(f"{self._feed} {MADE_ANEW}")
            seen = now if another else None

    async def _starts(self, consumer: Any, known: Mapping[Any, int]) -> Mapping[Any, int]:
        """Return where the partitions are to be read from of which what is ``known`` says nothing now."""
        if not known:
            return {}
        client = consumer._thread._consumer
        noted = await consumer._thread.call_thread(client._coordinator.fetch_committed_offsets, list(known))
        others = [place for place in known if is_another(_note(noted, place), self.identity)]
        starts: dict[Any, int] = {}
        if others:
            starts |= await consumer.earliest_offsets(*others)
            for place, start in starts.items():
                log.warning(
                    "%s/%d was made anew since the group read it: it is read from its start, %d",
                    place.topic, place.partition, start,
                )  # fmt: skip
        ends = await consumer.highwaters(*known)
        beyond = {one: at for one, at in known.items() if at > ends[one] and one not in starts}
        if beyond:
            starts |= await shorter(beyond, lambda parts: extent(self._settings, parts))
        self._rewound(len(starts))
        return starts

    def _stamp(self, client: Any) -> None:
        """Have the id of the feed committed beside each offset."""
        if getattr(client, "slugline_stamped", False):
            return
        commit = client.commit

        async def stamped(offsets: Mapping[Any, OffsetAndMetadata]) -> Any:
            told = self.identity or ""
            return await commit({one: OffsetAndMetadata(at.offset, told) for one, at in offsets.items()})

        client.commit = stamped
        client.slugline_stamped = True


async def _sought(
    consumer: Any,
    seek: Callable[[], Awaitable[Mapping[Any, int | None]]],
    clock: Callable[[], float] = monotonic,
) -> dict[Any, int | None]:
    """Have partitions read from what is committed of them, or from their start where nothing is.

    aiokafka's `seek_to_committed` passes over the latter, so what Faust had fetched and dropped while
    partitions were dealt out would not come again. Nor would it where the broker is away just then: Faust
    logs that and reads on, so it is asked again, for LATEST_SECONDS. Raises what the client raised last.
    """
    began = clock()
    while True:
        try:
            found = dict(await seek())
            bare = [place for place, offset in found.items() if not offset]
            starts = await consumer.earliest_offsets(*bare) if bare else {}
        except (KafkaError, FaustError, TimeoutError) as error:
            if isinstance(error, IllegalStateError) or clock() - began > LATEST_SECONDS:
                raise  # they are no longer its own, or it has been long enough
            log.debug("no broker told where the group has read to: %r", error)
            await asyncio.sleep(PAUSE)
            continue
        for place, start in starts.items():
            consumer._thread.seek(place, start)
        return found


def _note(noted: Mapping[Any, OffsetAndMetadata], place: Any) -> str | None:
    return noted[place].metadata if place in noted else None


async def shorter(
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


async def ended(read: Mapping[TopicPartition, int], ask: Ask) -> dict[TopicPartition, int]:
    """Return where partitions end of which more was ``read`` than there is. Raises what ``ask`` raises."""
    reach = await ask(list(read)) if read else {}
    return {part: end for part, (_, end) in reach.items() if end < read[part]}


async def extent(settings: Settings, parts: Sequence[TopicPartition]) -> Reach:
    """Return where ``parts`` start and end: what was not committed by a publisher counts, Faust reads it."""
    one = AIOKafkaConsumer(**broker.client(settings), enable_auto_commit=False, auto_offset_reset="earliest")
    async with closing.running(one):
        return await feed_reader.extent(one, parts, stable=False)
