"""The names of a user's authority files in a story, beside those that the model finds."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from slugline.authority import Entry
from slugline.authority.choice import Surroundings, choose
from slugline.authority.folding import key
from slugline.authority.index import Index
from slugline.authority.mentions import Mention, mentions
from slugline.lang.vocabulary import CLASSES
from slugline.reading.reading import Name
from slugline.records.story import Story

S = TypeVar("S", Name, Mention)

UNREAD = frozenset({"boilerplate"})
LARGE = 10_000
"""Entries of a file from where on nobody has looked at each: a single word is then often something else."""
PLACES = frozenset({"GPE", "LOC", "FAC"})
AROUND = 60
"""Code points on either side of a name in which a role of its bearer is looked for."""
TIMES = frozenset(word.casefold() for word in CLASSES["day"] | CLASSES["month"])


class Found(NamedTuple):
    """What the files know of a story: all its names, and the entries that are meant, by key."""

    names: tuple[Name, ...]
    entries: Mapping[str, Entry]
    sure: Mapping[str, float]
    """How sure it is that an entry is meant, from 0 to 1."""


@dataclass(slots=True)
class _Spot:
    """A place where a file has a name, and the labels that the model gives to what stands there."""

    mention: Mention
    file: int
    labels: tuple[str, ...]
    name: str
    """The name that stands there, folded."""


class _Row(Generic[S]):
    """Names in the order of the text, none over another: those over a stretch are found without a walk."""

    def __init__(self, names: Sequence[S]) -> None:
        self._names: Sequence[S] = names
        self._starts = [one.start for one in names]
        self._ends = [one.end for one in names]

    def over(self, one: Name | Mention) -> Sequence[S]:
        """Return the names that share a letter with ``one``."""
        return self._names[bisect_right(self._ends, one.start) : bisect_left(self._starts, one.end)]


class AuthorityNames:
    """One or more authority files; what one before has found, one behind it does not look at."""

    def __init__(self, files: Sequence[Index]) -> None:
        """Take the files in their order."""
        self.files = tuple(files)
        self.digest = "+".join(one.digest for one in files)
        """Tells these authority files from others."""

    def __call__(self, story: Story, sentences: Sequence[int], model: Sequence[Name]) -> Found:
        """Return the names of the files, which win over those of the ``model``, and the rest of these.

        A part of a longer name of the model's is none ("Paris" in "Paris Hilton"), and a single word that
        begins a sentence is one only where the model sees a name there too.
        """
        begins = frozenset(sentences)
        known = self._mentions(story, begins)
        parts = _parts(story.text, [*model, *(one for one, _ in known)])
        seen = _Row(model)
        spots = [
            _Spot(
                mention,
                file,
                tuple(one.label for one in seen.over(mention)),
                key(story.text[mention.start : mention.end]),
            )
            for mention, file in known
            if _may_be(story.text, mention, seen.over(mention), begins)
        ]
        spots = [one for one in spots if not _is_part(one, parts)]
        chosen = _Choice(story.text, spots, self.files).by_name()
        taken: list[Name] = []
        entries: dict[str, Entry] = {}
        sure: dict[str, float] = {}
        for spot in spots:
            found = chosen.get((spot.file, spot.name))
            if found is None:
                continue
            number, confidence = found
            entry = dict(spot.mention.entries).get(number)
            if entry is None:
                continue
            told = f"{spot.file}:{number}"
            entries[told], sure[told] = entry, confidence
            taken.append(Name(start=spot.mention.start, end=spot.mention.end, label=entry.type, entry=told))
        files = _Row(taken)
        left = [one for one in model if not files.over(one)]
        return Found(tuple(sorted([*left, *taken], key=lambda one: one.start)), entries, sure)

    def _mentions(self, story: Story, begins: frozenset[int]) -> list[tuple[Mention, int]]:
        found: list[tuple[Mention, int]] = []
        for zone in story.zones:
            if zone.kind in UNREAD:
                continue
            here: list[tuple[Mention, int]] = []
            for number, index in enumerate(self.files):
                before = _Row([one for one, _ in here])
                new = mentions(index, story.text, zone.start, zone.end, begins)
                here += [(one, number) for one in new if not before.over(one)]
                here.sort(key=lambda one: one[0].start)
            found += here
        return found


class _Choice:
    """Chooses an entry for each name of a story, once for all its places."""

    def __init__(self, text: str, spots: Sequence[_Spot], files: Sequence[Index]) -> None:
        self._text = text
        self._files = files
        self._spots: dict[tuple[int, str], list[_Spot]] = {}
        for spot in spots:
            self._spots.setdefault((spot.file, spot.name), []).append(spot)
        self._named = {name for _, name in self._spots}
        clear = [
            entry for some in self._spots.values() if len(some[0].mention.entries) == 1
            for _, entry in some[0].mention.entries
        ]  # fmt: skip
        self._countries = {code for one in clear for code in (one.country, one.ids.iso3166) if code}

    def by_name(self) -> dict[tuple[int, str], tuple[int, float]]:
        """Return the number and sureness of the entry that each name is, by file and folded name."""
        found = {}
        for (file, name), spots in self._spots.items():
            candidates = dict(pair for spot in spots for pair in spot.mention.entries)
            lone = " " not in name and (len(self._files[file]) > LARGE or _listed(candidates.values()))
            told = Surroundings(
                labels={label for spot in spots for label in spot.labels}, countries=self._countries,
                named=self._named, beside=" ".join(map(self._around, spots[:4])),
            )  # fmt: skip
            if lone and not told.labels and _listed(candidates.values()):
                continue  # "Gap", "Next", "Target": more often a word than the company
            chosen = choose(list(candidates.items()), name, told, doubtful=lone)
            if chosen is not None:
                found[file, name] = chosen
        return found

    def _around(self, spot: _Spot) -> str:
        start, end = spot.mention.start, spot.mention.end
        return key(self._text[max(0, start - AROUND) : start]) + " " + key(self._text[end : end + AROUND])


def _listed(entries: Iterable[Entry]) -> bool:
    """Tell whether all are companies of a stock exchange, many of which are called by a common word."""
    return all(one.ids.ticker or one.ids.isin for one in entries)


def _may_be(text: str, mention: Mention, over: Sequence[Name], begins: frozenset[int]) -> bool:
    """Tell whether a mention is a name, by the model's names ``over`` it."""
    for one in over:
        rest = text[one.start : mention.start].split() + text[mention.end : one.end].split()
        if one.start <= mention.start and mention.end <= one.end and any(word[0].isupper() for word in rest):
            return False
    if mention.words > 1 or over:
        return True
    surface = text[mention.start : mention.end]
    if surface.casefold() in TIMES:
        return False
    return mention.start not in begins or surface.isupper() or surface.islower()


def _parts(text: str, names: Sequence[Name | Mention]) -> frozenset[str]:
    """Return the first and last words of people's names of several words: a story calls them so later."""
    found: set[str] = set()
    for one in names:
        of_person = (
            one.label == "PERSON"
            if isinstance(one, Name)
            else all(entry.type == "PERSON" for _, entry in one.entries)
        )
        folded = key(text[one.start : one.end]).split() if of_person else []
        if len(folded) > 1:
            found |= {folded[0], folded[-1]}
    return frozenset(found)


def _is_part(spot: _Spot, parts: frozenset[str]) -> bool:
    """Tell whether a word is part of the name of somebody whom the story names in full, and nothing else.

    It may be a place all the same, where the model sees one, or the person, where an entry says so.
    """
    mention = spot.mention
    if mention.words > 1 or spot.name not in parts:
        return False
    entries = [entry for _, entry in mention.entries]
    place = PLACES.intersection(spot.labels) and any(one.type in PLACES for one in entries)
    person = any(one.type == "PERSON" and any(" " in name for name in one.names) for one in entries)
    return not (place or person)
