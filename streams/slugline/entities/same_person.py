"""Mentions of people merged within a story: "Mark Rutte", "Rutte", "Mr Rutte" and "RUTTE" are one person."""

from collections.abc import Sequence
from functools import cache

from slugline.entities.name_forms import fold, generation_of, parts_of
from slugline.entities.name_spans import NameSpan
from slugline.lang.chosen import LISTS


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
    leaders: list[tuple[list[str], list[NameSpan]]] = []
    told: dict[int, str] = {}
    """Which of several of a name a group is, by the id of its list."""
    for span in sorted(spans, key=lambda one: (-len(names[one.text]), not born[one.text])):
        parts = names[span.text]
        if len(parts) < 2:
            continue
        fitting = [
            group
            for full, group in leaders
            if same_person(parts, full) and (not born[span.text] or told[id(group)] in ("", born[span.text]))
        ]
        if fitting:
            group = fitting[0] if born[span.text] else _likeliest(fitting, span.start)
            group.append(span)
        else:
            leaders.append((parts, [span]))
            group = leaders[-1][1]
            told[id(group)] = ""
        told[id(group)] = told[id(group)] or born[span.text]
    single: dict[str, list[NameSpan]] = {}
    for span in spans:
        parts = names[span.text]
        if len(parts) >= 2 or not parts:
            continue
        bearers = [group for full, group in leaders if parts[0] in full[1:]]
        bearers = [group for group in bearers if told[id(group)] == born[span.text]] or bearers
        bearers = bearers or [group for full, group in leaders if full[0] == parts[0]]
        bearers = bearers or [
            group for full, group in leaders if len(parts[0]) > 3 and full[0].startswith(parts[0])
        ]
        if bearers:
            _likeliest(bearers, span.start).append(span)
        else:
            single.setdefault(parts[0], []).append(span)
    groups = [group for _, group in leaders] + list(single.values())
    for group in groups:
        group.sort(key=lambda one: one.start)
    return sorted(groups, key=lambda group: group[0].start)


def _likeliest(groups: list[list[NameSpan]], start: int) -> list[NameSpan]:
    """Return the group named most often before ``start``, of two the nearer; else the first after it."""
    if len(groups) == 1:
        return groups[0]
    best, rank = groups[0], (-1, -1)
    for group in groups:
        before = [span.start for span in group if span.start < start]
        if (len(before), max(before, default=-1)) > rank:
            best, rank = group, (len(before), max(before, default=-1))
    return best if rank[0] > 0 else min(groups, key=lambda group: min(span.start for span in group))
