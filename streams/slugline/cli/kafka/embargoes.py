"""The stories that wait for the end of their embargo, as the held feed has them."""

from contextlib import aclosing
from datetime import UTC, datetime

from slugline import feed_reader
from slugline.records.feeds import HELD
from slugline.records.held_headers import from_headers
from slugline.records.schema_error import SchemaError
from slugline.settings import Settings


async def held_until(settings: Settings) -> list[datetime]:
    """Return when the stories that wait may go out, the next first; nothing of the stories themselves."""
    found: dict[tuple[int, bytes | None], datetime | None] = {}
    try:
        async with aclosing(feed_reader.batches(settings, HELD, "start", follow=False)) as arriving:
            async for batch in arriving:
                for one in batch:
                    found[one.partition, one.key] = None if one.value is None else _until(one.headers)
    except feed_reader.NoFeedError:
        return []  # made by an earlier release, so nothing waits
    return sorted(moment for moment in found.values() if moment is not None)


def _until(headers: feed_reader.Headers) -> datetime:
    try:
        return datetime.fromtimestamp(from_headers(headers).until_ms / 1000, UTC)
    except (SchemaError, ValueError, OverflowError, OSError):  # of a later release, or in a year beyond 9999
        return datetime.max.replace(tzinfo=UTC)
