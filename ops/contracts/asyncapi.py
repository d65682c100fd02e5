"""The AsyncAPI 3.0 document: every feed with its messages, made from the table of feeds."""

from typing import Any

from ops.contracts import json_schemas
from slugline.kinds import ALL_FEEDS, KINDS
from slugline.records.cloudevents import event_type, fixed, retracted_type
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import NUMBERS, OPTIONAL_NUMBERS, OPTIONAL_TEXTS, PREFIX, TEXTS
from slugline.records.feeds import (
    ALERTS,
    DEAD_LETTERS,
    ENRICHED,
    HELD,
    IMPRINTS,
    MET,
    REGISTER,
    STORIES,
    TALLIES,
    Feed,
)
from slugline.records.retraction import Retraction
from slugline.settings import Settings

Json = dict[str, Any]

ABOUT = (
    "Wire stories in; entity, quote and topic events, enriched stories and trends out. Records are plain "
    "JSON with CloudEvents 1.0 headers (Kafka binding, binary mode). Delivery is at least once, ids are the "
    "same every time and in all versions of a story: keep the last record of an id, and let go of it where "
    "that is a retraction. An installation may put a prefix before all addresses "
    "(SLUGLINE_FEED_PREFIX)."
)
REFS = "#/components/schemas/"
BINDING = "0.5.0"
"""Version of AsyncAPI's Kafka bindings."""
PARTITIONS = Settings().partitions
"""Of most feeds, unless an installation has another number."""
READ = (STORIES, ENRICHED, REGISTER, HELD, TALLIES, IMPRINTS, MET)
"""What Slugline receives; it sends to every feed: what it unpacked to that of the stories, too."""
EVENTS = (*(kind.feed for kind in KINDS), ALERTS)
"""The feeds that carry retractions beside the events."""


def document() -> Json:
    """Return the document as plain JSON, the same every time."""
    kinds = [feed.record for feed in ALL_FEEDS if feed.record and feed is not DEAD_LETTERS] + [Retraction]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Slugline",
            "version": "1.0.0",
            "description": ABOUT,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "local": {
                "host": "127.0.0.1:9092",
                "protocol": "kafka",
                "description": "a broker on this machine, as in docker-compose.yml",
            }
        },
        "channels": {feed.event: _channel(feed) for feed in ALL_FEEDS},
        "operations": {
            **{f"receive-{feed.event}": _operation(feed, "receive") for feed in READ},
            **{f"send-{feed.event}": _operation(feed, "send") for feed in ALL_FEEDS if feed is not STORIES},
        },
        "components": {
            "messages": {
                **{feed.event: _message(feed) for feed in ALL_FEEDS},
                **{_retraction_name(feed): _retraction(feed) for feed in EVENTS},
            },
            "schemas": json_schemas.records(kinds, REFS),
        },
    }


def headers(feed: Feed, retracted: bool = False) -> Json:
    """Return the JSON Schema of the Kafka headers on a feed that Slugline writes, or of its retractions."""
    if feed.internal:
        return {"type": "object"}
    constants = {name: {"type": "string", "const": value.decode()} for name, value in fixed(feed, retracted)}
    texts: Json = {
        "ce_id": {"type": "string", "minLength": 1, "description": "the same for the same record, always"},
        "ce_subject": {"type": "string", "description": "what the event is about: " + _subject(feed)},
    }
    optional: Json = {
        "ce_time": {"type": "string", "format": "date-time", "description": "left out where it is not known"},
        "traceparent": {
            "type": "string",
            "description": "W3C trace context, handed on from the story's record",
        },
    }
    letter = _letter_headers() if feed is DEAD_LETTERS else {}
    if feed is DEAD_LETTERS:
        texts_told: Json = {PREFIX + name: _text(name) for name in OPTIONAL_TEXTS}
        optional = texts_told | {PREFIX + name: _number(name) for name in OPTIONAL_NUMBERS} | optional
    return {
        "type": "object",
        "properties": {**constants, **texts, **letter, **optional},
        "required": [*constants, *texts, *letter],
    }


