"""The chains themselves: stories in one order in, what each is to its chain out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal
from uuid import UUID, uuid5

from slugline.folds.chains.evidence import Newcomer, evidence, is_tie, shared
from slugline.folds.chains.imprint import Hashes, Imprint, imprint, packed, paragraphs, within
from slugline.folds.chains.window import Entry, Window
from slugline.records.story import Copy

SPAN_MS: Final = 48 * 3_600_000
NAMESPACE: Final = UUID("6d3c6d0e-54f6-5a0e-9a39-6f0f6e0a8f11")

Relation = Literal["first", "update", "correction", "repeat", "copy", "pick-up", "translation"]

_BY_LINK: Final[Mapping[str, Relation]] = MappingProxyType[str, Relation](
    {
        "corrects": "correction", "repeats": "repeat", "translation-of": "translation",
        "evolved-from": "update", "updates": "update", "adds-to": "update", "replaces": "update",
    }
)  # fmt: skip
"""What a story is to another one that its publisher links it to."""
_BY_SIGNAL: Final[Mapping[str, Relation]] = MappingProxyType[str, Relation](
    {"correction": "correction", "refile": "correction", "repeat": "repeat"}
)
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

    @property
    def strength(self) -> tuple[float, int]:
        return self.shingles + self.words, self.entry.moment_ms


class Chains:
    """Which chain each story belongs to, by what came before it: the same for the same stories in order."""

    def __init__(self, span_ms: int = SPAN_MS) -> None:
        """A chain is continued by what comes within ``span_ms`` of one of its stories."""
        self._window = Window(span_ms)
        self._chains: dict[str, _Chain | Entry] = {}
        """By name; of one story alone that story."""

    def add(self, story: Copy, moment_ms: int) -> Chained:
        """Return what ``story``, published (or come) at ``moment_ms`` since 1970, is to its chain.

        A new version of a story that is there stays in its chain.
        """
        found = imprint(story)
        new = Newcomer.of(found, self._window.commonness)
        before = self._window.get(story.uri)
        ties = [_Tie(before)] if before else self._linked(story) or self._alike(new, moment_ms)
        best = max(ties, key=lambda tie: tie.strength, default=None)
        name = best.entry.chain if best else str(uuid5(NAMESPACE, story.uri))
        relation: Relation = "first"
        news = 1.0
        fresh: tuple[tuple[int, int], ...] = ()
        if best:
            told = best.entry.read()
            news = self._news(found.words, told)
            relation = _relation(story, best, found, told, news)
            fresh = tuple(self._new_paragraphs(story, told))
        merged, moved = self._merge(name, ties)
        self._join(Entry(story.uri, name, moment_ms, story.source, packed(found)), found)
        stories, sources = self._of(name)
        return Chained(
            chain=name, relation=relation, follows=best.entry.uri if best else None, new=round(news, 3),
            new_paragraphs=fresh, size=len(stories), sources=tuple(sorted(sources)),
            merged=merged, moved=moved,
        )  # fmt: skip

    def take_back(self, uri: str) -> str | None:
        """Take a story out that was killed; return its chain, whose name stays what it is."""
        entry = self._window.get(uri)
        if entry is None:
            return None
        self._window.remove(uri)
        self._leave(entry)
        return entry.chain

    def _linked(self, story: Copy) -> list[_Tie]:
        """Return the tie that the publisher told, whatever the words say."""
        for link in story.links:
            entry = self._window.get(link.uri) if link.rel in _BY_LINK and link.uri != story.uri else None
            if entry:
                return [_Tie(entry, rel=link.rel)]
        return []

    def _alike(self, new: Newcomer, moment_ms: int) -> list[_Tie]:
        ties: list[_Tie] = []
        for entry in self._window.candidates(new.imprint, moment_ms):
            apart = abs(moment_ms - entry.moment_ms)
            given = evidence(entry.read(), new, apart, self._window.commonness)
            if given and is_tie(given):
                ties.append(_Tie(entry, given.shingles, given.words))
        return ties

    def _news(self, words: Hashes, told: Imprint) -> float:
        """Return the share of ``words``, by how telling they are, that are not in what was ``told``."""
        weights = self._window.commonness.weights(words)
        whole = float(weights.sum())
        return float(weights[~within(words, told.words)].sum()) / whole if whole else 0.0

    def _new_paragraphs(self, story: Copy, told: Imprint) -> Iterator[tuple[int, int]]:
        for start, end, words in paragraphs(story):
            if self._news(words, told) >= NEW_PARAGRAPH:
                yield start, end

    def _merge(self, name: str, ties: Sequence[_Tie]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Let the chains of all copies of one text be one; return the other chains and their stories."""
        moved: list[str] = []
        others = {tie.entry.chain for tie in ties if tie.shingles >= COPIED} - {name}
        for other in sorted(others):
            for uri in sorted(self._of(other)[0]):
                moved.append(uri)
                entry = self._window.get(uri)
                assert entry is not None
                self._leave(entry)
                entry.chain = name
                self._enter(entry)
        return tuple(sorted(others)), tuple(moved)

    def _join(self, entry: Entry, found: Imprint) -> None:
        before = self._window.get(entry.uri)
        if before:
            self._leave(before)
        for gone in self._window.put(entry, found):
            self._leave(gone)
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


def _relation(story: Copy, tie: _Tie, found: Imprint, told: Imprint, news: float) -> Relation:
    """Return what ``story`` is to the one it follows: by link, by signal, else by what is new in it."""
    if tie.rel:
        return _BY_LINK[tie.rel]
    signal = next((_BY_SIGNAL[one] for one in story.signals if one in _BY_SIGNAL), None)
    if signal:
        return signal
    foreign = bool(story.source and tie.entry.source and story.source != tie.entry.source)
    if news <= NEWS and shared(told, found) >= COPIED:
        return "copy" if found.size >= 0.8 * told.size else "pick-up"
    return "pick-up" if foreign and found.size <= told.size else "update"
