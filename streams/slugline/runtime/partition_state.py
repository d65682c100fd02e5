"""What a lane knows of its partition: the register, the stories that wait, and the rows used last.

All of it is a fold of two feeds, so a worker that is given a partition again reads on where it was.
"""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import replace
from time import monotonic, time
from typing import Protocol

from aiokafka.errors import KafkaError

from slugline.feed_names import feed_name
from slugline.folds.register.known import Known, Register, known_of
from slugline.records.codec import decode
from slugline.records.feeds import DAY, HELD, REGISTER, Feed
from slugline.records.register_row import RegisterRow, RegisterRowRead
from slugline.records.schema_error import SchemaError
from slugline.runtime.feed_partition import PartitionReader
from slugline.runtime.held_stories import HeldStory, held_of
from slugline.settings import Settings

ROWS = 1_000
"""Rows kept whole, so that a correction soon after its story needs no look into the feed."""
PAUSE = 1.0
TELL_SECONDS = 5.0

log = logging.getLogger("slugline.register")


class Sources(Protocol):
    """What the state is read with."""

    @property
    def settings(self) -> Settings:
        """How the feeds are called, and how long rows are kept."""

    @property
    def reader(self) -> PartitionReader:
        """The way to records of our own feeds."""


class PartitionState:
    """The state of one partition. `clean` only while all of it stands on the feeds."""

    def __init__(self) -> None:
        """Know nothing."""
        self.clean = True
        self._reset()

    def _reset(self) -> None:
        self.register = Register()
        self.held: dict[str, HeldStory] = {}
        self._rows: OrderedDict[str, RegisterRow] = OrderedDict()
        self._next = {REGISTER.name: 0, HELD.name: 0}

    async def catch_up(self, sources: Sources, partition: int) -> None:
        """Read on to the end of both feeds. Waits while the broker is away."""
        if not self.clean:
            self._reset()
            self.clean = True
        began = told = monotonic()
        for feed in (HELD, REGISTER):
            while True:
                try:
                    reading = sources.reader.to_the_end(
                        feed_name(feed, sources.settings), partition, self._next[feed.name]
                    )
                    async for records in reading:
                        for record in records:
                            self._apply(feed, record)
                        if monotonic() - told > TELL_SECONDS:
                            told = monotonic()
                            log.info(
                                "partition %d: %s stories in the register so far",
                                partition, f"{len(self.register):,}",
                            )  # fmt: skip
                        await asyncio.sleep(0)
                    break
                except (KafkaError, OSError) as error:
                    log.warning("partition %d: cannot read %s yet: %r", partition, feed.name, error)
                    await asyncio.sleep(PAUSE)
        self.expire(sources.settings)
        log.info(
            "partition %d: %s stories in the register, %d wait; read in %.1f s",
            partition, f"{len(self.register):,}", len(self.held), monotonic() - began,
        )  # fmt: skip

    def expire(self, settings: Settings) -> int:
        """Let go of stories that nothing was heard of for as long as the settings say; return how many."""
        return len(self.register.expire(round(time() * 1000 - settings.register_days * DAY)))

    def _apply(self, feed: Feed, record: object) -> None:
        key, value, offset = record.key, record.value, record.offset  # type: ignore[attr-defined]  # aiokafka's
        self._next[feed.name] = offset + 1
        uri = key.decode(errors="replace")
        if feed is REGISTER:
            self._rows.pop(uri, None)  # somebody else had the partition in between
        try:
            if feed is HELD:
                story = held_of(record)
                if story is None:
                    self.held.pop(uri, None)
                else:
                    self.held[story.uri] = story
            elif value is None:
                self.register.forget(uri)
            else:
                row = decode(RegisterRowRead, value)
                partition: int = record.partition  # type: ignore[attr-defined]  # as above
                self.register.put(row.uri, known_of(row, offset=offset, partition=partition))
        except (SchemaError, KeyError, ValueError) as error:
            log.error("%s offset %d is passed over: %s", feed.name, offset, error)

    def put(self, uri: str, known: Known, row: RegisterRow) -> None:
        """Note a row that is about to be written; `place_row` tells where it came to stand."""
        self.register.put(uri, known)
        self._rows[uri] = row
        self._rows.move_to_end(uri)
        while len(self._rows) > ROWS:
            self._rows.popitem(last=False)

    def place_row(self, uri: str, offset: int) -> None:
        """Note where the row of ``uri`` stands."""
        known = self.register.get(uri)
        if known is not None:
            self.register.put(uri, replace(known, offset=offset))
        self._next[REGISTER.name] = offset + 1

    def place_held(self, uri: str, offset: int) -> None:
        """Note where the held record of ``uri`` stands."""
        story = self.held.get(uri)
        if story is not None:
            self.held[uri] = HeldStory(uri=uri, held=story.held, offset=offset)
        self._next[HELD.name] = offset + 1

    async def row(self, uri: str, known: Known, sources: Sources, partition: int) -> RegisterRow | None:
        """Return the whole row of ``uri``, from the feed where it was not used lately; None if it is gone."""
        if uri in self._rows:
            return self._rows[uri]
        feed = feed_name(REGISTER, sources.settings)
        while True:
            try:
                record = await sources.reader.at(feed, partition, known.offset)
                break
            except (KafkaError, OSError) as error:
                log.warning("cannot read %s yet: %r", feed, error)
                await asyncio.sleep(PAUSE)
        if record is None or record.value is None:
            log.error("%s/%d/%d: the row of a story is gone", feed, partition, known.offset)
            return None
        row = decode(RegisterRow, record.value)
        return row if row.uri == uri else None

    def next_release(self) -> int | None:
        """Return when the first story that waits is due, milliseconds since 1970 UTC; None: none waits."""
        return min((one.held.until_ms for one in self.held.values() if one.offset >= 0), default=None)
