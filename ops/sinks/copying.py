"""Copies a feed into a sink, batch by batch: what every recipe beside this file shares.

A sink keeps with its rows how far it has read, so it is stopped and started at will. Records are read
committed, those of a partition in order; of a batch the last record of each id is taken. That, and that each
row replaces or deletes the one of its id in its partition, is the whole rule (docs/consuming.md).
"""

import argparse
import asyncio
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiokafka import ConsumerRecord, TopicPartition

from ops.sinks.statements import OFFSETS
from slugline import feed_reader
from slugline.errors import SluglineError
from slugline.feed_choice import find
from slugline.records.feeds import ENRICHED, Feed
from slugline.settings import Settings, load

BATCH = 5_000
"""Records taken at once, at most."""
WAIT_MS = 500
Record = tuple[int, int, int, bytes | None, bytes | None]
"""Partition, offset, timestamp, key and value."""
NAMES = ("entities", "quotes", "topics", "enriched")
"""The feeds whose records replace each other by id, or by uri."""
LONGEST_ID = 2_048
"""Bytes of a uri that is an id. Postgres takes no key over 2,704; a uri may have 8,192."""


class GapError(SluglineError):
    """Where the sink would go on the feed is no more, or not yet; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands of one thing: an event under its id, an enriched story under its uri."""

    id: str
    """Of a story whose uri is over LONGEST_ID bytes the SHA-256 of it."""
    uri: str
    version: int
    value: str | None
    """The record's JSON text; None: it is taken back."""
    part: int
    """The record's partition."""
    place: int
    """Its offset."""
    written: int
    """Its timestamp, milliseconds since 1970 UTC."""

    def told(self) -> dict[str, object]:
        """Return it by the names that the SQL of docs/consuming.md has."""
        return {
            "id": self.id, "partition": self.part, "timestamp": self.written,
            "uri": self.uri, "version": self.version, "value": self.value,
        }  # fmt: skip


class Sink(Protocol):
    """Where rows go. `take` is all or nothing, or can be done again without harm."""

    def offsets(self) -> dict[int, int]:
        """Return for each partition the offset to go on at."""

    def take(self, rows: Sequence[Row], offsets: Mapping[int, int]) -> None:
        """Replace or delete the row of each id, and note the ``offsets`` to go on at."""


def rows(records: Iterable[Record], by_uri: bool) -> list[Row]:
    """Return what ``records`` of one partition leave: the last of each id.

    Only stories (``by_uri``) are deleted by a record without a value; events are retracted.
    """
    make = story_row if by_uri else event_row
    found = [make(*record) for record in records if record[4] is not None or by_uri]
    return list({one.id: one for one in found}.values())


def story_row(part: int, offset: int, written: int, key: bytes | None, value: bytes | None) -> Row:
    """Return the row of a story, whatever fields later releases give it; without a value it was deleted."""
    data = key or b""
    uri, version = data.decode(), 0 if value is None else json.loads(value)["version"]
    return Row(
        id=uri if len(data) <= LONGEST_ID else f"sha256:{hashlib.sha256(data).hexdigest()}", uri=uri,
        version=version, value=None if value is None else value.decode(), part=part, place=offset,
        written=written,
    )  # fmt: skip


def event_row(part: int, offset: int, written: int, _key: bytes | None, value: bytes | None) -> Row:
    """Return the row of an event, or of what takes one back."""
    record = json.loads(value or b"")
    story, text = record["story"], None if "retracted" in record else (value or b"").decode()
    return Row(
        id=record["id"], uri=story["uri"], version=story["version"], value=text, part=part, place=offset,
        written=written,
    )  # fmt: skip


async def copy(settings: Settings, feed: Feed, sink: Sink, follow: bool = False) -> int:
    """Copy ``feed`` into ``sink`` up to where it ends now, or with ``follow`` for ever.

    Returns how many records were read.

    Raises GapError, what `slugline.feed_reader` raises, and whatever the sink does.
    """
    parts = await feed_reader.partitions(settings, feed)
    async with feed_reader.consumer(settings) as one:
        reach = await feed_reader.extent(one, parts)
        known, count, by_uri = sink.offsets(), 0, feed.name == ENRICHED.name
        for part, (first, end) in reach.items():
            one.seek(part, going_on(part, first, end, known.get(part.partition)))
        while True:
            found = await one.getmany(timeout_ms=WAIT_MS, max_records=BATCH)
            # not the last record's offset: what ends a transaction takes one too, and retention removes both
            places = {part.partition: await one.position(part) for part in reach}
            moved = {part: place for part, place in places.items() if place != known.get(part)}
            if moved:
                taken = [one for records in found.values() for one in rows(map(plain, records), by_uri)]
                await asyncio.to_thread(sink.take, taken, moved)
                known |= moved
                count += sum(map(len, found.values()))
            elif not follow and all(places[part.partition] >= end for part, (_, end) in reach.items()):
                return count


def going_on(part: TopicPartition, first: int, end: int, known: int | None) -> int:
    """Return the offset to go on at. Raises GapError where what comes next was never there, or is gone."""
    if known is None:
        return first
    if first <= known <= end:
        return known
    why = "what was taken back in between is gone unread" if known < first else "it was made anew"
    raise GapError(
        f"{part.topic}/{part.partition} was read up to {known} and has {first} to {end} now: {why}. "
        f"Drop the table and its rows in {OFFSETS}, and begin anew"
    )


def plain(record: ConsumerRecord) -> Record:
    """Return what of a record counts."""
    return record.partition, record.offset, record.timestamp, record.key, record.value


def main(make: Callable[[str, str], Sink], where: str, arguments: Sequence[str] | None = None) -> None:
    """Copy as the command line says: which feed, ``where`` to, and whether to go on.

    ``make`` gets the name of the feed, which is that of the table, and the second argument.
    """
    parser = argparse.ArgumentParser(
        description="SLUGLINE_BROKERS and the other settings say where Kafka is."
    )
    parser.add_argument("feed", choices=NAMES)
    parser.add_argument("where", metavar=where)
    parser.add_argument("--follow", action="store_true", help="go on with what comes, until Ctrl-C")
    chosen = parser.parse_args(arguments)
    sink = make(chosen.feed, chosen.where)
    try:
        count = asyncio.run(copy(load()[0], find(chosen.feed), sink, chosen.follow))
    except KeyboardInterrupt:
        return
    except SluglineError as error:
        parser.exit(1, f"error: {error}\n")
    print(f"{count:,} records of {chosen.feed}")
