"""What goes to a process of the pool and comes back: a raw record, and what came of it.

Light on purpose: the worker's own process imports this and never loads the model.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from slugline.folds.register.ledger import Item
from slugline.records.cloudevents import Headers
from slugline.records.dead_letter import Reason, Step
from slugline.records.marks import Open
from slugline.records.register_row import Standing
from slugline.records.status_word import Word
from slugline.records.story import EnrichedStory, SkipReason
from slugline.records.story_imprint import StoryImprint

Outcome = Literal["enriched", "skipped", "dead-lettered", "unpacked", "held"]

UNPACKED_FROM = "slugline_unpacked_from"
"""Header of a raw record that was unpacked: feed/partition/offset of the record it was in."""

UNPACKED_ITEM = "slugline_unpacked_item"
"""Header beside that: its how many-th story it was, from 0, "/" and when the record was written."""

STATUS_OF = "slugline_status_of"
"""Header of a raw record by which one story takes back another: feed/partition/offset of the first."""

RELEASED_BY = "slugline_released_by"
"""Header of a raw record that an operator's word brings back: feed/partition/offset of the word."""

FRAMING = 256
"""Bytes a record takes beside key, value and headers: 61 for its batch, a few for it and each header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One record of the stories feed: its value, and the trace it is part of.

    ``origin`` is its address where it is still to be seen whether it has to be unpacked, by its ``key`` and
    what is in it; None where it is one story to be processed as it is.
    """

    value: bytes
    traceparent: str | None = None
    key: bytes | None = None
    origin: str | None = None
    timestamp: int = 0
    """When the record was written, milliseconds since 1970 UTC."""
    released: bool = False
    """Whether it may go out whatever its embargo says."""
    look: bool = False
    """Whether it is only asked of which stories it is: nothing is looked for in it."""


@dataclass(frozen=True, kw_only=True)  # without slots it goes through a pipe in a third of the time
class Record:
    """One Kafka record, ready to be sent; the processor names ``feed`` as the table does."""

    feed: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None
    """None: by its key."""
    timestamp: int | None = None
    """Milliseconds since 1970 UTC; None: when it is sent."""

    @property
    def size(self) -> int:
        """Bytes it takes on Kafka, at most. Headers count: they may hold a publisher's uri of any length."""
        told = sum(map(len, chain.from_iterable(self.headers)))
        return len(self.key or b"") + len(self.value or b"") + told + FRAMING

    def addressed(self, feed: str, partition: int) -> "Record":
        """Return it for a partition of ``feed``; `dataclasses.replace` takes three times as long."""
        return Record(
            feed=feed, key=self.key, value=self.value, headers=self.headers,
            partition=partition, timestamp=self.timestamp,
        )  # fmt: skip


def in_words(error: Exception) -> str:
    """Return an ``error`` as a dead letter tells it, in at most 500 characters."""
    return f"{type(error).__name__}: {error}".removesuffix(": ")[:500]


def too_long(size: int, limit: int) -> str:
    """Return in words that a record of ``size`` bytes is too long, and what to raise."""
    return (
        f"a record of {size:,} bytes; {limit:,} are allowed, the least of SLUGLINE_MAX_RECORD_BYTES and "
        "max.message.bytes of the feeds"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a story, or one kind of its events, became a dead letter."""

    step: Step
    reason: Reason
    detail: str
    item: int | None = None
    """Which story of the record, from 0; None: the record itself."""
    data: bytes | None = None
    """The bytes of that story alone, where they can be told."""
    uri: str | None = None
    version: int | None = None
    """Of the story, where they can be told; None: as what it came of says."""
    hidden: bool = False
    """Whether it may be of a story under an embargo: nothing of that is to be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the register has to know of a story that was read."""

    uri: str
    version: int
    versioned: bool
    """Whether the wire gave the version."""
    status: Standing
    moment: int | None
    """The publisher's time, milliseconds since 1970 UTC."""
    content: bytes
    """A digest of the raw value."""
    made_by: bytes
    """A digest of the pipeline."""
    items: tuple[Item, ...] = ()
    """The events that were found."""
    slug: str | None = None
    headline: str | None = None
    """A digest of the headline's words."""
    source: str | None = None
    links: tuple[tuple[Word, str], ...] = ()
    """Other items that the story takes back: what becomes of them, and their uris, slugs or headlines.

    "" where it names none.
    """
    by_uri: bool = False
    """Its links were fields, not copy: they name uris, though these look like slugs ("MWS-0423-17")."""
    until: int | None = None
    """Milliseconds since 1970 UTC: not to be published before."""
    release: bool = False
    """It is no story, but the word that the one that waits may go out now."""
    moved: bool = False
    """It is no story, but the word that the story stands in another partition now."""
    contents: tuple[str, ...] = ()
    """With that, the digests of what has moved; empty: whatever stands or waits."""
    seen: bool = False
    """It is no story, but the word that the story came in another partition as well."""
    if_known: bool = False
    """It acts only on a story that stands in this partition."""
    noted: bool = False
    """Where none does it is only noted. With `seen`: such a note stood where the story came."""
    repeated: bool = False
    """It was said before, and takes nothing back: what stands by now came since."""
    emptied: EnrichedStory | None = None
    """What stands in the place of a story that is taken back."""
    imprint: StoryImprint | None = None
    """Of a usable story, where stories are chained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What came of one raw record; ``seconds`` is by stage."""

    outcome: Outcome
    uri: str | None = None
    version: int | None = None
    """Of a dead letter, where the wire gave it; else ``told`` has it."""
    told: Told | None = None
    """None where it was no story, or could not be read as one."""
    records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()
    skipped: Open[SkipReason] | Literal["tombstone", "stale", "released", "moved", "seen"] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """Events in ``records`` by the name of their kind."""
    held: Mapping[str, int] = field(default_factory=dict)
    """Events too unsure to go out, by the name of their kind."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    began: float = 0.0
    """When a process took it up, in seconds since 1970 UTC; 0 where none did."""


def named(processed: Processed) -> tuple[Fault, ...]:
    """Return the faults of what was ``processed``, each with its story's uri and version, if told."""
    told = processed.told
    version = told.version if told and told.versioned else processed.version
    return tuple(
        replace(fault, uri=fault.uri or processed.uri, version=fault.version or version)
        if fault.item is None
        else fault
        for fault in processed.faults
    )
