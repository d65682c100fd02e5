"""Parquet: a story a row, its fields by the names of the columns. Needs the extra "parquet" (pyarrow)."""

from collections.abc import Iterator, Mapping
from io import SEEK_END, BytesIO
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from slugline.intake.formats import foreign_names
from slugline.intake.formats.csv_rows import check_columns, row_value
from slugline.intake.formats.json_items import read_value
from slugline.intake.formats.start import Start
from slugline.intake.formats.terms import LONGEST_NAME
from slugline.intake.refused import Refused
from slugline.records.codec import encode
from slugline.records.story import Story

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetFile

_MARK = b"PAR1"
_MOST_PIPED = 256 * 1_048_576
_AT_ONCE = 64
"""Rows held at a time, at most."""
_HELD = 16 * 1_048_576
"""Bytes of cells held at a time; where one cell may be large, fewer rows are."""
_FEWEST = 8
"""Rows of a file held at a time: large groups are how files are, and row by row takes longer."""
_MOST_IN_RECORD = 32 * 1_048_576
"""Bytes that a group of rows in a record may have unpacked: as many as a record that is not packed."""
_UNASKED, _MOST_PACKED = 64 * 1_048_576, 100
"""Bytes of a group of rows that nobody asks about, and how many times as large as the whole file a larger
one may be. Copy is packed to a third or a tenth; what is packed to less than a hundredth is no copy."""
_NO_VALUE = (ArithmeticError, ValueError, LookupError)
"""What pyarrow raises for a cell that Python has no value for: a date beyond its calendar, another zone."""


def sniff(start: Start) -> bool:
    """Tell whether it starts with Parquet's mark."""
    return start.data.startswith(_MARK)


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield the story in each row. Raises Refused where ``data`` is no such table."""
    for number, row in enumerate(_rows(BytesIO(data), {}, _MOST_IN_RECORD), 1):
        if isinstance(row, Refused):
            yield row
            continue
        try:
            yield from read_value(row_value(row))
        except Refused as refused:
            yield refused.among(row, f"row {number}")


def split(file: BinaryIO, fields: Mapping[str, str] = MappingProxyType({})) -> Iterator[bytes | Refused]:
    """Yield each row as a JSON object, of the columns that are known and of simple types.

    ``fields`` are the user's own names of columns, theirs to ours. A row with a cell that is no value is
    Refused. Raises Refused where no column is known for a text, the file is broken, or it fills memory.
    """
    yield from _rows(file, fields, None)


def _rows(file: BinaryIO, fields: Mapping[str, str], most: int | None) -> Iterator[bytes | Refused]:
    """Yield the rows of ``file``, of which a group may have ``most`` bytes, where that is bounded."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise Refused(
            "unknown-format", 'Parquet, which needs pyarrow: pip install "slugline[parquet]"'
        ) from error
    try:
        file = file if file.seekable() else BytesIO(_whole(file))
        packed = file.seek(0, SEEK_END)
        table = parquet.ParquetFile(file)
        rename = foreign_names.renamer(fields) or str
        names = {name: rename(name) for name in table.schema_arrow.names}
        check_columns(list(names.values()), "Parquet")
        known = [one for one, new in names.items() if len(one) <= LONGEST_NAME and foreign_names.ours(new)]
        largest = _largest(table, packed, most)
        at_once = min(_AT_ONCE, max(_FEWEST if most is None else 1, _HELD // max(1, largest)))
        batches = table.iter_batches(batch_size=at_once, columns=known)
        for number, row in enumerate(chain.from_iterable(map(_values, batches)), 1):
            if isinstance(row, Refused):
                yield row.among(None, f"row {number}")
                continue
            yield encode({names[name]: _plain(value) for name, value in row.items() if value is not None})
    except (ArrowException, OSError, ValueError) as error:
        raise Refused("unknown-format", f"Parquet that cannot be read: {str(error)[:160]}") from error


def _largest(table: "ParquetFile", packed: int, most: int | None) -> int:
    """Return how many bytes the largest group of rows has, unpacked, in a file of ``packed`` bytes.

    Raises Refused where that is over ``most``, or so much more that it is no copy. Only the group itself is
    asked: pyarrow ends the process over what a broken file says of a column.
    """
    groups = range(table.metadata.num_row_groups)
    largest = max((table.metadata.row_group(one).total_byte_size for one in groups), default=0)
    allowed = max(_UNASKED, _MOST_PACKED * packed) if most is None else most
    if largest > allowed:
        why = f"Parquet with {largest:,} bytes in a group of rows; {allowed:,} are allowed"
        raise Refused("too-large", why)
    return largest


def _values(batch: "RecordBatch") -> Iterator[Mapping[str, Any] | Refused]:
    """Yield the values of each row, or a Refused for one that has a cell which is no value."""
    try:
        rows = batch.to_pylist()
    except _NO_VALUE:
        rows = [_value(batch.slice(number, 1)) for number in range(batch.num_rows)]
    yield from rows


def _value(row: "RecordBatch") -> Mapping[str, Any] | Refused:
    values: dict[str, Any] = {}
    for name, column in zip(row.schema.names, row.columns, strict=True):
        try:
            values[name] = column[0].as_py()
        except UnicodeDecodeError as error:
            return Refused("not-utf8", f"column {name[:40]!r}: {error.reason}")
        except _NO_VALUE as error:
            return Refused("wrong-type", f"column {name[:40]!r}: no {column.type}: {str(error)[:80]}")
    return values


def _whole(file: BinaryIO) -> bytes:
    """Return what comes through a pipe: what columns there are stands at the end."""
    data = file.read(_MOST_PIPED + 1)
    if len(data) > _MOST_PIPED:
        raise Refused(
            "too-large", f"Parquet of more than {_MOST_PIPED:,} bytes through a pipe: give it as a file"
        )
    return data


def _plain(value: object) -> object:
    """Return a value as JSON has it: dates and times as ISO 8601."""
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else str(value)
