"""The dead letter: what could not be handled, untouched, with its address and the reason."""

from dataclasses import dataclass
from typing import Annotated, Literal

from slugline.records.marks import Count, Open, Positive, doc, pattern

Step = Annotated[
    str,
    pattern(r"^[a-z][a-z_]*$"),
    doc("intake, reading, send or webhook; else the kind of event whose extractor failed: quotes"),
]
Reason = Literal[
    "empty",
    "not-utf8",
    "not-json",
    "wrong-type",
    "missing-text",
    "too-large",
    "too-deep",
    "control-characters",
    "unknown-format",
    "embargoed",
    "extractor-failed",
    "took-too-long",
    "reader-died",
    "too-much-memory",
    "output-too-large",
    "internal-error",
    "undeliverable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A record that did not become events.

    On Kafka, ``key`` and ``value`` stay what they were; the rest are headers. Of one bad story among several
    in a record ``value`` is that story's part alone, null where that cannot be told.
    """

    key: bytes | None
    value: bytes | None
    feed: Annotated[str, doc("the feed it came from")]
    partition: Count
    offset: Count
    timestamp: Annotated[Count, doc("of the original record, milliseconds since 1970 UTC")]
    step: Step
    reason: Open[Reason]
    detail: Annotated[str, doc("for a person: what was wrong and where")]
    attempts: Positive
    uri: Annotated[str | None, doc("of the story, where it could be told")] = None
    version: Annotated[Positive | None, doc("of the story, where it could be told")] = None
    item: Annotated[
        Count | None, doc("which of the record's stories, from 0; null where it is the whole record")
    ] = None
