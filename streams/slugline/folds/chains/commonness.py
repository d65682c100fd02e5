"""How common each word is among the stories of the window, and so how telling."""

from math import log
from typing import Final

import numpy as np
import numpy.typing as npt

from slugline.folds.chains.imprint import Hashes, rarity

SLOTS: Final = 1 << 20
EXPECTED: Final = 500
"""Stories that the expectation of how common a word is counts for."""


class Commonness:
    """In how many of the stories of the window each word is; four megabytes, whatever comes."""

    def __init__(self) -> None:
        """No story was seen."""
        self._counts = np.zeros(SLOTS, dtype=np.int32)
        self.stories = 0

    def add(self, words: Hashes, by: int = 1) -> None:
        """Count the words of one more story, or (-1) of one less."""
        self._counts[words & np.uint32(SLOTS - 1)] += np.int32(by)
        self.stories += by

    def weights(self, words: Hashes) -> npt.NDArray[np.float64]:
        """Return how telling each word is: 0 for one that all stories have, 1 for one that only one has."""
        total = self.stories + EXPECTED
        seen = self._counts.take(words & np.uint32(SLOTS - 1)) + rarity(words) * EXPECTED
        found: npt.NDArray[np.float64] = np.log(total / np.maximum(seen, 1.0)) / log(total)
        return found
