"""Which partitioner puts a key where it stands; the partitions are those that the clients themselves name."""

from collections.abc import Callable
from zlib import crc32

import pytest
from aiokafka.partitioner import DefaultPartitioner

from slugline.runtime.partitioners import LONGEST, Publishers, partitioner

CRC32 = {b"urn:newsml:wire.example:1": 0, b"urn:newsml:wire.example:2": 2, b"story-7": 3, b"a": 3}
"""Of four partitions, by librdkafka's "consistent"."""


def default(key: bytes, partitions: int) -> int:
    """Return where aiokafka puts a key."""
    every = list(range(partitions))
    return int(DefaultPartitioner()(key, every, every))


@pytest.mark.parametrize("key", CRC32)
def test_the_default_is_that_of_the_client(key: bytes) -> None:
    assert Publishers(4).home(key) == default(key, 4)
    assert partitioner(key, default(key, 4), 4) in ("murmur2", "either")


def test_each_is_told() -> None:
    told = {(key, partition): partitioner(key, partition, 4) for key in CRC32 for partition in range(4)}
    for key, partition in CRC32.items():
        assert told[key, partition] == ("either" if default(key, 4) == partition else "crc32")
        others = set(range(4)) - {partition, default(key, 4)}
        assert all(told[key, one] == "other" for one in others)


@pytest.mark.parametrize(("key", "partitions"), [(None, 4), (b"", 4), (b"k", 1), (b"k" * (LONGEST + 1), 4)])
def test_what_tells_nothing(key: bytes | None, partitions: int) -> None:
    assert partitioner(key, 0, partitions) is None


A_KEY = b"urn:newsml:wire.example:2"
"""One that the two would put elsewhere: its home by the one is never that by the other."""
BY_CRC32 = {b"urn:newsml:wire.example:2": 2, b"story-7": 3}


@pytest.mark.parametrize(
    ("seen", "beside", "home"),
    [
        ((), (b"story-7", 3), 2), ((), (b"story-7", default(b"story-7", 4)), default(A_KEY, 4)),
        ((), (None, 1), default(A_KEY, 4)), ((2,) * 20, (None, 1), 2), ((2,) * 20, (b"story-7", 1), 2),
        ((2,) * 20, (b"story-7", default(b"story-7", 4)), default(A_KEY, 4)),
        ((2,) * 19, (None, 1), default(A_KEY, 4)), ((2,) * 40 + (3,) * 11, (None, 1), default(A_KEY, 4)),
        ((2,) * 40 + (3,) * 10, (None, 1), 2),
    ],
)  # fmt: skip
def test_a_key_goes_where_its_publisher_would_put_it(
    seen: tuple[int, ...], beside: tuple[bytes | None, int], home: int
) -> None:
    assert default(A_KEY, 4) != BY_CRC32[A_KEY] and default(b"story-7", 4) != BY_CRC32[b"story-7"]
    publishers = Publishers(4)
    for place in seen:
        publishers.note(A_KEY, place)
    assert publishers.home(A_KEY, *beside) == home


KEYS = [b"urn:newsml:wire.example:%d" % number for number in range(400)]


def crc(key: bytes, partitions: int) -> int:
    return crc32(key) % partitions


@pytest.mark.parametrize("way", [default, crc])
@pytest.mark.parametrize("before", [1, 2, 3, 4])
def test_what_stands_since_long_tells_how_many_partitions_there_were(
    before: int, way: Callable[[bytes, int], int], caplog: pytest.LogCaptureFixture
) -> None:
    publishers = Publishers(6)
    for partition in range(before):
        publishers.look_back([key for key in KEYS[:200] if way(key, before) == partition], partition)
    assert len(caplog.records) == before
    assert all(f"went among {before} partitions, and there are 6" in line for line in caplog.messages)
    assert all({default(key, 6), default(key, before)} == publishers.homes(key) for key in KEYS)


@pytest.mark.parametrize("way", [default, crc])
def test_partitions_that_were_always_there(
    way: Callable[[bytes, int], int], caplog: pytest.LogCaptureFixture
) -> None:
    publishers = Publishers(6)
    for partition in range(1, 6):
        publishers.look_back([key for key in KEYS if way(key, 6) == partition], partition)
        publishers.look_back(
            [key for key in KEYS if key[-1] % 6 == partition], partition
        )  # its own partitioner
    assert caplog.messages == []
    assert publishers.homes(KEYS[0]) == {default(KEYS[0], 6)}
    assert publishers.homes(b"k" * (LONGEST + 1)) == set()


@pytest.mark.parametrize(("strays", "homes"), [(2, 1), (3, 2)])
def test_a_partitioner_that_some_keys_stand_by_is_one_that_a_publisher_has(strays: int, homes: int) -> None:
    only_crc = [key for key in KEYS if crc(key, 6) != default(key, 6)]
    for look in ("seen", "stand"):
        publishers = Publishers(6)
        for key in KEYS:
            publishers.note(key, default(key, 6))
        for partition in range(6) if look == "stand" else ():
            mine = [key for key in only_crc[:strays] if crc(key, 6) == partition]
            publishers.look_back(mine, partition)
        for key in only_crc[:strays] if look == "seen" else ():
            publishers.note(key, crc(key, 6))
        assert publishers.usual == "murmur2"
        assert len(publishers.homes(only_crc[-1])) == homes
