"""What goes out for a story that was read, by what the register knows of it: the shell around the verdict."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from time import time

from slugline.folds.register import digests, ledger
from slugline.folds.register.known import NOTHING, Known
from slugline.folds.register.ledger import Took
from slugline.folds.register.verdict import Arrived, Held, Verdict, becomes, decide
from slugline.intake.refused import NO_TEXT
from slugline.records.codec import encode
from slugline.records.feeds import REGISTER
from slugline.records.held_headers import from_headers
from slugline.records.register_row import RegisterRow
from slugline.runtime import split_stories
from slugline.runtime.counted_as import counted_as
from slugline.runtime.dead_letters import Source, letter
from slugline.runtime.held_stories import HeldStory, gone_record, held_record
from slugline.runtime.imprint_record import imprint_record
from slugline.runtime.lane_context import LaneContext
from slugline.runtime.operator_words import move, release, skipped, stood_again
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Fault, Processed, Record, Told, in_words, named, too_long
from slugline.runtime.settled import Settled
from slugline.runtime.split_stories import meet
from slugline.runtime.status_elsewhere import elsewhere, told_to_all
from slugline.runtime.taking_back import emptied_record, retractions
from slugline.runtime.telling import arrival
from slugline.runtime.transactions import PartitionLost
from slugline.runtime.unpacked_before import all_origins, came_before, noted, said_before
from slugline.runtime.unseen import veiled
from slugline.runtime.written_row import written_row

log = logging.getLogger("slugline.lane")


class Settling:
    """Decides for one partition, in order; keeps the register and the stories that wait as it goes."""

    def __init__(self, partition: int, state: PartitionState, context: LaneContext) -> None:
        """``state`` is the lane's."""
        self._partition = partition
        self._state = state
        self._context = context

    async def settle(self, source: Source, processed: Processed, *, released: bool) -> Settled:
        """Return what is to be delivered for a story; the state is then as if it were delivered.

        Whatever is wrong with the story, or with what is known of it, makes it a dead letter at most.
        """
        try:
            return await self._settle(source, processed, released=released)
        except PartitionLost:
            raise
        except Exception as error:  # around one story: whatever is wrong with it must not cost the others
            log.exception("%s: cannot tell what becomes of the story", source.address)
            fault = Fault(step="send", reason="internal-error", detail=in_words(error))
            dead = self._dead(source, processed, fault)
            return replace(dead, records=[*dead.records, *(self._drop_waiting(source) if released else [])])

    async def _settle(self, source: Source, processed: Processed, *, released: bool) -> Settled:
        processed = veiled(processed, source, released=released)
        told = processed.told
        if told is None or processed.outcome == "unpacked":
            raw = processed.records if processed.outcome == "unpacked" else ()
            gone = self._drop_waiting(source) if released else []
            letters = self._letters(source, processed)
            return Settled(processed=processed, records=[*gone, *letters], raw=raw)
        word = release if told.release else move if told.moved else meet if told.seen else None
        if word is not None:
            return await word(told, processed, source, self._state, self._context, self._partition)
        settled = Settled(processed=skipped(processed, "stale"), uri=told.uri)
        if not told.repeated:
            settled = await self._version(told, source, processed, released=released)
        return await stood_again(settled, told, source, self._state, self._context, self._partition)

    async def _version(self, told: Told, source: Source, processed: Processed, *, released: bool) -> Settled:
        """Return what a version of a story does."""
        known = self._state.register.get(told.uri)
        waits_as = _key(source) if released else told.uri
        waiting = self._state.held.get(waits_as)
        again = waiting is not None and told.status != "usable" and waiting.came_after(source)
        again = again or said_before(told, source, waiting, self._context)
        held = waiting.held if waiting and not again else None
        arrived = arrival(told, source, self._partition, broken=bool(processed.faults), released=released)
        if released and (held is None or held.content != arrived.content):
            return Settled(processed=skipped(processed, "stale"), uri=told.uri)  # replaced while it was read
        where = (self._state, self._context, self._partition)
        late = said_before(told, source, known, self._context)
        if not released and (late or await came_before(told.uri, source, waiting, *where)):
            return Settled(processed=skipped(processed, "stale"), uri=told.uri)
        now = round(time() * 1000)
        if processed.outcome == "held" and told.until is not None:
            now = min(now, told.until - 1)  # its time came while it was read, so nothing was looked for in it
        verdict = decide(known, None if released else held, arrived, now)
        only_noted = known is None or known.is_hearsay
        if (told.if_known or told.noted) and only_noted and not verdict.drop_held:
            return await self._noted(told, source, processed, known, arrived, verdict)
        # a story without a text says no more than that what stood of it is gone
        if processed.skipped == "no-text" and held is None and (known is None or known.status != "usable"):
            gone = self._drop_waiting(source) if released else []
            dead = self._dead(source, processed, Fault(step="intake", reason="missing-text", detail=NO_TEXT))
            return replace(dead, records=[*dead.records, *gone])
        if verdict.action == "hold":
            return self._hold(told, source, arrived, processed, verdict)
        if verdict.action == "stale" or (verdict.action == "repeat" and processed.outcome == "held"):
            processed = skipped(processed, "stale")  # the latter: it was let go before its time, and stands
        drop = waiting is not None and (released or verdict.drop_held)
        gone = [gone_record(waits_as)] if drop else []
        if processed.skipped == "stale" or verdict.action == "stand":
            rows = await noted(told.uri, source, waiting if drop else None, *where)
            if drop:
                self._state.held.pop(waits_as)
            unsaid = _came_killed(known, arrived, now)
            raw = await elsewhere(told, source, self._partition, self._context) if unsaid else []
            return Settled(
                processed=processed, uri=told.uri, verdict=verdict, raw=raw,
                records=[*rows, *gone, *self._letters(source, processed)],
            )  # fmt: skip
        new = becomes(verdict, known, None if released else held, arrived)
        assert new is not None
        ended = waiting.held.until_ms if released and waiting is not None else 0
        came = max(0, source.timestamp, ended)
        settled = await self._stand(told, source, processed, verdict, known, new, came)
        if settled.verdict is None:  # a dead letter after all
            gone = self._drop_waiting(source) if released else []
        elif drop:
            self._state.held.pop(waits_as)
        return replace(settled, records=[*settled.records, *gone])

    async def _stand(
        self,
        told: Told,
        source: Source,
        processed: Processed,
        verdict: Verdict,
        known: Known | None,
        new: Known,
        came: int,
    ) -> Settled:
        """Return what goes out for a version that stands from now on, or takes back what stood."""
        before = None
        found = ledger.events_sum(told.items)
        again = verdict.action in ("first", "repeat") and told.status == "usable"
        if known is not None and (not again or known.took or known.unpacked or known.events_sum != found):
            before = await self._state.row(told.uri, known, self._context, self._partition)
        took = _took(verdict, told, before)
        back = retractions(took, told, verdict.version, source.traceparent)
        most = self._context.limits.record
        if told.status == "usable" and verdict.version != told.version:
            counted = counted_as(verdict.version, processed.records, source.traceparent)
            processed = replace(processed, records=counted)
        if told.status == "usable":
            records = [*processed.records[:-1], *back, processed.records[-1]]
        else:
            records = [*back, emptied_record(told, verdict.version, before, source.traceparent, most)]
        unpacked = all_origins(before, self._state.held.get(told.uri), source, self._context)
        new = replace(new, took=bool(took), unpacked=bool(unpacked), events_sum=found)
        row = written_row(
            told, new, took, before, source, self._partition, self._context.raw_feed_id, unpacked
        )
        records.append(Record(feed=REGISTER.name, key=told.uri.encode(), value=encode(row), headers=[]))
        raw: list[Record] = []
        news = known is None or verdict.action != "repeat" or new.raw > known.raw
        let_go = source.released_by >= 0 and known is not None and known.content == new.content
        if news and not let_go:  # else what it says of others was said before, and they may be back since
            raw += await elsewhere(told, replace(source, timestamp=came), self._partition, self._context)
        repeated = not (news or told.versioned)  # a number says of itself what it kills
        raw += told_to_all(told, verdict.version, source, self._partition, self._context, repeated=repeated)
        here = source.partition == self._partition  # else it waited, and was brought here: it is not split
        new_here = here and split_stories.is_new(told, known)
        if new_here and told.status == "usable":
            raw += split_stories.asks(told, source, known, self._context)
        if fault := self._too_long([*records, *raw]):
            return self._dead(source, processed, fault)
        records += self._imprint(told, verdict, came)
        self._state.put(told.uri, new, row)
        if new_here:
            split_stories.look(told, source, known, self._context)
        return Settled(
            processed=processed,
            uri=told.uri,
            records=[*records, *self._letters(source, processed)],
            raw=raw,
            verdict=verdict,
            took=took,
        )

    async def _noted(
        self,
        told: Told,
        source: Source,
        processed: Processed,
        known: Known | None,
        arrived: Arrived,
        verdict: Verdict,
    ) -> Settled:
        """Return what a word of another partition does where nothing of its story ever was.

        It is noted where versions may come, for these: in the register alone, since on the enriched feed it
        would stand behind what stands elsewhere.
        """
        records: list[Record] = []
        new = becomes(verdict, known, None, arrived)
        if (told.noted or known is not None) and verdict.action != "stale" and new is not None:
            before = None
            if known is not None:
                before = await self._state.row(told.uri, known, self._context, self._partition)
            unpacked = all_origins(before, None, source, self._context)
            new = replace(new, unpacked=bool(unpacked))
            row = written_row(
                told, new, (), before, source, self._partition, self._context.raw_feed_id, unpacked
            )
            self._state.put(told.uri, new, row)
            records = [Record(feed=REGISTER.name, key=told.uri.encode(), value=encode(row), headers=[])]
        return Settled(processed=skipped(processed, "stale"), uri=told.uri, records=records)

    def _imprint(self, told: Told, verdict: Verdict, came: int) -> list[Record]:
        """Return what the chains are told: of a version that stands, or that takes back what stood."""
        # a kill is told to all partitions, and may come again: it is said once, by who had the story
        says = told.imprint is not None if told.status == "usable" else verdict.action == "take-back"
        if not (says and self._context.settings.chains):
            return []
        record = imprint_record(told, verdict.version, came, self._context.limits.record)
        if record is None:
            log.warning("partition %d: a story is in no chain: its uri is too long", self._partition)
            self._context.metrics.imprints_left_out.inc()
        return [] if record is None else [record]

    def _hold(
        self, told: Told, source: Source, arrived: Arrived, processed: Processed, verdict: Verdict
    ) -> Settled:
        """Let the story wait."""
        assert told.until is not None
        held = Held(
            version=arrived.version, versioned=arrived.versioned, moment=arrived.moment,
            until_ms=told.until, content=arrived.content,
        )  # fmt: skip
        unpacked = all_origins(None, self._state.held.get(told.uri), source, self._context)
        record = held_record(told, source, told.until, unpacked)
        from_headers(record.headers)  # raises for what could not be read again: it would be lost
        new = self._context.where(told.uri) != self._partition and source.partition == self._partition
        known = self._state.register.get(told.uri)
        raw = split_stories.asks(told, source, known, self._context) if new else []
        if fault := self._too_long([record, *raw]):
            return self._dead(source, processed, fault)
        if new:
            split_stories.look(told, source, known, self._context)
        came = (source.partition, source.offset, source.timestamp)
        story = HeldStory(uri=told.uri, held=held, offset=-1, unpacked=unpacked, came=came)
        self._state.hold(story, record)
        return Settled(
            processed=replace(processed, outcome="held", skipped=None),
            uri=told.uri,
            records=[record],
            raw=raw,
            verdict=verdict,
        )

    def _letters(self, source: Source, processed: Processed) -> list[Record]:
        limit = self._context.limits.dead_letter
        return [letter(source, fault, limit=limit, hidden=fault.hidden) for fault in named(processed)]

    def _dead(self, source: Source, processed: Processed, fault: Fault) -> Settled:
        """Return a story that is a dead letter after all; what stood of it stands."""
        told = processed.told
        dead = replace(
            processed, outcome="dead-lettered", skipped=None, records=(), faults=(*processed.faults, fault),
            counts={}, held={}, version=told.version if told else processed.version,
        )  # fmt: skip
        dead = veiled(dead, source)
        return Settled(processed=dead, records=self._letters(source, dead))

    def _drop_waiting(self, source: Source) -> list[Record]:
        """Let go of the story that waited and has come to nothing: else it would be tried for ever."""
        uri = _key(source)
        waiting = self._state.held.get(uri)
        if waiting is None or waiting.held.content != digests.content(source.value):
            return []
        self._state.held.pop(uri)
        return [gone_record(uri)]

    def _too_long(self, records: Sequence[Record]) -> Fault | None:
        most = self._context.limits.record
        worst = max(records, key=lambda one: one.size)
        if worst.size <= most:
            return None
        detail = f"{worst.feed}: {too_long(worst.size, most)}"
        return Fault(step="send", reason="output-too-large", detail=detail)


def _took(verdict: Verdict, told: Told, before: RegisterRow | None) -> list[Took]:
    """Return what is taken back: what is no more; when a story comes again, what it took back before.

    One that comes again may have other events: a name is told or not by sums that another processor, or
    another library, rounds in another way.
    """
    gone = ledger.taken_back(before, told.items)
    left = {one.id for one in told.items} | {one.id for one in gone}
    repeats = verdict.action == "repeat"
    again = ledger.took(before) if before is not None and repeats else ()
    reason = verdict.reason or ("superseded" if repeats else "corrected")
    return [
        *(one for one in again if one.item.id not in left),
        *(Took(item=one, reason=reason) for one in gone),
    ]


def _came_killed(known: Known | None, arrived: Arrived, now: int) -> bool:
    """Tell whether a story was killed before it came, by who need not know what it takes back itself.

    Of a story that replaces one which replaces a third, the third must go, whichever partition is ahead.
    """
    waits = arrived.embargoed_ms is not None and arrived.embargoed_ms > now
    return known is not None and known.content == NOTHING and arrived.status == "usable" and not waits


def _key(source: Source) -> str:
    """Return the uri under which a story that is released waited."""
    return (source.key or b"").decode(errors="replace")
