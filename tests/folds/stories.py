"""Invented enriched stories, as small as can be, for the tests of the trends."""

from collections.abc import Sequence

from slugline.records.events import EntityEvent, Links, PathStep, QuoteEvent, StoryRef, TopicEvent
from slugline.records.ids import event_id
from slugline.records.story import EnrichedStory, Pipeline, SkipReason, Status

NOTHING = Links(iso3166=None, geonames=None, wikidata=None)


def story(
    uri: str,
    version: int = 1,
    entities: Sequence[tuple[str, str]] = (),
    topics: Sequence[tuple[str, str]] = (),
    speakers: Sequence[tuple[str | None, str | None]] = (),
    published: str | None = None,
    status: Status = "usable",
    skipped: SkipReason | None = None,
) -> EnrichedStory:
    """Return a story with (entity_id, name), (qcode, name) and (speaker_entity, speaker_name) as given."""
    ref = StoryRef(uri=uri, version=version)
    return EnrichedStory(
        uri=uri, version=version, status=status, headline=None, byline=(), dateline=None, published=published,
        language="en", source=None, slugline=None, text="", zones=(), skipped=skipped,
        entities=tuple(_entity(ref, *one) for one in entities),
        quotes=tuple(_quote(ref, place, *one) for place, one in enumerate(speakers)),
        topics=tuple(_topic(ref, rank, *one) for rank, one in enumerate(topics, 1)),
        pipeline=Pipeline(version="0", model="none"),
    )  # fmt: skip


def _entity(ref: StoryRef, entity_id: str, name: str) -> EntityEvent:
    return EntityEvent(
        id=event_id("entity", ref.uri, ref.version, entity_id), story=ref, entity_id=entity_id, name=name,
        type="PERSON", role=None, links=NOTHING, mentions=(), count=1, salience=0.0,
    )  # fmt: skip


def _quote(ref: StoryRef, place: int, speaker: str | None, name: str | None) -> QuoteEvent:
    return QuoteEvent(
        id=event_id("quote", ref.uri, ref.version, place), story=ref, kind="direct", text="", pieces=(),
        cue=None, speaker=None, speaker_name=name, speaker_entity=speaker, attribution="explicit",
        confidence=1.0, zone="body", places=(),
    )  # fmt: skip


def _topic(ref: StoryRef, rank: int, qcode: str, name: str) -> TopicEvent:
    return TopicEvent(
        id=event_id("topic", ref.uri, ref.version, qcode), story=ref, qcode=qcode, name=name,
        path=(PathStep(qcode=qcode, name=name),), wikidata=None, score=0.9, rank=rank, primary=rank == 1,
        release="2025-10-09",
    )  # fmt: skip
