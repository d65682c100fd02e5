"""Stories that stand in two partitions: each has their versions only, so it is noticed and told.

A worker sees its own partitions. Of a story that is new to it, it sends word to where it would be by each of
the partitioners that publishers have or had, and to where that was before partitions were added: whoever has
that partition knows the story, or will be told of it from another one as well.
"""

import logging

from slugline.folds.register.known import Known, place_of
from slugline.records.status_word import StatusWord
from slugline.runtime.dead_letters import Source
from slugline.runtime.lane_context import LaneContext
from slugline.runtime.operator_words import skipped
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import STATUS_OF, Processed, Record, Told
from slugline.runtime.settled import Settled
from slugline.runtime.status_elsewhere import word_record

log = logging.getLogger("slugline.lane")


def is_new(told: Told, known: Known | None) -> bool:
    """Tell whether a story is new where it came, by what was ``known`` there: at most that it was killed."""
    return known is None or (known.is_note and told.status == "usable")


def asks(told: Told, source: Source, known: Known | None, context: LaneContext) -> list[Record]:
    """Return the words by which other workers are asked whether they have a story that is new to this one."""
    if _elsewhere(told, source.partition, known, context) is not None:
        return []  # another one has asked, and `look` tells
    word = StatusWord(uri=told.uri, status="seen", if_known=True, noted=known is not None)
    others = context.publishers.homes(told.uri.encode()) - set(context.states)
    return [word_record(word, source, context, partition) for partition in sorted(others)]


def look(told: Told, source: Source, known: Known | None, context: LaneContext) -> None:
    """Tell of a story that is new where it came and stands in another one, of this worker or not."""
    other = _elsewhere(told, source.partition, known, context)
    if other is not None:
        _tell(source.partition, other, source, context)


async def meet(
    told: Told, processed: Processed, source: Source, state: PartitionState, context: LaneContext, at: int
) -> Settled:
    """Note that a story came in another partition; tell of it if it stands here, or came in a third."""
    address = (dict(source.headers).get(STATUS_OF) or b"").decode(errors="replace")
    _, there, _ = place_of(address)
    if there >= 0:
        other = context.where(told.uri, notes=not told.noted and _is_third(told.uri, there, context))
        if other is None:
            other = state.note_seen(told.uri, there)
        if other is not None and other != there:
            _tell(there, other, source, context)
    return Settled(processed=skipped(processed, "seen"), uri=told.uri)


def _elsewhere(told: Told, partition: int, known: Known | None, context: LaneContext) -> int | None:
    """Return another partition in which a story stands or came, as far as this worker knows.

    That it was killed is noted in several, where one may come: that counts where it came to a third one.
    """
    notes = known is None and told.status == "usable"
    stands = context.twice(told.uri, partition, notes=notes)
    if stands is not None and notes and not _is_third(told.uri, partition, context):
        stands = context.twice(told.uri, partition)
    found = (stands, *(one.seen_in.get(told.uri) for one in context.states.values()))
    return next((one for one in found if one not in (None, partition)), None)


def _is_third(uri: str, partition: int, context: LaneContext) -> bool:
    """Tell whether kills of the story are not noted in a ``partition``; else the note may be on its way."""
    return partition not in context.publishers.possible(uri.encode())


def _tell(partition: int, other: int, source: Source, context: LaneContext) -> None:
    context.metrics.uris_twice.inc()
    log.error(
        "a story stands in partitions %d and %d, which `slugline feeds repartition` mends: %s",
        partition, other, source.address,
    )  # fmt: skip
