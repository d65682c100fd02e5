"""The table of kinds: what is found in a story, its record, its feed, and what finds it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from slugline import quotes, topics
from slugline.entities import extraction as entities
from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent
from slugline.records.feeds import ENTITIES, QUOTES, TOPICS, Feed

Event = EntityEvent | QuoteEvent | TopicEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of event.

    ``name`` is what one event is called, ``plural`` its field of the enriched story. ``extract`` takes the
    Reading, then the events of each kind in ``needs``, in that order; of one that failed it gets none.
    """

    name: str
    plural: str
    record: type
    feed: Feed
    extract: Callable[..., Iterable[Any]]
    needs: tuple[str, ...] = ()


KINDS = (
    Kind(name="entity", plural="entities", record=EntityEvent, feed=ENTITIES, extract=entities.extract),
    Kind(
        name="quote",
        plural="quotes",
        record=QuoteEvent,
        feed=QUOTES,
        extract=quotes.extract,
        needs=("entity",),
    ),
    Kind(name="topic", plural="topics", record=TopicEvent, feed=TOPICS, extract=topics.extract),
)
"""All kinds, each behind those it needs."""
