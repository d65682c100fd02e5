"""The events: one record for each thing found in a story, and the windowed trends made from them."""

from dataclasses import dataclass
from typing import Annotated, Literal

from slugline.records.marks import Count, Moment, Offset, Open, Positive, Qcode, Unit, Urgency, Uuid, doc
from slugline.records.signals import Signal
from slugline.records.zones import ZoneKind

EntityType = Literal["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Attribution = Literal["explicit", "pronoun", "nominal", "follow-on", "none"]
Stance = Literal["said", "denied"]
PointKind = Literal["place", "middle"]
TrendKind = Literal["entity", "topic", "speaker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRef:
    """The story an event came from, with what events are routed by."""

    uri: str
    version: Positive
    source: Annotated[str | None, doc("the agency or outlet that wrote it")] = None
    urgency: Urgency | None = None
    signals: Annotated[tuple[Open[Signal], ...], doc("what the wire says about the story")] = ()


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
    zone: Open[ZoneKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Identifiers of the entity elsewhere."""

    iso3166: Annotated[str | None, doc("ISO 3166-1 alpha-2 country code")]
    geonames: Annotated[str | None, doc("GeoNames id")]
    wikidata: Annotated[str | None, doc("Wikidata item, Q42")]
    iso3166_2: Annotated[
        str | None, doc("ISO 3166-2 code of a state, province or other first-level region: US-GA")
    ] = None
    lat: Annotated[float | None, doc("latitude, degrees north")] = None
    lon: Annotated[float | None, doc("longitude, degrees east")] = None
    point: Annotated[
        Open[PointKind] | None,
        doc(
            "what lat and lon are: place, the point of a town; middle, that of a region's or country's towns"
        ),
    ] = None
    confidence: Annotated[
        Unit | None, doc("how sure it is that the entry of the user's authority file is meant")
    ] = None
    ticker: Annotated[
        str | None, doc("listed companies: market (ISO 10383) and symbol, XNYS:KO, or the symbol alone")
    ] = None
    isin: Annotated[str | None, doc("listed companies: ISIN (ISO 6166)")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityEvent:
    """One entity of a story with all its mentions."""

    id: Uuid
    story: StoryRef
    entity_id: Annotated[str, doc("equal across stories: a link id where there is one, else type and name")]
    name: Annotated[str, doc("canonical name within the story")]
    type: Open[EntityType]
    role: Annotated[str | None, doc('title or office, as written: "NATO Secretary General"')]
    links: Links
    mentions: Annotated[tuple[Mention, ...], doc("in order")]
    count: Annotated[Positive, doc("number of mentions")]
    salience: Annotated[Unit, doc("how much the story is about it")]
    role_of: Annotated[
        str | None, doc("entity_id of the organisation, place or people that the role is in or of: NATO's")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEvent:
    """One thing said in a story, and who said it."""

    id: Uuid
    story: StoryRef
    kind: Open[QuoteKind]
    text: Annotated[str, doc("the pieces' words, joined by ' ... '")]
    pieces: Annotated[tuple[Span, ...], doc("in order, without the outer quote marks")]
    cue: Annotated[Words | None, doc('the words that say it was said: "told reporters"')]
    speaker: Annotated[Words | None, doc("the words in the text that name the speaker")]
    speaker_name: Annotated[str | None, doc("the speaker's full, canonical name")]
    speaker_entity: Annotated[str | None, doc("entity_id of the speaker's entity event")]
    attribution: Open[Attribution]
    confidence: Annotated[Unit, doc("calibrated: the share of such quotes whose speaker is right")]
    zone: Open[ZoneKind]
    places: Annotated[tuple[Open[ZoneKind], ...], doc("other zones that repeat it, in text order")]
    stance: Annotated[Open[Stance], doc("denied: the text is what the speaker says is not so")] = "said"


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
    path: Annotated[tuple[PathStep, ...], doc("from the top-level topic down to this one, itself included")]
    wikidata: str | None
    score: Annotated[Unit, doc("calibrated")]
    rank: Annotated[Positive, doc("1 is the best")]
    primary: bool
    release: Annotated[str, doc("release of the vocabulary: 2025-10-09")]


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
    kind: Open[TrendKind]
    key: Annotated[str, doc("entity_id, qcode, or the speaker's entity_id")]
    name: str
    stories: Count
    previous: Annotated[Count, doc("stories in the window of the same length just before")]
    score: Annotated[
        float,
        doc("how unusual chains are against the window before, stories without: docs/adr/0003-trends.md"),
    ]
    chains: Annotated[
        Count | None, doc("of the stories, each chain once; null where stories are not chained")
    ] = None
    chains_previous: Annotated[Count | None, doc("the same in the window just before")] = None
