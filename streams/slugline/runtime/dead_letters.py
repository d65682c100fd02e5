"""Dead letters: what could not be handled goes out untouched, with its address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from slugline.intake.refused import LONGEST_URI
from slugline.records.cloudevents import Headers
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import ATTEMPTS, to_headers
from slugline.records.feeds import DEAD_LETTERS
from slugline.runtime.processed import RELEASED_BY, UNPACKED_FROM, UNPACKED_ITEM, Fault, Record

TRACE = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
"""A W3C trace context (w3.org/TR/trace-context): anything else is copied nowhere, it may be of any length."""
LONGEST_ADDRESS = 512
"""Characters of an address that are kept: one of ours has at most 249 for the feed, and two numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One record of the stories feed as it came; ``timestamp`` is milliseconds since 1970 UTC."""

    feed: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]] = ()

    @property
    def address(self) -> str:
        """Where it stands: feed/partition/offset."""
        return f"{self.feed}/{self.partition}/{self.offset}"

    @property
    def traceparent(self) -> str | None:
        """The W3C trace context it came with; None for what is none."""
        told = _text(self.headers, "traceparent")
        return told if told and TRACE.fullmatch(told) else None

    @property
    def unpacked_from(self) -> str | None:
        """The address of the record that this one was unpacked from; None where it is a publisher's own."""
        told = _text(self.headers, UNPACKED_FROM)
        return None if told is None else told[:LONGEST_ADDRESS]

    @property
    def unpacked_item(self) -> str:
        """Return the how many-th story of that it was, and when that was written: "0/1764000000000"."""
        return (_text(self.headers, UNPACKED_ITEM) or "")[:LONGEST_ADDRESS]

    @property
    def released_by(self) -> int:
        """The offset of the operator's word that brings this record's story back; -1 where none does."""
        place = (_text(self.headers, RELEASED_BY) or "").rsplit("/", 2)
        here = len(place) == 3 and place[1] == str(self.partition) and place[2].isdecimal()
        return min(int(place[2][:20]), self.offset) if here else -1

    @property
    def trace_id(self) -> str | None:
        """The trace id within that context: version-TRACE-parent-flags."""
        parts = (self.traceparent or "").split("-")
        return parts[1] if len(parts) >= 4 else None

    @property
    def attempts(self) -> int:
        """How often it has been tried, this time included: a replayed dead letter says how often before."""
        told = _text(self.headers, ATTEMPTS) or ""
        return 1 + (int(told) if told.isdecimal() and len(told) < 10 else 0)

    @property
    def size(self) -> int:
        """Bytes of key and value."""
        return len(self.key or b"") + len(self.value or b"")


def letter(source: Source, fault: Fault, *, limit: int, hidden: bool = False) -> Record:
    """Return the dead letter of ``source``: key and value untouched, all else in headers.

    A value that must not be seen yet is ``hidden``: left out, and the detail says where it still stands.
    A value so long that feed and headers would pass ``limit`` bytes is left out, and a key that alone would
    pass it too, and the detail says where they still stand: the dead letter is then by reference. The address
    stands in for a key that is not there, or cannot be carried: Kafka takes no record without key and value.
    """
    value = source.value if fault.item is None else fault.data
    address = source.address.encode()
    whole = _record(source, fault, address if source.key is None and value is None else source.key, value)
    if _size(whole) <= limit and not hidden:
        return whole
    why = "may be under an embargo" if hidden else "are too many to carry"
    note = f"{fault.detail}; its {len(value or b''):,} bytes {why}: they are where it was"
    bare = _record(source, replace(fault, detail=note), source.key or address, None)
    if _size(bare) <= limit:
        return bare
    return _record(source, replace(fault, detail=note, uri=None), address, None)


def _size(record: Record) -> int:
    headers = sum(len(name) + len(value) for name, value in record.headers)
    return len(record.key or b"") + len(record.value or b"") + headers


def _record(source: Source, fault: Fault, key: bytes | None, value: bytes | None) -> Record:
    dead = DeadLetter(
        key=key, value=value, feed=source.feed, partition=source.partition, offset=source.offset,
        timestamp=max(0, source.timestamp), step=fault.step, reason=fault.reason, detail=fault.detail,
        attempts=source.attempts, item=fault.item,
        uri=fault.uri if len(fault.uri or "") <= LONGEST_URI else None, version=fault.version,
    )  # fmt: skip
    headers: Headers = to_headers(dead, traceparent=source.traceparent)
    if source.unpacked_from is not None:
        headers.append((UNPACKED_FROM, source.unpacked_from.encode(errors="replace")))
    return Record(feed=DEAD_LETTERS.name, key=key, value=value, headers=headers)


def _text(headers: Sequence[tuple[str, bytes | None]], name: str) -> str | None:
    for key, value in headers:
        if key == name and value is not None:
            return value.decode("ascii", errors="replace")
    return None
