"""CloudEvents 1.0 headers for the records Slugline writes: Kafka protocol binding, binary content mode.

Source: CloudEvents specification 1.0.2 and its Kafka protocol binding. In that binding header values are
plain UTF-8; percent-encoding belongs to the HTTP binding and is not done here. Everything is derived from the
record, so a record that is written again has the same headers, byte for byte.
"""

import re
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Protocol

from slugline.records.alert_event import AlertEvent
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import encode
from slugline.records.dead_letter import DeadLetter
from slugline.records.events import StoryRef, TrendEvent
from slugline.records.feeds import ALERTS, CHAINS, DEAD_LETTERS, TRENDS, Feed
from slugline.records.ids import event_id
from slugline.records.retraction import Retraction
from slugline.records.story import EnrichedStory

Headers = list[tuple[str, bytes]]


class StoryEvent(Protocol):
    """What the events of every kind have: an id, the same for the same event, and the story it is from."""

    @property
    def id(self) -> str:
        """A UUID."""

    @property
    def story(self) -> StoryRef:
        """The story and its version."""


Record = StoryEvent | EnrichedStory | TrendEvent | ChainEvent | AlertEvent | DeadLetter

SOURCE = "urn:slugline:splitter"
TRENDS_SOURCE = "urn:slugline:trends"
CHAINS_SOURCE = "urn:slugline:chains"
ALERTS_SOURCE = "urn:slugline:alerts"
_SOURCES = {TRENDS.name: TRENDS_SOURCE, CHAINS.name: CHAINS_SOURCE, ALERTS.name: ALERTS_SOURCE}
RETRACTION_SCHEMA = "urn:slugline:schema:v1:retraction"
"""The ``$id`` of the JSON Schema of retractions, which stand on every feed of events."""

_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)


def schema_id(feed: Feed) -> str:
    """Return the ``$id`` of the feed's JSON Schema, schemas/v1/NAME.schema.json: a URN, no web address."""
    return f"urn:slugline:schema:v1:{feed.event}"


def event_type(feed: Feed) -> str:
    """Return the ``ce_type`` of the feed's records: "slugline.quote.v1"."""
    return f"slugline.{feed.event}.v1"


def retracted_type(feed: Feed) -> str:
    """Return the ``ce_type`` of the retractions on the feed: "slugline.quote.retracted.v1"."""
    return f"slugline.{feed.event}.retracted.v1"


def headers(
    record: Record,
    feed: Feed,
    *,
    time: str | None,
    traceparent: str | None = None,
    value: bytes | None = None,
) -> Headers:
    """Return the Kafka headers of ``record``, an event or a Retraction of one, on ``feed``.

    ``value`` is the encoded record, which whoever sends it has at hand. ``ce_id`` is made of it and of the
    record's id, so that equal ids mean the same record.

    ``time`` is when the thing happened: a story's ``published``, a trend's window end. It becomes ``ce_time``
    if it is a date and time with offset, and is left out otherwise. ``traceparent`` is a W3C trace context,
    passed on as it is.
    Raises ValueError for the input feed, whose records are the publisher's own.
    """
    identity, subject = _identity(record)
    if not isinstance(record, DeadLetter):
        digest = blake2b(encode(record) if value is None else value, digest_size=16)
        identity = event_id("record", identity, digest.hexdigest())
    result = [
        *fixed(feed, isinstance(record, Retraction)),
        ("ce_id", identity.encode()),
        ("ce_subject", subject.encode()),
    ]
    if time is not None and is_instant(time):
        result.append(("ce_time", time.encode()))
    if traceparent is not None:
        result.append(("traceparent", traceparent.encode()))
    return result


def is_instant(text: str) -> bool:
    """Say whether ``text`` is a real date and time with offset, as RFC 3339 wants it, not a bare date."""
    try:
        return bool(_RFC3339.fullmatch(text)) and datetime.fromisoformat(text) is not None
    except ValueError:  # the 30th of February
        return False


@cache
def fixed(feed: Feed, retracted: bool = False) -> tuple[tuple[str, bytes], ...]:
    """Return the headers that all records of ``feed`` have, or all retractions on it."""
    if feed.record is None:
        raise ValueError(f"{feed.name} carries the publisher's own records")
    untouched = feed is DEAD_LETTERS
    result = [
        ("content-type", b"application/octet-stream" if untouched else b"application/json"),
        ("ce_specversion", b"1.0"),
        ("ce_type", (retracted_type(feed) if retracted else event_type(feed)).encode()),
        ("ce_source", _SOURCES.get(feed.name, SOURCE).encode()),
    ]
    if not untouched:
        result.append(("ce_dataschema", (RETRACTION_SCHEMA if retracted else schema_id(feed)).encode()))
    return tuple(result)


def _identity(record: Record) -> tuple[str, str]:
    """Return the id of what the record is about, and its subject."""
    if isinstance(record, EnrichedStory):
        return event_id("enriched", record.uri), record.uri
    if isinstance(record, TrendEvent):
        return record.id, f"{record.kind}:{record.key}"
    if isinstance(record, DeadLetter):
        place = (record.feed, record.partition, record.offset)
        which = () if record.item is None else (record.item,)
        return event_id("dead-letter", *place, record.step, *which), "/".join(map(str, place + which))
    return record.id, record.story.uri
