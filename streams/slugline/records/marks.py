"""Marks that a record's field types carry, read by the codec (bounds) and by the JSON Schema (all of them).

A plain string inside ``Annotated`` is the field's description.
"""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Bounds:
    """Inclusive bounds of a number; ``None`` leaves that side open."""

    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression (JSON Schema and Python agree on it) that the whole text must match."""

    regex: str


Offset = Annotated[int, Bounds(0), "code points into the story's text"]
Count = Annotated[int, Bounds(0)]
Positive = Annotated[int, Bounds(1)]
Unit = Annotated[float, Bounds(0, 1)]
Uuid = Annotated[str, Pattern(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"), "deterministic UUID version 5"]
Qcode = Annotated[str, Pattern(r"^medtop:[0-9]{8}$"), "IPTC Media Topics code"]
Moment = Annotated[
    str,
    Pattern(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?$"
    ),
    "ISO 8601: a date, or a date and time with offset (RFC 3339)",
]
