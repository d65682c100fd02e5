"""How far behind one partition is, and which of its records retention took before they were read."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

SHORT_SECONDS = 15.0
"""For so long brokers must say that a partition is shorter: one that starts again may say so for a moment."""
MOST_JUMPS = 10_000
"""So many are remembered until they are looked into: a publisher's every transaction is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One partition as it stands. Offsets are of the next record; None where it is not known (yet)."""

    done: int | None = None
    """All before it is done with; None where the group has never committed anything."""
    start: int | None = None
    """The first offset that is still there: retention takes what is older."""
    end: int | None = None
    """The offset after the last record."""
    position: int | None = None
    """Where the client reads on; also past what holds no records, as the markers of transactions."""
    handed: int | None = None
    """The offset of the last record the client handed over; at the beginning that where it began."""
    oldest: int | None = None
    """The timestamp of the oldest record in flight, in milliseconds since 1970."""

    @property
    def all_done(self) -> bool:
        """Whether all is done that the client handed over."""
        return self.oldest is None and (self.handed is None or self.handed <= (self.done or 0))

    @property
    def untouched(self) -> bool:
        """Whether the client has handed nothing over, where nothing was done since the partition was dealt.

        What is ``done`` is then what the group has committed, which may be further than where it began.
        """
        return self.oldest is None and (
            self.handed is None or (self.done is not None and self.handed <= self.done)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How far behind one partition is: records not yet done, and the age of the oldest one in flight."""

    records: int
    seconds: float


def lag(place: Place, now: float) -> Lag | None:
    """Return the lag at ``now``, seconds since 1970; None where the end is not known.

    Only what can still be read counts: neither what retention removed nor what holds no record. A quiet
    wire would lag for ever.
    """
    if place.end is None:
        return None
    begun = max(place.done or 0, place.start or 0)
    if place.all_done:
        begun = max(begun, place.position or 0)
    age = 0.0 if place.oldest is None else max(0.0, now - place.oldest / 1000)
    return Lag(records=max(0, place.end - begun), seconds=age)


class Expiry:
    """Finds what retention removed of the partitions before it was read.

    A client that wants what is gone goes on at the start of the log, without a word. So each jump of the
    offsets is remembered, and is a loss as far as the log starts behind its beginning; else it was made by
    compaction or a transaction.
    """

    def __init__(self) -> None:
        """Know of no partition yet."""
        self._next: dict[int, int] = {}
        self._jumps: deque[tuple[int, int, int]] = deque(maxlen=MOST_JUMPS)

    @property
    def jumped(self) -> bool:
        """Whether there are jumps to look into."""
        return bool(self._jumps)

    def forget(self, partition: int) -> None:
        """Let go of a partition: when it is ours again, the group's offset says how far it was read."""
        self._next.pop(partition, None)

    def begin(self, partition: int, offset: int | None) -> None:
        """Note where the group begins to read, unless something was taken or begun since `forget`."""
        if offset is not None:
            self._next.setdefault(partition, offset)

    def took(self, partition: int, offset: int) -> None:
        """Note that the record at ``offset`` is taken."""
        due = self._next.get(partition, offset)
        if offset > due:
            self._jumps.append((partition, due, offset))
        self._next[partition] = offset + 1

    def lost(self, starts: Mapping[int, int], positions: Mapping[int, int]) -> dict[int, range]:
        """Return by partition the offsets that were lost since this was last asked.

        ``starts`` are the first offsets of the log, asked for after the last `took`; ``positions`` those
        where the client reads on, of the partitions of which it has handed nothing over since it got them.
        """
        found: dict[int, range] = {}
        jumps = [*self._jumps, *((p, self._next.get(p, at), at) for p, at in positions.items())]
        for partition, due, at in jumps:
            end = min(at, starts.get(partition, 0))
            if end > due:
                found[partition] = range(min(due, found.get(partition, range(due, 0)).start), end)
                self._next[partition] = max(self._next.get(partition, end), end)
        self._jumps.clear()
        return found


class Shortened:
    """Finds partitions that end before what was done of them: the feed was made anew, or lost records."""

    def __init__(self) -> None:
        """No partition is short."""
        self._since: dict[int, float] = {}

    def look(self, ends: Mapping[int, int], done: Mapping[int, int], now: float) -> list[int]:
        """Return those that have been short for SHORT_SECONDS; ``now`` is in seconds.

        ``done`` is how far was read before the broker was asked for the ``ends``: while it answers more gets
        done, and no healthy partition is to look short.
        """
        found = []
        for partition, end in ends.items():
            if end >= done.get(partition, 0):
                self._since.pop(partition, None)
            elif now - self._since.setdefault(partition, now) >= SHORT_SECONDS:
                found.append(partition)
        return found
