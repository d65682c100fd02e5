"""Packed files and archives: what is in them, unpacked piece by piece, however large it is.

What a file is packed with is told by its first bytes, not by its name.
"""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

PIECE = 65_536
"""Bytes that are unpacked at a time."""

SUFFIXES = (".gz", ".bz2", ".zst", ".xz")
"""Ends of names of packed files; the name without it says what is packed."""

MOST_MEMBERS = 100_000

_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
"""Members of zip archives that are a document or a program, and not files of somebody's."""


class BrokenFileError(Exception):
    """What is packed cannot be unpacked; the message says why, for a person."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is read: its name without the end that says how it is packed, and its content unpacked."""

    name: str
    file: io.BufferedReader


BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError, zipfile.BadZipFile, BrokenFileError)
"""What reading a broken packed file raises."""


def unpacked(name: str, file: io.BufferedReader) -> Iterator[Opened]:
    """Yield what is in ``file``: itself, unpacked, or each file of an archive.

    Raises what is in BROKEN where it is no whole packed file.
    """
    mark = file.peek(6)[:6]
    if mark.startswith(b"PK\x03\x04"):
        yield from _members(name, file)
        return
    opened: BinaryIO = file
    if mark.startswith(b"\x1f\x8b"):
        opened = cast(BinaryIO, gzip.GzipFile(fileobj=file))
    elif mark.startswith(b"BZh"):
        opened = cast(BinaryIO, _Careful(cast(BinaryIO, bz2.BZ2File(file)), OSError))
    elif mark.startswith(b"\xfd7zXZ\0"):
        opened = cast(BinaryIO, lzma.LZMAFile(file, format=lzma.FORMAT_XZ))
    elif mark.startswith(b"\x28\xb5\x2f\xfd"):
        from zstandard import ZstdDecompressor, ZstdError  # here, because few files need it

        reader = ZstdDecompressor().stream_reader(file, read_across_frames=True)
        opened = cast(BinaryIO, _Careful(cast(BinaryIO, reader), ZstdError))
    elif name.lower().endswith(SUFFIXES) and mark:
        raise BrokenFileError(f"not packed as its name says: {name.rpartition('.')[2]}")
    bare = name[: -len(name.rpartition(".")[2]) - 1] if name.lower().endswith(SUFFIXES) else name
    yield Opened(bare, file if opened is file else io.BufferedReader(cast(io.RawIOBase, opened), PIECE))


def _members(name: str, file: io.BufferedReader) -> Iterator[Opened]:
    if not file.seekable():
        raise BrokenFileError("a zip archive cannot be read from a pipe: give it as a file")
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if members and members[0].filename in _OFFICE:
            raise BrokenFileError("looks like an Office or OpenDocument file: save it as plain text or HTML")
        if len(members) > MOST_MEMBERS:
            raise BrokenFileError(f"a zip archive of more than {MOST_MEMBERS:,} files")
        for member in members:
            parts = member.filename.split("/")
            if member.is_dir() or any(part.startswith((".", "__MACOSX")) for part in parts):
                continue
            if member.flag_bits & 1:
                raise BrokenFileError(f"{member.filename} is encrypted")
            try:
                inner = cast(
                    io.BufferedReader, io.BufferedReader(cast(io.RawIOBase, archive.open(member)), PIECE)
                )
            except NotImplementedError as error:
                raise BrokenFileError(f"{member.filename}: {error}") from error
            with inner:
                for one in unpacked(member.filename, inner):
                    yield Opened(f"{name}!{one.name}", one.file)


class _Careful(io.RawIOBase):
    """What another unpacker yields, its errors being those of BROKEN."""

    def __init__(self, reader: BinaryIO, errors: type[Exception]) -> None:
        self._reader = reader
        self._errors = errors

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # of bytes only
        try:
            piece = self._reader.read(len(buffer))
        except self._errors as error:
            raise BrokenFileError(str(error)) from error
        buffer[: len(piece)] = piece
        return len(piece)
