"""What a lane works with, in memory: feeds that are lists, an output that writes to them, a context."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from slugline.folds.register import digests
from slugline.folds.register.ledger import Item
from slugline.kinds import ENRICHED, KINDS
from slugline.metrics import Metrics
from slugline.records.cloudevents import headers
from slugline.records.codec import decode, encode
from slugline.records.feeds import ENTITIES, HELD, REGISTER, STORIES
from slugline.records.marks import Unknown
from slugline.records.story import EnrichedStory, Pipeline
from slugline.runtime.dead_letters import Source
from slugline.runtime.lane_context import LaneContext, Limits
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.partitioners import Publishers
from slugline.runtime.processed import Processed, Record, Told
from slugline.runtime.settled import Settled
from slugline.settings import Settings

URI = "urn:newsml:wire.example:1"
EMPTY = EnrichedStory(
    uri=URI, version=1, status="canceled", headline=None, byline=(), dateline=None, published=None,
    language="en", source=None, slugline=None, text="", zones=(), entities=(), quotes=(), topics=(),
    skipped=Unknown("canceled"), pipeline=Pipeline(version="1", model="m"),
)  # fmt: skip
IDS = {name: f"00000000-0000-5000-8000-{number:012x}" for number, name in enumerate("abcdefgh", 1)}
"""Ids of events by a letter each."""


HARBOUR = Path(__file__).parents[2] / "schemas/examples/enriched-story/harbour.json"


def outputs() -> tuple[Record, ...]:
    """Return the records of a story as a process of the pool makes them."""
    assert ENRICHED.record is not None
    story: Any = decode(ENRICHED.record, HARBOUR.read_bytes())
    events = [(event, kind.feed) for kind in KINDS for event in getattr(story, kind.plural)]
    made = []
    for record, feed in (*events, (story, ENRICHED)):
        value = encode(record)
        told_by = headers(record, feed, time=story.published, traceparent="00-1", value=value)
        made.append(Record(feed=feed.name, key=b"k", value=value, headers=told_by))
    return tuple(made)


@dataclass
class Feeds:
    """The feeds as lists, by name and partition; it is the reader of them as well."""

    lists: dict[tuple[str, int], list[Any]] = field(default_factory=dict)
    trouble: list[Exception] = field(default_factory=list)
    """Raised one by one before anything is read."""

    whole: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    def write(self, record: Record, partition: int, timestamp: int = 0) -> int:
        rows = self.lists.setdefault((record.feed, partition), [])
        rows.append(
            SimpleNamespace(
                topic=record.feed,
                partition=partition,
                offset=len(rows),
                timestamp=timestamp,
                key=record.key,
                value=record.value,
                headers=tuple(record.headers),
            )
        )
        return len(rows) - 1

    async def to_the_end(self, feed: str, partition: int, start: int) -> AsyncIterator[Sequence[Any]]:
        self._fail()
        rows = self.lists.get((feed, partition), [])[start:]
        for at in range(0, len(rows), 100):
            yield [one for one in rows[at : at + 100] if one is not None]

    async def ends(self, feed: str, partition: int) -> int:
        self._fail()
        return len(self.lists.get((feed, partition), []))

    async def since(self, feed: str, partition: int, timestamp: int) -> AsyncIterator[Sequence[Any]]:
        assert timestamp >= 0, "aiokafka takes no other"
        self._fail()
        rows = self.lists.get((feed, partition), [])
        yield [one for one in rows if one is not None and one.timestamp >= timestamp]

    async def at(self, feed: str, partition: int, offset: int) -> Any | None:
        self._fail()
        rows = self.lists.get((feed, partition), [])
        return rows[offset] if 0 <= offset < len(rows) else None

    def _fail(self) -> None:
        if self.trouble:
            raise self.trouble.pop(0)


class Member:
    """A worker that has its partitions whatever happens, and remembers that it asked for a new deal."""

    def __init__(self) -> None:
        self.rejoins = 0

    def holds(self, _generation: int) -> bool:
        return True

    async def confirm(self, _generation: int) -> bool:
        return True

    def watch(self) -> None:
        pass

    def rejoin(self) -> None:
        self.rejoins += 1


def context(
    feeds: Feeds,
    states: dict[int, PartitionState],
    *,
    partitions: int = 2,
    limit: int = 1_000_000,
    member: Member | None = None,
    **more: Any,
) -> LaneContext:
    def nothing(*_arguments: object, **_more: object) -> Any:
        raise AssertionError("not to be called in this test")

    async def done(_partition: int, _uris: object) -> bool:
        return True

    given: dict[str, Any] = {
        "output": nothing, "read": nothing, "finished": nothing, "halt": nothing, "backlog": done,
        "raw_feed_id": None, "behind": lambda _partition: False, "publishers": Publishers(partitions),
        "another_feed": nothing,
    }  # fmt: skip
    reader: Any = feeds
    membership: Any = member or Member()
    return LaneContext(
        settings=Settings(), metrics=Metrics(), limits=Limits(record=limit, dead_letter=limit),
        membership=membership, reader=reader, raw_feed=STORIES.name, partitions=partitions, states=states,
        **given | more,
    )  # fmt: skip


def source(
    value: bytes | None = b"v1",
    offset: int = 0,
    *,
    uri: str = URI,
    partition: int = 0,
    timestamp: int = 1_000,
) -> Source:
    return Source(
        feed=STORIES.name, partition=partition, offset=offset, timestamp=timestamp, key=uri.encode(),
        value=value,
    )  # fmt: skip


def told(value: bytes | None = b"v1", version: int | None = 1, events: str = "", **more: Any) -> Told:
    """Return what a raw ``value`` told; ``events`` is a letter for each, "ab" being two of them."""
    given: dict[str, Any] = {
        "uri": URI, "version": version or 1, "versioned": version is not None, "status": "usable",
        "moment": None, "content": digests.content(value), "made_by": b"this",
        "items": tuple(Item(kind="entity", id=IDS[one], what=f"Entity {one}") for one in events),
        "slug": "harbour", "source": "Wire",
    }  # fmt: skip
    return Told(**given | more)


def usable(value: bytes = b"v1", version: int | None = 1, events: str = "", **more: Any) -> Processed:
    """Return a story that was read: a record for each event and the story itself."""
    one = told(value, version, events, **more)
    key = one.uri.encode()
    names = [*((ENTITIES.name, event) for event in events), (ENRICHED.name, f"whole {version}")]
    records = tuple(Record(feed=feed, key=key, value=text.encode(), headers=[]) for feed, text in names)
    return Processed(outcome="enriched", uri=one.uri, told=one, records=records)


def empty_story(version: int = 1, status: Any = "canceled", **more: Any) -> EnrichedStory:
    return replace(EMPTY, version=version, status=status, **more)


def killed(
    value: bytes = b"kill", version: int | None = 1, status: Any = "canceled", **more: Any
) -> Processed:
    one = told(value, version, status=status, emptied=empty_story(version or 1, status), **more)
    return Processed(outcome="skipped", skipped=status, uri=one.uri, told=one)


def waiting(value: bytes = b"v1", version: int | None = 1, until: int = 2_000, **more: Any) -> Processed:
    one = told(value, version, until=until, **more)
    return Processed(outcome="held", uri=one.uri, told=one)


def deliver(feeds: Feeds, state: PartitionState, settled: Settled, partition: int = 0, now: int = 0) -> None:
    """Write what was settled, as a lane does."""
    for record in settled.records:
        offset = feeds.write(record, partition, now)
        if settled.uri is not None and record.value is not None:
            if record.feed == REGISTER.name:
                state.place_row(settled.uri, offset)
            elif record.feed == HELD.name:
                state.place_held(settled.uri, offset)
    state.trim()
