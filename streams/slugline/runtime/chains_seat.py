"""What a worker has while it chains, and how it gets it as it was left by whoever chained before."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from slugline.errors import SluglineError
from slugline.feed_names import feed_name
from slugline.folds.chains.feed_fold import Decided, FeedFold, Mark, decided
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import decode
from slugline.records.feeds import CHAINS, IMPRINTS
from slugline.records.schema_error import SchemaError
from slugline.records.story_imprint import StoryImprint
from slugline.runtime.chains_note import Note, Places
from slugline.runtime.feed_identity import is_another
from slugline.runtime.feed_partition import PartitionReader
from slugline.settings import Settings

R = TypeVar("R")
log = logging.getLogger("slugline.chains")


class FeedShorterError(SluglineError):
    """The imprints feed ends before what was done of it; the message says where."""


@dataclass(slots=True, kw_only=True)
class Seat:
    """The partition of the imprints while it is ours, and the window that belongs to it."""

    producer: AIOKafkaProducer
    fold: FeedFold
    places: Places
    feed: str | None
    """Which imprints feed it is."""
    upto: int
    """What stands before was taken before: it is put back, and not decided again."""
    known: dict[int, Decided]
    mark: Mark | None
    restoring: bool = True
    done: int | None = None
    """All before it is committed, and the window stands there; None where something is on the way."""

    @property
    def first(self) -> int:
        """Where to begin to read."""
        if not self.restoring:
            return self.upto
        return 0 if self.mark is None else self.mark.first

    def restore(self, record: Any) -> None:
        """Put a record back. What was passed over is passed over again."""
        known = self.known.pop(record.offset, None)
        try:
            self.fold.restore(read(StoryImprint, record), record.offset, record.timestamp, known)
        except (SchemaError, ValueError) as error:
            log.debug("%d is passed over again: %s", record.offset, error)

    def restored(self) -> None:
        """End putting back, unless that is done."""
        if self.restoring:
            if self.mark is not None:
                self.fold.restored(self.mark)
            self.restoring, self.known = False, {}
            log.info("the chains go on at %d, with %d stories in their window", self.upto, len(self.fold))


class Seats:
    """Finds out where to go on."""

    def __init__(
        self,
        settings: Settings,
        consumer: AIOKafkaConsumer,
        reader: PartitionReader,
        identified: Callable[[], Awaitable[str | None]],
        turned: Callable[[], None],
        pass_over: Callable[[Any, Exception], None],
    ) -> None:
        """``identified`` returns which imprints feed it is.

        ``turned`` is called now and then; ``pass_over`` for a record of the chains that is none.
        """
        self._settings = settings
        self._consumer = consumer
        self._reader = reader
        self._identified = identified
        self._turned = turned
        self._pass_over = pass_over
        self._part = TopicPartition(feed_name(IMPRINTS, settings), 0)
        self._chains = feed_name(CHAINS, settings)

    async def take(self, producer: AIOKafkaProducer, before: Seat | None) -> Seat:
        """Return the seat as it was left by whoever had it, whom ``producer`` has shut out.

        ``before`` is the one this worker had: its window is as good as new if nobody has gone on since.
        Raises FeedShorterError.
        """
        feed = await self._identified()
        found = await self._consumer._coordinator.fetch_committed_offsets([self._part])
        committed = found.get(self._part)
        offset = 0 if committed is None else int(committed.offset)
        if before is not None and before.done == offset > 0 and not is_another(before.feed, feed):
            before.producer, before.upto = producer, offset
            return before
        note = None if committed is None else Note.read(committed.metadata)
        if note is not None and is_another(note.feed, feed):
            log.warning("%s was made anew: the chains begin anew, too", self._part.topic)
            return self._seat(producer, feed, Places(begin=await self._reader.ends(self._chains, 0)), None)
        end = (await self._consumer.end_offsets([self._part]))[self._part]
        if offset > end:
            raise FeedShorterError(f"{self._part.topic} ends at {end}, before what was done of it ({offset})")
        places = Places(begin=note.chains if note else 0)
        seat = self._seat(producer, feed, places, note.mark if note else None)
        seat.known = await self._known(places, end)
        # a broker may still tell an offset of before the last transaction, which these are of
        seat.upto = max([offset, *(order + 1 for order in seat.known)])
        return seat

    def _seat(self, producer: AIOKafkaProducer, feed: str | None, places: Places, mark: Mark | None) -> Seat:
        fold = FeedFold(round(self._settings.chain_hours * 3_600_000))
        return Seat(producer=producer, fold=fold, places=places, feed=feed, upto=0, known={}, mark=mark)

    async def _known(self, places: Places, end: int) -> dict[int, Decided]:
        """Return what was decided of imprints before ``end``, by the chains feed."""
        events: list[ChainEvent] = []
        if places.begin > await self._reader.ends(self._chains, 0):
            places.begin = 0  # it was made anew
        async for records in self._reader.to_the_end(self._chains, 0, places.begin):
            self._turned()
            for record in records:
                try:
                    event = read(ChainEvent, record)
                except SchemaError as error:
                    self._pass_over(record, error)
                    continue
                if event.order < end:
                    places.note(event.order, record.offset)
                    events.append(event)
            await asyncio.sleep(0)
        return decided(events)


def read(kind: type[R], record: Any) -> R:
    """Return the value of a record. Raises SchemaError for what is not of ours."""
    if record.value is None:
        raise SchemaError("", "no value")
    return decode(kind, record.value)
