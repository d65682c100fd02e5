"""What goes out for a story that was read, by what the register knows of it: the shell around the verdict."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import time
from typing import Literal

from slugline.folds.register import digests, ledger
from slugline.folds.register.known import Known
from slugline.folds.register.ledger import Took
from slugline.folds.register.verdict import Arrived, Held, Verdict, becomes, decide
from slugline.records.codec import encode
from slugline.records.feeds import REGISTER
from slugline.records.register_row import RegisterRow
from slugline.runtime.dead_letters import Source, letter
from slugline.runtime.held_stories import HeldStory, gone_record, held_record
from slugline.runtime.lane_context import LaneContext
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Processed, Record, Told
from slugline.runtime.status_elsewhere import elsewhere
from slugline.runtime.taking_back import emptied_record, retractions

log = logging.getLogger("slugline.lane")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is to be delivered for one story, and what became of it."""

    processed: Processed
    uri: str | None = None
    records: Sequence[Record] = ()
    """For the outputs: in one transaction, into the story's own partition."""
    raw: Sequence[Record] = ()
    """For the stories feed: before the others, and outside the transaction."""
    verdict: Verdict | None = None
    took: Sequence[Took] = ()


class Settling:
    """Decides for one partition, in order; keeps the register and the stories that wait as it goes."""

    def __init__(self, partition: int, state: PartitionState, context: LaneContext) -> None:
        """``state`` is the lane's."""
        self._partition = partition
        self._state = state
        self._context = context

    async def settle(self, source: Source, processed: Processed, *, released: bool) -> Settled:
        """Return what is to be delivered for a story; the state is then as if it were delivered."""
        letters = [
            letter(source, fault, limit=self._context.limits.dead_letter) for fault in processed.faults
        ]
        told = processed.told
        if processed.outcome == "unpacked":
            return Settled(processed=processed, raw=processed.records, records=letters)
        if told is None:
            return Settled(processed=processed, records=letters)
        if told.release:
            return self._release(told, processed)
        known = self._state.register.get(told.uri)
        waiting = self._state.held.get(told.uri)
        held = waiting.held if waiting else None
        if told.if_known and known is None and held is None:
            return Settled(processed=_skipped(processed, "stale"), uri=told.uri)
        arrived = self._arrived(told, source, processed, released=released)
        if released and (held is None or held.content != arrived.content):
            return Settled(processed=_skipped(processed, "stale"), uri=told.uri)  # replaced while it was read
        now = round(time() * 1000)
        verdict = decide(known, None if released else held, arrived, now)
        records: list[Record] = []
        raw: Sequence[Record] = ()
        took: list[Took] = []
        if verdict.action == "hold":
            records.append(self._hold(told, source, arrived))
            processed = replace(processed, outcome="held", skipped=None)
        elif verdict.action == "stale":
            processed = _skipped(processed, "stale")
        elif verdict.action != "stand":
            before = None
            if known is not None and (verdict.action not in ("first", "repeat") or known.took):
                before = await self._state.row(told.uri, known, self._context, self._partition)
            took = _took(verdict, told, before, known is not None and known.version == verdict.version)
            back = retractions(took, told, verdict.version, source.traceparent)
            if told.status == "usable":
                records += [*processed.records[:-1], *back, processed.records[-1]]
            else:
                records += [*back, emptied_record(told, verdict.version, before, source.traceparent)]
            new = becomes(verdict, known, None if released else held, arrived)
            assert new is not None
            row = _row(told, replace(new, took=bool(took)), took, before, source)
            self._state.put(told.uri, replace(new, took=bool(took)), row)
            records.append(Record(feed=REGISTER.name, key=told.uri.encode(), value=encode(row), headers=[]))
            raw = await elsewhere(told, source, self._partition, self._context)
            if known is None and (other := self._context.twice(told.uri, self._partition)) is not None:
                self._context.metrics.uris_twice.inc()
                log.error(
                    "a story stands in partitions %d and %d, which `slugline feeds repartition` mends: %s",
                    self._partition, other, source.address,
                )  # fmt: skip
        if waiting is not None and (released or verdict.drop_held):
            self._state.held.pop(told.uri, None)
            records.append(gone_record(told.uri))
        return Settled(
            processed=processed,
            uri=told.uri,
            records=[*records, *letters],
            raw=raw,
            verdict=verdict,
            took=took,
        )

    def _arrived(self, told: Told, source: Source, processed: Processed, *, released: bool) -> Arrived:
        return Arrived(
            version=told.version,
            versioned=told.versioned,
            status=told.status,
            moment=told.moment,
            content=told.content,
            made_by=told.made_by,
            embargoed_ms=None if released else told.until,
            broken=bool(processed.faults),
            seen=max(0, source.timestamp),
            raw=-1 if released or source.partition != self._partition else source.offset,
        )

    def _hold(self, told: Told, source: Source, arrived: Arrived) -> Record:
        assert told.until is not None
        held = Held(
            version=arrived.version, versioned=arrived.versioned, moment=arrived.moment,
            until_ms=told.until, content=arrived.content,
        )  # fmt: skip
        self._state.held[told.uri] = HeldStory(uri=told.uri, held=held, offset=-1)
        return held_record(told, source)

    def _release(self, told: Told, processed: Processed) -> Settled:
        """Let the story that waits go now; the word itself leaves nothing behind."""
        waiting = self._state.held.get(told.uri)
        if waiting is None:
            return Settled(processed=_skipped(processed, "stale"), uri=told.uri)
        self._state.held[told.uri] = replace(waiting, held=replace(waiting.held, until_ms=0))
        return Settled(processed=_skipped(processed, "released"), uri=told.uri)


def deleted(source: Source) -> Processed:
    """Return what came of a null value: the word that the story of its key is deleted."""
    try:
        uri = (source.key or b"").decode()
    except UnicodeDecodeError:
        uri = ""
    if not uri:
        return Processed(outcome="skipped", skipped="tombstone")
    told = Told(
        uri=uri, version=1, versioned=False, status="deleted", moment=None,
        content=digests.content(None), made_by=bytes(digests.MADE_BY),
    )  # fmt: skip
    return Processed(outcome="skipped", skipped="tombstone", uri=uri, told=told)


def _took(verdict: Verdict, told: Told, before: RegisterRow | None, same: bool) -> list[Took]:
    """Return what is taken back: what stood and is no more, and what this very version took back before."""
    gone = ledger.taken_back(before, told.items)
    left = {one.id for one in told.items} | {one.id for one in gone}
    again = ledger.took(before) if before is not None and same else ()
    reason = verdict.reason or "corrected"
    return [
        *(one for one in again if one.item.id not in left),
        *(Took(item=one, reason=reason) for one in gone),
    ]


def _row(
    told: Told, known: Known, took: Sequence[Took], before: RegisterRow | None, source: Source
) -> RegisterRow:
    return RegisterRow(
        uri=told.uri,
        version=known.version,
        versioned=known.versioned,
        status=known.status,
        moment=known.moment,
        seen=known.seen,
        content=known.content.hex(),
        made_by=known.made_by.hex(),
        events=ledger.written(told.items),
        took=ledger.took_written(took),
        slug=told.slug or (before.slug if before else None),
        source=told.source or (before.source if before else None),
        raw=source.address,
    )


def _skipped(processed: Processed, reason: Literal["stale", "released"]) -> Processed:
    return replace(processed, outcome="skipped", skipped=reason, records=(), counts={}, held={})
