"""Parquet: a story a row, its fields by the names of the columns. Needs the extra "parquet" (pyarrow)."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import BinaryIO

from slugline.intake.formats import foreign_names
from slugline.intake.formats.csv_rows import check_columns, row_value
from slugline.intake.formats.json_items import read_value
from slugline.intake.formats.start import Start
from slugline.intake.refused import Refused
from slugline.records.codec import encode
from slugline.records.story import Story

_MARK = b"PAR1"
_MOST_PIPED = 256 * 1_048_576
_AT_ONCE = 64
"""Rows held at a time."""


def sniff(start: Start) -> bool:
    """Tell whether it starts with Parquet's mark."""
    return start.data.startswith(_MARK)


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield the story in each row. Raises Refused where ``data`` is no such table."""
    for number, row in enumerate(split(BytesIO(data)), 1):
        try:
            yield from read_value(row_value(row))
        except Refused as refused:
            yield refused.among(row, f"row {number}")


def split(file: BinaryIO, fields: Mapping[str, str] = MappingProxyType({})) -> Iterator[bytes]:
    """Yield each row as a JSON object, of the columns that are known and of simple types.

    ``fields`` are the user's own names of columns, theirs to ours.
    Raises Refused where none is known for a text, or the file is broken.
    """
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise Refused(
            "unknown-format", 'Parquet, which needs pyarrow: pip install "slugline[parquet]"'
        ) from error
    try:
        table = parquet.ParquetFile(file if file.seekable() else BytesIO(_whole(file)))
        rename = foreign_names.renamer(fields) or str
        names = {name: rename(name) for name in table.schema_arrow.names}
        check_columns(list(names.values()), "Parquet")
        known = [name for name, new in names.items() if foreign_names.ours(new)]
        for batch in table.iter_batches(batch_size=_AT_ONCE, columns=known):
            for row in batch.to_pylist():
                yield encode({names[name]: _plain(value) for name, value in row.items() if value is not None})
    except (ArrowException, OSError, ValueError) as error:
        raise Refused("unknown-format", f"Parquet that cannot be read: {str(error)[:160]}") from error


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
