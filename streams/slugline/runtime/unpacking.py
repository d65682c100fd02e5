"""Unpacking: a raw record of several stories, or with another key than its story's uri, into one for each.

What comes of it goes to the stories feed, keyed by uri, and is met there again like any publisher's record;
its headers say where it came from, and it is never unpacked again. So everything that comes after may rely
on one story a record, and on all versions of a story standing in one partition, in order. A record that
comes again is unpacked again: by those headers its stories are known to have been there before.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from slugline.intake.formats.slugline_story import written
from slugline.intake.refused import Refused
from slugline.records.feeds import STORIES
from slugline.records.story import Story
from slugline.runtime.processed import UNPACKED_FROM, UNPACKED_ITEM, Fault, Processed, Raw, Record, too_long

MOST_FAULTS = 100
"""Of one record: 64 KiB may hold ten thousand empty stories, and each fault is a dead letter."""


def to_unpack(raw: Raw, items: Sequence[Story | Refused]) -> bool:
    """Tell whether ``raw``, which holds ``items``, is to be unpacked before anything else sees it."""
    if raw.origin is None:
        return False
    if len(items) == 1 and isinstance(items[0], Story):
        return raw.key != items[0].uri.encode()
    return len(items) > 1


def unpacked(raw: Raw, items: Sequence[Story | Refused], limit: int) -> Processed:
    """Return the raw records of the ``items`` of ``raw``, in order, each of at most ``limit`` bytes.

    One story alone keeps its bytes; of several each gets the form that holds all that was read of it. What
    cannot be read, or is too long, is a fault of its own; where that is more than MOST_FAULTS, the last is of
    the record as a whole and stands for the others. Equal records give equal bytes.
    """
    records: list[Record] = []
    faults: list[Fault] = []
    for index, item in enumerate(items):
        if isinstance(item, Refused):
            faults.append(
                Fault(
                    step="intake", reason=item.reason, detail=f"story {index} of {len(items)}: {item.detail}",
                    item=index, data=item.data, uri=item.uri, version=item.version,
                )
            )  # fmt: skip
            continue
        value = raw.value if len(items) == 1 else written(item)
        record = Record(feed=STORIES.name, key=item.uri.encode(), value=value, headers=_headers(raw, index))
        if record.size > limit:
            detail = f"{STORIES.name}: story {index} of {len(items)}: {too_long(record.size, limit)}"
            whole = len(items) == 1
            faults.append(
                Fault(
                    step="intake", reason="output-too-large", detail=detail,
                    item=None if whole else index, data=None if whole else value,
                    uri=item.uri, version=item.version if item.versioned else None,
                )
            )  # fmt: skip
        else:
            records.append(record)
    if len(faults) > MOST_FAULTS:
        faults[MOST_FAULTS:] = [_rest(faults[MOST_FAULTS:], len(items))]
    return Processed(
        outcome="unpacked" if records else "dead-lettered", records=tuple(records), faults=tuple(faults)
    )


def _rest(faults: Sequence[Fault], items: int) -> Fault:
    """Return one fault of the whole record, for all that are left: replayed, it is tried again, all of it."""
    told = Counter(fault.reason for fault in faults)
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in told.most_common())
    detail = (
        f"{len(faults):,} more of its {items:,} stories are refused ({reasons}): this is the whole record"
    )
    return Fault(step="intake", reason=told.most_common(1)[0][0], detail=detail)


def _headers(raw: Raw, index: int) -> list[tuple[str, bytes]]:
    trace: Iterable[tuple[str, bytes]] = (
        [("traceparent", raw.traceparent.encode())] if raw.traceparent is not None else []
    )
    item = f"{index}/{raw.timestamp}"
    return [(UNPACKED_FROM, (raw.origin or "").encode()), (UNPACKED_ITEM, item.encode()), *trace]
