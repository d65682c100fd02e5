"""Entity events: who and what a story names."""

from collections.abc import Iterable
from typing import get_args

from spacy.tokens import Doc

from schemas.events import EntityEvent, EntityType, Links, Mention, StoryRef
from schemas.identity import event_id
from schemas.story import Story

TYPES = frozenset(get_args(EntityType))


def extract(story: Story, doc: Doc) -> Iterable[EntityEvent]:
    """Yield one event per entity of the story, the most salient first."""
    grouped: dict[tuple[EntityType, str], list[Mention]] = {}
    for ent in doc.ents:
        if ent.label_ in TYPES:
            zone = next((z.kind for z in story.zones if z.start <= ent.start_char < z.end), "body")
            mention = Mention(start=ent.start_char, end=ent.end_char, text=ent.text, zone=zone)
            grouped.setdefault((ent.label_, ent.text), []).append(mention)  # type: ignore[arg-type]  # label checked
    for (kind, name), mentions in grouped.items():
        entity_id = f"{kind}:{name}"
        yield EntityEvent(
            id=event_id("entity", story.uri, story.version, entity_id),
            story=StoryRef(uri=story.uri, version=story.version),
            entity_id=entity_id,
            name=name,
            type=kind,
            role=None,
            links=Links(iso3166=None, geonames=None, wikidata=None),
            mentions=tuple(mentions),
            count=len(mentions),
            salience=0.0,
        )
