"""A Kafka record as a line of JSON or as a person reads it."""

import json
from datetime import UTC, datetime
from typing import Any

from aiokafka import ConsumerRecord
from rich.console import RenderableType
from rich.text import Text

from slugline import shown_text
from slugline.cli.printing import render_events
from slugline.decoding import decode
from slugline.records.codec import parse
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import from_record
from slugline.records.feeds import DEAD_LETTERS, STORIES, Feed
from slugline.records.schema_error import SchemaError
from slugline.records.story import EnrichedStory


def line(feed: Feed, record: ConsumerRecord) -> str:
    """Return ``record`` as one line of JSON: an event as it stands, anything else with its address.

    Raises SchemaError where there should be an event and is no JSON.
    """
    if feed.record is None or feed is DEAD_LETTERS or record.value is None:
        return json.dumps(envelope(feed, record), ensure_ascii=False)
    parse(record.value)
    return text(record.value)


def envelope(feed: Feed, record: ConsumerRecord) -> dict[str, Any]:
    """Return what is in ``record`` and where it stands, with bytes as text; on the dead letters also why."""
    whole = {
        "key": None if record.key is None else text(record.key),
        "value": None if record.value is None else text(record.value),
        "feed": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "time": moment(record.timestamp),
        "headers": {name: text(value or b"") for name, value in record.headers},
    }
    return {"id": f"{record.partition}:{record.offset}", **whole} if feed is DEAD_LETTERS else whole


def render(feed: Feed, record: ConsumerRecord) -> RenderableType:
    """Return ``record`` as a person reads it. Raises SchemaError where it is not a record of the feed."""
    if record.value is None and feed is not DEAD_LETTERS:
        key = shown_text.line(text(record.key or b""))
        return Text(f"- deleted  {key}", style="yellow")
    if feed is DEAD_LETTERS:
        return dead(record, letter(record))
    if feed is STORIES:
        return _raw(record)
    value: Any = decoded(feed, record)
    return render_events.story(value) if isinstance(value, EnrichedStory) else render_events.event(value)


def decoded(feed: Feed, record: ConsumerRecord) -> Any:
    """Return the record of ours in ``record``. Raises SchemaError where it is not one of the feed."""
    return decode(feed, record.value, key=record.key, headers=record.headers)


def unread(feed: Feed, record: ConsumerRecord, error: SchemaError) -> Text:
    """Return where ``record`` stands and why it cannot be read."""
    address = f"{record.topic} {record.partition}:{record.offset}"
    return Text(shown_text.line(f"{address}: not a record of slugline: {error}"), style="red")


def letter(record: ConsumerRecord) -> DeadLetter:
    """Return the dead letter in ``record``. Raises SchemaError."""
    return from_record(record.key, record.value, record.headers)


def dead(record: ConsumerRecord, one: DeadLetter) -> RenderableType:
    """Return a dead letter in a line or two: its id, reason, origin and what was wrong."""
    result = Text().append(f"{record.partition}:{record.offset}  ", "bold")
    result.append(one.reason, style="red").append(shown_text.line(f" ({one.step})  {one.detail}"))
    origin = shown_text.line(f"  {one.feed} {one.partition}:{one.offset}  {moment(one.timestamp)}")
    return result.append(origin + (f"  try {one.attempts}" if one.attempts > 1 else ""), style="dim")


def field(name: str, value: bytes) -> Text:
    """Return a header or the key of a record as one line."""
    return Text().append(f"  {shown_text.line(name)}: ", "dim").append(shown_text.line(text(value)))


def moment(milliseconds: int) -> str:
    """Return a record's timestamp as RFC 3339 in UTC, to the second; as a number where that has no year."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return f"{milliseconds} ms"


def text(data: bytes) -> str:
    """Return bytes as text, with escapes where they are not UTF-8."""
    return data.decode("utf-8", "backslashreplace")


def _raw(record: ConsumerRecord) -> RenderableType:
    value = record.value or b""
    start = " ".join(text(value[:400]).split())
    key = shown_text.line(text(record.key or b"(no key)"))
    result = Text().append(key, "bold").append(f"  {len(value):,} bytes  ")
    result.append(moment(record.timestamp), style="dim")
    return result.append(f"\n  {start[:160]}")
