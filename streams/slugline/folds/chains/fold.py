"""The chains themselves: stories in one order in, what each is to its chain out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID, uuid5

from slugline.folds.chains.arriving import NO_DIGEST, Arriving, Paragraph, arriving, imprinted
from slugline.folds.chains.evidence import Newcomer, evidence, first_evidence, is_tie
from slugline.folds.chains.held import recalled_samples
from slugline.folds.chains.imprint import Hashes, Imprint, comparable, shared, within
from slugline.folds.chains.opposites import opposed
from slugline.folds.chains.relations import BY_LINK, Relation, by_signal
from slugline.folds.chains.window import Entry, Window
from slugline.records.story import Copy

SPAN_MS: Final = 48 * 3_600_000
NAMESPACE: Final = UUID("6d3c6d0e-54f6-5a0e-9a39-6f0f6e0a8f11")

COPIED: Final = 0.9
"""Share of runs of words in common from where on a story without news is a copy, or cut from the other."""
NEWS: Final = 0.1
"""Share of a story that is new, below which it says nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """What a story is to its chain."""

    chain: str
    relation: Relation
    follows: str | None
    """The story of the chain that is most like it; None for the first."""
    new: float
    """Share of its words that are not in that one, by how telling they are: 1 for the first."""
    new_paragraphs: tuple[tuple[int, int], ...] = ()
    """Where those start and end that hardly stand in it, code points."""
    size: int = 1
    sources: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    """Chains that turn out to be this one."""
    moved: tuple[str, ...] = ()
    """Their stories, which are of this chain now."""


NEW_PARAGRAPH: Final = 0.5
"""The same of a paragraph from where on it is new."""


@dataclass(slots=True)
class _Chain:
    """The stories of a chain; most have one, and no place to waste."""

    stories: dict[str, None]
    sources: dict[str, int]

    def add(self, entry: Entry) -> None:
        """Add a story."""
        self.stories[entry.uri] = None
        if entry.source:
            self.sources[entry.source] = self.sources.get(entry.source, 0) + 1

    def remove(self, entry: Entry) -> None:
        """Take one out."""
        self.stories.pop(entry.uri, None)
        if entry.source:
            self.sources[entry.source] -= 1
            if not self.sources[entry.source]:
                del self.sources[entry.source]


@dataclass(frozen=True, slots=True)
class _Tie:
    entry: Entry
    shingles: float = 0.0
    words: float = 0.0
    rel: str | None = None
    """What the publisher says it is to that one."""

    def strength(self, source: str | None) -> tuple[float, bool, int]:
        """Return what to choose by for a story of ``source``: of equal texts its own, then the newest."""
        return self.shingles + self.words, self.entry.source == source, self.entry.moment_ms


