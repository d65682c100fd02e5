"""Dead letters: what could not be handled goes out untouched, with its address, and a limit stops a flood."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from slugline.records.cloudevents import Headers
from slugline.records.dead_letter import DeadLetter
from slugline.records.dead_letter_headers import ATTEMPTS, to_headers
from slugline.records.feeds import DEAD_LETTERS
from slugline.runtime.processed import UNPACKED_FROM, Fault, Record


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
        """The W3C trace context it came with, if it is text."""
        return _text(self.headers, "traceparent")

    @property
    def unpacked_from(self) -> str | None:
        """The address of the record that this one was unpacked from; None where it is a publisher's own."""
        return _text(self.headers, UNPACKED_FROM)

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


def letter(source: Source, fault: Fault, *, limit: int) -> Record:
    """Return the dead letter of ``source``: key and value untouched, all else in headers.

    A value so long that feed and headers would pass ``limit`` bytes is left out, and the detail says where it
    still stands: the dead letter is then by reference.
    """
    value = source.value if fault.item is None else fault.data
    record = _record(source, fault, source.key, value)
    size = len(source.key or b"") + len(value or b"")
    if size + sum(len(name) + len(value) for name, value in record.headers) <= limit:
        return record
    note = f"{fault.detail}; its {len(value or b''):,} bytes are too many to carry: they are where it was"
    key = source.key or source.address.encode()
    return _record(source, replace(fault, detail=note), key, None)


def _record(source: Source, fault: Fault, key: bytes | None, value: bytes | None) -> Record:
    dead = DeadLetter(
        key=key, value=value, feed=source.feed, partition=source.partition, offset=source.offset,
        timestamp=max(0, source.timestamp), step=fault.step, reason=fault.reason, detail=fault.detail,
        attempts=source.attempts, item=fault.item,
    )  # fmt: skip
    headers: Headers = to_headers(dead, traceparent=source.traceparent)
    if source.unpacked_from is not None:
        headers.append((UNPACKED_FROM, source.unpacked_from.encode(errors="replace")))
    return Record(feed=DEAD_LETTERS.name, key=key, value=value, headers=headers)


class FailureLimit:
    """Notes how stories end, and says when so many are dead letters that something else must be wrong."""

    def __init__(self, *, share: float, sample: int) -> None:
        """``share`` of the last ``sample`` stories is the limit; above 1 it is never reached."""
        self._share = share
        self._last: deque[bool] = deque(maxlen=sample)
        self._dead = 0

    def note(self, dead: bool) -> bool:
        """Note one story, and say whether the limit is reached; never before ``sample`` stories."""
        full = len(self._last) == self._last.maxlen
        if full:
            self._dead -= self._last[0]
        self._last.append(dead)
        self._dead += dead
        return len(self._last) == self._last.maxlen and self._dead >= self._share * len(self._last)

    def __str__(self) -> str:
        """Say it for a person."""
        return f"{self._dead} of the last {len(self._last)} stories are dead letters"


def _text(headers: Sequence[tuple[str, bytes | None]], name: str) -> str | None:
    for key, value in headers:
        if key == name and value is not None:
            return value.decode("ascii", errors="replace")
    return None
