"""What a lane knows of its partition: the register, the stories that wait, and the rows used last.

All of it is a fold of two feeds, so a worker that is given a partition again reads on where it was.
"""

import asyncio
import logging
import struct
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace
from time import monotonic
from typing import Any, Protocol

from aiokafka.errors import KafkaError, TopicAuthorizationFailedError

from slugline.feed_names import feed_name
from slugline.folds.register.known import Known, Register, known_of
from slugline.metrics import Metrics
from slugline.records.codec import decode
from slugline.records.feeds import HELD, REGISTER, Feed
from slugline.records.register_row import RegisterRow, RegisterRowRead
from slugline.records.schema_error import SchemaError
from slugline.runtime.feed_partition import PartitionReader
from slugline.runtime.held_stories import HeldStories, HeldStory, as_written, held_of
from slugline.runtime.partitioners import Publishers
from slugline.runtime.processed import Record
from slugline.settings import Settings

ROWS = 1_000
"""Rows kept whole, so that a correction soon after its story needs no look into the feed."""
EVENTS = 50_000
"""Events that these name together, at most: some 10 MB."""
SEEN = 10_000
"""Stories of which it is remembered, while the partition is ours, that they came in another one."""
FIRST = 400
"""Rows that are looked at for where they stand: the oldest, which were there before partitions were added."""
PAUSE = 1.0
TELL_SECONDS = 5.0

log = logging.getLogger("slugline.register")


class Sources(Protocol):
    """What the state is read with."""

    @property
    def settings(self) -> Settings:
        """How the feeds are called."""

    @property
    def reader(self) -> PartitionReader:
        """The way to records of our own feeds."""

    @property
    def metrics(self) -> Metrics:
        """Where it is counted that a record is gone."""

    @property
    def publishers(self) -> Publishers:
        """By which partitioner publishers put their keys."""

    @property
    def raw_feed_id(self) -> str | None:
        """A digest of the id of the stories feed."""


async def record_at(sources: Sources, feed: str, partition: int, offset: int) -> Any | None:
    """Return the record of ``feed`` at ``offset``, None where it is gone; waits while the broker is away."""
    while True:
        try:
            return await sources.reader.at(feed, partition, offset)
        except (KafkaError, OSError) as error:
            log.warning("cannot read %s yet: %r", feed, error)
            await asyncio.sleep(PAUSE)


