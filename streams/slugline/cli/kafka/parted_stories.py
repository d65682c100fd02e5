"""The stories that are to be brought together: those that stand or wait in more than one partition.

A uri belongs where most publishers would put it: murmur2 or CRC-32, by where the register's first uris stand.
And those that wait where their uri does not belong: who kills them sends the kill where it does.
"""

from collections.abc import AsyncIterator
from contextlib import aclosing
from hashlib import blake2b
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from slugline import feed_reader
from slugline.feed_names import feed_name
from slugline.folds.register import digests
from slugline.folds.register.known import place_of
from slugline.folds.register.parted import Parted, Waiting, counts_for_all, parted
from slugline.intake import read
from slugline.intake.refused import Refused
from slugline.records.codec import decode
from slugline.records.feeds import HELD, REGISTER, STORIES, Feed
from slugline.records.register_row import RegisterRow
from slugline.records.schema_error import SchemaError
from slugline.runtime.held_stories import held_of, source_of
from slugline.runtime.partitioners import Publishers
from slugline.settings import Settings

SAMPLE = 10_000
"""Stories by which it is told which partitioner most publishers have."""

Rows = dict[bytes, dict[int, RegisterRow]]
Waits = dict[bytes, dict[int, Waiting]]


async def find(settings: Settings) -> list[Parted]:
    """Return the stories that are to be brought together. It reads the register twice, what waits once."""
    count = len(await feed_reader.partitions(settings, STORIES))
    waits = await _waiting(settings)
    where: dict[bytes, int] = {}
    publishers = Publishers(count)
    async for partition, key, value in _records(settings, REGISTER):
        if len(where) < SAMPLE:
            publishers.note(key, partition)
        place = _short(key)
        bits = where.get(place, 0)
        where[place] = bits | 1 << partition if value is not None else bits & ~(1 << partition)
    several = {place for place, bits in where.items() if bits.bit_count() > 1}
    for key, by_partition in list(waits.items()):
        places = where.get(_short(key), 0) | sum(1 << partition for partition in by_partition)
        if places == 1 << publishers.home(key):
            del waits[key]
        else:
            several.add(_short(key))
    del where
    rows: Rows = {key: {} for key in waits}
    if several:
        async for partition, key, value in _records(settings, REGISTER):
            if _short(key) in several:
                rows.setdefault(key, {}).pop(partition, None)
                if (row := row_in(value)) is not None:
                    rows[key][partition] = row
    return await _told(settings, rows, waits, publishers)


async def _told(settings: Settings, rows: Rows, waits: Waits, publishers: Publishers) -> list[Parted]:
    found = []
    async with feed_reader.consumer(settings) as raw:
        for key, by_partition in rows.items():
            waiting = waits.get(key, {})
            if len(by_partition) > 1 or waiting:
                sweeping = {
                    partition for partition, row in by_partition.items() if await _sweeps(settings, raw, row)
                }
                uri = key.decode(errors="replace")
                home = publishers.home(key)
                found.append(parted(uri, by_partition, home, waiting, sweeping))
    found = [one for one in found if not one.is_whole]
    return sorted(found, key=lambda one: one.uri)


async def _waiting(settings: Settings) -> Waits:
    """Return the versions that wait, by key and partition."""
    found: Waits = {}
    try:
        async with aclosing(feed_reader.batches(settings, HELD, "start", follow=False)) as arriving:
            async for batch in arriving:
                for record in batch:
                    found.setdefault(record.key or b"", {}).pop(record.partition, None)
                    if (one := _waits(record)) is not None:
                        found[record.key or b""][record.partition] = one
    except feed_reader.NoFeedError:
        return {}  # made by an earlier release, so nothing waits
    return {key: by_partition for key, by_partition in found.items() if by_partition}


def _waits(record: ConsumerRecord) -> Waiting | None:
    try:
        story = held_of(record)
        if story is None:
            return None
        return Waiting(held=story.held, arrived=source_of(record).timestamp, offset=record.offset)
    except (SchemaError, ValueError, LookupError):  # of a later release, or written by no worker
        return None


async def _sweeps(settings: Settings, raw: AIOKafkaConsumer, row: RegisterRow) -> bool:
    """Tell whether the story was taken back without a number, so that all that had come before was meant."""
    if row.status == "usable" or row.status == "deleted":
        return row.status == "deleted"
    record = await raw_record(settings, raw, row.raw)
    if record is None or record.key != row.uri.encode():
        return counts_for_all(row)
    try:
        return record.value is None or not read(record.value).versioned
    except Refused:
        return counts_for_all(row)


async def raw_record(settings: Settings, raw: AIOKafkaConsumer, address: str | None) -> Any | None:
    """Return the record of the stories feed at an ``address``, if it is still there."""
    feed, partition, offset = place_of(address)
    if feed != feed_name(STORIES, settings):
        return None
    return await record_at(settings, raw, STORIES, partition, offset)


async def standing_record(settings: Settings, raw: AIOKafkaConsumer, row: RegisterRow) -> Any | None:
    """Return the raw record of what stands by a ``row``, or was taken back, if it is still there."""
    record = await raw_record(settings, raw, row.copy or row.raw)
    same = record is not None and digests.content(record.value).hex() == row.content
    return record if same else None


async def record_at(
    settings: Settings, one: AIOKafkaConsumer, feed: Feed, partition: int, offset: int
) -> Any | None:
    """Return the record at ``offset``; None where there is none."""
    part = TopicPartition(feed_name(feed, settings), partition)
    if part not in await feed_reader.partitions(settings, feed):
        return None
    first, end = (await feed_reader.extent(one, [part]))[part]
    if not first <= offset < end:
        return None
    one.seek(part, offset)
    while await one.position(part) < end:
        for record in (await one.getmany(part, timeout_ms=200, max_records=1)).get(part, []):
            return record if record.offset == offset else None
    return None


def row_in(value: bytes | None) -> RegisterRow | None:
    """Return the row that a record of the register is; None for a removal, and for a later release's."""
    try:
        return None if value is None else decode(RegisterRow, value)
    except SchemaError:
        return None


def _short(key: bytes) -> bytes:
    return blake2b(key, digest_size=12).digest()


async def _records(settings: Settings, feed: Feed) -> AsyncIterator[tuple[int, bytes, bytes | None]]:
    async with aclosing(feed_reader.batches(settings, feed, "start", follow=False)) as arriving:
        async for batch in arriving:
            for record in batch:
                yield record.partition, record.key or b"", record.value
