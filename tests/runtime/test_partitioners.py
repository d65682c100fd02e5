"""Which partitioner puts a key where it stands; the partitions are those that the clients themselves name."""

import pytest
from aiokafka.partitioner import DefaultPartitioner

from slugline.runtime.partitioners import LONGEST, default, partitioner

CRC32 = {b"urn:newsml:wire.example:1": 0, b"urn:newsml:wire.example:2": 2, b"story-7": 3, b"a": 3}
"""Of four partitions, by librdkafka's "consistent"."""


@pytest.mark.parametrize("key", CRC32)
def test_the_default_is_that_of_the_client(key: bytes) -> None:
    theirs = DefaultPartitioner()(key, list(range(4)), list(range(4)))
    assert default(key, 4) == theirs
    assert partitioner(key, theirs, 4) in ("murmur2", "either")


def test_each_is_told() -> None:
    told = {(key, partition): partitioner(key, partition, 4) for key in CRC32 for partition in range(4)}
    for key, partition in CRC32.items():
        assert told[key, partition] == ("either" if default(key, 4) == partition else "crc32")
        others = set(range(4)) - {partition, default(key, 4)}
        assert all(told[key, one] == "other" for one in others)


@pytest.mark.parametrize(("key", "partitions"), [(None, 4), (b"", 4), (b"k", 1), (b"k" * (LONGEST + 1), 4)])
def test_what_tells_nothing(key: bytes | None, partitions: int) -> None:
    assert partitioner(key, 0, partitions) is None
