"""The start of a record or file: all that a format is told by, so that telling takes no longer for more."""

from dataclasses import dataclass

from slugline.intake.formats.text_encoding import marked

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
    """The first characters after byte order mark and blanks; what cannot be decoded is left out."""
    end: str
    """Its last characters before blanks at the end."""


def start_of(data: bytes) -> Start:
    """Return the start of ``data``."""
    first, last = data[: 2 * PEEK], data[-PEEK:]
    encoding = marked(first)
    if encoding is None:
        first, last = first.lstrip(_BLANKS)[:PEEK], last.rstrip(_BLANKS)[-64:]
    text, end = (part.decode(encoding or "utf-8", "ignore") for part in (first, last))
    return Start(data[:PEEK], text.lstrip("\ufeff").lstrip()[:PEEK], end.rstrip()[-64:])
