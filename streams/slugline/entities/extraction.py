"""Entity events: who and what a story names, one event for all mentions of a name."""

from collections.abc import Mapping, Sequence

from slugline.entities.countries_and_things import without_namesakes
from slugline.entities.joining import join_and_part
from slugline.entities.links import Linked, link
from slugline.entities.loose_capitals import with_loose_capitals
from slugline.entities.merging import Cluster, merge
from slugline.entities.missed_names import find_missed
from slugline.entities.name_spans import NameSpan, named_spans
from slugline.entities.name_types import settle_types
from slugline.entities.not_names import lower_words, that_can_be_names, without_shouted
from slugline.entities.places import settle_places
from slugline.entities.quoted_titles import with_quoted_titles
from slugline.entities.roles import Role, before_titles, body_of, role_of
from slugline.entities.salience import salience
from slugline.entities.teams import find_teams
from slugline.entities.title_case import parted_in_title_case
from slugline.entities.whole_names import with_whole_names
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
    spans = parted_in_title_case(story, sorted([*spans, *missed], key=lambda span: span.start))
    spans = with_quoted_titles(story, spans)
    spans = with_loose_capitals(story.text, with_whole_names(story.text, spans))
    settle_types(story.text, spans)
    find_teams(story.text, spans)
    spans = without_namesakes(story.text, join_and_part(story.text, spans), lower)
    settle_places(story.text, spans)
    clusters = merge(spans)
    ends = before_titles(spans)
    most = max((len(cluster.spans) for cluster in clusters), default=1)
    linked = [
        (cluster, link(cluster, reading.authority.get(cluster.entry), reading.sure.get(cluster.entry)))
        for cluster in clusters
    ]
    whole = _once(linked)
    roles = _roles(story.text, [cluster for cluster, _ in whole], ends)
    ids = {id(span): what.entity_id for cluster, what in whole for span in cluster.spans}
    events, spans = [], sorted(spans, key=lambda span: span.start)
    for cluster, what in whole:
        role = roles.get(id(cluster))
        body = body_of(role, ends) if role else None
        events.append(_event(story, cluster, role, ids.get(id(body)), salience(story, cluster, most), what))
    return tuple(sorted(events, key=lambda event: (-event.salience, event.mentions[0].start)))


def _roles(text: str, clusters: Sequence[Cluster], ends: Mapping[int, NameSpan]) -> dict[int, Role]:
    """Return the roles of the people among ``clusters``, by the id of the cluster."""
    people = (cluster for cluster in clusters if cluster.label == "PERSON")
    return {id(one): role for one in people if (role := role_of(text, one.spans, ends))}


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


def _event(
    story: Story, cluster: Cluster, role: Role | None, role_of: str | None, weight: float, linked: Linked
) -> EntityEvent:
    return EntityEvent(
        id=event_id("entity", story.uri, linked.entity_id),
        story=reference(story),
        entity_id=linked.entity_id,
        name=linked.name,
        type=linked.type,
        role=role.text if role else None,
        role_of=role_of,
        links=linked.links,
        mentions=tuple(
            Mention(start=span.start, end=span.end, text=span.text, zone=span.zone) for span in cluster.spans
        ),
        count=len(cluster.spans),
        salience=weight,
    )
