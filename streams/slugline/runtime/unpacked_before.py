"""Whether a story was here before that comes out of a record which is unpacked once more."""

from dataclasses import replace
from time import time

from slugline.feed_names import feed_name
from slugline.folds.register import origins
from slugline.folds.register.known import Known, place_of
from slugline.folds.register.origins import Origin
from slugline.records.codec import encode
from slugline.records.feeds import REGISTER
from slugline.records.register_row import RegisterRow
from slugline.runtime.dead_letters import Source
from slugline.runtime.held_stories import HeldStory
from slugline.runtime.lane_context import LaneContext
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Record, Told


def origin_of(source: Source, context: LaneContext) -> Origin | None:
    """Return which record ``source`` was unpacked from; None where it is a publisher's own.

    A publisher may have written the header: it counts for no later than the record it stands in.
    """
    feed, partition, offset = place_of(source.unpacked_from)
    one = origins.origin(f"{partition}/{offset}/{source.unpacked_item}")
    if (
        one is None
        or feed != feed_name(context.raw_feed, context.settings)
        or partition >= context.partitions
    ):
        return None
    latest = min(source.timestamp, round(time() * 1000))
    return replace(one, moment=max(0, min(one.moment, latest)))


async def came_before(
    uri: str, source: Source, waiting: HeldStory | None, state: PartitionState, context: LaneContext, at: int
) -> bool:
    """Tell whether ``source`` is a copy of what was unpacked, and handled in partition ``at``, before.

    One that comes again itself, from its place on the feed, is not: it repeats what it did.
    """
    one = origin_of(source, context)
    if one is None:
        return False
    if waiting is not None and origins.came_before(one, waiting.unpacked):
        return True
    known = state.register.get(uri)
    if known is None or not known.unpacked or (source.partition == at and source.offset == known.raw):
        return False
    return origins.came_before(one, row_origins(await state.row(uri, known, context, at), context))


def said_before(told: Told, source: Source, version: Known | HeldStory | None, context: LaneContext) -> bool:
    """Tell whether a kill without a number, said in another record, was said before ``version`` was.

    Its word is late where that record's partition is behind: the version brought the story back, whichever
    is read first. Both clocks must say so, the publishers' and the records': a story may be dated ahead.
    """
    if told.status == "usable" or told.versioned or told.moment is None or version is None:
        return False
    if isinstance(version, HeldStory):
        moment, written = version.held.moment, version.came[2]
    else:
        moment, written = (version.moment if version.status == "usable" else None), version.seen
    one = origin_of(source, context)
    return one is not None and moment is not None and moment > told.moment and written > one.moment


def row_origins(row: RegisterRow | None, context: LaneContext) -> tuple[str, ...]:
    """Return from where the story of a ``row`` was unpacked, if that still says something."""
    if row is None:
        return ()
    ours = context.raw_feed_id
    another = row.raw_feed is not None and ours is not None and row.raw_feed != ours
    return () if another else row.via


def all_origins(
    row: RegisterRow | None, waiting: HeldStory | None, source: Source, context: LaneContext
) -> tuple[str, ...]:
    """Return from where a story was unpacked so far: by its ``row``, by what waits, and by ``source``."""
    one = origin_of(source, context)
    more = [*(waiting.unpacked if waiting is not None else ()), *([] if one is None else [str(one)])]
    return origins.with_origins(row_origins(row, context), more)


async def noted(
    uri: str, source: Source, waiting: HeldStory | None, state: PartitionState, context: LaneContext, at: int
) -> list[Record]:
    """Return the row of a story that goes on standing, where it is news to it from where this one came."""
    known = state.register.get(uri)
    if known is None or (origin_of(source, context) is None and not (waiting and waiting.unpacked)):
        return []
    row = await state.row(uri, known, context, at)
    via = all_origins(row, waiting, source, context)
    if row is None or via == row_origins(row, context):
        return []
    return [_again(row, known, via, state)]


def _again(row: RegisterRow, known: Known, via: tuple[str, ...], state: PartitionState) -> Record:
    row = replace(row, via=via)
    state.put(row.uri, replace(known, unpacked=True), row)
    return Record(feed=REGISTER.name, key=row.uri.encode(), value=encode(row), headers=[])