def _letter_headers() -> Json:
    """Describe the headers that make a dead letter of untouched bytes; all header values are text."""
    words = {PREFIX + name: {**_property(name)} for name in TEXTS}
    return words | {PREFIX + name: _number(name) for name in NUMBERS}


def _property(name: str) -> Json:
    described: Json = json_schemas.records([DeadLetter], REFS)["DeadLetter"]["properties"][name]
    return described


def _text(name: str) -> Json:
    return {"type": "string", "description": _property(name)["description"]}


def _number(name: str) -> Json:
    described = _property(name)
    return {
        "type": "string",
        "pattern": "^[0-9]{1,19}$",
        "description": described.get("description", f"{name} of the original record, decimal"),
    }


def _subject(feed: Feed) -> str:
    if feed is DEAD_LETTERS:
        return "feed/partition/offset of the original record, and of one story in it /item"
    return "the story's uri" if feed.key.startswith("story") else "kind:key"


def _channel(feed: Feed) -> Json:
    configuration: Json = {"cleanup.policy": [feed.cleanup]}
    if feed.retention_ms is not None:
        configuration["retention.ms"] = feed.retention_ms
    return {
        "address": feed.name,
        "title": f"{feed.event} feed",
        "description": feed.purpose + (" (internal: may change at any time)" if feed.internal else ""),
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in _messages(feed)},
        "x-compatibility": json_schemas.compatibility(feed),
        "bindings": {
            "kafka": {
                "topic": feed.name,
                "partitions": feed.partitions or PARTITIONS,
                "topicConfiguration": configuration,
                "bindingVersion": BINDING,
            }
        },
    }


def _operation(feed: Feed, action: str) -> Json:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{feed.event}"},
        "summary": f"Slugline {'reads' if action == 'receive' else 'writes'} {feed.purpose}",
        "messages": [{"$ref": f"#/channels/{feed.event}/messages/{name}"} for name in _messages(feed)],
    }


def _messages(feed: Feed) -> list[str]:
    """Return the names of the messages on a feed, any one of which a record may be."""
    return [feed.event, _retraction_name(feed)] if feed in EVENTS else [feed.event]


def _retraction_name(feed: Feed) -> str:
    return f"{feed.event}-retraction"


def _retraction(feed: Feed) -> Json:
    """Describe what takes a record of ``feed`` back."""
    return {
        "name": retracted_type(feed),
        "title": _retraction_name(feed),
        "summary": f"the {feed.event} of the same id no longer stands",
        "bindings": {
            "kafka": {"key": {"type": "string", "description": feed.key}, "bindingVersion": BINDING}
        },
        "contentType": "application/json",
        "headers": headers(feed, retracted=True),
        "payload": {"$ref": REFS + Retraction.__name__},
    }


def _message(feed: Feed) -> Json:
    key: Json = {"type": "string", "description": feed.key}
    result: Json = {
        "name": feed.event if feed is STORIES else event_type(feed),
        "title": feed.event,
        "summary": feed.purpose,
        "bindings": {"kafka": {"key": key, "bindingVersion": BINDING}},
    }
    if feed is STORIES:
        return {
            **result,
            "payload": {"description": "any format of docs/formats.md: ninjs, XML, RSS, plain text ..."},
        }
    if feed is DEAD_LETTERS:
        untouched = {"description": "the original record's value, untouched"}
        return {
            **result,
            "contentType": "application/octet-stream",
            "headers": headers(feed),
            "payload": untouched,
        }
    if feed is HELD:
        return {**result, "contentType": "application/octet-stream", "headers": headers(feed), "payload": {}}
    payload = {"$ref": REFS + feed.record.__name__} if feed.record else {}
    return {**result, "contentType": "application/json", "headers": headers(feed), "payload": payload}
