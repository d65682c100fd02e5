"""Parquet that is odd: cells that are no value, and rows that are far more than the file."""

import io
from collections.abc import Sequence
from typing import Any

import pytest

from slugline.intake.formats import parquet_rows
from slugline.intake.refused import Refused
from slugline.records.story import Story

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

TEXT = "The pier at Ostvik is shut, the harbour office said."
FAR = 2**62


def table(**columns: Any) -> bytes:
    held = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), held, compression="zstd")
    return held.getvalue()


def dated(values: Sequence[int | None], kind: Any) -> bytes:
    rows = len(values)
    return table(
        id=[str(one) for one in range(rows)], text=[TEXT] * rows, published=pyarrow.array(values, kind)
    )


@pytest.mark.parametrize(
    "kind",
    [
        pyarrow.date32(),
        pyarrow.timestamp("ms"),
        pyarrow.timestamp("us"),
        pyarrow.timestamp("us", "Europe/Oslo"),
        pyarrow.duration("s"),
    ],
    ids=str,
)
def test_a_date_beyond_the_calendar_refuses_its_row(kind: Any) -> None:
    far = 2**31 - 1 if kind == pyarrow.date32() else FAR
    good, bad, also_good = parquet_rows.read(dated([0, far, None], kind))
    assert isinstance(good, Story) and isinstance(also_good, Story)
    assert isinstance(bad, Refused)
    assert bad.reason == "wrong-type" and bad.detail.startswith(f"row 2: column 'published': no {kind}")


def test_a_time_zone_that_nobody_knows_refuses_rows_by_name() -> None:
    (bad,) = parquet_rows.read(dated([0], pyarrow.timestamp("us", "Foo/Bar")))
    assert isinstance(bad, Refused) and bad.reason == "wrong-type" and "Foo/Bar" in bad.detail


def test_a_row_that_is_no_story_is_refused_by_its_number() -> None:
    good, bad, also_good = parquet_rows.read(table(id=["1", "2", "3"], text=[TEXT, "Pier\0", TEXT]))
    assert isinstance(good, Story) and isinstance(also_good, Story)
    assert isinstance(bad, Refused) and bad.reason == "control-characters"
    assert bad.detail.startswith("row 2: ")


def test_bytes_that_are_no_text_refuse_their_row() -> None:
    raw = pyarrow.Array.from_buffers(
        pyarrow.string(), 1, [None, pyarrow.py_buffer(b"\0\0\0\0\2\0\0\0"), pyarrow.py_buffer(b"\xff\xfe")]
    )
    (bad,) = parquet_rows.read(table(id=["1"], title=raw, text=[TEXT]))
    assert isinstance(bad, Refused) and bad.reason == "not-utf8"


def test_a_group_of_rows_that_fills_memory_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    data = table(id=["1"], text=[TEXT * 4_000])
    monkeypatch.setattr(parquet_rows, "_MOST_IN_RECORD", 100_000)
    with pytest.raises(Refused, match=r"too-large: Parquet with 2\d\d,\d\d\d bytes in a group of rows"):
        list(parquet_rows.read(data))
    assert len(list(parquet_rows.split(io.BytesIO(data)))) == 1
    monkeypatch.setattr(parquet_rows, "_UNASKED", 100_000)
    with pytest.raises(Refused, match="too-large"):
        list(parquet_rows.split(io.BytesIO(data)))


def test_rows_that_may_be_long_are_held_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = parquet.ParquetFile.iter_batches

    def batches(self: Any, batch_size: int, columns: list[str]) -> Any:
        asked.append(batch_size)
        return real(self, batch_size=batch_size, columns=columns)

    monkeypatch.setattr(parquet.ParquetFile, "iter_batches", batches)
    monkeypatch.setattr(parquet_rows, "_HELD", 300_000)
    long = table(id=["1", "2"], text=[TEXT * 4_000] * 2)
    assert len(list(parquet_rows.read(long))) == len(list(parquet_rows.split(io.BytesIO(long)))) == 2
    list(parquet_rows.read(table(id=["1"], text=[TEXT])))
    assert asked == [1, 8, 64]
