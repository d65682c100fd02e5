"""What is known of each story: one row a uri, packed: under 200 bytes each (benchmarks.register_memory)."""

import struct
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, get_args

from slugline.records.register_row import RegisterRow, RegisterRowRead, Standing

_KEY: Final = 12
"""Bytes of the digest of a uri: of a million stories two are mixed up once in 10^16."""
_ROW: Final = struct.Struct("<qBIhIhIbIb8s4sI")
"""47 bytes: for one more the interpreter takes 16. Times have 48 bits (to the year 6429), offsets 40
(5.5 * 10^11 records of a partition); what is greater is kept as the greatest.
"""
_STATUSES: Final[tuple[Standing, ...]] = get_args(Standing)
_VERSIONED, _TOOK, _MOMENT, _UNPACKED, _UNNUMBERED = 4, 8, 16, 32, 64
NOTHING: Final = bytes(8)
"""The content of a kill that killed nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What stands of a story, as far as it is kept in memory.

    ``moment`` is the publisher's time, ``seen`` when it arrived, both in milliseconds since 1970 UTC.
    ``content`` is `digests.content` of the raw value; of a story that is not usable, of the usable value it
    took back. ``offset`` is that of its row on the register feed, ``raw`` that of the record it came in, in
    the same partition; -1 where it is not known. ``took``: its row names events that it took back;
    ``unpacked``: it names records that the story was unpacked from. ``unnumbered``: it was taken back
    without a number, so that whatever had been said of it by then was meant. ``events_sum`` is that of the
    row: whether a story that comes again has the same events.
    """

    version: int
    versioned: bool
    status: Standing
    moment: int | None
    seen: int
    content: bytes
    made_by: bytes
    offset: int = -1
    took: bool = False
    raw: int = -1
    unpacked: bool = False
    unnumbered: bool = False
    events_sum: int = 0

    @property
    def is_note(self) -> bool:
        """Whether nothing of the story was ever here: it was killed, for versions that may come."""
        return self.status != "usable" and self.content == NOTHING

    @property
    def is_hearsay(self) -> bool:
        """Whether that was only said by a word of another partition: no record of a publisher came here."""
        return self.is_note and self.unpacked


class Register:
    """The rows of one partition, by uri."""

    def __init__(self) -> None:
        """Start without any."""
        self._rows: dict[bytes, bytes] = {}

    def __len__(self) -> int:
        """Return how many stories are known."""
        return len(self._rows)

    def get(self, uri: str) -> Known | None:
        """Return what is known of the story ``uri``."""
        row = self._rows.get(_key(uri))
        return None if row is None else _unpacked(row)

    def put(self, uri: str, known: Known) -> None:
        """Keep what is ``known`` of the story, in place of what was."""
        self._rows[_key(uri)] = _packed(known)

    def forget(self, uri: str) -> None:
        """Let go of the story, if it is known."""
        self._rows.pop(_key(uri), None)


def known_of(
    row: RegisterRow | RegisterRowRead, *, offset: int, partition: int, raw_feed: str | None = None
) -> Known:
    """Return what is to be kept of a ``row`` that stands at ``offset`` of the register's ``partition``.

    The offsets of a stories feed that was made anew under its name say nothing of those of the one before:
    ``raw_feed`` is the digest of its id (`digests.feed`), None where no broker tells it. A status of a later
    release counts as canceled, which revives nothing.
    """
    _, where, raw = place_of(row.raw)
    another = row.raw_feed is not None and raw_feed is not None and row.raw_feed != raw_feed
    return Known(
        version=row.version,
        versioned=row.versioned,
        status=next((one for one in _STATUSES if one == row.status), "canceled"),
        moment=row.moment,
        seen=row.seen,
        content=bytes.fromhex(row.content),
        made_by=bytes.fromhex(row.made_by),
        offset=offset,
        took=bool(row.took),
        raw=raw if where == partition and not another else -1,
        unpacked=bool(row.via) and not another,
        unnumbered=row.unnumbered,
        events_sum=row.events_sum & 0xFFFF_FFFF,
    )


def place_of(address: str | None) -> tuple[str, int, int]:
    """Return feed, partition and offset of an ``address``; none of them, and -1, where it is no address."""
    place = (address or "").rsplit("/", 2)
    if len(place) != 3 or not (place[1].isdecimal() and place[2].isdecimal()):
        return "", -1, -1
    return place[0], int(place[1]), int(place[2])


def _key(uri: str) -> bytes:
    return blake2b(uri.encode(errors="surrogatepass"), digest_size=_KEY).digest()


def _packed(known: Known) -> bytes:
    flags = _STATUSES.index(known.status)
    flags |= known.versioned * _VERSIONED | known.took * _TOOK | (known.moment is not None) * _MOMENT
    flags |= known.unpacked * _UNPACKED | known.unnumbered * _UNNUMBERED
    times = (*_halves(known.seen, 48), *_halves(known.moment or 0, 48))
    places = (*_halves(known.offset, 40), *_halves(known.raw, 40))
    version = _within(known.version, 64)
    return _ROW.pack(version, flags, *times, *places, known.content, known.made_by, known.events_sum)


def _within(number: int, bits: int) -> int:
    """Return a number of the wire within so many bits."""
    most = (1 << bits - 1) - 1
    return max(-most - 1, min(number, most))


def _halves(number: int, bits: int) -> tuple[int, int]:
    """Return the lower 32 of so many bits, and those above with the sign."""
    number = _within(number, bits)
    return number & 0xFFFF_FFFF, number >> 32


def _unpacked(row: bytes) -> Known:
    version, flags, *halves, content, made_by, events_sum = _ROW.unpack(row)
    seen, moment, offset, raw = (
        low | high << 32 for low, high in zip(halves[::2], halves[1::2], strict=True)
    )
    return Known(
        version=version,
        versioned=bool(flags & _VERSIONED),
        status=_STATUSES[flags & 3],
        moment=moment if flags & _MOMENT else None,
        seen=seen,
        content=content,
        made_by=made_by,
        offset=offset,
        took=bool(flags & _TOOK),
        raw=raw,
        unpacked=bool(flags & _UNPACKED),
        unnumbered=bool(flags & _UNNUMBERED),
        events_sum=events_sum,
    )
