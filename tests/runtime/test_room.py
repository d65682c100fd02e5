"""How much may be in flight: records and bytes, all partitions together, and none is shut out."""

import pytest

from slugline.runtime.room import Load, Room

MIB = 1024 * 1024
ROOM = Room(64, 16 * MIB)


@pytest.mark.parametrize(
    ("loads", "full"),
    [
        ([Load(63, 90_000), Load()], False),
        ([Load(64, 90_000), Load()], True),
        ([Load(31, 90_000), Load(33, 90_000)], False),
        ([Load(32, 90_000), Load(32, 90_000)], True),
        ([Load(15, 15 * MIB), Load()], False),
        ([Load(16, 16 * MIB), Load()], True),
        ([Load(7, 7 * MIB), Load(9, 9 * MIB)], False),
        ([Load(8, 8 * MIB), Load(8, 8 * MIB)], True),
        ([Load(1, 100 * MIB), Load()], True),
        ([Load(), Load(1, 100 * MIB)], False),
    ],
)
def test_a_partition_stops_at_its_share_of_records_or_of_bytes(loads: list[Load], full: bool) -> None:
    assert ROOM.full(dict(enumerate(loads)), 0) is full


@pytest.mark.parametrize(
    ("loads", "free"),
    [
        ([Load(16, 90_000), Load(48, 90_000)], True),
        ([Load(17, 90_000), Load(47, 90_000)], False),
        ([Load(31, 90_000), Load()], True),
        ([Load(4, 4 * MIB), Load(12, 12 * MIB)], True),
        ([Load(5, 5 * MIB), Load(11, 11 * MIB)], False),
        ([Load(8, 8 * MIB), Load()], True),
        ([Load(), Load(1, 100 * MIB)], True),
    ],
)
def test_it_goes_on_with_half_of_it(loads: list[Load], free: bool) -> None:
    assert ROOM.free(dict(enumerate(loads)), [0, 7]) == [0] * free


def test_of_more_partitions_than_there_may_be_records_each_still_has_one() -> None:
    loads = {number: Load(1, MIB) for number in range(100)}
    assert ROOM.full(loads, 0)
    assert not ROOM.full(loads | {0: Load()}, 0)
    assert ROOM.free(loads | {0: Load()}, [1, 0]) == [0]
