"""Bytes to text."""

from slugline.intake.refused import Refused


def decoded(value: bytes) -> str:
    """Return ``value`` as text without its byte order mark. Raises Refused: "empty" or "not-utf8"."""
    try:
        text = value.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not-utf8", f"byte {error.start}: {error.reason}") from error
    if not text.strip():
        raise Refused("empty", "nothing but blanks" if value else "no bytes")
    return text
