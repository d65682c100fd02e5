"""CSV, and what parts its columns by other marks: a story a row, its fields by the names of the columns."""

import csv
import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, TextIOWrapper
from types import MappingProxyType
from typing import BinaryIO

from slugline.intake.formats import foreign_names
from slugline.intake.formats.json_items import read_value
from slugline.intake.formats.start import Start
from slugline.intake.formats.terms import LONGEST_NAME
from slugline.intake.formats.text_encoding import decoded, marked
from slugline.intake.refused import Refused
from slugline.records.codec import Json, encode
from slugline.records.story import Story

MARKS = ",\t;|"
LONGEST_FIELD = 8 * 1_048_576
"""Characters; a longer field is a quote mark that was never closed."""

_MOST_COLUMNS = 1_000
_NAME = re.compile(r"[^\W\d][\w .:/()#-]{0,59}|")
_SAMPLE = 65_536


def sniff(start: Start) -> bool:
    """Tell whether the first line names columns: two or more known ones, a text or a headline among them."""
    return known_columns(start.text.split("\n", 1)[0]) is not None


def known_columns(line: str) -> str | None:
    """Return the mark between the columns that ``line`` names; None where it names none that are known."""
    line = line.strip("\r\n\ufeff ")
    if len(line) > 4_000:
        return None
    for mark in sorted(MARKS, key=line.count, reverse=True)[:2]:
        names = [name.strip().strip('"') for name in line.split(mark)]
        if len(names) < 2 or not all(_NAME.fullmatch(name) for name in names):
            continue
        known = [name for name in names if foreign_names.ours(name)]
        if len(known) >= 2 and 3 * len(known) >= len(names) and foreign_names.has_text(known):
            return mark
    return None


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield the story in each row. Raises Refused where ``data`` is no such table."""
    for number, row in enumerate(split(BytesIO(data)), 2):
        if isinstance(row, Refused):
            yield row
            continue
        try:
            yield from read_value(row_value(row))
        except Refused as refused:
            yield refused.among(row, f"row {number}")


def split(file: BinaryIO, fields: Mapping[str, str] = MappingProxyType({})) -> Iterator[bytes | Refused]:
    """Yield each row of a table as a JSON object: what the columns are called, and what stands in them.

    ``fields`` are the user's own names of columns, theirs to ours.
    Raises Refused where the first row does not name a column of texts, or the table is broken.
    """
    csv.field_size_limit(LONGEST_FIELD)
    first = file.read(_SAMPLE)
    lines = _lines(first, file)
    try:
        header = next(lines, "")
        mark = known_columns(header) or max(MARKS, key=header.count)
        taken = _Taken(_chain(header, lines))
        rows = csv.reader(taken, delimiter=mark, strict=False)
        names = [name.strip().strip("\ufeff")[:LONGEST_NAME] for name in next(rows, [])][:_MOST_COLUMNS]
        names = list(map(foreign_names.renamer(fields) or str, names))
        check_columns(names, "CSV")
        taken.quotes()
        for number, row in enumerate(rows, 2):
            if taken.quotes() % 2:
                yield Refused(
                    "unknown-format", f"row {number}: a quote mark that is never closed swallows rows"
                )
            elif any(map(str.strip, row)):
                yield encode(_item(names, row))
    except csv.Error as error:
        long = "field larger" in str(error)
        why = (
            f"a field of more than {LONGEST_FIELD:,} characters" if long else "its rows cannot be told apart"
        )
        raise Refused("unknown-format", f"CSV that is broken: {why}") from error
    except UnicodeDecodeError as error:
        raise Refused(
            "not-utf8", f"CSV: byte {error.start}: {error.reason}; name it with --encoding"
        ) from error


def check_columns(names: Sequence[str], what: str) -> None:
    """Refuse a table none of whose columns is known for a text."""
    if not foreign_names.has_text(names):
        shown = ", ".join(name[:30] for name in names[:8]) or "none"
        raise Refused(
            "unknown-format",
            f"{what} without a text column: name it with SLUGLINE_FIELDS=its_name=body (columns: {shown})",
        )


def row_value(row: bytes) -> Json:
    """Return the JSON value of a row that `split` made."""
    from slugline.records.codec import parse

    return parse(row)


def _item(names: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {name: value for name, value in zip(names, row, strict=False) if name and value.strip()}


def _lines(first: bytes, rest: BinaryIO) -> Iterator[str]:
    """Yield the lines of a table as text, with their ends, which may stand inside a field."""
    encoding = marked(first)
    if encoding is None:
        try:
            getincrementaldecoder("utf-8")().decode(first, len(first) < _SAMPLE)
            encoding = "utf-8"
        except UnicodeDecodeError:
            decoded(first)  # refuses what is no cp1252 either
            encoding = "cp1252"
    text = TextIOWrapper(
        _Joined(first, rest), encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline=""
    )
    for line in text:
        yield line.lstrip("\ufeff").replace("\0", "")


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


class _Taken:
    """The lines that a reader of CSV takes, with the quote marks in those that it took for a row."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._quotes = self._count = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._quotes += line.count('"')
        self._count += 1
        return line

    def quotes(self) -> int:
        """Return how many there were since it was asked last, where they were on several lines; else 0."""
        quotes, several = self._quotes, self._count > 1
        self._quotes = self._count = 0
        return quotes if several else 0


class _Joined(BytesIO):
    """What was read already of a file, and what follows in it."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        super().__init__(first)
        self._rest = rest

    def read1(self, size: int | None = -1, /) -> bytes:
        """Return some bytes; none at the end of both."""
        size = _SAMPLE if size is None or size < 0 else size
        return super().read(size) or self._rest.read(size)

    read = read1
