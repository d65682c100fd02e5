"""The feeds: what Slugline knows of a Kafka topic, and those that are always there.

A kind of event brings a feed of its own; ``slugline.kinds.FEEDS`` has all of them.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from slugline.records.alert_event import AlertEvent, MetStory
from slugline.records.chain_event import ChainEvent
from slugline.records.dead_letter import DeadLetter
from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent, TrendEvent
from slugline.records.register_row import RegisterRow
from slugline.records.story import EnrichedStory
from slugline.records.story_imprint import StoryImprint
from slugline.records.tally import Tally

HOUR = 3_600_000
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One Kafka topic. ``record`` is None where the value is the publisher's own bytes.

    ``name`` is without the prefix of an installation: see ``slugline.feed_names``.
    """

    name: str
    event: str
    """What one record is called: in ``ce_type``, in schema ids and in file names."""
    record: type | None
    key: str
    purpose: str
    cleanup: Literal["delete", "compact"]
    retention_ms: int | None
    """How long records stay, in milliseconds; None on a compacted feed: the last record of each key stays."""
    partitions: int | None = None
    """None: as many as every other feed, so that all that belongs to one story stays in one partition."""
    internal: bool = False
    """Only Slugline itself reads it; its records carry no CloudEvents headers."""


def events_feed(name: str, plural: str, record: type, purpose: str) -> Feed:
    """Return the feed of one kind of event, of which one is called ``name``: keyed by story, for 30 days."""
    return Feed(
        name=f"wire.{plural}.v1", event=name, record=record, key="story uri",
        cleanup="delete", retention_ms=30 * DAY, purpose=purpose,
    )  # fmt: skip


STORIES = Feed(
    name="wire.stories.raw.v1", event="story", record=None, key="story uri",
    cleanup="delete", retention_ms=7 * DAY,
    purpose="wire stories as they come, in any format that intake reads",
)  # fmt: skip
ENTITIES = events_feed(
    "entity", "entities", EntityEvent, "one event per entity of a story, with all its mentions"
)
QUOTES = events_feed("quote", "quotes", QuoteEvent, "one event per quote, with its speaker")
TOPICS = events_feed("topic", "topics", TopicEvent, "one event per IPTC Media Topic of a story")
ENRICHED = Feed(
    name="wire.enriched.v1", event="enriched-story", record=EnrichedStory,
    key="story uri", cleanup="compact", retention_ms=None,
    purpose="the whole story with everything found in it; the last version of each",
)  # fmt: skip
REGISTER = Feed(
    name="wire.stories.register.v1", event="register-row", record=RegisterRow,
    key="story uri", cleanup="compact", retention_ms=None, internal=True,
    purpose="what stands of each story: its newest version, its status and what takes its events back",
)  # fmt: skip
HELD = Feed(
    name="wire.stories.held.v1", event="held-story", record=None,
    key="story uri", cleanup="compact", retention_ms=None, internal=True,
    purpose="stories under an embargo, as they came, until their time comes",
)  # fmt: skip
TRENDS = Feed(
    name="wire.trends.v1", event="trend", record=TrendEvent, key="kind and key of the trend",
    cleanup="delete", retention_ms=7 * DAY,
    purpose="windowed counts of entities, topics and speakers, for dashboards",
)  # fmt: skip
TALLIES = Feed(
    name="wire.trends.tallies.v1", event="tally", record=Tally,
    key="story uri; the partition is that of the things counted",
    cleanup="delete", retention_ms=7 * DAY, internal=True,
    purpose="what each story adds to the trends, on its way from the story to the things counted",
)  # fmt: skip
IMPRINTS = Feed(
    name="wire.stories.imprints.v1", event="story-imprint", record=StoryImprint, key="story uri",
    cleanup="delete", retention_ms=3 * DAY, partitions=1, internal=True,
    purpose="what the chains know of each story, all in one order, without its words",
)  # fmt: skip
CHAINS = Feed(
    name="wire.chains.v1", event="chain", record=ChainEvent,
    key="story uri; of a merger the id of the chain that ends",
    cleanup="delete", retention_ms=7 * DAY, partitions=1,
    purpose="what each story is to its chain: an update, a correction, a copy, a pick-up",
)  # fmt: skip
ALERTS = Feed(
    name="wire.alerts.v1", event="alert", record=AlertEvent, key="name of the rule",
    cleanup="delete", retention_ms=30 * DAY, partitions=1,
    purpose="which rules of the watchlist are met, once for each chain of stories",
)  # fmt: skip
MET = Feed(
    name="wire.alerts.met.v1", event="met-story", record=MetStory, key="story uri",
    cleanup="compact", retention_ms=None, partitions=1, internal=True,
    purpose="the stories that meet rules, from which the alerts are put together again",
)  # fmt: skip
DEAD_LETTERS = Feed(
    name="wire.stories.raw.v1.dlq", event="dead-letter", record=DeadLetter, key="as it came",
    cleanup="delete", retention_ms=30 * DAY,
    purpose="what could not be read or handled: the original bytes, the address and the reason",
)  # fmt: skip

SHORT = MappingProxyType(
    {
        "stories": STORIES,
        "enriched": ENRICHED,
        "register": REGISTER,
        "held": HELD,
        "tallies": TALLIES,
        "trends": TRENDS,
        "imprints": IMPRINTS,
        "chains": CHAINS,
        "met": MET,
        "alerts": ALERTS,
        "dlq": DEAD_LETTERS,
    }
)
"""What people call the feeds that are there whatever kinds of event there are."""

FIXED = tuple(SHORT.values())
"""The feeds that are there whatever kinds of event there are, the input first."""

CHAIN_FEEDS = (IMPRINTS, CHAINS)
"""Those of them that are there only where stories are chained."""

ALERT_FEEDS = (MET, ALERTS)
"""Those that are there only where there is a watchlist."""
