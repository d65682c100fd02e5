"""Between the board and those who look at it: what changed goes to each of them, put together by ticks."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from slugline.folds.board.board import Board
from slugline.folds.board.kept import Kept
from slugline.folds.board.trending import Trending
from slugline.folds.board.wanted import Sieve
from slugline.records.codec import encode

TICK = 0.25
"""Seconds between two messages to one viewer: what changes in between goes out at once."""
BEAT = 10.0
"""Seconds after which a viewer hears that all is well although nothing happened."""
MOST_VIEWERS = 400
"""Each has a connection; many systems give a process 1,024 files, and Kafka needs some."""
RETRY = b"retry: 1500\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How the page stands to Kafka. ``since`` is in milliseconds since 1970 UTC."""

    kafka: Literal["reading", "live", "away"] = "reading"
    why: str = ""
    """Why it is away, as a viewer may read it."""
    since: int = 0
    chains: bool = False
    """Whether there is a chains feed."""
    watching: bool = False
    """Whether there is a watchlist."""
    unread: int = 0
    """Records that could not be read."""
    unread_last: str = ""
    """Which was the last of them: feed, partition, offset."""


class Viewer:
    """One open page: what it has still to be told."""

    def __init__(self, sieve: Sieve, most: int) -> None:
        """It wants what ``sieve`` lets through, ``most`` rows of it."""
        self.sieve = sieve
        self.most = most
        self.dirty: set[str] = set()
        self.whole = True
        """Whether all is to be told anew."""
        self.told = State()
        self.woken = asyncio.Event()


class Hub:
    """Holds the board and everybody who looks at it. All of it happens in one event loop."""

    def __init__(self, board: Board, now: Callable[[], int]) -> None:
        """``now`` is the time in milliseconds since 1970 UTC."""
        self.board = board
        self.now = now
        self.state = State(since=now())
        self.trending = Trending()
        """What the trends feed says."""
        self.viewers: set[Viewer] = set()
        self.closing = False
        self._turn = asyncio.Lock()
        self._written: dict[str, tuple[bytes, bool]] = {}
        """Rows as they go out, until they change, and whether a story of them was taken back."""
        self._taken_back = 0
        self.forgets: list[Callable[[], None]] = []
        """What is called when a story was taken back: whoever keeps words of stories lets them go."""

    def standing(self, uri: str) -> Kept | None:
        """Return a story that is on the board and may be shown."""
        kept = self.board.stories.get(uri)
        return kept if kept and kept.note.stands else None

    def changed(self, rows: Iterable[str]) -> None:
        """Tell everybody that these rows are others now, or gone."""
        found = set(rows)
        if not found:
            return
        for row in found:
            self._written.pop(row, None)
        self._forget()
        for viewer in self.viewers:
            viewer.dirty |= found
            viewer.woken.set()

    def renewed(self, board: Board) -> None:
        """Put another board into the place of the one there is."""
        self.board = board
        self._written.clear()
        self._taken_back = -1  # what was kept of the other one is of other stories
        self._forget()
        for viewer in self.viewers:
            viewer.whole = True
            viewer.woken.set()

    def _forget(self) -> None:
        if self.board.taken_back != self._taken_back:
            self._taken_back = self.board.taken_back
            while self.board.named:
                self.trending.take_back(*self.board.named.popleft())
            for forget in self.forgets:
                forget()

    def stands(self, **change: object) -> None:
        """Change the state."""
        after = replace(self.state, **change)  # type: ignore[arg-type]  # names and types of its fields
        if after.kafka != self.state.kafka:
            after = replace(after, since=self.now())
        self.state = after
        for viewer in self.viewers:
            viewer.woken.set()

    def close(self) -> None:
        """End all streams."""
        self.closing = True
        for viewer in self.viewers:
            viewer.woken.set()

    async def stream(self, sieve: Sieve, most: int) -> AsyncGenerator[bytes, None]:
        """Yield the server-sent events for one viewer, until it goes or the hub closes."""
        viewer = Viewer(sieve, most)
        self.viewers.add(viewer)
        try:
            yield RETRY + self._state(viewer) + await self._whole(viewer)
            while not self.closing:
                try:
                    await asyncio.wait_for(viewer.woken.wait(), BEAT)
                except TimeoutError:
                    yield self._event("beat", self._head(False) + b"}")
                    continue
                if not self.closing:
                    await asyncio.sleep(TICK)
                viewer.woken.clear()
                if viewer.told != self.state:
                    yield self._state(viewer)
                if viewer.whole:
                    yield await self._whole(viewer)
                elif viewer.dirty:
                    yield self._changes(viewer)
        finally:
            self.viewers.discard(viewer)

    async def _whole(self, viewer: Viewer) -> bytes:
        """Return the event with all rows that a viewer wants.

        One viewer after the other, and the feeds between them: where hundreds come at once, as when a
        network is back, a kill would wait for all of them.
        """
        async with self._turn:
            await asyncio.sleep(0)
            viewer.whole = False
            viewer.dirty.clear()
            return self._event("rows", self.snapshot(viewer.sieve, viewer.most))

    async def rows(self, sieve: Sieve, most: int) -> bytes:
        """Return what `snapshot` does, in turn with whoever else wants all rows."""
        async with self._turn:
            await asyncio.sleep(0)
            return self.snapshot(sieve, most)

    def snapshot(self, sieve: Sieve, most: int) -> bytes:
        """Return as JSON the rows that pass, the newest first, ``most`` of them."""
        ids, more = self.board.newest(sieve, most)
        rows = b",".join(filter(None, map(self._row, ids)))
        return self._head(True) + b',"more":%s,"rows":[%s],"gone":[]}' % (b"true" if more else b"false", rows)

    def _changes(self, viewer: Viewer) -> bytes:
        """Return the event with what changed for a viewer.

        ``taken`` are rows that do not pass and of which a story was taken back: a page that shows one, since
        it passed before, is to show that.
        """
        dirty, viewer.dirty = viewer.dirty, set()
        wanted = {row for row in dirty if self.board.passes(row, viewer.sieve)}
        rows = b",".join(filter(None, map(self._row, wanted)))
        others = dirty - wanted
        gone = b",".join(map(encode, others))
        taken = b",".join(written for row in others if (written := self._row(row)) and self._written[row][1])
        body = b',"rows":[%s],"gone":[%s],"taken":[%s]}' % (rows, gone, taken)
        return self._event("rows", self._head(False) + body)

    def _head(self, whole: bool) -> bytes:
        return b'{"whole":%s,"now":%d,"all":%d' % (
            b"true" if whole else b"false",
            self.now(),
            len(self.board),
        )

    def _state(self, viewer: Viewer) -> bytes:
        viewer.told = self.state
        return self._event("state", encode(self.state))

    def _event(self, name: str, data: bytes) -> bytes:
        return b"event: %s\ndata: %s\n\n" % (name.encode(), data)

    def _row(self, row: str) -> bytes:
        found = self._written.get(row)
        if found is None:
            made = self.board.row(row)
            if made is None:
                return b""
            found = self._written[row] = encode(made), bool(made.taken_back)
        return found[0]
