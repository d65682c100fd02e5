"""Header names that are not UTF-8: read with replacement characters instead of stopping a partition.

Clients of other languages put any bytes there, and Kafka takes them. aiokafka (0.14) raises
UnicodeDecodeError at such a record, at every attempt, so nothing behind it would ever be read.
"""

from collections.abc import Iterator
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords, _MemoryRecordsPy


def install() -> None:
    """Have all consumers of this process read such records. May be called again."""
    setattr(fetcher, "MemoryRecords", _Records)  # noqa: B010  # mypy knows that it is another class


class _Records:
    """What was fetched of a partition, as the fetcher takes it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._records: Any = MemoryRecords(data)
        self._batches = 0

    def has_next(self) -> bool:
        return bool(self._records.has_next())

    def size_in_bytes(self) -> int:
        return int(self._records.size_in_bytes())

    def next_batch(self) -> "_Batch | None":
        batch = self._records.next_batch()
        self._batches += 1
        return None if batch is None else _Batch(batch, self._data, self._batches)


class _Batch:
    """One batch: as aiokafka reads it, and from a record on that it cannot read more patiently."""

    def __init__(self, batch: Any, data: bytes, number: int) -> None:
        self._batch = batch
        self._data = data
        self._number = number

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __next__(self) -> Any:
        return next(self._batch)

    def __iter__(self) -> Iterator[Any]:
        last = -1
        try:
            for record in self._batch:
                last = record.offset
                yield record
        except UnicodeDecodeError:
            yield from (record for record in self._patiently() if record.offset > last)

    def _patiently(self) -> Iterator[Any]:
        records = _MemoryRecordsPy(self._data)
        for _ in range(self._number - 1):
            records._cache_next()
        batch: Any = _DefaultRecordBatchPy(records._next_slice or b"")
        iter(batch)  # which unpacks it
        batch._buffer = _Patient(batch._buffer)
        return iter(batch)


class _Patient(bytearray):
    """Bytes of which any part can be decoded."""

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return _Patient(found) if isinstance(found, bytearray) else found

    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        """Return the text, whatever ``errors`` were asked for."""
        return super().decode(encoding, "replace")
