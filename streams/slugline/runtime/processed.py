"""What goes to a process of the pool and comes back: a raw record, and what came of it.

Light on purpose: the worker's own process imports this and never loads the model.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from slugline.records.cloudevents import Headers
from slugline.records.dead_letter import Reason, Step
from slugline.records.marks import Open
from slugline.records.story import SkipReason

Outcome = Literal["enriched", "skipped", "dead-lettered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One record of the stories feed: its value, and the trace it is part of."""

    value: bytes
    traceparent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One Kafka record, ready to be sent; the processor names ``feed`` as the table does."""

    feed: str
    key: bytes | None
    value: bytes | None
    headers: Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a story, or one kind of its events, became a dead letter."""

    step: Step
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What came of one raw record; ``seconds`` is by stage."""

    outcome: Outcome
    uri: str | None = None
    records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()
    skipped: Open[SkipReason] | Literal["tombstone"] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """Events in ``records`` by the name of their kind."""
    held: Mapping[str, int] = field(default_factory=dict)
    """Events too unsure to go out, by the name of their kind."""
    seconds: Mapping[str, float] = field(default_factory=dict)
