"""Moments as texts and as milliseconds since 1970 UTC."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


def written(moment: int) -> str:
    """Return ``moment``, milliseconds since 1970 UTC, as RFC 3339 has it: "2031-04-07T10:00:00Z".

    Raises OverflowError for a moment that no calendar has.
    """
    return (EPOCH + timedelta(milliseconds=moment)).isoformat().replace("+00:00", "Z")


def read(text: str, *, up: bool = False) -> int:
    """Return the moment that ``text`` is, as ISO 8601: UTC where it has no offset; a bare date is its start.

    A part of a millisecond is let go, or (``up``) a whole one. Raises ValueError for what is no date.
    """
    moment = datetime.fromisoformat(text)
    since = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - EPOCH
    return -(-since // _MILLISECOND) if up else since // _MILLISECOND
