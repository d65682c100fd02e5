"""A story as it arrives, in the terms of the register."""

from datetime import UTC, datetime, timedelta
from typing import Final

from slugline.folds.register.digests import content
from slugline.folds.register.verdict import Arrived
from slugline.records.story import Story

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_FAR: Final = 253_402_300_799_999
"""The end of the year 9999: of an embargo that names no day there is."""


def of_story(
    story: Story,
    value: bytes,
    made_by: bytes,
    *,
    broken: bool = False,
    seen: int = 0,
    raw: int = -1,
) -> Arrived:
    """Return what a ``story`` read from the raw ``value`` is to the register.

    ``made_by`` is `digests.made_by` of the pipeline; the rest as in Arrived. A status of a later release
    counts as canceled, which lets nothing out.
    """
    return Arrived(
        version=story.version,
        versioned=story.versioned,
        status=next((one for one in ("usable", "withheld") if one == story.status), "canceled"),
        moment=instant(story.published),
        content=content(value),
        made_by=made_by,
        embargoed_ms=None if story.embargoed is None else embargo(story.embargoed),
        broken=broken,
        seen=seen,
        raw=raw,
    )


def of_null(made_by: bytes, *, seen: int = 0, raw: int = -1) -> Arrived:
    """Return what a null value is to the register: its story is deleted, whatever version stands."""
    return Arrived(
        version=1, versioned=False, status="deleted", moment=None, content=content(None), made_by=made_by,
        seen=seen, raw=raw,
    )  # fmt: skip


def instant(text: str | None) -> int | None:
    """Return a date and time in milliseconds since 1970 UTC; None for a bare date, which orders nothing."""
    if text is None or "T" not in text:
        return None
    try:
        return _milliseconds(text)
    except ValueError:
        return None


def embargo(text: str) -> int:
    """Return when an embargo is over: a bare date means its first minute UTC; what is no date never is."""
    try:
        return _milliseconds(text)
    except ValueError:
        return _FAR


def _milliseconds(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH) // _MILLISECOND
