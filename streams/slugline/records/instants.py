"""Moments as texts: RFC 3339 in UTC."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def written(moment: int) -> str:
    """Return ``moment``, milliseconds since 1970 UTC: "2031-04-07T10:00:00Z".

    Raises OverflowError for a moment that no calendar has.
    """
    return (EPOCH + timedelta(milliseconds=moment)).isoformat().replace("+00:00", "Z")
