"""One row of the register: what stands of a story, and what is needed to take it back."""

from dataclasses import dataclass
from typing import Annotated, Literal

from slugline.records.marks import Count, Open, Positive, doc, pattern

Standing = Literal["usable", "withheld", "canceled", "deleted"]
"""The status of a story as the register has it; "deleted": its publisher sent a null value."""

ContentDigest = Annotated[
    str,
    pattern(r"^[0-9a-f]{16}$"),
    doc("of the raw value; of a killed story, of the value that was killed"),
]
WordsDigest = Annotated[str, pattern(r"^[0-9a-f]{16}$"), doc("of a headline's words, as a kill may name it")]
PipelineDigest = Annotated[str, pattern(r"^[0-9a-f]{8}$"), doc("of the pipeline")]

FeedDigest = Annotated[
    str, pattern(r"^[0-9a-f]{8}$"), doc("of the id of the feed on which that record stood; null: not known")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """What stands of one story, by its uri.

    ``events`` and ``took`` hold a text for each event; ``slugline.folds.register.ledger`` reads and writes
    them. A row of 25 events has some 2 KB that way.
    """

    uri: Annotated[str, doc("of the story")]
    version: Positive
    versioned: Annotated[bool, doc("whether the wire gave the version")]
    status: Open[Standing]
    moment: Annotated[int | None, doc("the publisher's time, milliseconds since 1970 UTC")]
    seen: Annotated[Count, doc("when it arrived, milliseconds since 1970 UTC")]
    content: ContentDigest
    made_by: PipelineDigest
    events: Annotated[tuple[str, ...], doc("what stands: kind, id in 22 letters, name or first words")] = ()
    took: Annotated[tuple[str, ...], doc("what this version took back: the reason, then the same")] = ()
    events_sum: Annotated[Count, doc("CRC-32 of their kinds and ids, in order; 0: none, or not told")] = 0
    slug: str | None = None
    headline: WordsDigest | None = None
    source: str | None = None
    raw: Annotated[str | None, doc("the record it came in: feed/partition/offset")] = None
    copy: Annotated[str | None, doc("that of the usable version, if it is another: the same")] = None
    raw_feed: FeedDigest | None = None
    unnumbered: Annotated[bool, doc("it was taken back without a number: whatever there was is meant")] = (
        False
    )
    via: Annotated[
        tuple[str, ...],
        doc("the last record of each partition it was unpacked from: partition/offset/item/time"),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRowRead:
    """What is kept in memory of a RegisterRow: a reader passes over the rest, which makes it fast."""

    uri: str
    version: Positive
    versioned: bool
    status: Open[Standing]
    moment: int | None
    seen: Count
    content: ContentDigest
    made_by: PipelineDigest
    took: tuple[str, ...] = ()
    events_sum: Count = 0
    raw: str | None = None
    raw_feed: FeedDigest | None = None
    unnumbered: bool = False
    via: tuple[str, ...] = ()
