"""A partition that settles stories, and what its tests send it and see."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from slugline.kinds import ENRICHED
from slugline.records.codec import decode
from slugline.records.feeds import DEAD_LETTERS, ENTITIES, HELD, REGISTER
from slugline.records.register_row import RegisterRow
from slugline.records.retraction import Retraction
from slugline.records.story import EnrichedStory
from slugline.runtime.dead_letters import Source
from slugline.runtime.held_stories import source_of
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Fault, Processed, Record
from slugline.runtime.settled import Settled
from slugline.runtime.settling import Settling
from tests.runtime.lane_parts import (
    IDS,
    URI,
    Feeds,
    context,
    deliver,
    killed,
    source,
    usable,
)

FAR = 250_000_000_000_000


LETTERS = {each: letter for letter, each in IDS.items()}


FAULT = Fault(step="quotes", reason="extractor-failed", detail="no such cue")


@dataclass
class Partition:
    """A partition with its feeds, to which stories come one by one."""

    feeds: Feeds = field(default_factory=Feeds)
    state: PartitionState = field(default_factory=PartitionState)
    limit: int = 1_000_000
    offset: int = 0

    def __post_init__(self) -> None:
        self.context = context(self.feeds, {0: self.state}, limit=self.limit)
        self._settling = Settling(0, self.state, self.context)

    async def comes(self, processed: Processed, value: bytes | None = b"v1", **more: Any) -> Settled:
        """Settle a story as one that was read, and deliver what is to go out."""
        headers = more.pop("headers", ())
        at = replace(source(value, self.offset, **more), headers=headers)
        self.offset += 1
        return await self.settle(at, processed, released=False)

    async def settle(self, at: Source, processed: Processed, *, released: bool) -> Settled:
        settled = await self._settling.settle(at, processed, released=released)
        deliver(self.feeds, self.state, settled)
        return settled

    async def called(self, processed: Processed) -> Settled:
        """Settle the story whose time has come."""
        (story,) = self.state.held.due(FAR + 1)
        record = await self.feeds.at(HELD.name, 0, story.offset)
        return await self.settle(source_of(record), processed, released=True)

    @property
    def row(self) -> RegisterRow | None:
        return next((row for row in self.state.rows() if row.uri == URI), None)


def short(records: Sequence[Record]) -> str:
    """Return what goes out in letters: "a b -c:corrected v1 row" and so on."""
    words = []
    for record in records:
        value = record.value
        if record.feed == ENTITIES.name and value is not None and value.startswith(b"{"):
            back = decode(Retraction, value)
            words.append(f"-{LETTERS[back.id]}:{back.reason}")
        elif record.feed == ENTITIES.name:
            words.append((value or b"").decode())
        elif record.feed == ENRICHED.name and value is not None and value.startswith(b"{"):
            left = decode(EnrichedStory, value)
            words.append(f"{left.status}{left.version}")
        elif record.feed == ENRICHED.name:
            words.append("whole" if value is not None else "tombstone")
        elif record.feed == REGISTER.name:
            row = decode(RegisterRow, value) if value is not None else None
            words.append(f"row:{row.status}{row.version}" if row else "row:gone")
        elif record.feed == HELD.name:
            words.append("held" if value is not None else "held:gone")
        elif record.feed == DEAD_LETTERS.name:
            words.append("letter")
    return " ".join(words)


def v(number: int, events: str, value: bytes = b"", **more: Any) -> tuple[Processed, bytes]:
    """Return a usable version and its bytes."""
    raw = value or b"v%d" % number
    return usable(raw, number, events, **more), raw


def kill(version: int | None, status: Any = "canceled") -> tuple[Processed, bytes]:
    return killed(b"kill", version, status), b"kill"


def broken(number: int, events: str) -> tuple[Processed, bytes]:
    return replace(usable(b"v%d" % number, number, events), faults=(FAULT,)), b"v%d" % number


def bare(number: int) -> tuple[Processed, bytes]:
    """Return a version that has no text."""
    return replace(usable(b"v%d" % number, number), outcome="skipped", skipped="no-text"), b"v%d" % number