class Chains:
    """Which chain each story belongs to, by what came before it: the same for the same stories in order."""

    def __init__(self, span_ms: int = SPAN_MS) -> None:
        """A chain is continued by what comes within ``span_ms`` of one of its stories."""
        self._window = Window(span_ms)
        self._chains: dict[str, _Chain | Entry] = {}
        """By name; of one story alone that story."""

    def __len__(self) -> int:
        """Return how many stories are in the window."""
        return len(self._window)

    @property
    def first(self) -> int | None:
        """The order of the oldest story that still counts; None without one."""
        return self._window.first

    @property
    def newest_ms(self) -> int:
        """The latest moment there was."""
        return self._window.newest_ms

    def add(self, story: Copy, moment_ms: int) -> Chained:
        """Return what ``story``, published (or come) at ``moment_ms`` since 1970, is to its chain.

        A new version of a story that is there stays in its chain.
        """
        told = self.take(replace(arriving(imprinted(story)), digest=NO_DIGEST), moment_ms)
        assert told is not None
        return told

    def take(self, new: Arriving, moment_ms: int, order: int = 0) -> Chained | None:
        """Return the same of a story that was taken in; None where the same was said of it before.

        ``order`` is its place among all stories.
        """
        self._advance(moment_ms)
        uri, found = new.story.uri, new.found
        before = self._window.get(uri)
        if before and before.digest == new.digest != NO_DIGEST:
            return None
        compared = Newcomer.of(found, self._window.commonness)
        ties = [_Tie(before)] if before else self._tied(new, compared, moment_ms)
        best = max(ties, key=lambda tie: tie.strength(new.story.source), default=None)
        name = best.entry.chain if best else self._new_name(uri)
        relation: Relation = "first"
        news = 1.0
        fresh: tuple[tuple[int, int], ...] = ()
        if best:
            told = best.entry.read()
            news = self._news(found.words, told)
            relation = _relation(new, best, told, news)
            fresh = tuple(self._new_paragraphs(new.paragraphs, told))
        merged, moved = self._merge(name, ties)
        self._join(self._entry(new, name, moment_ms, order), found)
        stories, sources = self._of(name)
        return Chained(
            chain=name, relation=relation, follows=best.entry.uri if best else None, new=round(news, 3),
            new_paragraphs=fresh, size=len(stories), sources=tuple(sorted(sources)),
            merged=merged, moved=moved,
        )  # fmt: skip

    def restore(
        self, new: Arriving, moment_ms: int, order: int, *, chain: str, merged: Sequence[str] = ()
    ) -> None:
        """Put a story in of which was decided before that it belongs to ``chain``.

        ``merged`` are the chains that turned out to be that one with it. Whoever restores all stories from
        `first` on, what was taken back too, and then the `newest_ms`, has what there was.
        """
        self._advance(moment_ms)
        for other in merged:
            if other in self._chains and other != chain:
                self._move(other, chain)
        self._join(self._entry(new, chain, moment_ms, order), new.found)

    def restored(self, newest_ms: int) -> None:
        """End restoring."""
        self._window.newest_ms = max(newest_ms, self._window.newest_ms)

    def take_back(self, uri: str) -> str | None:
        """Take a story out that was killed; return its chain, whose name stays what it is."""
        entry = self._window.get(uri)
        if entry is None:
            return None
        self._window.remove(uri)
        self._leave(entry)
        return entry.chain

    def reach(self, name: str) -> tuple[int, tuple[str, ...]]:
        """Return how many stories a chain has in the window, and their sources."""
        if name not in self._chains:
            return 0, ()
        stories, sources = self._of(name)
        return len(stories), tuple(sorted(sources))

    def _advance(self, moment_ms: int) -> None:
        for gone in self._window.advance(moment_ms):
            self._leave(gone)

    def _new_name(self, uri: str) -> str:
        """Return the name of the chain that a story begins; not one that others have kept after its kill."""
        name = str(uuid5(NAMESPACE, uri))
        while name in self._chains:
            name = str(uuid5(NAMESPACE, name))
        return name

    def _entry(self, new: Arriving, chain: str, moment_ms: int, order: int) -> Entry:
        return self._window.entry(
            new.story, chain, new.found, moment_ms=moment_ms, order=order, digest=new.digest
        )

    def _linked(self, new: Arriving) -> list[_Tie]:
        """Return the tie that the publisher told, whatever the words say."""
        for link in new.links:
            told = link.rel in BY_LINK and link.uri != new.story.uri
            entry = self._window.get(link.uri) if told else None
            if entry:
                return [_Tie(entry, rel=link.rel)]
        return []

    def _tied(self, new: Arriving, compared: Newcomer, moment_ms: int) -> list[_Tie]:
        return self._linked(new) or self._alike(new, compared, moment_ms) or self._quoted(new, moment_ms)

    def _quoted(self, new: Arriving, moment_ms: int) -> list[_Tie]:
        """Return the tie of a correction to the story whose headline it quotes.

        None where two chains of its source have such a headline.
        """
        found = [
            entry
            for entry in self._window.headlined(new.headlines, moment_ms)
            if entry.source == new.story.source
        ]
        chains = {entry.chain for entry in found}
        return [_Tie(max(found, key=lambda entry: entry.moment_ms))] if len(chains) == 1 else []

    def _alike(self, new: Arriving, compared: Newcomer, moment_ms: int) -> list[_Tie]:
        ties: list[_Tie] = []
        corrects = by_signal(new.story.signals) == "correction"  # it may say the opposite
        candidates = list(self._window.candidates(new.found, moment_ms))
        samples = recalled_samples([entry.piece for entry, _ in candidates])
        first = first_evidence(samples, new.found, [apart for _, apart in candidates])
        for (entry, _), begun in zip(candidates, first, strict=True):
            if begun is None:
                continue
            told = entry.read()
            given = evidence(begun, told, compared, self._window.commonness)
            if given and is_tie(given) and (corrects or not opposed(told, new.found)):
                ties.append(_Tie(entry, given.shingles, given.words))
        return ties

    def _news(self, words: Hashes, told: Imprint) -> float:
        """Return the share of ``words``, by how telling they are, that are not in what was ``told``."""
        words = words[comparable(words, told)]
        weights = self._window.commonness.weights(words)
        whole = float(weights.sum())
        return float(weights[~within(words, told.words)].sum()) / whole if whole else 0.0

    def _new_paragraphs(self, kept: Sequence[Paragraph], told: Imprint) -> Iterator[tuple[int, int]]:
        for start, end, words in kept:
            if self._news(words, told) >= NEW_PARAGRAPH:
                yield start, end

    def _merge(self, name: str, ties: Sequence[_Tie]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Let the chains of all copies of one text be one; return the other chains and their stories."""
        moved: list[str] = []
        others = {tie.entry.chain for tie in ties if tie.shingles >= COPIED} - {name}
        for other in sorted(others):
            moved += self._move(other, name)
        return tuple(sorted(others)), tuple(moved)

    def _move(self, other: str, name: str) -> list[str]:
        """Let the stories of one chain be of another; return them."""
        uris = sorted(self._of(other)[0])
        for uri in uris:
            entry = self._window.get(uri)
            assert entry is not None
            self._leave(entry)
            entry.chain = name
            self._enter(entry)
        return uris

    def _join(self, entry: Entry, found: Imprint) -> None:
        before = self._window.get(entry.uri)
        if before:
            self._leave(before)
        self._window.put(entry, found)
        self._enter(entry)

    def _of(self, name: str) -> tuple[Sequence[str], Sequence[str]]:
        """Return the stories and the sources of a chain."""
        chain = self._chains[name]
        if isinstance(chain, Entry):
            return [chain.uri], [chain.source] if chain.source else []
        return list(chain.stories), list(chain.sources)

    def _enter(self, entry: Entry) -> None:
        chain = self._chains.get(entry.chain)
        if chain is None:
            self._chains[entry.chain] = entry
            return
        if isinstance(chain, Entry):
            first, chain = chain, _Chain({}, {})
            chain.add(first)
            self._chains[entry.chain] = chain
        chain.add(entry)

    def _leave(self, entry: Entry) -> None:
        chain = self._chains[entry.chain]
        if isinstance(chain, _Chain):
            chain.remove(entry)
        if isinstance(chain, Entry) or not chain.stories:
            del self._chains[entry.chain]


def _relation(new: Arriving, tie: _Tie, told: Imprint, news: float) -> Relation:
    """Return what a story is to the one it follows: by link, by signal, else by what is new in it."""
    if tie.rel:
        return BY_LINK[tie.rel]
    if signal := by_signal(new.story.signals):
        return signal
    found, source = new.found, new.story.source
    same = news <= NEWS and shared(told, found) >= COPIED
    if tie.entry.uri == new.story.uri:
        return "repeat" if same else "update"
    foreign = bool(source and tie.entry.source and source != tie.entry.source)
    if same:
        own = bool(source) and source == tie.entry.source
        return "copy" if own or found.size >= 0.8 * told.size else "pick-up"
    return "pick-up" if foreign and found.size <= told.size else "update"
