"""Stories that stand in more than one partition are brought together, by records on the stories feed.

A word or a record goes to each partition where something is to change, so that the worker that has it acts:
the newest version is sent again to where its uri belongs, what stands elsewhere is taken back and forgotten,
and the version that stays goes out once more, behind what was taken back.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from slugline import feed_reader
from slugline.cli.kafka import connect
from slugline.feed_names import feed_name
from slugline.folds.register import digests, ledger
from slugline.folds.register.parted import Parted, parted
from slugline.intake.formats.slugline_status import written
from slugline.records.codec import decode
from slugline.records.feeds import REGISTER, STORIES
from slugline.records.register_row import RegisterRow
from slugline.records.schema_error import SchemaError
from slugline.records.status_word import StatusWord
from slugline.runtime.partitioners import default
from slugline.settings import Settings

AT_ONCE = 200
"""Stories that are mended together."""
PATIENCE = 60.0
"""Seconds that workers may take to act."""

Place = tuple[str, int]
"""A uri and a partition."""
Shows = Callable[[RegisterRow | None], bool]
"""Tells of a new row, None being its removal, whether it is what was waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What became of a story: where it ``stays``, and whether all of it could be ``done``."""

    story: Parted
    stays: int
    again: bool
    """Whether what stays could be sent once more."""
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    story: Parted
    stays: int
    value: bytes | None
    """What sends it again; None where its raw record is gone."""
    headers: Sequence[tuple[str, bytes]] = ()


async def find(settings: Settings) -> list[Parted]:
    """Return the stories that stand in more than one partition. It reads the register twice."""
    where: dict[bytes, int] = {}
    async for partition, key, value in _rows(settings):
        place = blake2b(key, digest_size=12).digest()
        bits = where.get(place, 0)
        where[place] = bits | 1 << partition if value is not None else bits & ~(1 << partition)
    several = {place for place, bits in where.items() if bits.bit_count() > 1}
    del where
    rows: dict[bytes, dict[int, bytes | None]] = {}
    if several:
        async for partition, key, value in _rows(settings):
            if blake2b(key, digest_size=12).digest() in several:
                rows.setdefault(key, {})[partition] = value
    partitions = len(await feed_reader.partitions(settings, STORIES))
    found = []
    for key, by_partition in rows.items():
        read = {number: row for number, value in by_partition.items() if (row := _row(value)) is not None}
        if len(read) > 1:
            found.append(parted(next(iter(read.values())).uri, read, default(key, partitions)))
    return sorted(found, key=lambda one: one.uri)


async def mend(settings: Settings, stories: Iterable[Parted]) -> AsyncGenerator[Mended, None]:
    """Bring the ``stories`` together, and yield each when it is done, or could not be."""
    waiting = iter(stories)
    while some := list(islice(waiting, AT_ONCE)):
        async with feed_reader.consumer(settings) as raw:
            plans = [await _plan(settings, raw, story) for story in some]
        async with _register(settings) as seen, connect.producer(settings) as producer:
            left = await _mend(settings, plans, seen, producer)
        for plan in plans:
            yield Mended(
                story=plan.story, stays=plan.stays, again=plan.value is not None,
                done=not any(uri == plan.story.uri for uri, _ in left),
            )  # fmt: skip


async def _mend(
    settings: Settings, plans: Sequence[_Plan], seen: "_Seen", producer: AIOKafkaProducer
) -> set[Place]:
    """Return what was waited for in vain."""
    moving = [one for one in plans if one.stays != one.story.newest]
    for one in moving:
        await _send(settings, producer, one)
    waited: dict[Place, Shows] = {(one.story.uri, one.stays): _stands(one.story) for one in moving}
    lost = await seen(waited)
    rows = dict(seen.rows)
    plans = [one for one in plans if (one.story.uri, one.stays) not in lost]
    gone: dict[Place, Shows] = {}
    for one in plans:
        story = one.story
        row = rows.get((story.uri, one.stays)) or story.rows[one.stays]
        keep = tuple(item.id for item in _items(row))
        word = StatusWord(uri=story.uri, status="moved", version=story.version, keep=keep)
        for partition in story.rows.keys() - {one.stays}:
            await _send(settings, producer, one, partition, written(word))
            gone[story.uri, partition] = lambda row: row is None
    lost |= await seen(gone)
    for one in plans:
        if one.value is not None:
            await _send(settings, producer, one)
    return lost


async def _send(
    settings: Settings,
    producer: AIOKafkaProducer,
    plan: _Plan,
    partition: int | None = None,
    value: bytes | None = None,
) -> None:
    """Send what makes the story stand where it stays, or a word to another partition."""
    await producer.send_and_wait(
        feed_name(STORIES, settings), value or plan.value, key=plan.story.uri.encode(),
        headers=[] if value else list(plan.headers),
        partition=plan.stays if partition is None else partition,
    )  # fmt: skip


async def _plan(settings: Settings, raw: AIOKafkaConsumer, story: Parted) -> _Plan:
    """Say where the story is to stay: at home, if it can be sent there; else where its newest version is."""
    if story.word is not None:
        value = written(StatusWord(uri=story.uri, status=story.word, version=story.row.version))
        return _Plan(story=story, stays=story.home, value=value)
    record = await _raw(settings, raw, story.row)
    if record is None:
        return _Plan(story=story, stays=story.newest, value=None)
    return _Plan(story=story, stays=story.home, value=record.value, headers=list(record.headers))


async def _raw(settings: Settings, raw: AIOKafkaConsumer, row: RegisterRow) -> Any | None:
    """Return the raw record of a ``row``, if it is still there and is the one that stands."""
    feed, _, place = (row.raw or "").partition("/")
    partition, _, offset = place.partition("/")
    if feed != feed_name(STORIES, settings) or not (partition.isdecimal() and offset.isdecimal()):
        return None
    part = TopicPartition(feed, int(partition))
    if part not in await feed_reader.partitions(settings, STORIES):
        return None
    first, end = (await feed_reader.extent(raw, [part]))[part]
    if not first <= int(offset) < end:
        return None
    raw.seek(part, int(offset))
    while await raw.position(part) < end:
        for record in (await raw.getmany(part, timeout_ms=200, max_records=1)).get(part, []):
            same = record.offset == int(offset) and digests.content(record.value).hex() == row.content
            return record if same else None
    return None


def _stands(story: Parted) -> Shows:
    def shows(row: RegisterRow | None) -> bool:
        if row is None:
            return False
        if story.word is not None:
            return row.status == story.word and row.version >= story.row.version
        return row.content == story.row.content and row.status == "usable"

    return shows


@asynccontextmanager
async def _register(settings: Settings) -> AsyncIterator["_Seen"]:
    async with feed_reader.consumer(settings) as one:
        parts = await feed_reader.partitions(settings, REGISTER)
        for part, (_, end) in (await feed_reader.extent(one, parts)).items():
            one.seek(part, end)
        yield _Seen(one)


class _Seen:
    """What comes on the register feed; `rows` are the last rows of what was waited for."""

    def __init__(self, one: AIOKafkaConsumer) -> None:
        self._one = one
        self.rows: dict[Place, RegisterRow] = {}

    async def __call__(self, waited: Mapping[Place, Shows]) -> set[Place]:
        """Return when the feed shows all that is ``waited`` for, or what of it did not come in time."""
        left = dict(waited)
        try:
            async with asyncio.timeout(PATIENCE):
                while left:
                    for batch in (await self._one.getmany(timeout_ms=200)).values():
                        for record in batch:
                            self._look(record, left)
        except TimeoutError:
            pass
        return set(left)

    def _look(self, record: Any, left: dict[Place, Shows]) -> None:
        place = ((record.key or b"").decode(errors="replace"), record.partition)
        row = _row(record.value)
        if place in left and (row is not None or record.value is None) and left[place](row):
            del left[place]
            if row is not None:
                self.rows[place] = row


async def _rows(settings: Settings) -> AsyncIterator[tuple[int, bytes, bytes | None]]:
    async with aclosing(feed_reader.batches(settings, REGISTER, "start", follow=False)) as arriving:
        async for batch in arriving:
            for record in batch:
                yield record.partition, record.key or b"", record.value


def _row(value: bytes | None) -> RegisterRow | None:
    try:
        return None if value is None else decode(RegisterRow, value)
    except SchemaError:
        return None  # of a later release


def _items(row: RegisterRow) -> Sequence[ledger.Item]:
    try:
        return ledger.items(row)
    except SchemaError:
        return ()
