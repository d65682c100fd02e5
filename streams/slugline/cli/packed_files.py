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

from slugline.intake.formats.table import PACKED

PIECE = 65_536
"""Bytes that are unpacked at a time."""

MOST_MEMBERS = 100_000

_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
"""First members of zip archives that are a document or a program, and not files of somebody's."""


class BrokenFileError(Exception):
    """What is packed cannot be unpacked; the message says why, for a person."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is read, its content unpacked."""

    where: str
    """Its path, with that in the archive behind an exclamation mark."""
    name: str
    """Its name, by which its format may be told."""
    file: io.BufferedReader


@dataclass(frozen=True, slots=True)
class Left:
    """A file of an archive that is not read."""

    where: str
    why: str


BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, lzma.LZMAError, zipfile.BadZipFile, BrokenFileError)
"""What reading a broken packed file raises."""


def unpacked(where: str, name: str, file: io.BufferedReader) -> Iterator[Opened | Left]:
    """Yield what is in ``file``: itself, unpacked, or each file of an archive, hidden ones left out.

    Raises what is in BROKEN where it is no whole packed file.
    """
    mark = file.peek(6)[:6]
    if mark.startswith(b"PK\x03\x04"):
        yield from _members(where, file)
        return
    opened = _unpacker(file, mark)
    if opened is None and mark and name.lower().endswith(PACKED):
        raise BrokenFileError(f"not packed, as its name says it is ({name.rpartition('.')[2]})")
    reader = file if opened is None else io.BufferedReader(cast(io.RawIOBase, opened), PIECE)
    yield Opened(where, name, cast(io.BufferedReader, reader))


def _unpacker(file: io.BufferedReader, mark: bytes) -> object | None:
    """Return what unpacks ``file``, which starts with ``mark``; None if it is not packed."""
    if mark.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file)
    if mark.startswith(b"BZh"):
        return _Careful(cast(BinaryIO, bz2.BZ2File(file)), OSError)
    if mark.startswith(b"\xfd7zXZ\0"):
        return lzma.LZMAFile(file, format=lzma.FORMAT_XZ)
    if mark.startswith(b"\x28\xb5\x2f\xfd"):
        from zstandard import ZstdDecompressor, ZstdError  # here, because few files need it

        reader = ZstdDecompressor().stream_reader(file, read_across_frames=True)
        return _Careful(cast(BinaryIO, reader), ZstdError)
    return None


def _members(where: str, file: io.BufferedReader) -> Iterator[Opened | Left]:
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
            if member.is_dir():
                continue
            if ".." in parts or member.filename.startswith("/"):
                yield Left(f"{where}!{member.filename}", "a name that leads out of the archive")
                continue
            if any(part.startswith((".", "__MACOSX")) for part in parts):
                continue
            if member.flag_bits & 1:
                raise BrokenFileError(f"{member.filename} is encrypted")
            try:
                inner = archive.open(member)
            except NotImplementedError as error:
                raise BrokenFileError(f"{member.filename}: {error}") from error
            with inner:
                reader = cast(io.BufferedReader, io.BufferedReader(cast(io.RawIOBase, inner), PIECE))
                yield from unpacked(f"{where}!{member.filename}", member.filename, reader)


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
