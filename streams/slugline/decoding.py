"""A Kafka record of any feed to the record of ours that is in it."""

from collections.abc import Iterable
from typing import Any, Literal, TypeVar, overload

from slugline.feed_choice import carries_events, find
from slugline.records import codec
from slugline.records.alert_event import AlertEvent, MetStory
from slugline.records.chain_event import ChainEvent
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import from_record
from slugline.records.events import EntityEvent, QuoteEvent, TopicEvent, TrendEvent
from slugline.records.feeds import Feed
from slugline.records.register_row import RegisterRow
from slugline.records.retraction import Retraction
from slugline.records.story import EnrichedStory, Story
from slugline.records.story_imprint import StoryImprint
from slugline.records.tally import Tally

R = TypeVar("R")
Record = (
    EnrichedStory
    | EntityEvent
    | QuoteEvent
    | TopicEvent
    | Retraction
    | TrendEvent
    | DeadLetter
    | Story
    | Tally
    | RegisterRow
    | ChainEvent
    | StoryImprint
    | AlertEvent
    | MetStory
)
Headers = Iterable[tuple[str, bytes | None]]


@overload
def decode(
    what: type[R], value: bytes | None, *, key: bytes | None = None, headers: Headers | None = None
) -> R: ...


@overload
def decode(
    what: Literal["entities"],
    value: bytes | None,
    *,
    key: bytes | None = None,
    headers: Headers | None = None,
) -> EntityEvent | Retraction | None: ...


@overload
def decode(
    what: Literal["quotes"], value: bytes | None, *, key: bytes | None = ..., headers: Headers | None = ...
) -> QuoteEvent | Retraction | None: ...


@overload
def decode(
    what: Literal["topics"], value: bytes | None, *, key: bytes | None = ..., headers: Headers | None = ...
) -> TopicEvent | Retraction | None: ...


@overload
def decode(
    what: Literal["enriched"],
    value: bytes | None,
    *,
    key: bytes | None = None,
    headers: Headers | None = None,
) -> EnrichedStory | None: ...


@overload
def decode(
    what: Literal["trends"], value: bytes | None, *, key: bytes | None = ..., headers: Headers | None = ...
) -> TrendEvent | None: ...


@overload
def decode(
    what: Literal["chains"], value: bytes | None, *, key: bytes | None = ..., headers: Headers | None = ...
) -> ChainEvent | None: ...


@overload
def decode(
    what: Literal["alerts"], value: bytes | None, *, key: bytes | None = ..., headers: Headers | None = ...
) -> AlertEvent | Retraction | None: ...


@overload
def decode(
    what: str | Feed, value: bytes | None, *, key: bytes | None = None, headers: Headers | None = None
) -> Record | None: ...


def decode(
    what: type | str | Feed,
    value: bytes | None,
    *,
    key: bytes | None = None,
    headers: Headers | None = None,
) -> Any:
    """Return what is in a Kafka record: ``value``, and of a dead letter ``key`` and ``headers`` too.

    ``what`` is the class that is due (``slugline.QuoteEvent``), or the feed the record came from: a Feed, its
    short name ("quotes") or its name on Kafka ("wire.quotes.v1", with or without an installation's prefix).
    A raw story becomes a Story, and so does a held one. A feed of events also carries what takes an event
    back: a Retraction. Of a feed, a record without a value is a tombstone: None.
    Raises SchemaError where the value does not fit its record, Refused for a raw story that cannot be read,
    and UnknownFeedError.
    """
    if isinstance(what, type):
        kind: type | None = what
    else:
        feed = find(what)
        kind = feed.record
        if value is None and kind is not DeadLetter:
            return None
        if carries_events(feed):
            parsed = codec.parse(value or b"")
            kind = Retraction if _takes_back(parsed, headers) else feed.record
            assert kind is not None
            return codec.build(kind, parsed)
    if kind is DeadLetter:
        return from_record(key, value, headers or ())
    if kind is None or kind is Story:
        from slugline import intake  # here: whoever reads events never loads what reads raw stories

        return intake.read(value or b"")
    return codec.decode(kind, value or b"")


def _takes_back(value: codec.Json, headers: Headers | None) -> bool:
    """Tell whether a record of a feed of events is a retraction: by its type, else by its fields."""
    for name, data in headers or ():
        if name == "ce_type":
            return (data or b"").endswith(b".retracted.v1")
    return isinstance(value, dict) and "retracted" in value
