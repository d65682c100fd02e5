"""Entity events: who and what a story names, one event for all mentions of a name."""

from collections.abc import Sequence

from slugline.entities.joining import join_and_part
from slugline.entities.links import Linked, link
from slugline.entities.merging import Cluster, merge
from slugline.entities.missed_names import find_missed
from slugline.entities.name_spans import named_spans
from slugline.entities.name_types import settle_types
from slugline.entities.namesakes import without_namesakes
from slugline.entities.not_names import lower_words, that_can_be_names, without_shouted
from slugline.entities.places import settle_places
from slugline.entities.quoted_titles import with_quoted_titles
from slugline.entities.roles import before_titles, role_of
from slugline.entities.salience import salience
from slugline.reading.reading import Reading
from slugline.records.events import EntityEvent, Mention
from slugline.records.ids import event_id
from slugline.records.story import Story, reference


def extract(reading: Reading) -> tuple[EntityEvent, ...]:
    """Return one event per entity of the story, the most salient first."""
    story = reading.story
    lower = lower_words(story.text)
    seen = without_shouted(story, named_spans(reading))
    spans = that_can_be_names(story.text, seen, lower)
    missed = that_can_be_names(story.text, find_missed(story, spans), lower)
    spans = with_quoted_titles(story, sorted([*spans, *missed], key=lambda span: span.start))
    settle_types(story.text, spans)
    spans = without_namesakes(story.text, join_and_part(story.text, spans), lower)
    settle_places(story.text, spans)
    clusters = merge(spans)
    ends = before_titles(spans)
    most = max((len(cluster.spans) for cluster in clusters), default=1)
    linked = [(cluster, link(cluster, reading.authority.get(cluster.entry))) for cluster in clusters]
    events = [
        _event(
            story,
            cluster,
            role_of(story.text, cluster.spans, ends) if cluster.label == "PERSON" else None,
            salience(story, cluster, most),
            what,
        )
        for cluster, what in _once(linked)
    ]
    return tuple(sorted(events, key=lambda event: (-event.salience, event.mentions[0].start)))


def _once(linked: Sequence[tuple[Cluster, Linked]]) -> list[tuple[Cluster, Linked]]:
    """Return the clusters so that no two are one entity: "Mumbai" and "Bombay" have one GeoNames id."""
    first: dict[str, tuple[Cluster, Linked]] = {}
    for cluster, what in linked:
        if what.entity_id in first:
            spans = first[what.entity_id][0].spans
            spans.extend(cluster.spans)
            spans.sort(key=lambda span: span.start)
        else:
            first[what.entity_id] = (cluster, what)
    return list(first.values())


def _event(story: Story, cluster: Cluster, role: str | None, weight: float, linked: Linked) -> EntityEvent:
    return EntityEvent(
        id=event_id("entity", story.uri, linked.entity_id),
        story=reference(story),
        entity_id=linked.entity_id,
        name=linked.name,
        type=linked.type,
        role=role,
        links=linked.links,
        mentions=tuple(
            Mention(start=span.start, end=span.end, text=span.text, zone=span.zone) for span in cluster.spans
        ),
        count=len(cluster.spans),
        salience=weight,
    )
