"""Packed files and archives: what is in them, unpacked piece by piece, however large it is.

What a file is packed with is told by its first bytes, not by its name.
"""

import bz2
import errno
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, TypeVar, cast

from slugline.intake.formats.table import PACKED

PIECE = 65_536
"""Bytes that are unpacked at a time."""

SIP = 512
"""Bytes of Zstandard that are unpacked at a time: each of its blocks may be 128 KiB, in four bytes."""

MOST_MEMBERS = 100_000

_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
"""First members of zip archives that are a document or a program, and not files of somebody's."""


class BrokenFileError(Exception):
    """What is packed cannot be unpacked; the message says why, for a person."""


T = TypeVar("T")


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


NOT_READ = "is packed in a way that is not read here"
DAMAGED = "what is packed in it is damaged"
BROKEN = (
    EOFError,
    zlib.error,
    gzip.BadGzipFile,
    lzma.LZMAError,
    zipfile.BadZipFile,
    NotImplementedError,
    BrokenFileError,
)
"""What reading a broken packed file raises."""


def in_words(error: Exception) -> str:
    """Return why something cannot be unpacked, of an ``error`` in BROKEN, whose words are for programmers."""
    if isinstance(error, BrokenFileError):
        return str(error)
    if isinstance(error, EOFError):
        return "it ends too early: cut off, or never written to its end"
    if isinstance(error, zipfile.BadZipFile) and "not a zip file" in str(error):
        return "the list of files at the end of the zip archive is not there: cut off, or no zip archive"
    return DAMAGED


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
        return _Careful(bz2.BZ2File(file))
    if mark.startswith(b"\xfd7zXZ\0"):
        return lzma.LZMAFile(file, format=lzma.FORMAT_XZ)
    if mark.startswith(b"\x28\xb5\x2f\xfd"):
        return _Frames(file)
    return None


def _members(where: str, file: io.BufferedReader) -> Iterator[Opened | Left]:
    if not file.seekable():
        raise BrokenFileError("a zip archive cannot be read from a pipe: give it as a file")
    with _done(lambda: zipfile.ZipFile(file), "it") as archive:
        members = archive.infolist()
        if members and members[0].filename in _OFFICE:
            raise BrokenFileError("looks like an Office or OpenDocument file: save it as plain text or HTML")
        if len(members) > MOST_MEMBERS:
            raise BrokenFileError(f"a zip archive of more than {MOST_MEMBERS:,} files")
        for member in members:
            parts = member.filename.split("/")
            if not member.filename or member.is_dir():
                continue
            if ".." in parts or member.filename.startswith("/"):
                yield Left(f"{where}!{member.filename}", "a name that leads out of the archive")
                continue
            if any(part.startswith((".", "__MACOSX")) for part in parts):
                continue
            if member.flag_bits & 1:
                raise BrokenFileError(f"{member.filename} is encrypted")
            with _done(partial(archive.open, member), member.filename) as inner:
                reader = cast(io.BufferedReader, io.BufferedReader(cast(io.RawIOBase, inner), PIECE))
                yield from unpacked(f"{where}!{member.filename}", member.filename, reader)


def _done(work: Callable[[], T], what: str) -> T:
    """Return what ``work`` on ``what`` in a zip archive does; raises BROKEN's where it is nonsense."""
    try:
        return work()
    except NotImplementedError as error:
        raise BrokenFileError(f"{what} {NOT_READ}") from error
    except (ValueError, OverflowError, struct.error) as error:
        raise BrokenFileError(DAMAGED) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # to go to before the beginning of the file
            raise BrokenFileError(DAMAGED) from error
        raise


class _Careful(io.RawIOBase):
    """What is packed with bzip2, errors being those of BROKEN."""

    def __init__(self, reader: bz2.BZ2File) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # of bytes only
        try:
            piece = self._reader.read(len(buffer))
        except OSError as error:
            raise BrokenFileError(DAMAGED) from error
        buffer[: len(piece)] = piece
        return len(piece)


class _Frames(io.RawIOBase):
    """What is packed with Zstandard: the library's own reader takes half a frame for a whole one."""

    def __init__(self, file: BinaryIO) -> None:
        from zstandard import ZstdDecompressor, ZstdError  # here, because few files need it

        self._file = file
        self._begin: Callable[[], Any] = ZstdDecompressor().decompressobj
        self._errors = ZstdError
        self._frame: Any = None
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # of bytes only
        while not self._ready:
            self._packed = self._packed or self._file.read(SIP)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError
                return 0
            self._frame = self._frame or self._begin()
            try:
                self._ready = memoryview(self._frame.decompress(self._packed))
            except self._errors as error:
                raise BrokenFileError(DAMAGED) from error
            self._packed = b""
            if self._frame.eof:
                self._packed, self._frame = self._frame.unused_data, None
        piece, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