class PartitionState:
    """The state of one partition. `clean` only while all of it stands on the feeds."""

    def __init__(self) -> None:
        """Know nothing."""
        self.clean = True
        self.losses = 0
        """How often in a row the partition was let go of before anything was delivered."""
        self._reset()

    def _reset(self) -> None:
        self.register = Register()
        self.held = HeldStories()
        self.held_written: dict[str, Record] = {}
        """Held records whose place on the feed is not known yet."""
        self.swept = 0
        """The offset of the register feed before which no row is that could be forgotten."""
        self._rows: OrderedDict[str, RegisterRow] = OrderedDict()
        self._events = 0
        self._next = {REGISTER.name: 0, HELD.name: 0}
        self.seen_in: dict[str, int] = {}
        """Where stories came that were not known here; the latest are last."""
        self._oldest: dict[bytes, None] = {}
        self._raw_feed: str | None = None
        """What the stories feed was, by a digest of its id, when the last row was written."""

    def is_of_another_feed(self, raw_feed: str | None) -> bool:
        """Tell whether the stories feed surely is another one than when the register was written last."""
        return self._raw_feed is not None and raw_feed is not None and self._raw_feed != raw_feed

    async def catch_up(self, sources: Sources, partition: int) -> None:
        """Read on to the end of both feeds. Waits while the broker is away.

        Raises TopicAuthorizationFailedError where we may not read one.
        """
        if not self.clean:
            self._reset()
            self.clean = True
        began = told = monotonic()
        for feed in (HELD, REGISTER):
            name = feed_name(feed, sources.settings)
            while True:
                try:
                    async with (
                        sources.reader.whole,
                        aclosing(
                            sources.reader.to_the_end(name, partition, self._next[feed.name])
                        ) as reading,
                    ):
                        async for records in reading:
                            for record in records:
                                self._apply(feed, record, sources.raw_feed_id)
                            if monotonic() - told > TELL_SECONDS:
                                told = monotonic()
                                log.info(
                                    "partition %d: %s stories in the register so far",
                                    partition, f"{len(self.register):,}",
                                )  # fmt: skip
                            await asyncio.sleep(0)
                    break
                except TopicAuthorizationFailedError:
                    raise
                except (KafkaError, OSError) as error:
                    log.warning("partition %d: cannot read %s yet: %r", partition, feed.name, error)
                    await asyncio.sleep(PAUSE)
        sources.publishers.look_back(self._oldest, partition)
        log.info(
            "partition %d: %s stories in the register, %d wait; read in %.1f s",
            partition, f"{len(self.register):,}", len(self.held), monotonic() - began,
        )  # fmt: skip

    def _apply(self, feed: Feed, record: Any, raw_feed: str | None) -> None:
        self._next[feed.name] = record.offset + 1
        try:
            uri = record.key.decode()
            if feed is REGISTER:
                self._drop_row(uri)  # somebody else had the partition in between
            if feed is HELD:
                story = held_of(record)
                if story is None:
                    self.held.pop(uri)
                else:
                    self.held.put(story)
            elif record.value is None:
                self.register.forget(uri)
                self._oldest.pop(record.key, None)
            else:
                row = decode(RegisterRowRead, record.value)
                known = known_of(row, offset=record.offset, partition=record.partition, raw_feed=raw_feed)
                if len(self._oldest) < FIRST and not known.is_note:  # notes stand wherever a story may come
                    self._oldest[record.key] = None
                self.register.put(row.uri, known)
                self._raw_feed = row.raw_feed or self._raw_feed
        except (SchemaError, AttributeError, ValueError, struct.error) as error:  # not written by a worker
            log.error("%s offset %d is passed over: %s", feed.name, record.offset, error)

    def note_seen(self, uri: str, partition: int) -> int | None:
        """Note that a story that is not known here came in another ``partition``; return the one before."""
        before = self.seen_in.pop(uri, None)
        self.seen_in[uri] = partition
        if len(self.seen_in) > SEEN:
            del self.seen_in[next(iter(self.seen_in))]
        return before

    def put(self, uri: str, known: Known, row: RegisterRow) -> None:
        """Note a row that is about to be written; `place_row` tells where it came to stand."""
        self.register.put(uri, known)
        self._drop_row(uri)
        self._rows[uri] = row
        self._events += len(row.events) + len(row.took)

    def forget(self, uri: str) -> None:
        """Note that the row of ``uri`` is about to be removed."""
        self.register.forget(uri)
        self._drop_row(uri)

    def place_row(self, uri: str, offset: int) -> None:
        """Note where the row of ``uri`` stands; from now on it can be read there."""
        known = self.register.get(uri)
        if known is not None:
            self.register.put(uri, replace(known, offset=offset))
        self._next[REGISTER.name] = offset + 1

    def trim(self) -> None:
        """Keep no more whole rows than there is room for; call it when all rows have their places."""
        while self._rows and (len(self._rows) > ROWS or self._events > EVENTS):
            self._drop_row(next(iter(self._rows)))

    def hold(self, story: HeldStory, record: Record) -> None:
        """Note a story that is to wait, whose ``record`` is about to be written."""
        self.held.put(story)
        self.held_written[story.uri] = record

    def place_held(self, uri: str, offset: int) -> None:
        """Note where the held record of ``uri`` stands."""
        story = self.held.get(uri)
        if story is not None:
            self.held.put(replace(story, offset=offset))
        self.held_written.pop(uri, None)
        self._next[HELD.name] = offset + 1

    def rows(self) -> Iterator[RegisterRow]:
        """Yield the rows that are kept whole."""
        return iter(self._rows.values())

    async def row(self, uri: str, known: Known, sources: Sources, partition: int) -> RegisterRow | None:
        """Return the whole row of ``uri``, from the feed where it was not used lately; None if it is gone."""
        if uri in self._rows:
            self._rows.move_to_end(uri)
            return self._rows[uri]
        record = await self._at(REGISTER, known.offset, sources, partition)
        row = None
        try:
            row = decode(RegisterRow, record.value) if record is not None and record.value else None
        except SchemaError as error:
            log.error("%s/%d/%d: %s", REGISTER.name, partition, known.offset, error)
        if row is None or row.uri != uri:
            log.error("%s/%d/%d: the row of a story is gone", REGISTER.name, partition, known.offset)
            sources.metrics.lost_rows.inc()
            return None
        return row

    async def held_record(self, story: HeldStory, sources: Sources, partition: int) -> Record | None:
        """Return the record of a story that waits; None if it is gone."""
        record = await self._at(HELD, story.offset, sources, partition)
        if record is None or record.value is None:
            log.error("%s/%d/%d: no held story stands there", HELD.name, partition, story.offset)
            sources.metrics.lost_rows.inc()
            return None
        return as_written(record)

    async def _at(self, feed: Feed, offset: int, sources: Sources, partition: int) -> Any | None:
        """Return the record at ``offset``; waits while the broker is away."""
        if offset < 0:
            return None
        return await record_at(sources, feed_name(feed, sources.settings), partition, offset)

    def _drop_row(self, uri: str) -> None:
        row = self._rows.pop(uri, None)
        if row is not None:
            self._events -= len(row.events) + len(row.took)
