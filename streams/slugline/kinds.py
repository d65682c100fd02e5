"""The table of kinds: what is found in a story, its record, its feed, and what finds it.

A kind is one module (its extractor), one record and one row here. The processor, the feeds, the metrics, the
command and the contracts derive from this table; a row that cannot work is an error when it is imported.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from slugline import quotes, topics
from slugline.entities import extraction as entities
from slugline.kind import Kind, KindError, checked, enriched_record
from slugline.records import feeds, story
from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent
from slugline.records.feeds import (
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

__all__ = ["ENRICHED", "FEEDS", "KINDS", "EnrichedStory", "Kind", "KindError"]

KINDS = checked(
    (
        Kind(name="entity", plural="entities", record=EntityEvent, feed=ENTITIES, extract=entities.extract),
        Kind(
            name="quote",
            plural="quotes",
            record=QuoteEvent,
            feed=QUOTES,
            extract=quotes.extract,
            needs=("entity",),
            sure=True,
        ),
        Kind(name="topic", plural="topics", record=TopicEvent, feed=TOPICS, extract=topics.extract),
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
"""All feeds, the input first."""
