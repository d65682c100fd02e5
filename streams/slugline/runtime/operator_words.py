"""Words about a story that are no version of it: that what waits may go now, or that it stands elsewhere."""

import logging
from dataclasses import replace

from slugline.feed_names import feed_name
from slugline.folds.register import digests, ledger
from slugline.folds.register.known import place_of
from slugline.folds.register.ledger import Took
from slugline.kinds import ENRICHED
from slugline.records.feeds import REGISTER
from slugline.runtime.dead_letters import Source
from slugline.runtime.held_stories import gone_record, put_forward
from slugline.runtime.lane_context import LaneContext
from slugline.runtime.partition_state import PartitionState, record_at
from slugline.runtime.processed import RELEASED_BY, Processed, Record, Told
from slugline.runtime.settled import Settled
from slugline.runtime.taking_back import retractions

log = logging.getLogger("slugline.lane")


async def release(
    told: Told, processed: Processed, source: Source, state: PartitionState, context: LaneContext, at: int
) -> Settled:
    """Let the story that waits in partition ``at`` go now: its held record gets the time of the word.

    Where none waits, the one that is withheld comes back. A word that is read again lets nothing go that came
    behind it.
    That is written down, so that it is not forgotten when the worker ends before the story is out.
    """
    waiting = state.held.get(told.uri)
    if waiting is None or waiting.came_after(source):
        return await _bring_back(told, processed, source, state, context, at)
    record = state.held_written.get(told.uri)
    if record is None:
        record = await state.held_record(waiting, context, at)
    if record is None:
        state.held.pop(told.uri)
        return Settled(processed=skipped(processed, "stale"), uri=told.uri, records=[gone_record(told.uri)])
    until = min(max(0, source.timestamp), waiting.held.until_ms)
    earlier = put_forward(record, until)
    state.hold(replace(waiting, held=replace(waiting.held, until_ms=until), offset=-1), earlier)
    return Settled(processed=skipped(processed, "released"), uri=told.uri, records=[earlier])


async def _bring_back(
    told: Told, processed: Processed, source: Source, state: PartitionState, context: LaneContext, at: int
) -> Settled:
    """Have the lane read the story that is withheld once more, so that it stands again."""
    known = state.register.get(told.uri)
    withheld = known is not None and known.status == "withheld"
    again = await read_again(told.uri, source, state, context, at) if withheld else ()
    reason = "released" if again else "stale"
    return Settled(processed=skipped(processed, reason), uri=told.uri, raw=again)


async def stood_again(
    settled: Settled, told: Told, source: Source, state: PartitionState, context: LaneContext, at: int
) -> Settled:
    """Return ``settled``, and what makes the version that stands here the newest on the enriched feed again.

    A kill of a lower number that came in another partition moves nothing here, nor does one by no number that
    was said before what stands; but where it came it left an emptied record, which is later than what stands:
    readers that fold by uri alone would take it for the end.
    """
    known = state.register.get(told.uri)
    if not told.if_known or told.status == "usable" or known is None or known.status != "usable":
        return settled
    passed = told.version < known.version if told.versioned else settled.processed.skipped == "stale"
    if not passed:
        return settled
    again = await read_again(told.uri, source, state, context, at)
    return replace(settled, raw=[*settled.raw, *again])


async def read_again(
    uri: str, source: Source, state: PartitionState, context: LaneContext, at: int
) -> tuple[Record, ...]:
    """Return the record by which partition ``at`` reads once more what stands or, if withheld, stood there.

    It is what the publisher wrote, for the stories feed; none where that is gone, or was never out.
    """
    known = state.register.get(uri)
    row = await state.row(uri, known, context, at) if known is not None else None
    if known is None or row is None:
        return ()
    address = row.copy or (row.raw if known.status == "usable" else None)
    feed, partition, offset = place_of(address)
    if feed != feed_name(context.raw_feed, context.settings):
        return ()
    record = await record_at(context, feed, partition, offset)
    if record is None or digests.content(record.value) != known.content:
        log.warning("%s: what is to be read once more is gone: %s", source.address, address)
        return ()
    told_by = [(RELEASED_BY, source.address.encode())]
    return (
        Record(feed=context.raw_feed, key=uri.encode(), value=record.value, partition=at, headers=told_by),
    )


async def move(
    told: Told, processed: Processed, source: Source, state: PartitionState, context: LaneContext, at: int
) -> Settled:
    """Forget a story in partition ``at``: it stands in another one, which has its events.

    What waits of it goes too: it waits there. A version newer than the word stays, or goes on waiting, and so
    does what came since it was seen what stands here.
    """
    key = told.uri.encode()
    known, waiting = state.register.get(told.uri), state.held.get(told.uri)
    took: list[Took] = []
    records: list[Record] = []
    if known is not None and known.version <= told.version and _is_meant(known.content, told):
        row = await state.row(told.uri, known, context, at)
        took = [Took(item=one, reason="superseded") for one in ledger.items(row)] if row is not None else []
        records += [
            *retractions(took, told, told.version, source.traceparent),
            Record(feed=ENRICHED.name, key=key, value=None, headers=[]),
            Record(feed=REGISTER.name, key=key, value=None, headers=[]),
        ]
        state.forget(told.uri)
    if waiting is not None and waiting.held.version <= told.version and _is_meant(waiting.held.content, told):
        records.append(gone_record(told.uri))
        state.held.pop(told.uri)
    if not records:
        return Settled(processed=skipped(processed, "stale"), uri=told.uri)
    return Settled(processed=skipped(processed, "moved"), uri=told.uri, records=records, took=took)


def _is_meant(content: bytes, told: Told) -> bool:
    return not told.contents or content.hex() in told.contents


def skipped(processed: Processed, reason: str) -> Processed:
    """Return ``processed`` as one for which nothing goes out: "stale", "released", "moved" or "seen"."""
    return replace(processed, outcome="skipped", skipped=reason, records=(), faults=(), counts={}, held={})  # type: ignore[arg-type]  # an open list
