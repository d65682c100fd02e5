"""The board itself: records in, rows out. It knows no clock: who asks it to forget says when it is.

Two feeds that nobody put in one order meet here, so a story may come before what is said of its chain, and
behind it. Within a window of hours, stories and bytes nothing is lost; what moved longest ago goes first.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import islice

from slugline.folds.board.chain_ties import Tie, Ties
from slugline.folds.board.kept import VERSIONS, Kept, Version, packed, unpacked
from slugline.folds.board.note import Note, noted
from slugline.folds.board.row import Row, made
from slugline.folds.board.wanted import Sieve
from slugline.records.chain_event import ChainEvent
from slugline.records.story import EnrichedStory

HOUR = 3_600_000
MOST_TAKEN_BACK = 1_000
"""Of so many it is kept what they named, until somebody fetches that."""
TIES = 8
"""What was said of chains takes this part of all bytes at most."""
Watching = Callable[[EnrichedStory], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much stays on the board."""

    hours: float = 48.0
    stories: int = 10_000
    bytes: int = 256_000_000


class Board:
    """What stands. Each method that takes something in returns the ids of the rows that are others now."""

    def __init__(self, limits: Limits, watch: Watching = lambda _: ()) -> None:
        """Nothing stands yet. ``watch`` names the rules of a watchlist that a story meets."""
        self._watch = watch
        self.limits = limits
        self.stories: dict[str, Kept] = {}
        """By uri."""
        self._oldest: list[tuple[int, str]] = []
        """A heap: when stories moved. Of one that moved again there is an entry for that, too."""
        self.ties = Ties(2 * limits.stories, limits.bytes // TIES)
        self._size = 0
        """Bytes of the stories."""
        self.taken_back = 0
        """How often a story was taken back."""
        self.named: deque[tuple[bytes, int]] = deque(maxlen=MOST_TAKEN_BACK)
        """Whom and what the last of them named, folded, a line each, and when they were taken back."""
        self._rows: defaultdict[str, set[str]] = defaultdict(set)
        """The uris of each row's stories."""
        self._at: dict[str, tuple[int, str]] = {}
        """By row, when it moved last, and its id once more."""
        self._order: list[tuple[int, str]] | None = None
        """The same, the newest first, until something moves."""

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def size(self) -> int:
        """Bytes, roughly, with what was said of chains."""
        return self._size + self.ties.size

    def story(self, story: EnrichedStory, value: bytes, *, partition: int, moment: int) -> set[str]:
        """Take in an enriched ``story``, written at ``moment``; ``value`` is the record it was read from.

        Of a story that stood in two partitions the later record counts. The same once more changes nothing.
        """
        before = self.stories.get(story.uri)
        if before and before.partition != partition and before.moved > moment:
            return set()
        note = noted(story, self._watch(story))
        if before and _same(before, note, value):
            return set()
        return self._put(note, packed(value) if note.stands else b"", partition, moment)

    def deleted(self, uri: str, *, partition: int, moment: int) -> set[str]:
        """Take back a story whose record has no value. What nobody knew of is not shown."""
        before = self.stories.get(uri)
        if before is None or before.partition != partition or before.note.status == "deleted":
            return set()
        slug = before.note.slug
        note = Note(
            uri=uri,
            version=before.note.version,
            status="deleted",
            headline=slug,
            slug=slug,
            source=before.note.source,
            source_words=before.note.source_words,
        )
        return self._put(note, b"", partition, moment)

    def chain(self, event: ChainEvent) -> set[str]:
        """Take in what the chains feed says."""
        self.ties.take(event)
        if event.relation == "merged" and event.chain is not None:
            moving: Iterable[str] = list(self._rows.get(event.chain, ()))
        else:
            moving = [event.story.uri]
        changed: set[str] = set()
        for uri in moving:
            kept = self.stories.get(uri)
            if kept is None:
                continue
            changed.add(kept.row)
            self._settle(kept)
            changed.add(kept.row)
        return changed

    def forget(self, now: int, beside: int = 0) -> set[str]:
        """Let go what is out of the window at ``now``, in milliseconds since 1970 UTC.

        ``beside`` it there is something else in memory, of so many bytes.
        """
        changed: set[str] = set()
        room = self.limits.bytes - beside
        edge = now - self.limits.hours * HOUR
        while self._oldest:
            moved, uri = self._oldest[0]
            kept = self.stories.get(uri)
            if kept is not None and kept.moved == moved:
                full = len(self.stories) > self.limits.stories or self.size > room
                if not full and moved >= edge:
                    break
                changed.add(kept.row)
                self._leave(kept)
                self._size -= kept.size
                del self.stories[uri]
            heappop(self._oldest)
        return changed

    def row(self, row: str) -> Row | None:
        """Return a row as it stands, None where there is none any more."""
        uris = self._rows.get(row)
        if not uris:
            return None
        relations = {uri: self.ties.of[uri].relation for uri in uris if uri in self.ties.of}
        return made(row, [self.stories[uri] for uri in uris], relations)

    def passes(self, row: str, sieve: Sieve) -> bool:
        """Tell whether a story of the row is wanted."""
        return any(sieve.passes(self.stories[uri].note) for uri in self._rows.get(row, ()))

    def newest(self, sieve: Sieve, most: int) -> tuple[list[str], bool]:
        """Return the ids of the wanted rows that moved last, the newest first, and whether there are more."""
        if self._order is None:
            self._order = sorted(self._at.values(), reverse=True)
        wanted = (row for _, row in self._order if sieve.all or self.passes(row, sieve))
        found = list(islice(wanted, most + 1))
        return found[:most], len(found) > most

    def beside(self, uri: str) -> list[tuple[Kept, Tie | None]]:
        """Return all stories of the row that a story is of, the newest first, with what they are to it."""
        kept = self.stories.get(uri)
        others = [self.stories[one] for one in self._rows[kept.row]] if kept else []
        others.sort(key=lambda one: (-one.moved, one.note.uri))
        return [(one, self.ties.of.get(one.note.uri)) for one in others]

    def _put(self, note: Note, value: bytes, partition: int, moment: int) -> set[str]:
        before = self.stories.pop(note.uri, None)
        kept = before or Kept(note=note, partition=partition, moved=moment, first=moment, row="", seen=0)
        if before is not None:
            self._size -= before.size
        if kept.note.stands and not note.stands:
            self.named.append((kept.note.entity_words + b"\n" + kept.note.speaker_words, moment))
        kept.note, kept.partition, kept.moved = note, partition, moment
        kept.seen += note.stands or not kept.seen
        if not note.stands:
            self.taken_back += 1
            kept.taken_back = moment
        kept.versions = [
            *kept.versions, Version(number=note.version, moment=moment, packed=value)
        ][-VERSIONS:] if note.stands else []  # fmt: skip
        self._size += kept.weighed()
        self.stories[note.uri] = kept
        heappush(self._oldest, (moment, note.uri))
        if len(self._oldest) > 4 * len(self.stories) + 1_000:
            self._oldest = [(one.moved, uri) for uri, one in self.stories.items()]
            heapify(self._oldest)
        was = kept.row
        self._settle(kept)
        return {kept.row, was} - {""}

    def _settle(self, kept: Kept) -> None:
        """Put a story into the row that it is of now."""
        row = self.ties.chain(kept.note.uri) or kept.row or kept.note.uri
        if row != kept.row:
            if kept.row:
                self._leave(kept)
            kept.row = row
        self._rows[row].add(kept.note.uri)
        self._stamp(row)

    def _leave(self, kept: Kept) -> None:
        stories = self._rows[kept.row]
        stories.discard(kept.note.uri)
        if stories:
            self._stamp(kept.row)
        else:
            del self._rows[kept.row], self._at[kept.row]
            self._order = None

    def _stamp(self, row: str) -> None:
        self._at[row] = max(self.stories[uri].moved for uri in self._rows[row]), row
        self._order = None


def _same(before: Kept, note: Note, value: bytes) -> bool:
    if not note.stands:
        return before.note == note
    return bool(before.versions) and unpacked(before.versions[-1].packed) == value
