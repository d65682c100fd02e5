"""Moments as wires write them, to RFC 3339."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from slugline.intake.signals.embargo_moments import LAST_ZONE

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_BASIC = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(?:(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_NO_ZONE = re.compile(r".*(?:[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?|T\d{4}(?:\d\d(?:\.\d+)?)?)", re.IGNORECASE)
_LONGEST = 64
"""Code points; a longer text is no moment."""


def as_moment(value: str) -> str | None:
    """Return ``value`` as RFC 3339 (or ``YYYY-MM-DD``); None if it is no moment.

    It is one in ISO 8601, extended or basic (NITF, NewsML 1), or as e-mail and RSS write it (RFC 5322). A
    time without an offset is taken as UTC.
    """
    value = value.strip()[:_LONGEST]
    if basic := _BASIC.fullmatch(value):
        year, month, day, hour, minute, second, fraction, offset = basic.groups()
        clock = f"T{hour}:{minute}:{second or '00'}{fraction or ''}{offset or ''}" if hour else ""
        value = f"{year}-{month}-{day}{clock}"
    found = _MOMENT.fullmatch(value)
    if not found:
        return _of_mail(value)
    date, clock, seconds, fraction, offset = found.groups()
    if clock is None:
        return date if _exists(date) else None
    offset = (offset or "Z").upper()
    if offset != "Z":
        offset = f"{offset[:3]}:{offset[-2:] if len(offset) > 3 else '00'}"
    moment = f"{date}T{clock}{seconds or ':00'}{fraction or ''}{offset}"
    return moment if _exists(moment) else None


def as_embargo(value: str) -> str | None:
    """Return the same for the end of an embargo: without an offset it is that time everywhere."""
    bare = value.strip()[:_LONGEST]
    if not _NO_ZONE.fullmatch(bare):
        return as_moment(value)
    return (
        as_moment(f"{bare} {LAST_ZONE.replace(':', '')}")
        or as_moment(f"{bare}{LAST_ZONE}")
        or as_moment(value)
    )


def _of_mail(value: str) -> str | None:
    if ":" not in value or not any(map(str.isalpha, value)):
        return None
    try:
        moment = parsedate_to_datetime(value).isoformat(timespec="seconds")
    except (ValueError, TypeError, OverflowError):
        return None
    return as_moment(moment)


def _exists(moment: str) -> bool:
    """Say whether there is such a moment: the 30th of February and the 25th hour are none."""
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return False
    return True
