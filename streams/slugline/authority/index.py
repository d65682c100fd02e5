"""The index of an authority file: one file that is read and never changed, and that all processes map.

A trie of the folded names, then for each name the numbers of the entries that have it, then the entries
themselves, as JSON, read when they are met. So a process holds what it has met, and the rest is the system's.
"""

import json
import mmap
import os
import struct
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import marisa_trie
import numpy as np
from msgspec import json as msgspec_json

from slugline.authority.entries import Entry, GazetteerError
from slugline.authority.folding import keys

MAGIC: Final = b"slugline authority 1\n"
_TAIL: Final = struct.Struct("<QQ")
"""Where the header starts and how long it is; MAGIC is behind that."""
LONGEST: Final = 120
"""Code points of a folded name; one that is longer is not looked for."""
PROGRESS: Final = 10_000
MOST_FIRSTS: Final = 50_000

_ENCODER = msgspec_json.Encoder()
_DECODER = msgspec_json.Decoder(Entry)


class Index:
    """Names and their entries. Reading is safe from any thread and process."""

    def __init__(self, data: "mmap.mmap | bytes", trie: marisa_trie.Trie, header: dict[str, Any]) -> None:
        """Take what `opened` or `built` have made."""
        self._data = data
        self._trie = trie
        self.header = header
        self._starts = _array(data, header["starts"], np.uint32)
        self._numbers = _array(data, header["numbers"], np.uint32)
        self._places = _array(data, header["places"], np.uint64)
        self.small_firsts: frozenset[str] | None = _firsts(header)
        """The first words of names that begin with a small letter; None: there are too many to tell."""

    def __len__(self) -> int:
        """Return how many entries there are."""
        return int(self.header["entries"])

    @property
    def digest(self) -> str:
        """Tells one authority file from another."""
        return str(self.header["digest"])

    def beginnings(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each name that ``text``, folded, begins with, the shortest first, and its number."""
        found: Iterator[tuple[str, int]] = self._trie.iter_prefixes_with_ids(text)
        return found

    def of_name(self, number: int) -> Sequence[int]:
        """Return the numbers of the entries that have a name, in the order of the file."""
        found: list[int] = self._numbers[self._starts[number] : self._starts[number + 1]].tolist()
        return found

    def entry(self, number: int) -> Entry:
        """Return an entry by its number."""
        start, end = int(self._places[number]), int(self._places[number + 1])
        return _DECODER.decode(self._data[start:end])


def write(entries: Iterable[Entry], path: Path, told: Callable[[int], object] = lambda _count: None) -> Index:
    """Write the index of ``entries`` to ``path``, whole or not at all, and return it opened.

    ``told`` gets the number of entries so far, now and then. Raises OSError, and GazetteerError where there
    is none.
    """
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            _write(entries, file, told)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return opened(path)


def built(entries: Iterable[Entry]) -> Index:
    """Return an index in memory."""
    with tempfile.TemporaryFile() as file:
        _write(entries, file, lambda _count: None)
        file.seek(0)
        data = file.read()
    header = _header(data, "the index")
    trie = marisa_trie.Trie()
    trie.frombytes(data[: header["blob"][0]])
    return Index(data, trie, header)


def opened(path: Path) -> Index:
    """Return the index in the file ``path``, mapped. Raises GazetteerError where it is none, or broken."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = _header(data, str(path))
        trie = marisa_trie.Trie()
        trie.mmap(str(path))
        return Index(data, trie, header)
    except GazetteerError:
        raise
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, struct.error) as error:
        why = getattr(error, "strerror", None) or error
        raise GazetteerError(f"{path}: cannot be read as an index of names: {why}") from error


def is_index(path: Path) -> bool:
    """Tell whether a file ends as an index does."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - len(MAGIC)))
            return file.read() == MAGIC
    except OSError:
        return False


def _write(entries: Iterable[Entry], file: Any, told: Callable[[int], object]) -> None:
    digest = blake2b(digest_size=4)
    firsts: set[str] = set()
    pairs: dict[str, list[int] | int] = {}
    places = [0]
    with tempfile.TemporaryFile() as blob:
        for number, one in enumerate(entries):
            data = _ENCODER.encode(one)
            digest.update(data)
            blob.write(data)
            places.append(places[-1] + len(data))
            for name in one.names:
                for found in keys(name):
                    if len(found) <= LONGEST:
                        _add(pairs, found, number)
                    if name[:1].islower():
                        firsts.add(found.partition(" ")[0])
            if (number + 1) % PROGRESS == 0:
                told(number + 1)
        if not pairs:
            raise GazetteerError("there is no entry in it")
        trie = marisa_trie.Trie(pairs)
        by_id: list[list[int] | int] = [0] * len(pairs)
        for name, numbers in pairs.items():
            by_id[trie[name]] = numbers
        pairs.clear()
        file.write(trie.tobytes())
        blob.seek(0)
        begin = file.tell()
        while chunk := blob.read(1 << 20):
            file.write(chunk)
    counts = np.fromiter((1 if isinstance(one, int) else len(one) for one in by_id), np.uint32, len(by_id))
    flat = [one for some in by_id for one in ((some,) if isinstance(some, int) else some)]
    header = {
        "entries": len(places) - 1, "names": len(by_id), "digest": digest.hexdigest(),
        "shared": int((counts > 1).sum()), "firsts": sorted(firsts) if len(firsts) <= MOST_FIRSTS else None,
        "blob": [begin, places[-1]],
        "starts": _put(file, np.concatenate(([0], np.cumsum(counts, dtype=np.uint32))).astype(np.uint32)),
        "numbers": _put(file, np.array(flat, dtype=np.uint32)),
        "places": _put(file, np.array(places, dtype=np.uint64) + np.uint64(begin)),
    }  # fmt: skip
    data = json.dumps(header).encode()
    start = file.tell()
    file.write(data + _TAIL.pack(start, len(data)) + MAGIC)


def _add(pairs: dict[str, list[int] | int], name: str, number: int) -> None:
    """Note that an entry has a name; of one entry alone, as nearly all are, no list is made."""
    before = pairs.get(name)
    if before is None:
        pairs[name] = number
    elif isinstance(before, list):
        if before[-1] != number:
            before.append(number)
    elif before != number:
        pairs[name] = [before, number]


def _put(file: Any, values: "np.typing.NDArray[Any]") -> tuple[int, int]:
    """Write an array where its items are aligned; return where it starts and how many they are."""
    file.write(b"\0" * (-file.tell() % values.itemsize))
    start = file.tell()
    file.write(values.tobytes())
    return start, len(values)


def _array(data: Any, place: Sequence[int], kind: Any) -> Any:
    start, count = place
    return np.frombuffer(data, dtype=kind, count=count, offset=start)


def _firsts(header: dict[str, Any]) -> frozenset[str] | None:
    return None if header["firsts"] is None else frozenset(header["firsts"])


def _header(data: Any, where: str) -> dict[str, Any]:
    if bytes(data[-len(MAGIC) :]) != MAGIC:
        raise GazetteerError(f"{where}: is no index of names that this release reads: build it again")
    start, length = _TAIL.unpack(data[-len(MAGIC) - _TAIL.size : -len(MAGIC)])
    header: dict[str, Any] = json.loads(bytes(data[start : start + length]))
    return header
