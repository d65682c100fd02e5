"""Mentions of people merged within a story: "Mark Rutte", "Rutte", "Mr Rutte" and "RUTTE" are one person."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TypeVar

from slugline.entities.known_names import may_be_of_sex
from slugline.entities.name_forms import fold, generation_of, parts_of
from slugline.entities.name_spans import NameSpan
from slugline.lang.chosen import LISTS

K = TypeVar("K")
MOST_ALIKE = 40
"""People of one last name, or of one first, that a name is compared with: the first so many of the story."""


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in LISTS.lines("nicknames.txt"):
        group = frozenset(line.split())
        for name in group:
            table[name] = table.get(name, frozenset()) | group
    return table


def same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two full names (folded words, at least two each) can be the same person's.

    The last names must agree (one may have more of them); first names may be an initial or a nickname; middle
    names may be left out.
    """
    short, long = sorted((one, other), key=len)
    if list(long[: len(short)]) == list(short) or list(long[-len(short) :]) == list(short):
        return True
    if short[-1] != long[-1]:
        return False
    first, full = short[0], long[0]
    near = (
        first == full
        or first in _nicknames().get(full, ())
        or (1 in (len(first), len(full)) and first[0] == full[0])
    )
    inner = all(any(_fits(part, other_part) for other_part in long[1:-1]) for part in short[1:-1])
    return near and inner


def _fits(part: str, other: str) -> bool:
    return part == other or (1 in (len(part), len(other)) and part[0] == other[0])


def by_person(spans: Sequence[NameSpan]) -> list[list[NameSpan]]:
    """Return the mentions grouped by person, groups and mentions in order of the text.

    A last name (or, failing that, a first name) goes to the person who bears it and was named most often
    before, of two the nearer, else to the first later one. Father and son are two: "Jr" is not "Sr".
    """
    names = {span.text: parts_of(fold(span.text)) for span in spans}
    born = {text: generation_of(fold(text)) for text in names}
    bearers = _Bearers()
    for span in sorted(spans, key=lambda one: (-len(names[one.text]), not born[one.text])):
        if len(names[span.text]) > 1:
            group = bearers.of_full_name(names[span.text], born[span.text], span.start)
            group.spans.append(span)
            insort(group.starts, span.start)
    groups = bearers.groups
    single: dict[str, list[NameSpan]] = {}
    for span in spans:
        parts = names[span.text]
        if len(parts) != 1:
            continue
        fitting = bearers.of_one_name(parts[0])
        if span.sex and len(fitting) > 1:
            fitting = [one for one in fitting if may_be_of_sex(one.full[0], span.sex)] or fitting
        likely = _likeliest([one for one in fitting if one.born == born[span.text]] or fitting, span.start)
        if likely:
            likely.spans.append(span)
            insort(likely.starts, span.start)
        else:
            single.setdefault(parts[0], []).append(span)
    found = [*(group.spans for group in groups), *single.values()]
    for one in found:
        one.sort(key=lambda span: span.start)
    return sorted(found, key=lambda one: one[0].start)


@dataclass(slots=True)
class _Group:
    """The mentions of a person, and where they start, in order."""

    full: list[str]
    place: int
    """How many are before it."""
    spans: list[NameSpan] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    born: str = ""
    """Which of several of the name it is: "jr", where a mention says so."""


class _Bearers:
    """The people of a story by the words of their names, so that a name is compared with its like alone."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        self._alike: dict[tuple[str, ...], list[_Group]] = {}
        self._by_word: tuple[dict[str, list[_Group]], dict[str, list[_Group]]] = ({}, {})
        self._openings: list[tuple[str, int]] | None = None

    def of_full_name(self, parts: list[str], born: str, start: int) -> _Group:
        """Return the group of the one who can bear the name: a new one if there is none.

        Of father and son, who both can, a name that does not say which is the one likelier at ``start``.
        """
        keys = {("=", *parts), ("<", *parts[:2]), (">", *parts[-2:]), (">", parts[-1])}
        near = {one.place: one for key in keys for one in self._alike.get(key, ())}
        fitting = [
            near[place]
            for place in sorted(near)
            if same_person(parts, near[place].full) and (not born or near[place].born in ("", born))
        ]
        found = fitting[0] if born and fitting else _likeliest(fitting, start)
        if found is not None:
            found.born = found.born or born
            return found
        made = _Group(parts, len(self.groups), born=born)
        self.groups.append(made)
        for key in keys:
            _note(self._alike, key, made)
        first, later = self._by_word
        _note(first, parts[0], made)
        for word in dict.fromkeys(parts[1:]):
            _note(later, word, made)
        return made

    def of_one_name(self, word: str) -> list[_Group]:
        """Return who bears a last name; failing that a first name, or one that begins so."""
        first, later = self._by_word
        return later.get(word) or first.get(word) or (self._beginning(word) if len(word) > 3 else [])

    def _beginning(self, word: str) -> list[_Group]:
        if self._openings is None:
            self._openings = sorted((group.full[0], group.place) for group in self.groups)
        at = bisect_left(self._openings, (word, -1))
        near = islice(self._openings, at, at + MOST_ALIKE)
        return [
            self.groups[place] for place in sorted(place for name, place in near if name.startswith(word))
        ]


def _note(table: dict[K, list[_Group]], key: K, group: _Group) -> None:
    row = table.setdefault(key, [])
    if len(row) < MOST_ALIKE:
        row.append(group)


def _likeliest(groups: list[_Group], start: int) -> _Group | None:
    """Return the group named most often before ``start``, of two the nearer; else the first after it."""
    if len(groups) < 2:
        return groups[0] if groups else None
    best, rank = groups[0], (-1, -1)
    for group in groups:
        count = bisect_left(group.starts, start)
        if (count, group.starts[count - 1] if count else -1) > rank:
            best, rank = group, (count, group.starts[count - 1] if count else -1)
    return best if rank[0] > 0 else min(groups, key=lambda group: group.starts[0])
