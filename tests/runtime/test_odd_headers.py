"""Header names that are not UTF-8 stop no partition; what is written is what other clients may write."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from aiokafka.record.memory_records import MemoryRecords

from slugline.runtime import odd_headers


class Odd(str):
    """A header's name as bytes that are no text."""

    __slots__ = ()

    def encode(self, *_arguments: str) -> bytes:
        return b"x-\xff\xfe"


NAMES: tuple[list[str], ...] = (["plain"], [], [Odd("x")], ["ünïcode"], [Odd("x"), "b", Odd("y")], ["plain"])


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(fetcher, "MemoryRecords", MemoryRecords)
    odd_headers.install()
    yield


def batch(compression: int, base: int) -> bytes:
    builder = _DefaultRecordBatchBuilderPy(
        magic=2, compression_type=compression, is_transactional=False, producer_id=-1, producer_epoch=-1,
        base_sequence=-1, batch_size=100_000,
    )  # fmt: skip
    for offset, names in enumerate(NAMES):
        builder.append(offset, 1_000, b"k", b"v" * 100, headers=[(name, b"\xff") for name in names])
    made = builder.build()
    made[:8] = base.to_bytes(8, "big")  # as the broker does
    return bytes(made)


def read(data: bytes) -> list[Any]:
    records: Any = vars(fetcher)["MemoryRecords"](data)
    found = []
    while records.has_next():
        one = records.next_batch()
        assert one.validate_crc()
        assert not one.is_control_batch
        found += list(one)
    return found


@pytest.mark.parametrize("compression", [0, 1])
def test_every_record_is_read_once_and_its_odd_names_with_replacements(compression: int) -> None:
    found = read(batch(compression, 0) + batch(compression, len(NAMES)))
    assert [one.offset for one in found] == list(range(2 * len(NAMES)))
    assert {(one.key, one.value) for one in found} == {(b"k", b"v" * 100)}
    names = [["plain"], [], ["x-��"], ["ünïcode"], ["x-��", "b", "x-��"], ["plain"]]
    assert [[name for name, _ in one.headers] for one in found] == 2 * names
    assert all(data == b"\xff" for one in found for _, data in one.headers)


def test_aiokafka_alone_cannot_read_it() -> None:
    records: Any = MemoryRecords(batch(0, 0))
    with pytest.raises(UnicodeDecodeError):
        list(records.next_batch())
