"""Which stories the demo shows of all it has: those in which most is found, and surely; of each topic one."""

from collections.abc import Iterable
from dataclasses import replace

from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent
from slugline.records.story import EnrichedStory

QUOTES, ENTITIES = 2, 5
"""So many are shown of a story."""
LONGEST = 120
"""Code points of a quote that fits on two lines."""


def best(stories: Iterable[EnrichedStory], count: int) -> list[EnrichedStory]:
    """Return ``count`` of the ``stories``, the best first, each with what is to be shown of it.

    The last version of a story stands for all; two stories of one top-level topic come after one of another.
    """
    latest = {one.uri: one for one in sorted(stories, key=lambda one: one.version) if one.skipped is None}
    ranked = sorted((_brightest(one) for one in latest.values()), key=lambda one: (-_worth(one), one.uri))
    seen: set[str] = set()
    first: list[EnrichedStory] = []
    second: list[EnrichedStory] = []
    for one in ranked:
        top = next((event.path[0].qcode for event in one.topics if event.path), "")
        (second if top in seen else first).append(one)
        seen.add(top)
    return [*first, *second][:count]


def _brightest(story: EnrichedStory) -> EnrichedStory:
    """Return the story with its surest quotes by different speakers, and the entities it is most about."""
    quotes: dict[str, QuoteEvent] = {}
    for event in sorted(story.quotes, key=lambda event: (-_clear(event), event.pieces[0].start)):
        quotes.setdefault(event.speaker_name or "", event)
    shown = sorted(list(quotes.values())[:QUOTES], key=lambda event: event.pieces[0].start)
    entities = sorted(story.entities, key=lambda event: (-_known(event), event.mentions[0].start))
    return replace(story, quotes=tuple(shown), entities=tuple(entities[:ENTITIES]), topics=_topic(story))


def _topic(story: EnrichedStory) -> tuple[TopicEvent, ...]:
    """Return the best topic, as narrow as it was told."""
    above = {step.qcode for event in story.topics for step in event.path[:-1]}
    narrow = [event for event in story.topics if event.qcode not in above]
    return tuple(sorted(narrow, key=lambda event: -event.score)[:1])


def _clear(event: QuoteEvent) -> float:
    """Say how well a quote shows what is done: words in quote marks, on two lines, by who has a name."""
    short = len(event.text) <= LONGEST and len(event.pieces) == 1
    direct = event.kind == "direct"
    named = event.speaker_name is not None and " " in event.speaker_name
    return event.confidence * (1 + short + 2 * direct + 2 * named)


def _known(event: EntityEvent) -> float:
    return event.salience + 0.2 * (event.role is not None) + 0.1 * (event.links.iso3166 is not None)


def _worth(story: EnrichedStory) -> float:
    quotes = sum(_clear(event) for event in story.quotes)
    roles = sum(event.role is not None for event in story.entities)
    topic = max((event.score for event in story.topics), default=0.0)
    return quotes + roles + 4 * topic
