"""The table of kinds: what is found in a story, its record, its feed, and what finds it.

A kind is one module (its extractor), one record and one row here. The processor, the feeds, the metrics, the
command and the contracts derive from this table; a row that cannot work is an error when it is imported.
An extractor is imported with the first story: word lists and rules are most of what Slugline loads, and
whoever only needs the table (the worker itself, most commands) does without them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from slugline.kind import Kind, KindError, checked, enriched_record
from slugline.records import feeds, story
from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent
from slugline.records.feeds import (
    ALERT_FEEDS,
    CHAIN_FEEDS,
    DEAD_LETTERS,
    ENTITIES,
    HELD,
    QUOTES,
    REGISTER,
    STORIES,
    TALLIES,
    TOPICS,
    TRENDS,
)

if TYPE_CHECKING:
    from slugline.reading.reading import Reading

__all__ = ["ALL_FEEDS", "ENRICHED", "FEEDS", "KINDS", "EnrichedStory", "Kind", "KindError"]


def _entities(reading: "Reading") -> Iterable[EntityEvent]:
    from slugline.entities import extraction

    return extraction.extract(reading)


def _quotes(reading: "Reading", entities: Sequence[EntityEvent]) -> Iterable[QuoteEvent]:
    from slugline import quotes

    return quotes.extract(reading, entities)


def _topics(reading: "Reading") -> Iterable[TopicEvent]:
    from slugline import topics

    return topics.extract(reading)


KINDS = checked(
    (
        Kind(name="entity", plural="entities", record=EntityEvent, feed=ENTITIES, extract=_entities),
        Kind(
            name="quote",
            plural="quotes",
            record=QuoteEvent,
            feed=QUOTES,
            extract=_quotes,
            needs=("entity",),
            sure=True,
        ),
        Kind(name="topic", plural="topics", record=TopicEvent, feed=TOPICS, extract=_topics),
    )
)
"""All kinds, each behind those it needs."""

if TYPE_CHECKING:  # a type checker sees the lists that are declared
    from slugline.records.story import EnrichedStory as EnrichedStory
else:
    EnrichedStory = enriched_record(KINDS, __name__)
    """The record of the enriched feed, with a list for every kind."""

ENRICHED = (
    feeds.ENRICHED if EnrichedStory is story.EnrichedStory else replace(feeds.ENRICHED, record=EnrichedStory)
)
"""The enriched feed, whose record has a list for every kind."""

FEEDS = (STORIES, *(kind.feed for kind in KINDS), ENRICHED, REGISTER, HELD, TALLIES, TRENDS, DEAD_LETTERS)
"""The feeds of every installation, the input first."""

ALL_FEEDS = (*FEEDS, *CHAIN_FEEDS, *ALERT_FEEDS)
"""These, and those that are there where stories are chained, or where there is a watchlist."""
