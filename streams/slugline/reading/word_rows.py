"""What the entity model makes of a word by itself, kept from one batch of stories to the next.

A word's features alone decide what the embedding, the mixer and the first convolution give to it and to its
two neighbours. Most words of a batch were in one shortly before: their rows are looked up.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from slugline.reading.dense import BLOCK, Dense, Floats, Numbers, evened, product

Features: TypeAlias = NDArray[np.uint64]
Keys: TypeAlias = NDArray[np.uint64]

KEPT = 4_096
"""Words whose rows are kept: some 4 kB each."""
MIXING = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)
"""Odd multipliers that fold a word's features into one 64-bit key."""


class WordRows:
    """Tables with a row for each known word; row 0 is of no word, as beside a text."""

    def __init__(self, tables: list[tuple[int, Any]], mixer: Dense, first: Dense) -> None:
        """Take thinc's embedding ``tables``, each with the column of the features it is for, the ``mixer``
        of what they give, and the ``first`` convolution.
        """
        self._tables = tables
        self._mixer = mixer
        self._first = first
        self._kept = KEPT
        self._forget(KEPT)

    def _forget(self, room: int) -> None:
        """Know no word any more; have room for so many."""
        self._room = room
        self.mixed: Floats = np.zeros((room + 1, self._mixer.width), dtype=np.float32)
        """A row for each word, as it comes out of the mixer."""
        self.given: list[Floats] = [
            np.zeros((room + 1, self._first.bias.size), dtype=np.float32) for _ in range(3)
        ]
        """What each word gives to the first convolution of the word behind it, of itself (with the layer's
        bias) and of the word before it.
        """
        self.given[1][0] = self._first.bias
        self._keys: Keys = np.zeros(0, dtype=np.uint64)
        self._rows: Numbers = np.zeros(0, dtype=np.intp)
        self._uses: NDArray[np.int64] = np.zeros(room + 1, dtype=np.int64)

    def of(self, words: Features) -> Numbers:
        """Return the number of each word's row: a row of features for each word in, a number each out.

        It holds until the next call.
        """
        if self._room > self._kept:  # the words of the call before were too many to be kept
            self._forget(self._kept)
        keys = words @ MIXING[: words.shape[1]]
        new, first = self._new(keys)
        if len(new) > self._room - len(self._keys):
            self._halve()
            new, first = self._new(keys)
        if len(new) > self._room - len(self._keys):
            self._forget(max(self._kept, len(np.unique(keys))))
            new, first = self._new(keys)
        if len(new):
            self._learn(new, words[first])
        rows = self._rows[np.searchsorted(self._keys, keys)]
        self._uses += np.bincount(rows, minlength=len(self._uses))
        return rows

    def _new(self, keys: Keys) -> tuple[Keys, Numbers]:
        """Return the distinct ones of ``keys`` that are not known, and where each stands first."""
        places = np.arange(len(keys))
        if len(self._keys):
            at = np.searchsorted(self._keys, keys)
            at[at == len(self._keys)] = 0
            places = np.flatnonzero(self._keys[at] != keys)
        new, first = np.unique(keys[places], return_index=True)
        return new, places[first]

    def _learn(self, keys: Keys, words: Features) -> None:
        """Compute the rows of distinct new ``words``."""
        start = len(self._keys) + 1
        embedded = np.concatenate([table.predict(words[:, column]) for column, table in self._tables], axis=1)
        width = self._mixer.width
        even = evened(np.arange(len(words)))
        mixed: Floats = np.empty((BLOCK, width), dtype=np.float32)
        for at in range(0, len(words), BLOCK):
            many = min(BLOCK, len(words) - at)
            taken = even[at : at + BLOCK]
            self._mixer(embedded[taken], mixed[: len(taken)])
            some = slice(start + at, start + at + many)
            self.mixed[some] = mixed[:many]
            for side, values in enumerate(self.given):
                weights = self._first.weights[side * width : (side + 1) * width]
                values[some] = product(mixed[: len(taken)], weights)[:many]
            self.given[1][some] += self._first.bias
        at_key = np.searchsorted(self._keys, keys)
        self._keys = np.insert(self._keys, at_key, keys)
        self._rows = np.insert(self._rows, at_key, np.arange(start, start + len(keys)))

    def _halve(self) -> None:
        """Keep the half of the words that were used most lately."""
        uses = self._uses[self._rows]
        kept = np.sort(np.argpartition(uses, len(uses) // 2)[len(uses) // 2 :])
        rows = self._rows[kept]
        for table in (self.mixed, *self.given):
            table[1 : len(rows) + 1] = table[rows]
        self._uses[1 : len(rows) + 1] = self._uses[rows] // 2
        self._uses[len(rows) + 1 :] = 0
        self._keys, self._rows = self._keys[kept], np.arange(1, len(rows) + 1)
