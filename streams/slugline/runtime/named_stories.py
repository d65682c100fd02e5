"""Stories as a kill may name them, by slug or headline: those that stand, and those that wait.

Names are compared as digests of their words: of a story under an embargo nothing is told that can be read.
"""

import asyncio
import logging
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from aiokafka.errors import KafkaError

from slugline.feed_names import feed_name
from slugline.folds.register import digests
from slugline.records.codec import decode
from slugline.records.feeds import HELD, REGISTER
from slugline.records.held_headers import from_headers
from slugline.records.register_row import RegisterRow
from slugline.records.schema_error import SchemaError
from slugline.runtime.held_stories import ARRIVED, names_of
from slugline.runtime.lane_context import LaneContext

PAUSE = 1.0

log = logging.getLogger("slugline.lane")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A story by its names: digests, None where it has none; ``moment`` in milliseconds since 1970 UTC."""

    uri: str
    moment: int
    slug: str | None
    headline: str | None
    source: str | None


async def named_in(partition: int, since: int, context: LaneContext, wanted: Set[str]) -> list[Named]:
    """Return the stories of a partition of which the slug, the headline or the uri is ``wanted``.

    Of those that stand what was noted ``since`` a moment. It waits while the broker is away.
    """
    while True:
        try:
            found = [
                *await _standing(partition, since, context, wanted), *await _waiting(partition, context)
            ]  # fmt: skip
            return [one for one in found if wanted & {one.slug, one.headline, one.uri}]
        except (KafkaError, OSError) as error:
            log.warning("cannot read what stands and what waits yet: %r", error)
            await asyncio.sleep(PAUSE)


async def _standing(partition: int, since: int, context: LaneContext, wanted: Set[str]) -> list[Named]:
    """Return those by their last row each: how long earlier ones are there, the broker's cleaner decides."""
    rows: dict[bytes, Named] = {}
    async for records in context.reader.since(feed_name(REGISTER, context.settings), partition, since):
        for record in records:
            rows.pop(record.key or b"", None)
            try:
                row = None if record.value is None else decode(RegisterRow, record.value)
            except SchemaError:
                continue  # whose partition it is has said so
            if row and wanted & {row.uri, row.headline, digests.words(row.slug)}:
                rows[record.key or b""] = by_row(row)
        await asyncio.sleep(0)
    return list(rows.values())


async def _waiting(partition: int, context: LaneContext) -> list[Named]:
    """Return all that waits: it may have come long ago, and there is little of it."""
    waiting: dict[bytes, Named | None] = {}
    async for records in context.reader.to_the_end(feed_name(HELD, context.settings), partition, 0):
        for record in records:
            waiting[record.key or b""] = by_held(record)
        await asyncio.sleep(0)
    return [one for one in waiting.values() if one is not None]


def by_row(row: RegisterRow) -> Named:
    """Return a story by its ``row``."""
    return Named(
        uri=row.uri, moment=row.moment if row.moment is not None else row.seen,
        slug=digests.words(row.slug), headline=row.headline, source=digests.words(row.source),
    )  # fmt: skip


def by_held(record: Any) -> Named | None:
    """Return a story by its ``record`` on the held feed; None where it no longer waits, or tells no names."""
    if record.value is None:
        return None
    try:
        told = from_headers(record.headers)
        names = names_of(record)
        arrived = int(dict(record.headers)[ARRIVED] or b"")
        return Named(
            uri=record.key.decode(), moment=told.moment if told.moment is not None else arrived, **names
        )
    except (SchemaError, LookupError, AttributeError, ValueError):  # written by no worker, which was said
        return None
