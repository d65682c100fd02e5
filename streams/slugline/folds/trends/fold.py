"""The fold: tallies of one partition in, counts of the windows that are open out. Holds no clock."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from slugline.folds.trends.chained import Chaining
from slugline.folds.trends.plan import Frame, Plan
from slugline.folds.trends.unusual import unusual
from slugline.records.events import TrendEvent, TrendKind
from slugline.records.ids import event_id
from slugline.records.marks import Open
from slugline.records.tally import Tally, Thing

Key = tuple[Open[TrendKind], str]
Figures = tuple[int, int, int, int, float]
"""Stories, previous, chains, chains previous, score."""


class _Side:
    """The running counts of one window: stories, and those of them whose chain was counted already."""

    def __init__(self) -> None:
        self.stories: Counter[Key | None] = Counter()
        """None: of all."""
        self._again: Counter[Key | None] = Counter()
        self._shared: dict[str, Counter[Key | None]] = {}
        """By chain, where a chain may have more than one story."""

    def add(self, tally: Tally, sign: int, chain: str | None) -> None:
        keys: list[Key | None] = [None, *((thing.kind, thing.key) for thing in tally.things)]
        for key in keys:
            self.stories[key] += sign
        if chain is None:
            return
        shared = self._shared.setdefault(chain, Counter())
        for key in keys:
            shared[key] += sign
            again = shared[key] + (sign < 0) > 1  # with it there were, or are, two or more
            self._again[key] += sign * again
            if not shared[key]:
                del shared[key]
        if not shared:
            del self._shared[chain]

    def chains(self, key: Key | None) -> int:
        return self.stories[key] - self._again[key]


@dataclass(slots=True)
class _Counts:
    """The running counts of one window and of the window of the same length before it."""

    frame: Frame
    now: _Side = field(default_factory=_Side)
    before: _Side = field(default_factory=_Side)
    reported: dict[Key, Figures] = field(default_factory=dict)
    """What was last said of each thing."""
    closed: bool = False
    touched: bool = True
    """Whether anything was counted since the last report."""

    def add(self, tally: Tally, sign: int, chain: str | None) -> None:
        if self.frame.start <= tally.moment < self.frame.end:
            self.now.add(tally, sign, chain)
        elif self.frame.start - self.frame.length <= tally.moment < self.frame.start:
            self.before.add(tally, sign, chain)
        else:
            return
        self.touched = True

    def figures(self, key: Key) -> Figures:
        chains, previous = self.now.chains(key), self.before.chains(key)
        score = unusual(chains, previous, self.now.chains(None), self.before.chains(None))
        return self.now.stories[key], self.before.stories[key], chains, previous, score


class Fold:
    """The stories of the last windows, one entry per uri, and what is to be said about them.

    ``apply`` every tally of the partition, in order; ``report`` now and then. Reading a stretch again changes
    nothing, so the state can be lost and made anew from the feed. ``now`` is milliseconds since 1970 UTC.
    """

    def __init__(self, plan: Plan, chaining: Chaining | None = None) -> None:
        """Start with no stories; without ``chaining`` each is a chain of its own, and none is told."""
        self._plan = plan
        self._chaining = chaining
        self._tallies: dict[str, Tally] = {}
        self._names: dict[Key, Counter[str]] = {}
        self._things: dict[Thing, Thing] = {}  # one object for all stories that have it: most of the memory
        self._windows: dict[Frame, _Counts] = {}

    def __len__(self) -> int:
        """Return how many stories are held, counted or taken back."""
        return len(self._tallies)

    def apply(self, tally: Tally, now: int) -> None:
        """Take one story in, in place of what an earlier record said of it.

        What stands last on the enriched feed is true, whatever its version: late ones never get there. A
        tally of an earlier record than the one known is passed over: whoever sent it had lost the partition.
        The same version again replaces it but never makes it newer: a record that is delivered twice may
        carry a later time.
        """
        before = self._tallies.get(tally.uri)
        if before is not None:
            if _earlier(tally, before):
                return
            if _alike(tally, before) and before.moment < tally.moment:
                tally = replace(tally, moment=before.moment)
            self._remove(before)
        if tally.moment < now - self._plan.horizon:
            if before is None:
                return
            # moved back beyond the windows: remembered, so that no earlier record revives it
            tally = replace(tally, moment=now, counted=False, things=())
        things = tally.things if tally.counted else ()
        shared = tuple(self._things.setdefault(thing, thing) for thing in things)
        self._tallies[tally.uri] = tally = replace(tally, things=shared)
        self._count(tally, 1)

    def lift(self, uris: Iterable[str]) -> None:
        """Stop counting stories whose chain is about to be another; `lower` them as soon as it is."""
        self._weigh_all(uris, -1)

    def lower(self, uris: Iterable[str]) -> None:
        """Count them again."""
        self._weigh_all(uris, 1)

    def _weigh_all(self, uris: Iterable[str], sign: int) -> None:
        for tally in filter(None, map(self._tallies.get, uris)):
            if tally.counted:
                self._weigh(tally, sign, self._windows.values())

    def report(self, now: int) -> list[TrendEvent]:
        """Return what changed since the last report in the windows open at ``now``, by window, kind and key.

        A thing is reported while it is among the first of its kind (see Plan), and again whenever its
        counts change once it was. The score of a thing also moves with the other stories; that alone is
        reported once, when the window has ended.
        """
        self._turn(now)
        return [
            event for frame in sorted(self._windows) for event in self._changes(self._windows[frame], now)
        ]

    def _turn(self, now: int) -> None:
        """Let go of windows and stories that are over, and count the windows that have come up."""
        frames = self._plan.frames(now)
        if frames == tuple(sorted(self._windows)):
            return
        oldest = now - self._plan.horizon
        for old in [tally for tally in self._tallies.values() if tally.moment < oldest]:
            self._remove(old)
        new = [_Counts(frame) for frame in frames if frame not in self._windows]
        for tally in self._tallies.values():
            if tally.counted:
                self._weigh(tally, 1, new)
        kept = [counts for frame, counts in self._windows.items() if frame in frames]
        self._windows = {counts.frame: counts for counts in [*kept, *new]}

    def _remove(self, tally: Tally) -> None:
        del self._tallies[tally.uri]
        self._count(tally, -1)

    def _count(self, tally: Tally, sign: int) -> None:
        if not tally.counted:
            return
        self._weigh(tally, sign, self._windows.values())
        for thing in tally.things:
            names = self._names.setdefault((thing.kind, thing.key), Counter())
            names[thing.name] += sign
            if not names[thing.name]:
                del names[thing.name], self._things[thing]
            if not names:
                del self._names[thing.kind, thing.key]

    def _weigh(self, tally: Tally, sign: int, windows: Iterable[_Counts]) -> None:
        chain = self._chaining.shared(tally.uri) if self._chaining is not None else None
        for counts in windows:
            counts.add(tally, sign, chain)

    def _changes(self, counts: _Counts, now: int) -> Iterator[TrendEvent]:
        closing = counts.frame.end <= now and not counts.closed
        if not (closing or counts.touched):
            return
        counts.closed, counts.touched = counts.closed or closing, False
        least = self._plan.minimum
        enough = [key for key in counts.now.stories if key is not None and counts.now.chains(key) >= least]
        figures = {key: counts.figures(key) for key in enough}
        for key in sorted(_first(figures, self._plan.limit) | counts.reported.keys()):
            new = figures.get(key) or counts.figures(key)
            old = counts.reported.get(key)
            if old is None or new[:-1] != old[:-1] or (closing and new != old):
                counts.reported[key] = new
                yield self._event(counts.frame, key, new)

    def _event(self, frame: Frame, key: Key, figures: Figures) -> TrendEvent:
        window = frame.window()
        names = self._names.get(key, Counter())
        stories, previous, chains, chains_previous, score = figures
        chained = self._chaining is not None
        return TrendEvent(
            id=event_id("trend", window.start, window.end, *key),
            window=window,
            kind=key[0],
            key=key[1],
            name=min(names, key=lambda name: (-names[name], name), default=key[1]),
            stories=stories,
            previous=previous,
            score=score,
            chains=chains if chained else None,
            chains_previous=chains_previous if chained else None,
        )


def _earlier(tally: Tally, before: Tally) -> bool:
    """Say whether ``tally`` is of an earlier record than ``before``; of two partitions nobody can tell.

    Nor of two feeds: the enriched one was deleted and made anew, and offsets began anew with it.
    """
    if tally.feed is not None and before.feed is not None and tally.feed != before.feed:
        return False
    if tally.partition != before.partition or tally.offset is None or before.offset is None:
        return False
    return tally.offset < before.offset


def _alike(tally: Tally, before: Tally) -> bool:
    return (tally.version, tally.counted) == (before.version, before.counted)


def _first(figures: dict[Key, Figures], limit: int) -> set[Key]:
    """Return the ``limit`` things of each kind with the highest scores and those with the most chains."""
    found: set[Key] = set()
    by_kind: dict[str, list[Key]] = {}
    for key in figures:
        by_kind.setdefault(key[0], []).append(key)
    for keys in by_kind.values():
        by_score: Iterable[Key] = sorted(keys, key=lambda key: (-figures[key][4], key))[:limit]
        by_chains: Iterable[Key] = sorted(keys, key=lambda key: (-figures[key][2], key))[:limit]
        found.update(by_score, by_chains)
    return found
