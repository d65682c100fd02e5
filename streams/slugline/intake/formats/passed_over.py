"""What a file of many records has beside stories: counted and told in a line, and no fault of anybody."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Records that are no stories and were not meant to be, for each reason how many."""

    counts: Counter[str]

    def __str__(self) -> str:
        """Return it as a line for a person, the most frequent reason first."""
        return "passed over " + ", ".join(f"{count:,} {why}" for why, count in self.counts.most_common())
