"""The events: one record for each thing found in a story, and the windowed trends made from them."""

from dataclasses import dataclass
from typing import Annotated, Literal

from slugline.records.marks import Count, Moment, Offset, Positive, Qcode, Unit, Uuid
from slugline.records.zones import ZoneKind

EntityType = Literal["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Attribution = Literal["explicit", "pronoun", "nominal", "follow-on", "none"]
TrendKind = Literal["entity", "topic", "speaker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRef:
    """The story an event came from."""

    uri: str
    version: Positive


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the story's text, end exclusive."""

    start: Offset
    end: Offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of the story's text with its words: ``text`` equals the story's ``text[start:end]``."""

    start: Offset
    end: Offset
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where an entity is named."""

    start: Offset
    end: Offset
    text: str
    zone: ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Identifiers of the entity elsewhere."""

    iso3166: Annotated[str | None, "ISO 3166-1 alpha-2 country code"]
    geonames: Annotated[str | None, "GeoNames id"]
    wikidata: Annotated[str | None, "Wikidata item, Q42"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityEvent:
    """One entity of a story with all its mentions."""

    id: Uuid
    story: StoryRef
    entity_id: Annotated[str, "equal across stories: a link id where there is one, else type and name"]
    name: Annotated[str, "canonical name within the story"]
    type: EntityType
    role: Annotated[str | None, 'title or office, as written: "NATO Secretary General"']
    links: Links
    mentions: Annotated[tuple[Mention, ...], "in order"]
    count: Annotated[Positive, "number of mentions"]
    salience: Annotated[Unit, "how much the story is about it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEvent:
    """One thing said in a story, and who said it."""

    id: Uuid
    story: StoryRef
    kind: QuoteKind
    text: Annotated[str, "the pieces' words, joined by ' ... '"]
    pieces: Annotated[tuple[Span, ...], "in order, without the outer quote marks"]
    cue: Annotated[Words | None, 'the words that say it was said: "told reporters"']
    speaker: Annotated[Words | None, "the words in the text that name the speaker"]
    speaker_name: Annotated[str | None, "the speaker's full, canonical name"]
    speaker_entity: Annotated[str | None, "entity_id of the speaker's entity event"]
    attribution: Attribution
    confidence: Annotated[Unit, "calibrated: the share of such quotes whose speaker is right"]
    zone: ZoneKind
    places: Annotated[tuple[ZoneKind, ...], "other zones that repeat it, in text order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One concept on the way from the top of the vocabulary."""

    qcode: Qcode
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEvent:
    """One IPTC Media Topic a story is about."""

    id: Uuid
    story: StoryRef
    qcode: Qcode
    name: str
    path: Annotated[tuple[PathStep, ...], "from the top-level topic down to this one, itself included"]
    wikidata: str | None
    score: Annotated[Unit, "calibrated"]
    rank: Annotated[Positive, "1 is the best"]
    primary: bool
    release: Annotated[str, "release of the vocabulary: 2025-10-09"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time, end exclusive."""

    start: Moment
    end: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendEvent:
    """How many stories of a window have one entity, topic or speaker."""

    id: Uuid
    window: Window
    kind: TrendKind
    key: Annotated[str, "entity_id, qcode, or the speaker's entity_id"]
    name: str
    stories: Count
    previous: Annotated[Count, "stories in the window of the same length just before"]
    score: Annotated[float, "how unusual: see streams/trends"]
