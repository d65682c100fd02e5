"""Stories in more than one partition are brought together, by records on the stories feed.

A word or a record goes to each partition where something is to change, so that the worker that has it acts:
the newest version is sent again to where its uri belongs, and so is the one that waits for the end of its
embargo. What stands or waits elsewhere is taken back and forgotten, and the version that stays goes out once
more, behind what was taken back.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from slugline import feed_reader
from slugline.cli.kafka import connect
from slugline.cli.kafka.parted_stories import record_at, row_in, standing_record
from slugline.feed_names import feed_name
from slugline.folds.register import digests
from slugline.folds.register.parted import Parted
from slugline.intake.formats.slugline_status import written
from slugline.records.feeds import HELD, REGISTER, STORIES, Feed
from slugline.records.status_word import StatusWord
from slugline.runtime.processed import UNPACKED_ITEM
from slugline.settings import Settings

AT_ONCE = 200
"""Stories that are mended together."""
PATIENCE = 60.0
"""Seconds that workers may take to act."""

Place = tuple[str, int]
"""A uri and a partition."""
Shows = Callable[[Feed, Any], bool]
"""Tells of a new record on the register or held feed whether it is what was waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What became of a story: where it ``stays``, and whether all of it could be ``done``."""

    story: Parted
    stays: int
    again: bool
    """Whether what stays could be sent once more."""
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """A raw record that makes a version stand, or wait, in the partition where the story stays."""

    value: bytes
    headers: Sequence[tuple[str, bytes]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    story: Parted
    stays: int
    stands: _Sent | None
    """None where nothing stands, or the raw record is gone."""
    waits: _Sent | None
    """None where nothing goes on waiting."""


async def mend(settings: Settings, stories: Iterable[Parted]) -> AsyncGenerator[Mended, None]:
    """Bring the ``stories`` together, and yield each when it is done, or could not be."""
    waiting = iter(stories)
    while some := list(islice(waiting, AT_ONCE)):
        async with feed_reader.consumer(settings) as reader:
            plans = [await _plan(settings, reader, story) for story in some]
        async with _watched(settings) as seen, connect.producer(settings) as producer:
            left = await _mend(settings, plans, seen, producer)
        for plan in plans:
            yield Mended(
                story=plan.story, stays=plan.stays, again=plan.story.row is None or plan.stands is not None,
                done=not any(uri == plan.story.uri for uri, _ in left),
            )  # fmt: skip


async def _mend(
    settings: Settings, plans: Sequence[_Plan], seen: "_Seen", producer: AIOKafkaProducer
) -> set[Place]:
    """Return what was waited for in vain."""

    async def send(plan: _Plan, sent: _Sent, partition: int) -> Place:
        uri = plan.story.uri
        await producer.send_and_wait(
            feed_name(STORIES, settings), sent.value, key=uri.encode(), headers=list(sent.headers),
            partition=partition,
        )  # fmt: skip
        return uri, partition

    async def shown(waited: Mapping[Place, Shows]) -> None:
        nonlocal plans
        lost.update(await seen(waited))
        plans = [one for one in plans if not any(uri == one.story.uri for uri, _ in lost)]

    lost: set[Place] = set()
    await shown(
        {
            await send(one, one.stands, one.stays): _stands(one.story)
            for one in plans
            if one.stands and _moves(one)
        }
    )
    await shown(
        {
            await send(one, one.waits, one.stays): _waits(one.waits)
            for one in plans
            if one.waits and one.stays != one.story.next
        }
    )
    gone: dict[Place, Shows] = {}
    for one in plans:
        word = _moved(one)
        for partition in one.story.places - {one.stays}:
            there = _Sent(value=written(replace(word, moved=_contents(one.story, partition))))
            gone[await send(one, there, partition)] = _gone(one.story, partition)
    await shown(gone)
    for one in plans:
        if one.stands is not None:
            await send(one, one.stands, one.stays)
    return lost


def _moves(plan: _Plan) -> bool:
    """Tell whether what stands is to be sent to where it stays before anything is taken back elsewhere."""
    story = plan.story
    late = story.word is not None and story.row is not None and story.row.version < story.standing
    return plan.stays != story.newest or late


def _moved(plan: _Plan) -> StatusWord:
    """Return the word for the other partitions: all that stands there is taken back there, also what stands
    where the story stays, since a kill to come is said there alone.
    """
    return StatusWord(uri=plan.story.uri, status="moved", version=plan.story.version)


def _contents(story: Parted, partition: int) -> tuple[str, ...]:
    """Return the digests of what stands and waits in a ``partition``: what comes meanwhile is not meant."""
    row, waits = story.rows.get(partition), story.waiting.get(partition)
    found = [
        row.content if row is not None else None,
        waits.held.content.hex() if waits is not None else None,
    ]
    return tuple(one for one in found if one is not None)


async def _plan(settings: Settings, reader: AIOKafkaConsumer, story: Parted) -> _Plan:
    """Say where the story is to stay: at home, if it can be sent there; else where its newest version is."""
    waits = None
    if story.next is not None:
        held = await record_at(settings, reader, HELD, story.next, story.waiting[story.next].offset)
        waits = None if held is None or held.value is None else _again(held)
    if story.row is None or story.newest is None:
        return _Plan(story=story, stays=story.home, stands=None, waits=waits)
    if story.word is not None:
        word = StatusWord(uri=story.uri, status=story.word, version=story.standing)
        return _Plan(story=story, stays=story.home, stands=_Sent(value=written(word)), waits=waits)
    record = await standing_record(settings, reader, story.row)
    if record is None:
        return _Plan(story=story, stays=story.newest, stands=None, waits=waits)
    return _Plan(story=story, stays=story.home, stands=_again(record, all_headers=True), waits=waits)


def _again(record: Any, *, all_headers: bool = False) -> _Sent:
    """Return what sends a ``record`` again; of one that waited only the trace it is part of.

    Nor does it say which one it was of those that were unpacked together: it is to act though it was there.
    """
    kept = [
        one for one in record.headers if one[0] == "traceparent" or (all_headers and one[0] != UNPACKED_ITEM)
    ]
    return _Sent(value=record.value, headers=kept)


def _stands(story: Parted) -> Shows:
    def shows(feed: Feed, record: Any) -> bool:
        row = row_in(record.value)
        if feed is not REGISTER or row is None or story.row is None:
            return False
        if story.word is not None:
            return row.status == story.word and row.version >= story.standing
        return row.content == story.row.content and row.status == "usable"

    return shows


def _waits(sent: _Sent) -> Shows:
    """Return what tells that it waits there now; or that it is out, since its time came."""
    content = digests.content(sent.value).hex()

    def shows(feed: Feed, record: Any) -> bool:
        if feed is HELD:
            return bool(record.value == sent.value)
        row = row_in(record.value)
        return row is not None and row.content == content and row.status == "usable"

    return shows


def _gone(story: Parted, partition: int) -> Shows:
    """Return what tells that nothing of the story stands or waits in a ``partition`` any more."""
    left = {
        feed for feed, places in ((REGISTER, story.rows), (HELD, story.waiting)) if partition in places
    }  # fmt: skip

    def shows(feed: Feed, record: Any) -> bool:
        if record.value is None:
            left.discard(feed)
        return not left

    return shows


@asynccontextmanager
async def _watched(settings: Settings) -> AsyncIterator["_Seen"]:
    async with feed_reader.consumer(settings) as one:
        parts = [part for feed in (REGISTER, HELD) for part in await feed_reader.partitions(settings, feed)]
        for part, (_, end) in (await feed_reader.extent(one, parts)).items():
            one.seek(part, end)
        yield _Seen(one, {feed_name(feed, settings): feed for feed in (REGISTER, HELD)})


class _Seen:
    """What comes on the register and held feeds."""

    def __init__(self, one: AIOKafkaConsumer, feeds: Mapping[str, Feed]) -> None:
        self._one = one
        self._feeds = feeds

    async def __call__(self, waited: Mapping[Place, Shows]) -> set[Place]:
        """Return when the feeds show all that is ``waited`` for, or what of it did not come in time."""
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
        feed = self._feeds[record.topic]
        if place in left and left[place](feed, record):
            del left[place]
