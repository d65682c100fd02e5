"""The story: one item of wire copy, as it was read, before and after enrichment."""

from dataclasses import dataclass
from typing import Annotated, Literal

from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent
from slugline.records.marks import Moment, Offset, Open, Positive, doc
from slugline.records.zones import ZoneKind

Status = Literal["usable", "withheld", "canceled"]
SkipReason = Literal["language", "canceled", "withheld", "no-text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A stretch of the text with one role; a body paragraph is a zone of its own. End exclusive."""

    kind: Open[ZoneKind]
    start: Offset
    end: Offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when the story was filed, as written ("GENEVA", "Feb 13")."""

    place: str | None
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What every form of a story has in common."""

    uri: Annotated[str, doc("identifies the story over all its versions")]
    version: Positive
    status: Open[Status]
    headline: str | None
    byline: Annotated[tuple[str, ...], doc("names of the authors, one an item")]
    dateline: Dateline | None
    published: Moment | None
    language: Annotated[str, doc("BCP 47, lower case: en, tr, pt-br; und where it cannot be told")]
    source: Annotated[str | None, doc("the agency or outlet that wrote it")]
    slugline: str | None
    text: Annotated[str, doc("never rewritten: every offset counts code points into it")]
    zones: Annotated[tuple[Zone, ...], doc("in order, not overlapping; blank stretches belong to none")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Copy):
    """A story as intake read it. It does not cross Kafka in this form."""

    embargoed: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """What made the events: they are equal for equal stories as long as these are equal."""

    version: Annotated[str, doc("Slugline's version")]
    model: Annotated[str, doc("name and version of the spaCy pipeline")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichedStory(Copy):
    """The whole story with everything found in it: what the sink feed carries."""

    entities: tuple[EntityEvent, ...]
    quotes: tuple[QuoteEvent, ...]
    topics: tuple[TopicEvent, ...]
    skipped: Annotated[Open[SkipReason] | None, doc("why no events were looked for")]
    pipeline: Pipeline
