"""A held story on Kafka: key and value are the publisher's own, headers say when its time comes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from slugline.records.cloudevents import Headers
from slugline.records.instants import EPOCH, written
from slugline.records.schema_error import SchemaError

UNTIL: Final = "slugline_held_until"
"""RFC 3339."""
VERSION: Final = "slugline_version"
VERSIONED: Final = "slugline_versioned"
"""true or false: whether the wire gave the version."""
MOMENT: Final = "slugline_moment"
"""The publisher's time, RFC 3339; left out where it gave none."""

_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUntil:
    """What the headers of a held story say. Moments are milliseconds since 1970 UTC."""

    until_ms: int
    version: int
    versioned: bool
    moment: int | None = None


def to_headers(held: HeldUntil) -> Headers:
    """Return the headers of a held story. Raises OverflowError for a moment that no calendar has."""
    told = {
        UNTIL: written(held.until_ms),
        VERSION: str(held.version),
        VERSIONED: "true" if held.versioned else "false",
    }
    told |= {} if held.moment is None else {MOMENT: written(held.moment)}
    return [(name, text.encode()) for name, text in told.items()]


def from_headers(headers: Iterable[tuple[str, bytes | None]]) -> HeldUntil:
    """Return what the ``headers`` of a held story say. Raises SchemaError."""
    found = {name: (data or b"").decode(errors="replace") for name, data in headers}
    version = found.get(VERSION, "")
    if not re.fullmatch("[1-9][0-9]{0,18}", version):
        raise SchemaError(VERSION, f"expected a number from 1, found {version[:40]!r}")
    return HeldUntil(
        until_ms=_moment(UNTIL, found.get(UNTIL, "")),
        version=int(version),
        versioned=found.get(VERSIONED) == "true",
        moment=_moment(MOMENT, found[MOMENT]) if MOMENT in found else None,
    )


def _moment(name: str, text: str) -> int:
    try:
        return (datetime.fromisoformat(text) - EPOCH) // _MILLISECOND
    except (ValueError, TypeError):  # no date, or one without an offset
        raise SchemaError(name, f"expected a date and time with offset, found {text[:40]!r}") from None
