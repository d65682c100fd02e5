"""The stories of the last 48 hours, and which of them a new one may copy or continue."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from struct import Struct
from sys import intern
from typing import Final

import numpy as np
import numpy.typing as npt

from slugline.folds.chains.alerts import Alerts
from slugline.folds.chains.blocks import Block
from slugline.folds.chains.commonness import Commonness
from slugline.folds.chains.evidence import LATE_ALERT_MS
from slugline.folds.chains.held import Piece, held, recalled
from slugline.folds.chains.imprint import Hashes, Imprint
from slugline.folds.chains.notices import headline_key
from slugline.records.events import StoryRef

POSTED: Final = 24
"""Runs of words by which a story is found again: those with the least hashes."""
CANDIDATES: Final = 12
"""Stories that a new one is compared with."""
DIGEST: Final = 8
_SLOTS, _WAYS = 1 << 19, 16
_START: Final = Struct(f"<qq{DIGEST}s")


@dataclass(slots=True)
class Entry:
    """One story of the window."""

    uri: str
    chain: str
    source: str | None
    block: Block
    number: int
    """Of what is kept of it in ``block``; turned round once the story is gone."""

    @property
    def gone(self) -> bool:
        """Whether the story was killed, came again or is over."""
        return self.number < 0

    def let_go(self) -> None:
        """Let the story be gone."""
        self.number = ~self.number

    def read(self) -> Imprint:
        """Return the imprint of the story."""
        return recalled(*self.piece)

    @property
    def piece(self) -> Piece:
        """Where that is kept."""
        return self.block.data, self.block.starts[self.number] + _START.size

    @property
    def moment_ms(self) -> int:
        """When it counts, since 1970 UTC."""
        return self._start(self.number)[0]

    @property
    def order(self) -> int:
        """Its place among all stories, also of one that is gone."""
        return self._start(~self.number if self.gone else self.number)[1]

    @property
    def digest(self) -> bytes:
        """That of all that was said of it."""
        return self._start(self.number)[2]

    def _start(self, number: int) -> tuple[int, int, bytes]:
        return _START.unpack_from(self.block.data, self.block.starts[number])


class Window:
    """Stories in the order they came; 0.9 kilobytes each, 1.3 at most, beside 60 megabytes of an index.

    The index has a row for each slot of runs of words, with the newest stories that have such a run: of a
    template that thousands have, the last few are enough.
    """

    def __init__(self, span_ms: int) -> None:
        """``span_ms`` is how long a story stays after the newest one."""
        self.commonness = Commonness()
        self._span_ms = span_ms
        self._entries: deque[Entry] = deque()
        self._first = 0
        self._standing: dict[str, Entry] = {}
        self._table = np.zeros((_SLOTS, _WAYS), dtype=np.int32)  # one more than the number: 0 is nobody
        self._marks = np.zeros((_SLOTS, _WAYS), dtype=np.uint16)
        self._next = np.zeros(_SLOTS, dtype=np.uint8)
        self._alerts = Alerts()
        self._block = Block()
        self.newest_ms = 0
        """The latest moment of all stories that came."""

    def __len__(self) -> int:
        """Return how many stories are in it."""
        return len(self._standing)

    def get(self, uri: str) -> Entry | None:
        """Return the story of ``uri``."""
        return self._standing.get(uri)

    @property
    def first(self) -> int | None:
        """The order of the oldest story that is held; None without one."""
        return self._entries[0].order if self._entries else None

    def advance(self, moment_ms: int) -> list[Entry]:
        """Let go of what is over at ``moment_ms``, and return it: before anything is compared with it."""
        self.newest_ms = max(self.newest_ms, moment_ms)
        return self._expire()

    def entry(
        self, story: StoryRef, chain: str, found: Imprint, *, moment_ms: int, order: int, digest: bytes
    ) -> Entry:
        """Return what is kept of a story that is to be `put`."""
        if self._block.full:
            self._block = Block()
        number = self._block.add(_START.pack(moment_ms, order, digest) + held(found))
        source = None if story.source is None else intern(story.source)  # a handful, and each a new object
        return Entry(story.uri, chain, source, self._block, number)

    def put(self, entry: Entry, found: Imprint) -> None:
        """Add a story, in place of one of the same uri; `advance` to its moment first."""
        self.remove(entry.uri)
        number = self._first + len(self._entries)
        self._entries.append(entry)
        self._standing[entry.uri] = entry
        self.commonness.add(found.words)
        key = headline_key(found.head)
        keys = [] if key is None else [key]
        self._post(np.append(found.shingles[:POSTED], np.array(keys, dtype=np.uint32)), number)
        if not found.body:
            self._alerts.add(number, found)

    def _post(self, shingles: Hashes, number: int) -> None:
        slots, marks = shingles & np.uint32(_SLOTS - 1), (shingles >> np.uint32(16)).astype(np.uint16)
        ways = self._next[slots]
        self._table[slots, ways] = number + 1
        self._marks[slots, ways] = marks
        self._next[slots] = (ways + 1) % _WAYS

    def remove(self, uri: str) -> None:
        """Take a story out: it was killed, or comes again."""
        entry = self._standing.pop(uri, None)
        if entry is not None:
            self.commonness.add(entry.read().words, -1)
            entry.let_go()

    def candidates(self, found: Imprint, moment_ms: int) -> Iterator[tuple[Entry, int]]:
        """Yield the stories that have most runs of words in common with ``found``, and fresh alerts.

        With each how far it is from ``moment_ms``.
        """
        numbers, counts = np.unique(self._posted(found.shingles), return_counts=True)
        best = numbers[np.lexsort((numbers, counts))[::-1]] - 1
        seen: set[int] = set()
        for number in map(int, best):
            entry = self._at(number)
            if entry is not None and (apart := abs(moment_ms - entry.moment_ms)) <= self._span_ms:
                seen.add(number)
                yield entry, apart
            if len(seen) == CANDIDATES:
                break
        for number in self._alerts.told_in(found, self.commonness):
            entry = self._at(number) if number not in seen else None
            if entry is not None and 0 <= (apart := moment_ms - entry.moment_ms) <= LATE_ALERT_MS:
                yield entry, apart

    def headlined(self, keys: Sequence[int], moment_ms: int) -> Iterator[Entry]:
        """Yield the stories before ``moment_ms`` that have one of these headlines (`headline_key`)."""
        for key in keys:
            for number in sorted(set(self._posted(np.array([key], dtype=np.uint32)).tolist())):
                entry = self._at(number - 1)
                if (
                    entry is not None
                    and 0 <= moment_ms - entry.moment_ms <= self._span_ms
                    and headline_key(entry.read().head) == key
                ):
                    yield entry

    def _posted(self, shingles: Hashes) -> npt.NDArray[np.int32]:
        """Return the numbers of stories by which these were posted, each one more; some were not."""
        slots = shingles & np.uint32(_SLOTS - 1)
        same = self._marks[slots] == (shingles >> np.uint32(16)).astype(np.uint16)[:, None]
        found: npt.NDArray[np.int32] = self._table[slots][same]
        return found

    def _at(self, number: int) -> Entry | None:
        if number < self._first:
            return None
        entry = self._entries[number - self._first]
        return None if entry.gone else entry

    def _expire(self) -> list[Entry]:
        gone: list[Entry] = []
        while self._entries:
            oldest = self._entries[0]
            if not oldest.gone:
                if self.newest_ms - oldest.moment_ms <= self._span_ms:
                    break
                self.remove(oldest.uri)
                gone.append(oldest)
            self._entries.popleft()
            self._first += 1
        return gone
