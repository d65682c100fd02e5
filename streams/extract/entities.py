"""Entity events: who and what a story names, one event for all mentions of a name."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from schemas.events import EntityEvent, Mention, StoryRef
from schemas.identity import event_id
from schemas.story import Story
from streams.extract.finding import find
from streams.extract.gazetteer import AUTHORITY, Entry
from streams.extract.joining import join
from streams.extract.kinds import settle
from streams.extract.linking import Linked, link
from streams.extract.merge import Cluster, merge
from streams.extract.roles import role_of
from streams.extract.salience import salience
from streams.extract.sieve import heard, lower_words, sift
from streams.extract.spots import collect
from streams.extract.titled import titles

FOUND = "slugline.entities"


def extract(story: Story, doc: Doc) -> tuple[EntityEvent, ...]:
    """Return one event per entity of the story, the most salient first.

    The answer is kept in ``doc.user_data``, so asking again costs nothing.
    """
    if FOUND not in doc.user_data:
        doc.user_data[FOUND] = _find(story, doc)
    found: tuple[EntityEvent, ...] = doc.user_data[FOUND]
    return found


def _find(story: Story, doc: Doc) -> tuple[EntityEvent, ...]:
    lower = lower_words(story.text)
    spots = sift(story.text, heard(story, collect(story, doc)), lower)
    missed = sift(story.text, find(story, spots), lower)
    spots = titles(story, sorted([*spots, *missed], key=lambda spot: spot.start))
    settle(story.text, spots)
    spots = join(story.text, spots)
    clusters = merge(spots)
    authority: Mapping[str, Entry] = doc.user_data.get(AUTHORITY, {})
    countries = {cluster.country for cluster in clusters if cluster.country}
    most = max((len(cluster.spots) for cluster in clusters), default=1)
    linked = [(cluster, link(cluster, countries, authority.get(cluster.known))) for cluster in clusters]
    events = [
        _event(
            story,
            cluster,
            role_of(story.text, cluster.spots, spots) if cluster.label == "PERSON" else None,
            salience(story, cluster, most),
            what,
        )
        for cluster, what in _once(linked)
    ]
    return tuple(sorted(events, key=lambda event: (-event.salience, event.mentions[0].start)))


def _once(linked: Sequence[tuple[Cluster, Linked]]) -> list[tuple[Cluster, Linked]]:
    """Return the clusters so that no two are one entity: "Delhi" and "New Delhi" have one GeoNames id."""
    first: dict[str, tuple[Cluster, Linked]] = {}
    for cluster, what in linked:
        if what.entity_id in first:
            spots = first[what.entity_id][0].spots
            spots.extend(cluster.spots)
            spots.sort(key=lambda spot: spot.start)
        else:
            first[what.entity_id] = (cluster, what)
    return list(first.values())


def _event(story: Story, cluster: Cluster, role: str | None, weight: float, linked: Linked) -> EntityEvent:
    return EntityEvent(
        id=event_id("entity", story.uri, story.version, linked.entity_id),
        story=StoryRef(uri=story.uri, version=story.version),
        entity_id=linked.entity_id,
        name=linked.name,
        type=linked.type,
        role=role,
        links=linked.links,
        mentions=tuple(
            Mention(start=spot.start, end=spot.end, text=spot.text, zone=spot.zone) for spot in cluster.spots
        ),
        count=len(cluster.spots),
        salience=weight,
    )
