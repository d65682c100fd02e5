"""A dead letter on Kafka: key and value stay the bytes they were, everything else is headers."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from slugline.records.cloudevents import Headers
from slugline.records.cloudevents import headers as event_headers
from slugline.records.codec import Json, build
from slugline.records.dead_letter import DeadLetter
from slugline.records.feeds import DEAD_LETTERS
from slugline.records.schema_error import SchemaError

PREFIX: Final = "dlq_"
ATTEMPTS: Final = "dlq_attempts"
"""A replayed record carries this header on: how often the record has been tried."""

TEXTS: Final = ("feed", "step", "reason", "detail")
NUMBERS: Final = ("partition", "offset", "timestamp", "attempts")
OPTIONAL_TEXTS: Final = ("uri",)
OPTIONAL_NUMBERS: Final = ("version", "item")
OPTIONAL: Final = OPTIONAL_TEXTS + OPTIONAL_NUMBERS
"""Left out where there is none."""


def to_headers(letter: DeadLetter, *, traceparent: str | None = None) -> Headers:
    """Return the headers of ``letter``: CloudEvents, then ``dlq_feed``, ``dlq_reason`` and so on.

    Texts are UTF-8 (a lone surrogate in ``detail`` becomes "?"), numbers are decimal.
    """
    named = [*TEXTS, *NUMBERS, *(name for name in OPTIONAL if getattr(letter, name) is not None)]
    ours = [(PREFIX + name, str(getattr(letter, name)).encode(errors="replace")) for name in named]
    return event_headers(letter, DEAD_LETTERS, time=None, traceparent=traceparent) + ours


def from_record(
    key: bytes | None, value: bytes | None, headers: Iterable[tuple[str, bytes | None]]
) -> DeadLetter:
    """Return the dead letter in a record of the feed.

    Headers of others, and of a later release, are passed over; of a name that comes twice the last counts,
    as in Kafka's own clients. Raises SchemaError that names the header which is missing or not as it should.
    """
    found: dict[str, Json] = {"key": None, "value": None}
    for name, data in headers:
        field = name.removeprefix(PREFIX)
        if field != name and field in TEXTS + NUMBERS + OPTIONAL:
            found[field] = _value(name, data)
    try:
        letter = build(DeadLetter, found)
    except SchemaError as error:
        raise SchemaError(PREFIX + error.where, error.problem) from None
    return replace(letter, key=key, value=value)


def _value(name: str, data: bytes | None) -> str | int:
    if data is None:
        raise SchemaError(name, "has no value")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise SchemaError(name, f"not UTF-8: {error}") from None
    if name.removeprefix(PREFIX) not in NUMBERS + OPTIONAL_NUMBERS:
        return text
    if not re.fullmatch("[0-9]{1,19}", text):
        raise SchemaError(name, f"expected a number, found {text[:40]!r}")
    return int(text)
