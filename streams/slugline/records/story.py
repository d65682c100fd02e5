"""The story: one item of wire copy, as it was read, before and after enrichment."""

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Final, Literal

from slugline.records.events import EntityEvent, QuoteEvent, StoryRef, TopicEvent
from slugline.records.marks import Moment, Offset, Open, Positive, Urgency, doc
from slugline.records.signals import LinkRel, Signal
from slugline.records.zones import ZoneKind

Status = Literal["usable", "withheld", "canceled"]
SkipReason = Literal["language", "canceled", "withheld", "no-text", "advisory"]


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
class Concept:
    """A subject, place, person or the like in the publisher's words: who sent the story chose it, not we."""

    qcode: Annotated[str | None, doc("as given: medtop:20000139, NO, or the uri of the concept")]
    name: str | None
    scheme: Annotated[str | None, doc("the vocabulary that the code is from, as given")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Someone who made the story, with what the wire says of them."""

    name: str
    role: Annotated[str | None, doc("writer, editor, photographer, as given")] = None
    affiliation: Annotated[str | None, doc("whom they write for, where that is not the source")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """Which piece of a story sent in pieces this is: take 2 of 3."""

    number: Positive
    of: Annotated[Positive | None, doc("how many there are; null where it was not said")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another item that this one has to do with."""

    rel: Open[LinkRel]
    uri: Annotated[str, doc("of the other item; its slug where the copy names no more than that")]


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
    urgency: Urgency | None = None
    priority: Annotated[str | None, doc("of the transmission, as the wire has it: 4, or a letter")] = None
    subjects: Annotated[tuple[Concept, ...], doc("as the publisher gave them; ours are the topics")] = ()
    keywords: tuple[str, ...] = ()
    genre: Annotated[str | None, doc("as given: Article, Feature")] = None
    places: Annotated[tuple[Concept, ...], doc("as the publisher gave them")] = ()
    people: Annotated[tuple[Concept, ...], doc("whom it is about, as the publisher gave them")] = ()
    organisations: Annotated[tuple[Concept, ...], doc("as the publisher gave them")] = ()
    occasions: Annotated[tuple[Concept, ...], doc("the publisher's events: a regatta, a summit")] = ()
    objects: Annotated[tuple[Concept, ...], doc("a ship, a painting, as the publisher gave them")] = ()
    usage_terms: str | None = None
    copyright: Annotated[str | None, doc("notice, or holder where there is no notice")] = None
    credit: Annotated[str | None, doc("the line that is to be printed with the story")] = None
    editor_note: Annotated[
        str | None, doc("for editors, not to be printed; paragraphs part by line feeds")
    ] = None
    authors: Annotated[tuple[Author, ...], doc("beside the byline, where more is said than a name")] = ()
    embargoed: Annotated[Moment | None, doc("not to be published before")] = None
    signals: Annotated[tuple[Open[Signal], ...], doc("each once, in the order they were met")] = ()
    take: Take | None = None
    links: tuple[Link, ...] = ()
    provider: Annotated[str | None, doc("who delivered it, where that is told beside the source")] = None
    received: Annotated[Moment | None, doc("when the wire sent it, as the transmission says")] = None
    alt_ids: Annotated[tuple[str, ...], doc("what else its publisher calls the item, as given")] = ()
    modified: Annotated[Moment | None, doc("when its publisher last changed it, where that is told")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Copy):
    """A story as intake read it. It crosses Kafka in this form in what a raw record is unpacked into."""

    versioned: Annotated[bool, doc("whether the wire gave the version; else it is 1 and says nothing")] = (
        False
    )


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
    truncated: Annotated[
        bool,
        doc("whether there is more in the text than is told here: it was too long, or the events too many"),
    ] = False


KEPT: Final = frozenset(
    {
        "uri", "version", "status", "language", "source", "slugline", "published", "modified", "urgency",
        "priority", "signals", "links", "provider", "received", "alt_ids", "pipeline", "truncated",
    }
)  # fmt: skip
"""What stays in the enriched record of a story that is taken back."""


def emptied(story: EnrichedStory) -> EnrichedStory:
    """Return the record of a ``story`` that is canceled or withheld: of what it said nothing is left.

    Lists are empty, of a kind that this module does not know, too; the status is why it is skipped.
    """
    nothing: dict[str, Any] = {
        field.name: () if isinstance(getattr(story, field.name), tuple) else None
        for field in fields(story)
        if field.name not in KEPT
    }
    return replace(story, **nothing | {"text": "", "skipped": story.status, "truncated": False})


def reference(story: Copy) -> StoryRef:
    """Return what an event says of the ``story`` it came from."""
    return StoryRef(
        uri=story.uri,
        version=story.version,
        source=story.source,
        urgency=story.urgency,
        signals=story.signals,
    )
