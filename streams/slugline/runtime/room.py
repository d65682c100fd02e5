"""How much may be in flight: records, and bytes, since a few of the longest weigh as much as thousands."""

from collections.abc import Mapping
from typing import NamedTuple

FLIGHT_BYTES = 16 * 1024 * 1024
"""Of records taken and not yet done, all partitions together. In the worker each weighs up to four times as
much: what came of it stands beside it until its turn. Ordinary stories need less than a megabyte."""


class Load(NamedTuple):
    """What is in flight."""

    records: int = 0
    bytes: int = 0


class Room:
    """For all lanes of a worker together. A partition with nothing in flight is never full."""

    def __init__(self, records: int, size: int = FLIGHT_BYTES) -> None:
        """At most ``records`` of ``size`` bytes together, but for what was on its way already."""
        self._most = Load(records, size)

    def full(self, loads: Mapping[int, Load], partition: int) -> bool:
        """Tell whether a partition has its share of what may be in flight, or all of it."""
        return any(
            one >= most or (every >= most and one >= max(1, most // len(loads)))
            for one, every, most in self._each(loads, partition)
        )

    def free(self, loads: Mapping[int, Load], partition: int) -> bool:
        """Tell whether one that was `full` has room again: half of it, so that it does not stop at each."""
        return all(
            one <= most // len(loads) // 2 or every <= most // 2
            for one, every, most in self._each(loads, partition)
        )

    def _each(self, loads: Mapping[int, Load], partition: int) -> list[tuple[int, int, int]]:
        """Return of records and of bytes: the partition's, those of all, and how many there may be."""
        every = (sum(load.records for load in loads.values()), sum(load.bytes for load in loads.values()))
        return list(zip(loads[partition], every, self._most, strict=True))
