"""The start of a record or file: all that a format is told by, so that telling takes no longer for more."""

from dataclasses import dataclass

MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8."""

PEEK = 16_384
"""Bytes that formats are told by."""

_BLANKS = b" \t\r\n\v\f"


@dataclass(frozen=True, slots=True)
class Start:
    """How data begins, and how it ends."""

    data: bytes
    """Its first bytes, as they are."""
    text: str
    """The first characters after byte order mark and blanks; what is no UTF-8 is left out."""
    end: str
    """Its last characters before blanks at the end."""


def start_of(data: bytes) -> Start:
    """Return the start of ``data``."""
    bare = data.removeprefix(MARK).lstrip(_BLANKS)[:PEEK]
    end = data[-PEEK:].rstrip(_BLANKS)[-64:]
    return Start(data[:PEEK], bare.decode("utf-8", "ignore").lstrip(), end.decode("utf-8", "ignore").rstrip())
