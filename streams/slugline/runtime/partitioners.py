"""Which partitioner puts a key where it stands: publishers that differ spread a story over partitions."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal
from zlib import crc32

from aiokafka.partitioner import murmur2

from slugline.metrics import Partitioner

LONGEST = 512
"""Bytes of a key that is looked at: murmur2 is written in Python."""
ENOUGH, MOST = 20, 0.8
"""Keys that must have been seen, and the share of them that stand by it, for CRC-32 to be the usual one."""

STRAYS = 10
"""So many keys that stand where they would not be put now say that partitions were added."""

SOME = 3
"""So many keys that stand by a partitioner, and no fewer than stand by none, say that a publisher has it."""

log = logging.getLogger("slugline.register")

_WAYS: dict[Literal["murmur2", "crc32"], Callable[[bytes, int], int]] = {
    "murmur2": lambda key, partitions: (murmur2(key) & 0x7FFFFFFF) % partitions,
    "crc32": lambda key, partitions: crc32(key) % partitions,
}


def partitioner(key: bytes | None, partition: int, partitions: int) -> Partitioner | None:
    """Return which one puts ``key`` into ``partition`` of so many; None where that tells nothing.

    murmur2 is the default of Kafka's own client, of aiokafka and of Faust; crc32 that of librdkafka, and so
    of most clients in C, Python, Go, .NET and Ruby. "either": both would; "other": neither would.
    """
    if not key or len(key) > LONGEST or partitions < 2:
        return None
    fits = [name for name, way in _WAYS.items() if way(key, partitions) == partition]
    return "either" if len(fits) == 2 else fits[0] if fits else "other"


class Publishers:
    """By which partitioner the publishers of a feed put their keys, as far as it was seen."""

    def __init__(self, partitions: int) -> None:
        """The feed has so many ``partitions``."""
        self._partitions = partitions
        self._seen: Counter[Partitioner] = Counter()
        self._former: set[int] = set()
        self._by_partition: dict[int, Counter[Partitioner]] = {}
        self._stand: Counter[Partitioner] = Counter()
        """By which partitioner keys stand since long, in all partitions that were looked at."""

    def note(self, key: bytes | None, partition: int) -> Partitioner | None:
        """Note where a publisher put a ``key``, and return by which partitioner; None: that tells nothing."""
        found = partitioner(key, partition, self._partitions)
        if found is not None:
            self._seen[found] += 1
        return found

    @property
    def usual(self) -> Literal["murmur2", "crc32"]:
        """Which partitioner most of them have: murmur2, unless nearly all keys stand by the other one."""
        fit = self._seen["crc32"] + self._seen["either"]
        sure = self._seen.total() >= ENOUGH and fit >= MOST * self._seen.total()
        return "crc32" if sure and self._seen["crc32"] > self._seen["murmur2"] else "murmur2"

    def look_back(self, keys: Iterable[bytes], partition: int) -> None:
        """Learn from ``keys`` that stand in a ``partition`` since long where keys may be that came before.

        By which partitioner, and among how many: those that no partitioner would put there now stand where
        nearly all would be among fewer; it is said.
        """
        told = {key: partitioner(key, partition, self._partitions) for key in keys}
        self._by_partition[partition] = Counter(found for found in told.values() if found is not None)
        self._stand = sum(self._by_partition.values(), Counter())
        strays = [key for key, found in told.items() if found == "other"]
        if len(strays) < STRAYS:
            return
        for before in range(self._partitions - 1, 0, -1):
            fit = max(sum(way(key, before) == partition for key in strays) for way in _WAYS.values())
            if fit >= MOST * len(strays):
                self._former.add(before)
                log.warning(
                    "partition %d: of the oldest stories %d stand where keys went among %d partitions, and "
                    "there are %d: a new version goes elsewhere, and `slugline feeds repartition` mends it",
                    partition, len(strays), before, self._partitions,
                )  # fmt: skip
                return

    def possible(self, key: bytes) -> set[int]:
        """Return where ``key`` would be put by one of the two partitioners here, or was before.

        Of a key that is too long nothing is returned.
        """
        if len(key) > LONGEST:
            return set()
        among = {self._partitions, *self._former}
        return {way(key, many) for way in _WAYS.values() for many in among}

    def homes(self, key: bytes) -> set[int]:
        """Return where ``key`` would be by the partitioners that publishers have and had, as far as was seen.

        Also where it was before partitions were added. Of a key that is too long nothing is returned.
        """
        if len(key) > LONGEST:
            return set()
        among = {self._partitions, *self._former}
        return {_WAYS[way](key, many) for way in _WAYS if self._is_had(way) for many in among}

    def _is_had(self, way: Literal["murmur2", "crc32"]) -> bool:
        """Tell whether a publisher has a partitioner, or had it when what stands since long came."""
        both = (self._seen, self._stand)
        return way == self.usual or any(one[way] >= max(SOME, one["other"]) for one in both)

    def home(self, key: bytes, beside: bytes | None = None, partition: int = 0) -> int:
        """Return where the publisher would put ``key`` who put the key ``beside`` into ``partition``.

        Where that does not tell by which partitioner, it is the `usual` one.
        """
        found = partitioner(beside, partition, self._partitions)
        way = "murmur2" if found == "murmur2" else "crc32" if found == "crc32" else self.usual
        return _WAYS[way](key, self._partitions)
