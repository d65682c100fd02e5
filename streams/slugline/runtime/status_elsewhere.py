"""A story that takes back another one: the word goes to that story's own partition, and acts there."""

import logging
import re
from collections.abc import Sequence

from slugline.feed_names import feed_name
from slugline.intake.formats.slugline_status import written
from slugline.records.codec import decode
from slugline.records.feeds import REGISTER
from slugline.records.register_row import RegisterRow
from slugline.records.status_word import StatusWord, Word
from slugline.runtime.dead_letters import Source
from slugline.runtime.lane_context import LaneContext
from slugline.runtime.processed import STATUS_OF, Record, Told

WITHIN_MS = 48 * 3_600_000
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
WORD = re.compile(r"\w+")

log = logging.getLogger("slugline.lane")


async def elsewhere(told: Told, source: Source, partition: int, context: LaneContext) -> Sequence[Record]:
    """Return the records for the stories feed by which ``told`` takes back what its links name.

    Where the other story stands in no partition of this worker, each of the other partitions is told, and
    acts if it knows the story; the one that its uri would be sent to notes it in any case, for what may
    still come. A link that is no uri is a slug: it acts only where it fits one story alone.
    """
    records: list[Record] = []
    for status, target in told.links:
        if target == told.uri:
            continue
        uri, place = target, context.where(target)
        if place is None and not URI.fullmatch(target):
            found = await slug_of(target, told, source, context)
            if found is None:
                context.metrics.kills_unmatched.inc()
                log.warning(
                    "%s: what it takes back is no story that is known, or more than one", source.address
                )
            else:
                uri, place = found
        if place is not None:
            records.append(_word(uri, status, told, source, context, place, if_known=False))
            continue
        if URI.fullmatch(target):
            records.append(_word(uri, status, told, source, context, None, if_known=False))
        records.extend(
            _word(uri, status, told, source, context, other, if_known=True)
            for other in range(context.partitions)
        )
    return records


async def slug_of(slug: str, told: Told, source: Source, context: LaneContext) -> tuple[str, int] | None:
    """Return uri and partition of the one story with this slug and the same source, 48 hours around; or None.

    It looks through what the register noted in that time, in all partitions: kills by slug are rare.
    """
    wanted, moment = _plain(slug), told.moment or source.timestamp
    feed = feed_name(REGISTER, context.settings)
    found: dict[str, int] = {}
    for partition in range(context.partitions):
        async for records in context.reader.since(feed, partition, source.timestamp - 2 * WITHIN_MS):
            for record in records:
                row = None if record.value is None else decode(RegisterRow, record.value)
                if row is None or row.uri == told.uri or not row.slug or _plain(row.slug) != wanted:
                    continue
                near = abs((row.moment or row.seen) - moment) <= WITHIN_MS
                if near and _plain(row.source or "") == _plain(told.source or ""):
                    found[row.uri] = partition
    return next(iter(found.items())) if len(found) == 1 else None


def _plain(text: str) -> str:
    return "-".join(WORD.findall(text.casefold()))


def _word(
    uri: str,
    status: Word,
    told: Told,
    source: Source,
    context: LaneContext,
    partition: int | None,
    *,
    if_known: bool,
) -> Record:
    """Return the record that says so: the same for the same story, always."""
    word = StatusWord(uri=uri, status=status, by=told.uri, source=told.source, if_known=if_known)
    return Record(
        feed=context.raw_feed, key=uri.encode(), value=written(word),
        headers=[(STATUS_OF, source.address.encode())], partition=partition,
    )  # fmt: skip
