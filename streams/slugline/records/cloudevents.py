"""CloudEvents 1.0 headers for the records Slugline writes: Kafka protocol binding, binary content mode.

Source: CloudEvents specification 1.0.2 and its Kafka protocol binding. In that binding header values are
plain UTF-8; percent-encoding belongs to the HTTP binding and is not done here. Everything is derived from the
record, so a record that is written again has the same headers, byte for byte.
"""

import re
from datetime import datetime
from functools import cache
from typing import Protocol

from slugline.records.dead_letter import DeadLetter
from slugline.records.events import StoryRef, TrendEvent
from slugline.records.feeds import DEAD_LETTERS, TRENDS, Feed
from slugline.records.ids import event_id
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


Record = StoryEvent | EnrichedStory | TrendEvent | DeadLetter

SOURCE = "urn:slugline:splitter"
TRENDS_SOURCE = "urn:slugline:trends"

_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)


def schema_id(feed: Feed) -> str:
    """Return the ``$id`` of the feed's JSON Schema, schemas/v1/NAME.schema.json: a URN, no web address."""
    return f"urn:slugline:schema:v1:{feed.event}"


def event_type(feed: Feed) -> str:
    """Return the ``ce_type`` of the feed's records: "slugline.quote.v1"."""
    return f"slugline.{feed.event}.v1"


def headers(record: Record, feed: Feed, *, time: str | None, traceparent: str | None = None) -> Headers:
    """Return the Kafka headers of ``record`` on ``feed``.

    ``time`` is when the thing happened: a story's ``published``, a trend's window end. It becomes ``ce_time``
    if it is a date and time with offset, and is left out otherwise. ``traceparent`` is a W3C trace context,
    passed on as it is.
    Raises ValueError for the input feed, whose records are the publisher's own.
    """
    identity, subject = _identity(record)
    result = [
        *fixed(feed),
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
def fixed(feed: Feed) -> tuple[tuple[str, bytes], ...]:
    """Return the headers that all records of ``feed`` have."""
    if feed.record is None:
        raise ValueError(f"{feed.name} carries the publisher's own records")
    untouched = feed is DEAD_LETTERS
    result = [
        ("content-type", b"application/octet-stream" if untouched else b"application/json"),
        ("ce_specversion", b"1.0"),
        ("ce_type", event_type(feed).encode()),
        ("ce_source", (TRENDS_SOURCE if feed is TRENDS else SOURCE).encode()),
    ]
    if not untouched:
        result.append(("ce_dataschema", schema_id(feed).encode()))
    return tuple(result)


def _identity(record: Record) -> tuple[str, str]:
    """Return id and subject. Equal ids mean the same event; the subject is what it is about."""
    if isinstance(record, EnrichedStory):
        return event_id("enriched", record.uri, record.version), record.uri
    if isinstance(record, TrendEvent):
        return record.id, f"{record.kind}:{record.key}"
    if isinstance(record, DeadLetter):
        place = (record.feed, record.partition, record.offset)
        which = () if record.item is None else (record.item,)
        return event_id("dead-letter", *place, record.step, *which), "/".join(map(str, place + which))
    return record.id, record.story.uri
