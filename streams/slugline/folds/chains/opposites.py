"""Opposite outcomes in otherwise the same words: one court clears somebody, another one convicts."""

from functools import cache

import numpy as np
import numpy.typing as npt

from slugline.folds.chains.imprint import Hashes, Imprint, hashes, within
from slugline.lang.word_lists import having


def opposed(one: Imprint, other: Imprint) -> bool:
    """Tell whether the headlines have opposite outcomes, of which neither story has both."""
    clash = (_said(one.head)[:, ::-1] & _said(other.head)).any(axis=1)
    if not clash.any():
        return False
    both = _said(one.words).all(axis=1) | _said(other.words).all(axis=1)
    return bool((clash & ~both).any())


@cache
def _sides() -> tuple[Hashes, npt.NDArray[np.bool_]]:
    """Return all words in order, and which side of which pair each tells."""
    lines = [line.split("|") for lists in having("opposites.txt") for line in lists.lines("opposites.txt")]
    kept = [[hashes(side) for side in line] for line in lines]
    words = np.unique(np.concatenate([side for line in kept for side in line]))
    marks = np.zeros((len(words), len(lines), 2), dtype=np.bool_)
    for at, line in enumerate(kept):
        for side, told in enumerate(line):
            marks[words.searchsorted(told), at, side] = True
    return words, marks


def _said(words: Hashes) -> npt.NDArray[np.bool_]:
    """Return which outcomes ``words`` tell: a row for each pair, with a place for each side."""
    sides, marks = _sides()
    found: npt.NDArray[np.bool_] = np.logical_or.reduce(marks[within(sides, words)], axis=0)
    return found
