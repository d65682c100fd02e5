"""Entity events: who and what a story names, one event for all mentions of a name."""

from collections.abc import Sequence

from slugline.entities.joining import join
from slugline.entities.links import Linked, link
from slugline.entities.merging import Cluster, merge
from slugline.entities.missed_names import find
from slugline.entities.name_spans import collect
from slugline.entities.name_types import settle
from slugline.entities.not_names import heard, lower_words, sift
from slugline.entities.quoted_titles import titles
from slugline.entities.roles import role_of
from slugline.entities.salience import salience
from slugline.reading.reading import Reading
from slugline.records.events import EntityEvent, Mention, StoryRef
from slugline.records.ids import event_id
from slugline.records.story import Story


def extract(reading: Reading) -> tuple[EntityEvent, ...]:
    """Return one event per entity of the story, the most salient first."""
    story = reading.story
    lower = lower_words(story.text)
    spots = sift(story.text, heard(story, collect(reading)), lower)
    missed = sift(story.text, find(story, spots), lower)
    spots = titles(story, sorted([*spots, *missed], key=lambda spot: spot.start))
    settle(story.text, spots)
    spots = join(story.text, spots)
    clusters = merge(spots)
    countries = {cluster.country for cluster in clusters if cluster.country}
    most = max((len(cluster.spots) for cluster in clusters), default=1)
    linked = [
        (cluster, link(cluster, countries, reading.authority.get(cluster.known))) for cluster in clusters
    ]
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
