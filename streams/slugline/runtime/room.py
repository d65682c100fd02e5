"""How much may be in flight: records, and bytes, since a few of the longest weigh as much as thousands."""

from collections.abc import Iterable, Mapping
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
            for one, every, most in zip(loads[partition], _all(loads), self._most, strict=True)
        )

    def free(self, loads: Mapping[int, Load], full: Iterable[int]) -> list[int]:
        """Return which of those that were ``full`` have half their room again: they do not stop at each."""
        every = _all(loads)
        return [
            partition
            for partition in full
            if partition in loads
            and all(
                one <= most // len(loads) // 2 or whole <= most // 2
                for one, whole, most in zip(loads[partition], every, self._most, strict=True)
            )
        ]


def _all(loads: Mapping[int, Load]) -> Load:
    """Return what is in flight of all partitions."""
    return Load(*map(sum, zip(*loads.values(), strict=True)))
