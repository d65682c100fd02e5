"""Which stretches of two lists are the same, in work that grows with their length and no faster.

What stands once in both is matched first, in the longest run that keeps the order, then what lies between
(patience diff, by Bram Cohen). `difflib` takes minutes for texts that are made to take long.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

DEPTH = 12
"""Rounds in which what lies between two matches is looked at again."""
Stretch = tuple[bool, int, int, int, int]
"""Whether it is the same; from where to where in the first list, and in the second."""


def aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[Stretch]:
    """Yield the stretches in their order, by turns the same and not."""
    for same, group in groupby(_stretches(before, after), key=itemgetter(0)):
        found = list(group)
        yield same, found[0][1], found[-1][2], found[0][3], found[-1][4]


def _stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[Stretch]:
    waiting = [(0, len(before), 0, len(after), DEPTH, False)]
    while waiting:
        a, b, c, d, depth, same = waiting.pop()
        if same or not depth or a == b or c == d:
            if a < b or c < d:
                yield same, a, b, c, d
            continue
        parts = list(_parts(before, after, a, b, c, d))
        deeper = 0 if len(parts) == 1 else depth - 1
        waiting += [(*part, deeper, same) for *part, same in reversed(parts)]  # type: ignore[misc]  # as above


def _parts(
    before: Sequence[str], after: Sequence[str], a: int, b: int, c: int, d: int
) -> Iterator[tuple[int, int, int, int, bool]]:
    """Yield the parts of two stretches: the same, what lies between, the same ..."""
    head = 0
    while head < min(b - a, d - c) and before[a + head] == after[c + head]:
        head += 1
    tail = 0
    while tail < min(b - a, d - c) - head and before[b - 1 - tail] == after[d - 1 - tail]:
        tail += 1
    if head:
        yield a, a + head, c, c + head, True
    left, right = a + head, c + head
    for at, to in _once(before, after, left, b - tail, right, d - tail):
        if at > left or to > right:
            yield left, at, right, to, False
        yield at, at + 1, to, to + 1, True
        left, right = at + 1, to + 1
    if left < b - tail or right < d - tail:
        yield left, b - tail, right, d - tail, False
    if tail:
        yield b - tail, b, d - tail, d, True


def _once(
    before: Sequence[str], after: Sequence[str], a: int, b: int, c: int, d: int
) -> list[tuple[int, int]]:
    """Return the places of what stands once in both, the longest run of it that keeps the order."""
    left, right = Counter(before[a:b]), Counter(after[c:d])
    places = {after[at]: at for at in range(c, d)}
    pairs = [
        (at, places[before[at]]) for at in range(a, b) if left[before[at]] == 1 and right.get(before[at]) == 1
    ]
    ends: list[int] = []
    """By length of a run, the pair with the least second place that ends one."""
    seconds: list[int] = []
    links: list[int] = []
    for number, (_, to) in enumerate(pairs):
        length = bisect_left(seconds, to)
        links.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        seconds[length : length + 1] = [to]
    found: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = links[at]
    return found[::-1]
