"""Files, folders and stdin to raw stories, a line or a file at a time, in memory that does not grow."""

import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, TypeAlias, cast

import click

from slugline.cli.packed_files import BROKEN, Left, Opened, in_words, unpacked
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit, Problem
from slugline.cli.recoded_file import recoded
from slugline.cli.story_folders import Skipped, in_folder
from slugline.intake.formats.foreign_names import renamed
from slugline.intake.formats.passed_over import PassedOver
from slugline.intake.formats.start import MARK, PEEK, start_of
from slugline.intake.formats.table import (
    AUTO,
    BY_NAME,
    FORMATS,
    LARGEST,
    SUFFIXES,
    Format,
    by_first_line,
    by_suffix,
    telling,
)
from slugline.intake.formats.text_encoding import encoding_named, marked
from slugline.intake.library_faults import as_refused
from slugline.intake.refused import Refused
from slugline.records.dead_letter import Reason

LINE_LIMIT = 32 * 1_048_576
"""Bytes; a longer line is refused without being held."""

Input: TypeAlias = Path | Skipped | None
"""A file to read, or one of a folder that is not read; None stands for stdin."""

format_option = click.option(
    "--format",
    "form",
    type=click.Choice([AUTO, *BY_NAME]),
    default=AUTO,
    show_default=True,
    help="What the files hold; auto goes by content and name. "
    + "; ".join(f"{row.name}: {row.help}" for row in FORMATS)
    + ".",
)
"""For the commands that read files."""


def _checked_encoding(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    known = encoding_named(value) if value else None
    if value and known is None:
        raise click.BadParameter(f"{value!r} is no encoding of texts; such are utf-8, latin1, cp1252, utf-16")
    return known


encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    callback=_checked_encoding,
    help="How the files are encoded, where nothing in them says it and it is not UTF-8: latin1, utf-16.",
)
"""For the commands that read files."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One story as it lies in the input."""

    where: str
    """The file, with the number of the line or part where that is a story: ``wire.jsonl:12``."""
    data: bytes
    form: str
    """The name of its format, "auto" where intake has to look."""
    position: int
    """Bytes of all input read so far (compressed, where it is); 0 on stdin."""
    refused: tuple[Reason, str] | None = None
    """Why it could not be read, and more about that; ``data`` is empty then."""


@dataclass(frozen=True, slots=True)
class _How:
    """How to read files."""

    form: str
    limit: int
    encoding: str | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def find(paths: Sequence[str]) -> list[Input]:
    """Return the files named by ``paths``, those in folders sorted by path; None stands for stdin (-).

    Of a folder, files with a name of a known format are taken, and others whose content tells it; those that
    are not come as Skipped. Hidden files do not count.

    Raises Problem where one does not exist, cannot be read, or a folder holds no stories.
    """
    found: list[Input] = []
    for name in paths:
        path = Path(name)
        if name == "-":
            found.append(None)
        elif path.is_dir():
            inside = list(in_folder(path))
            if not any(isinstance(one, Path) for one in inside):
                raise Problem("no stories in the folder", name, f"it takes {', '.join(SUFFIXES)}", Exit.USAGE)
            found += inside
        elif path.is_file() or path.is_fifo() or path.is_char_device():
            found.append(path)
        else:
            raise Problem("no such file", name, "check the path (- is stdin)", Exit.USAGE)
    return found


def size(paths: Iterable[Input]) -> int | None:
    """Return the bytes of all files; None where stdin or a pipe is among them."""
    total = 0
    for path in paths:
        if path is None or (isinstance(path, Path) and not path.is_file()):
            return None
        try:
            total += path.stat().st_size if isinstance(path, Path) else 0
        except OSError:  # gone since, or behind a door: told where it is read
            continue
    return total


def read(
    paths: Iterable[Input],
    form: str,
    limit: int,
    encoding: str | None = None,
    fields: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Raw]:
    """Yield every story in ``paths``, in order; what is too long for a story (``limit`` bytes) and its format
    comes as refused, and so does what a folder has beside stories.

    ``encoding`` is Python's name of that of all files, ``fields`` are the user's own names of fields and
    columns, theirs to ours. A file that cannot be read, or read to its end, comes as refused, and the others
    follow. Raises Problem where it is the only one.
    """
    how = _How(form, limit, encoding, fields)
    paths = tuple(paths)
    before = 0
    for path in paths:
        if isinstance(path, Skipped):
            yield Raw(str(path.path), b"", AUTO, before, ("unknown-format", path.why))
            continue
        where = "stdin" if path is None else str(path)
        try:
            if path is None:
                yield from _unpacked(where, _buffered(sys.stdin.buffer), None, how, 0)
                continue
            with path.open("rb", buffering=4 * PEEK) as raw:
                yield from _unpacked(where, _buffered(raw), raw, how, before)
                before += raw.tell() if raw.seekable() else 0
        except BrokenPipeError:
            raise
        except OSError as error:
            reason = error.strerror or str(error)
            if len(paths) == 1:
                raise Problem(f"cannot read: {reason}", where, "", Exit.USAGE) from error
            yield Raw(where, b"", AUTO, before, ("unknown-format", f"cannot be read: {reason}"))
        except Exception as error:  # any: whatever is wrong with one file must not cost the others
            if len(paths) == 1:
                raise
            yield Raw(where, b"", AUTO, before, fault_of_ours(error))


def fault_of_ours(error: Exception) -> tuple[Reason, str]:
    """Return as a reason for refusal what no input should ever make us raise, but for a lack of memory."""
    reason: Reason = "too-much-memory" if isinstance(error, MemoryError) else "internal-error"
    return reason, " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")[:500]


