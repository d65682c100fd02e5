"""Files, folders and stdin to raw stories, a line or a file at a time, in memory that does not grow."""

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import click

from slugline.cli.problem import Exit, Problem
from slugline.intake.formats.start import MARK
from slugline.intake.formats.table import AUTO, BY_NAME, FORMATS, LARGEST, SUFFIXES, by_first_line, by_suffix
from slugline.records.dead_letter import Reason

LINE_LIMIT = 32 * 1_048_576
"""Bytes; a longer line is refused without being held."""

format_option = click.option(
    "--format",
    "form",
    type=click.Choice([AUTO, *BY_NAME]),
    default=AUTO,
    show_default=True,
    help="What the files hold; auto goes by name and content. "
    + "; ".join(f"{row.name}: {row.help}" for row in FORMATS)
    + ".",
)
"""For the commands that read files."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One story as it lies in the input."""

    where: str
    """The file, with the line number where a line is a story: ``wire.jsonl:12``."""
    data: bytes
    form: str
    """The name of its format, "auto" where intake has to look."""
    position: int
    """Bytes of all input read so far (compressed, where it is); 0 on stdin."""
    refused: tuple[Reason, str] | None = None
    """Why it could not be read, and more about that; ``data`` is empty then."""


def find(paths: Sequence[str]) -> list[Path | None]:
    """Return the files named by ``paths``, those in folders sorted by path; None stands for stdin (-).

    Raises Problem where one does not exist, cannot be read, or a folder holds no stories.
    """
    found: list[Path | None] = []
    for name in paths:
        path = Path(name)
        if name == "-":
            found.append(None)
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.name.lower().endswith(SUFFIXES) and p.is_file())
            if not inside:
                raise Problem("no stories in the folder", name, f"it takes {', '.join(SUFFIXES)}", Exit.USAGE)
            found += inside
        elif path.is_file() or path.is_fifo() or path.is_char_device():
            found.append(path)
        else:
            raise Problem("no such file", name, "check the path (- is stdin)", Exit.USAGE)
    return found


def size(paths: Iterable[Path | None]) -> int | None:
    """Return the bytes of all files; None where stdin or a pipe is among them."""
    total = 0
    for path in paths:
        if path is None or not path.is_file():
            return None
        total += path.stat().st_size
    return total


def read(paths: Iterable[Path | None], form: str, limit: int) -> Iterator[Raw]:
    """Yield every story in ``paths``, in order; whole files over what a story (``limit`` bytes)
    and their format may have come as refused.

    Raises Problem where a file cannot be opened.
    """
    before = 0
    for path in paths:
        try:
            if path is None:
                yield from _stories("stdin", sys.stdin.buffer, None, form, limit, 0)
                continue
            with path.open("rb") as raw:
                file = gzip.GzipFile(fileobj=raw) if path.name.endswith(".gz") else raw
                yield from _stories(str(path), cast(BinaryIO, file), raw, form, limit, before)
                before += raw.tell() if raw.seekable() else 0
        except BrokenPipeError:
            raise
        except OSError as error:
            reason = error.strerror or str(error)
            raise Problem(f"cannot read: {reason}", str(path), "", Exit.USAGE) from error


def _stories(
    name: str, file: BinaryIO, raw: BinaryIO | None, form: str, limit: int, before: int
) -> Iterator[Raw]:
    """Yield the stories of one file; ``raw`` is the file below a decompressor, where there is one."""

    def position() -> int:
        return before + raw.tell() if raw is not None and raw.seekable() else 0

    lines = _lines(file)
    try:
        first = next(lines, b"")
        form = _form(name, first) if form == AUTO else form
        if form != AUTO and BY_NAME[form].lines:
            for number, line in enumerate(_chain(first, lines), 1):
                if line is None:
                    long = f"the line has more than {LINE_LIMIT} bytes"
                    yield Raw(f"{name}:{number}", b"", form, position(), ("too-large", long))
                elif line.strip():
                    yield Raw(f"{name}:{number}", line, form, position())
            return
        if raw is None and form == AUTO and not first:
            return  # nothing came through the pipe: no stories
        allowed = max(limit, LARGEST if form == AUTO else BY_NAME[form].largest)
        text = _whole(_chain(first, lines), allowed)
        why: tuple[Reason, str] | None = (
            None if text is not None else ("too-large", f"more than {allowed} bytes")
        )
        yield Raw(name, text or b"", form, position(), why)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Raw(name, b"", form, position(), ("unknown-format", f"not a whole gzip file: {error}"))


def _chain(first: bytes | None, rest: Iterator[bytes | None]) -> Iterator[bytes | None]:
    yield first
    yield from rest


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines with their ends; None for one that is too long."""
    while line := file.readline(LINE_LIMIT):
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            while (rest := file.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _whole(lines: Iterator[bytes | None], limit: int) -> bytes | None:
    parts, length = [], 0
    for line in lines:
        length += len(line) if line is not None else limit + 1
        if length > limit:
            return None
        parts.append(line or b"")
    return b"".join(parts)


def _form(name: str, first: bytes | None) -> str:
    """Tell the format by the name of the file, else by its first line (None: too long) if lines are items."""
    found = by_suffix(name) or by_first_line(first if first is not None else b"{...}")
    if found and found.lines and first is not None and first.strip().removeprefix(MARK) in _OPENED:
        return AUTO
    return found.name if found else AUTO


_OPENED = (b"{", b"[", b"[{")
"""First lines of JSON that goes over many lines, whatever the name of the file says."""
