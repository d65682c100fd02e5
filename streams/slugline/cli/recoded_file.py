"""A file in another encoding, read as UTF-8."""

import codecs
import io


class Recoded(io.RawIOBase):
    """``file``, which is in ``encoding``, as UTF-8 with a byte order mark: so no declaration in it counts.

    Reading raises UnicodeDecodeError where it is not in that encoding.
    """

    def __init__(self, file: io.BufferedReader, encoding: str) -> None:
        """Take the file from where it is to be read."""
        self._file = file
        self._decode = codecs.getincrementaldecoder(encoding)().decode
        self._ready = codecs.BOM_UTF8
        self._start = True
        self._ended = False

    def readable(self) -> bool:
        """Say that it is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # of bytes only
        """Fill ``buffer`` with what is ready, and return how much that is."""
        while len(self._ready) <= (3 if self._start else 0) and not self._ended:
            piece = self._file.read1(65_536)
            self._ended = not piece
            text = self._decode(piece, self._ended)
            if self._start and text:
                text = text.removeprefix("\ufeff")
                self._start = False
            self._ready += text.encode("utf-8", "surrogatepass")
        some, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(some)] = some
        return len(some)


def recoded(file: io.BufferedReader, encoding: str) -> io.BufferedReader:
    """Return ``file``, which is in ``encoding``, as UTF-8."""
    return io.BufferedReader(Recoded(file, encoding), 65_536)
