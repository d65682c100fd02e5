"""Which words of a text may belong to a name: those near a capital letter. No others are put to the model.

Names have capitals in the languages read here. What stands within REACH words of one may belong to the same
name: "the", "of the", "van der"; what ties words together ("Jin-hee", "AT&T", "O'Neil") carries the capital
on. A sentence without any capital is not written as sentences are: there all words are looked at.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from slugline.reading.encoder import Flags, widened

REACH = 2
"""Words on either side of a capital that are looked at."""
TIES = frozenset("-\u2010\u2011\u2013'\u2018\u2019\"\u201c\u201d\u00ab\u00bb&/")
"""What stands between the words of one name."""
SHAPES = 10_000
"""Shapes of words that are remembered; news has some hundreds."""
PLAIN, TIE, CAPITAL = 0, 1, 2


class NameWords:
    """Tells it by the words' shapes, as spaCy writes them ("Xxxxx", "dd", "xxx-Xx")."""

    def __init__(self, strings: Any) -> None:
        """``strings`` is spaCy's StringStore, which has the shapes."""
        self._strings = strings
        self._kinds: dict[int, int] = {}

    def __call__(self, shapes: NDArray[np.uint64], firsts: NDArray[np.int64]) -> Flags:
        """Return which words of a text may belong to a name, by their ``shapes`` (spaCy's numbers) and the
        words that begin its sentences.
        """
        kinds = self._kinds_of(shapes.tolist())
        marked: Flags = kinds == CAPITAL
        near: Flags = widened(marked) & (kinds == TIE) | marked
        for _ in range(REACH):
            near = widened(near)
        begins = np.concatenate([[0], firsts[(firsts > 0) & (firsts < len(shapes))]])
        bare = ~np.logical_or.reduceat(marked, begins) if len(shapes) else marked
        near |= np.repeat(bare, np.diff(begins, append=len(shapes)))
        return near

    def _kinds_of(self, shapes: Sequence[int]) -> NDArray[np.int8]:
        if len(self._kinds) > SHAPES:
            self._kinds.clear()
        kinds = self._kinds
        for shape in set(shapes) - kinds.keys():
            written: str = self._strings[shape]
            kinds[shape] = CAPITAL if "X" in written else TIE if written[:1] in TIES else PLAIN
        return np.fromiter((kinds[one] for one in shapes), dtype=np.int8, count=len(shapes))
