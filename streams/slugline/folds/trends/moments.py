"""Event time: when a story counts. Milliseconds since 1970 UTC throughout."""

from slugline.records import instants

AHEAD = 5 * 60_000
"""Clocks differ: a story may say it was published so long after it came."""
DAY = 24 * 3_600_000
ZONES = 14 * 3_600_000
"""A day begins up to so long before it does in UTC, and ends up to 12 hours after."""


def event_time(published: str | None, record: int, now: int, horizon: int) -> int | None:
    """Return the moment at which a story counts, or None if that is more than ``horizon`` ago.

    ``published`` is the story's own word, ``record`` the timestamp of its Kafka record, ``now`` the clock.
    The story's word counts if it is a date and time that can be true; one in the future is no news yet
    heard of, so the record's time counts. A bare date counts as the record's time if that is in or near the
    day, and as the day's end if not. Nothing is ever later than ``now``, so no story can stretch the
    windows or stay for good.
    """
    arrived = min(record, now)
    moment = arrived
    if published is not None:
        said = _instant(published)
        if said is None:
            moment = arrived
        elif "T" in published:
            moment = min(said, arrived) if said <= arrived + AHEAD else arrived
        elif not said - ZONES <= arrived <= said + 2 * DAY:
            moment = min(said + DAY, arrived)
    return moment if moment >= now - horizon else None


def _instant(text: str) -> int | None:
    try:
        return instants.read(text)
    except ValueError:
        return None
