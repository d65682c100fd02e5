"""Stories under an embargo, as they wait: the record on the held feed, and what a lane knows of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slugline.folds.register import digests
from slugline.folds.register.verdict import Held
from slugline.records.feeds import HELD
from slugline.records.held_headers import HeldUntil, from_headers, to_headers
from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import Record, Told

ADDRESS, ARRIVED = "slugline_held_from", "slugline_arrived"
"""Headers: where the story came from (feed/partition/offset), and when (milliseconds since 1970 UTC)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStory:
    """A story that waits: what decides about it, and where its bytes are."""

    uri: str
    held: Held
    offset: int
    """Of its record on the held feed; -1 until it is known."""


def held_record(told: Told, source: Source) -> Record:
    """Return what stands on the held feed for a story: the publisher's own bytes."""
    assert told.until is not None
    held = HeldUntil(until_ms=told.until, version=told.version, versioned=told.versioned, moment=told.moment)
    headers = [
        *to_headers(held),
        (ADDRESS, source.address.encode()),
        (ARRIVED, str(source.timestamp).encode()),
    ]
    if source.traceparent is not None:
        headers.append(("traceparent", source.traceparent.encode()))
    return Record(feed=HELD.name, key=told.uri.encode(), value=source.value, headers=headers)


def gone_record(uri: str) -> Record:
    """Return the tombstone of a story that no longer waits."""
    return Record(feed=HELD.name, key=uri.encode(), value=None, headers=[])


def held_of(record: Any) -> HeldStory | None:
    """Return the story that waits by a ``record`` of the held feed; None for one that no longer does."""
    if record.value is None:
        return None
    told = from_headers(record.headers)
    return HeldStory(
        uri=record.key.decode(),
        held=Held(
            version=told.version,
            versioned=told.versioned,
            moment=told.moment,
            until_ms=told.until_ms,
            content=digests.content(record.value),
        ),
        offset=record.offset,
    )


def source_of(record: Any) -> Source:
    """Return where a story that waited came from, for its dead letter if it becomes one."""
    told = {name: (value or b"").decode() for name, value in record.headers}
    feed, partition, offset = told[ADDRESS].rsplit("/", 2)
    kept = tuple((name, value) for name, value in record.headers if name == "traceparent")
    return Source(
        feed=feed, partition=int(partition), offset=int(offset), timestamp=int(told[ARRIVED]),
        key=record.key, value=record.value, headers=kept,
    )  # fmt: skip


def due(stories: "dict[str, HeldStory]", now: int) -> Iterator[HeldStory]:
    """Yield those whose time has come, ``now`` in milliseconds since 1970 UTC; the first due first."""
    for story in sorted(stories.values(), key=lambda one: (one.held.until_ms, one.uri)):
        if story.held.until_ms > now:
            return
        yield story
