"""The last alerts: which of them a story may be the story of, looked up for all of them at once."""

from collections import deque
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from slugline.folds.chains.commonness import Commonness
from slugline.folds.chains.evidence import ALERT_WORDS
from slugline.folds.chains.imprint import Hashes, Imprint, comparable, within

MOST_ALERTS: Final = 400
_ROUNDING: Final = 1e-9


class Alerts:
    """Headlines without a body, by the numbers that the window gives them; the newest MOST_ALERTS."""

    def __init__(self) -> None:
        """There was none."""
        self._heads: deque[tuple[int, Hashes]] = deque(maxlen=MOST_ALERTS)
        self._joined: tuple[Hashes, npt.NDArray[np.intp]] | None = None

    def add(self, number: int, found: Imprint) -> None:
        """Take one in; of what has no words nothing can be the story."""
        if len(found.head):
            self._heads.append((number, found.head))
            self._joined = None

    def told_in(self, found: Imprint, commonness: Commonness) -> Iterator[int]:
        """Yield the numbers of those whose words ``found`` has, as far as they tell; the newest first."""
        if not self._heads:
            return
        words, starts = self._joined or self._join()
        there = within(words, found.words) | within(words, found.head)
        weights = commonness.weights(words) * (comparable(words, found) | there)
        whole = np.add.reduceat(weights, starts)
        share = np.add.reduceat(weights * there, starts)
        for place in np.flatnonzero(share >= (ALERT_WORDS - _ROUNDING) * whole)[::-1]:
            yield self._heads[place][0]

    def _join(self) -> tuple[Hashes, npt.NDArray[np.intp]]:
        heads = [head for _, head in self._heads]
        starts = np.cumsum([0, *map(len, heads[:-1])], dtype=np.intp)
        self._joined = np.concatenate(heads), starts
        return self._joined
