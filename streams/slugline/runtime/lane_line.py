"""The stories of a lane on their way: in the order they came, and those whose embargo is over past them.

One that takes long in front is no reason to be late. A kill in front is: it acts first. What tells them apart
is a look at what is not read yet, by another process: decoding alone, which says of which stories it is.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import Processed
from slugline.runtime.status_elsewhere import URI

MOST_STORIES = 16
MOST_BYTES = 4 * 1024 * 1024
"""What goes out in one transaction, at most, unless one story alone has more."""
TOGETHER, GATHER_SECONDS = 8, 0.25
"""In a line of so many, what is read waits until so many are, that long at most: a transaction costs the
broker as much as the records of five stories (1.5 ms of CPU a story in transactions of 7, 2.5 in those of 4).
"""
NO_VERDICT = frozenset({"took-too-long", "reader-died", "too-much-memory", "internal-error"})
"""Reasons that tell nothing of a record: read once more it may be a story."""

Reading = asyncio.Future[Processed]


@dataclass(slots=True, kw_only=True, eq=False)
class Entry:
    """A story on its way through the lane; ``event`` is Faust's, None for one whose embargo is over.

    Of that ``due`` is when it was, milliseconds since 1970 UTC, and ``behind`` the last offset of what stood
    in front of it.
    """

    source: Source
    reading: Reading
    event: Any = None
    due: int = 0
    behind: int = -1
    look: Reading | None = None
    at: float = field(default_factory=perf_counter)


def touches(processed: Processed, uris: Container[str]) -> bool:
    """Tell whether what was read, or looked at, may do something to one of the stories ``uris``."""
    return (processed.told is not None and processed.told.uri in uris) or sends_word(processed, uris)


def sends_word(processed: Processed, uris: Container[str]) -> bool:
    """Tell whether a record may come of it that does something to one of the stories ``uris``.

    Of what has to be unpacked nobody knows what is in it, nor whom a kill by a slug means.
    """
    if processed.told is None:
        unknown = any(fault.reason in NO_VERDICT for fault in processed.faults)
        return unknown or processed.outcome == "unpacked"
    return any(name in uris or not URI.fullmatch(name) for _, name in processed.told.links)


class Line:
    """Of one lane. `put` what comes, `call` what waited, `take` what goes out next."""

    def __init__(self, look: Callable[[Source], Reading], clock: Callable[[], float] = perf_counter) -> None:
        """``look`` has a record looked at: what comes of it tells no more than which stories it is of."""
        self._look = look
        self._clock = clock
        self._gathers: float | None = None
        """Since when what is read waits for more."""
        self._line: deque[Entry] = deque()
        self._called: list[Entry] = []
        self._hand: list[Entry] = []
        self.size = 0
        """Bytes of the stories it holds."""
        self._done = 0
        """The offset after the last one that is done."""

    def __len__(self) -> int:
        """Return how many stories it holds."""
        return len(self._line) + len(self._called) + len(self._hand)

    def put(self, entry: Entry) -> bool:
        """Take a story in, behind those that are here; return whether it is the first."""
        self._line.append(entry)
        self.size += entry.source.size
        return len(self._line) == 1

    def call(self, entry: Entry) -> None:
        """Take in a story whose embargo is over."""
        entry.behind = self._line[-1].source.offset if self._line else -1
        self._called.append(entry)
        self.size += entry.source.size

    def take(self) -> list[Entry]:
        """Return what goes out next and is read, in order; nothing where it is not. Then they are `done`."""
        first = next((one for one in self._called if one.reading.done() and self._may_pass(one)), None)
        if first is not None:
            self._called.remove(first)
        elif self._line and self._line[0].reading.done() and self.gathers() is None:
            first = self._line.popleft()
        else:
            return []
        self._gathers = None
        self._hand = [first]
        size = first.source.size
        while self._line and self._line[0].reading.done() and len(self._hand) < MOST_STORIES:
            size += self._line[0].source.size
            if size > MOST_BYTES:
                break
            self._hand.append(self._line.popleft())
        return list(self._hand)

    def gathers(self) -> float | None:
        """Return how many seconds what is read waits at most for what is being read; None: it does not."""
        if (
            len(self._line) < TOGETHER
            or self._line[TOGETHER - 1].reading.done()
            or not self._line[0].reading.done()
        ):
            return None
        now = self._clock()
        if self._gathers is None:
            self._gathers = now
        left = self._gathers + GATHER_SECONDS - now
        return left if left > 0 else None

    def done(self, entry: Entry) -> None:
        """Note that one that was taken is out."""
        self._hand.remove(entry)
        self.size -= entry.source.size
        if entry.event is not None:
            self._done = entry.source.offset + 1

    def looked(self, uris: Container[str], *, own: bool) -> int:
        """Return the offset before which nothing that is not done touches one of ``uris``.

        Where these are the lane's ``own``, which do not pass what touches them, no more counts than what
        comes of it later. What is not read yet is looked at from now on: ask again.
        """
        passed = self._done
        for entry in [one for one in (*self._hand, *self._line) if one.event is not None]:
            if not self._is_harmless(entry, uris, sends_word if own else touches):
                break
            passed = entry.source.offset + 1
        return passed

    def moves(self) -> Iterator[Reading]:
        """Yield what may make a difference to `take` when it is done."""
        if self._line:
            yield self._line[0 if self.gathers() is None else TOGETHER - 1].reading
        if self._called:
            yield from (one.reading for one in self._called if not one.reading.done())
            yield from (one.look for one in self._line if one.look is not None and not one.look.done())

    def drop(self) -> None:
        """Let go of all of it: nothing of it is acknowledged."""
        for entry in (*self._line, *self._called):
            entry.reading.cancel()
            if entry.look is not None:
                entry.look.cancel()
        self._line.clear()
        self._called.clear()
        self._hand = []
        self.size = 0

    def _may_pass(self, called: Entry) -> bool:
        """Tell whether nothing touches a story of what was in front of it as it was called."""
        uris = ((called.source.key or b"").decode(errors="replace"),)
        in_front = [one for one in self._line if one.source.offset <= called.behind]
        harmless = [self._is_harmless(one, uris) for one in in_front]  # all of them are looked at
        return all(harmless)

    def _is_harmless(
        self, entry: Entry, uris: Container[str], does: Callable[[Processed, Container[str]], bool] = touches
    ) -> bool:
        if entry.reading.done():
            found = entry.reading
        else:
            found = entry.look = entry.look or self._look(entry.source)
        told = found.done() and not found.cancelled() and found.exception() is None
        return told and not does(found.result(), uris)