def _buffered(file: BinaryIO) -> io.BufferedReader:
    if isinstance(file, io.BufferedReader):
        return file
    return cast(io.BufferedReader, io.BufferedReader(cast(io.RawIOBase, file), 4 * PEEK))


def _unpacked(
    where: str, file: io.BufferedReader, raw: BinaryIO | None, how: _How, before: int
) -> Iterator[Raw]:
    """Yield the stories of one file; ``raw`` is the same where it can tell how far it was read."""

    def refused(at: str, reason: Reason, why: str) -> Raw:
        return Raw(at, b"", how.form, position(), (reason, why))

    def position() -> int:
        return before + raw.tell() if raw is not None and not raw.closed and raw.seekable() else 0

    at = where
    try:
        for one in unpacked(where, where, file):
            at = one.where
            if isinstance(one, Left):
                yield refused(at, "unknown-format", one.why)
                continue
            encoding = how.encoding or marked(one.file.peek(4)[:4])
            if encoding and encoding != "utf-8":
                one = Opened(one.where, one.name, recoded(one.file, encoding))
            for number, data, form, why in _parts(one, how, raw is None):
                where_exactly = f"{one.where}:{number}" if number else one.where
                yield Raw(where_exactly, data, form, position(), why)
    except BROKEN as error:
        yield refused(at, "unknown-format", f"cannot be unpacked: {in_words(error)}")
    except UnicodeDecodeError as error:
        yield refused(
            at, "not-utf8", f"byte {error.start} of a piece is not {error.encoding}: {error.reason}"
        )


_Part: TypeAlias = tuple[int, bytes, str, tuple[Reason, str] | None]
"""The number of a line or part (0: the whole file), its bytes, the name of its format, why it is refused."""


def _parts(one: Opened, how: _How, piped: bool) -> Iterator[_Part]:
    start = one.file.tell() if one.file.seekable() else 0
    first = one.file.readline(LINE_LIMIT)
    row = _row(one, first, how.form)
    if row is not None and row.lines:
        yield from _lines(first, one.file, row, how)
        return
    more = first + one.file.read(max(0, PEEK - len(first)))
    if row is None and how.form == AUTO:
        row = _by_start(one.name, more)
    whole = cast(io.BufferedReader, io.BufferedReader(_Rejoined(more, one.file), 4 * PEEK))
    if row is not None and row.split:
        if one.file.seekable():
            one.file.seek(start)
            whole = one.file
        yield from _split(one.where, whole, row, how)
        return
    if piped and how.form == AUTO and not more:
        return  # nothing came through the pipe: no stories
    allowed = max(how.limit, row.largest if row else LARGEST)
    data = whole.read(allowed + 1)
    form = row.name if row else AUTO
    if len(data) > allowed:
        yield 0, b"", form, ("too-large", f"more than {allowed} bytes")
    else:
        yield 0, renamed(data, how.fields) if how.fields else data, form, None


def _lines(first: bytes, file: io.BufferedReader, row: Format, how: _How) -> Iterator[_Part]:
    rename = partial(renamed, fields=how.fields)
    line, number = first, 1
    while line:
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            while (rest := file.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
                pass
            yield number, b"", row.name, ("too-large", f"the line has more than {LINE_LIMIT} bytes")
        elif line.strip():
            yield number, rename(line) if how.fields else line, row.name, None
        line, number = file.readline(LINE_LIMIT), number + 1


def _split(where: str, file: BinaryIO, row: Format, how: _How) -> Iterator[_Part]:
    """Yield the parts of a file that holds many stories."""
    assert row.split is not None
    number = 0
    try:
        for number, part in enumerate(row.split(file, how.fields), 1):
            if isinstance(part, PassedOver):
                terminal.tell(f"{where}: {part}")
            elif isinstance(part, Refused):
                yield number, b"", row.parts, (part.reason, part.detail)
            else:
                yield number, part, row.parts, None
    except Refused as refused:
        yield number and number + 1, b"", row.name, (refused.reason, refused.detail)
    except (OSError, UnicodeDecodeError, *BROKEN):  # of the file, not of what is in it
        raise
    except Exception as error:  # any: as where a record is read
        if (fault := as_refused(error, row.name)) is None:
            raise
        yield number and number + 1, b"", row.name, (fault.reason, fault.detail)


def _row(one: Opened, first: bytes, form: str) -> Format | None:
    """Return the format as far as the name of a file and its first line tell it surely."""
    if form != AUTO:
        return BY_NAME[form]
    cut = len(first) == LINE_LIMIT and not first.endswith(b"\n")
    row = by_suffix(one.name) or by_first_line(b"{...}" if cut else first)
    if row is None or not row.lines:
        return None
    return None if first.strip().removeprefix(MARK) in _OPENED else row


_OPENED = (b"{", b"[", b"[{")
"""First lines of JSON that goes over many lines, whatever the name of the file says."""


def _by_start(name: str, more: bytes) -> Format | None:
    """Return the format by content and name: a name that the content does not bear out is not believed."""
    named, start = by_suffix(name), start_of(more)
    found = telling(start)
    if named is None or named.lines:
        return found if found is not None and found.split else None
    if named is FORMATS[-1]:
        return found if found is not None and not start.text.startswith(("{", "[")) else named
    return named if found is None or named.sniff(start) else found


class _Rejoined(io.RawIOBase):
    """What was read already of a file, and the rest of it."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # of bytes only
        piece = self._first[: len(buffer)] or self._rest.read(len(buffer))
        self._first = self._first[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
