"""What comes of published stories, seen from outside: a consumer of all feeds that counts and times."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from slugline import broker, feed_reader, kinds
from slugline.cli.printing import render_records
from slugline.kinds import FEEDS, KINDS
from slugline.records.codec import decode
from slugline.records.dead_letter import DeadLetter
from slugline.records.events import TrendEvent
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, STORIES, TRENDS
from slugline.records.schema_error import SchemaError
from slugline.records.story import EnrichedStory
from slugline.settings import Settings

RETRACTED = b".retracted.v1"
"""The end of the type of a record that takes an event back."""
EVENTS = {kind.feed.name: kind.plural for kind in KINDS}


@dataclass(slots=True)
class Seen:
    """What was seen so far on the demo's own broker, whose feeds have no prefix.

    Times are seconds; ``sent`` is by trace id.
    """

    records: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    """Stories that are done, by what became of them, as the worker counts them."""
    events: Counter[str] = field(default_factory=Counter)
    taken_back: int = 0
    """Events that a correction or a kill took back."""
    told: Counter[str] = field(default_factory=Counter)
    """Stories with events whose enriched record came ("stories"), and the events those records hold."""
    unread: int = 0
    """Records that could not be read."""
    reasons: Counter[str] = field(default_factory=Counter)
    skips: Counter[str] = field(default_factory=Counter)
    """Stories without events, by why none were looked for, as the worker counts them."""
    trends: dict[tuple[str, str], TrendEvent] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    """From a raw record's timestamp to its enriched record in our hands, after its acknowledgement."""
    first: float = 0.0
    last: float = 0.0
    sent: dict[str, float] = field(default_factory=dict)
    stories: list[EnrichedStory] = field(default_factory=list)
    """Kept by whoever wants to show them later."""

    def settled(self) -> bool:
        """Return whether all that was counted as done has come: feeds are read apart, in any order."""
        whole = self.told["stories"] >= self.outcomes["enriched"]
        letters = self.reasons.total() >= self.outcomes["dead-lettered"]
        return whole and letters and all(self.events[kind] >= self.told[kind] for kind in EVENTS.values())

    def take(self, record: ConsumerRecord, now: float) -> EnrichedStory | DeadLetter | None:
        """Count ``record``, that came at ``now`` (Unix time), and return what is to be shown of it."""
        self.records += 1
        try:
            return self._take(record, now)
        except SchemaError:
            self.unread += 1
            return None

    def _take(self, record: ConsumerRecord, now: float) -> EnrichedStory | DeadLetter | None:
        feed = record.topic
        if feed == STORIES.name:
            self.first = self.first or record.timestamp / 1000
            self.sent[_trace(record)] = record.timestamp / 1000
        elif feed in EVENTS:
            back = (dict(record.headers).get("ce_type") or b"").endswith(RETRACTED)
            self.events[EVENTS[feed]] += record.value is not None and not back
            self.taken_back += back
        elif feed == TRENDS.name and record.value is not None:
            trend = decode(TrendEvent, record.value)
            self.trends[trend.kind, trend.key] = trend
        elif feed == DEAD_LETTERS.name:
            return self._letter(render_records.letter(record), now)
        elif feed == ENRICHED.name and record.value is not None:
            return self._story(decode(kinds.EnrichedStory, record.value), record, now)
        return None

    def _letter(self, letter: DeadLetter, now: float) -> DeadLetter:
        self.reasons[letter.reason] += 1
        self.last = now
        return letter

    def _story(self, story: EnrichedStory, record: ConsumerRecord, now: float) -> EnrichedStory:
        self.last = now
        if story.skipped is None:
            self.told["stories"] += 1
            for kind in EVENTS.values():
                self.told[kind] += len(getattr(story, kind))
        if (sent := self.sent.get(_trace(record))) is not None:
            self.latencies.append(now - sent)
        return story


async def attach(settings: Settings, consumer: AIOKafkaConsumer) -> None:
    """Let ``consumer`` read all feeds from where they end now."""
    counts = await broker.list_feeds(settings)
    parts = [TopicPartition(feed.name, n) for feed in FEEDS for n in range(counts[feed.name])]
    for part, (_, end) in (await feed_reader.extent(consumer, parts)).items():
        consumer.seek(part, end)


async def poll(consumer: AIOKafkaConsumer, seen: Seen) -> Iterator[EnrichedStory | DeadLetter]:
    """Wait a moment for records, count them, and return what is to be shown."""
    batches = await consumer.getmany(timeout_ms=100)
    now = time.time()
    records = [record for batch in batches.values() for record in batch]
    records.sort(key=lambda record: record.topic != STORIES.name)  # when a story was sent, before its events
    shown = [seen.take(record, now) for record in records]
    return iter([one for one in shown if one is not None])


def quantile(values: list[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of ``values`` do not exceed; 0 without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _trace(record: ConsumerRecord) -> str:
    """Return the trace id in the record's W3C traceparent header; empty without one."""
    value = dict(record.headers).get("traceparent") or b""
    parts: list[bytes] = value.split(b"-")
    return parts[1].decode("ascii", "replace") if len(parts) > 1 else ""
