"""The table of feeds: every Kafka topic Slugline reads or writes, in one place."""

from dataclasses import dataclass
from typing import Literal

from slugline.records.dead_letter import DeadLetter
from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent, TrendEvent
from slugline.records.story import EnrichedStory
from slugline.records.tally import Tally

HOUR = 3_600_000
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One Kafka topic. ``record`` is None where the value is the publisher's own bytes."""

    name: str
    record: type | None
    key: str
    purpose: str
    cleanup: Literal["delete", "compact"]
    retention_ms: int | None
    """How long records stay, in milliseconds; None on a compacted feed: the last record of each key stays."""
    partitions: int = 8
    """The same on every feed, so that all that belongs to one story stays in one partition."""
    internal: bool = False
    """Only Slugline itself reads it; its records carry no CloudEvents headers."""


STORIES = Feed(
    name="wire.stories.raw.v1", record=None, key="story uri", cleanup="delete", retention_ms=7 * DAY,
    purpose="wire stories as they come: ninjs JSON or plain text",
)  # fmt: skip
ENTITIES = Feed(
    name="wire.entities.v1", record=EntityEvent, key="story uri", cleanup="delete", retention_ms=30 * DAY,
    purpose="one event per entity of a story, with all its mentions",
)  # fmt: skip
QUOTES = Feed(
    name="wire.quotes.v1", record=QuoteEvent, key="story uri", cleanup="delete", retention_ms=30 * DAY,
    purpose="one event per quote, with its speaker",
)  # fmt: skip
TOPICS = Feed(
    name="wire.topics.v1", record=TopicEvent, key="story uri", cleanup="delete", retention_ms=30 * DAY,
    purpose="one event per IPTC Media Topic of a story",
)  # fmt: skip
ENRICHED = Feed(
    name="wire.enriched.v1", record=EnrichedStory, key="story uri", cleanup="compact", retention_ms=None,
    purpose="the whole story with everything found in it; the last version of each",
)  # fmt: skip
TRENDS = Feed(
    name="wire.trends.v1", record=TrendEvent, key="kind and key of the trend",
    cleanup="delete", retention_ms=7 * DAY,
    purpose="windowed counts of entities, topics and speakers, for dashboards",
)  # fmt: skip
TALLIES = Feed(
    name="wire.trends.tallies.v1", record=Tally, key="story uri; the partition is that of the things counted",
    cleanup="delete", retention_ms=7 * DAY, internal=True,
    purpose="what each story adds to the trends, on its way from the story to the things counted",
)  # fmt: skip
DEAD_LETTERS = Feed(
    name="wire.stories.raw.v1.dlq", record=DeadLetter, key="as it came",
    cleanup="delete", retention_ms=30 * DAY,
    purpose="what could not be read or handled: the original bytes, the address and the reason",
)  # fmt: skip

FEEDS = (STORIES, ENTITIES, QUOTES, TOPICS, ENRICHED, TALLIES, TRENDS, DEAD_LETTERS)
"""All feeds, the input first."""
