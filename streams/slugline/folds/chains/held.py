"""An imprint as the window holds it: the same hashes in some half of the bytes that they have on their feed.

Of a hash three bytes are kept: the lower two as they are; of the upper one how many have each value, as a
row of bits with a one for each hash and a nought for each value (Elias 1974; Fano 1971). Numbers and runs of
words are one row and come first, because they are read alone: what has too few in common is not looked at
further. Words and headline are the other, without those numbers: each word of the headline is a word.
"""

from collections.abc import Sequence
from struct import Struct
from typing import Final

import numpy as np

from slugline.folds.chains.imprint import (
    FINE,
    MOST_WORDS,
    NUMBER,
    WORD_BITS,
    Hashes,
    Imprint,
    Samples,
    least,
    within,
)

_HEADER: Final = Struct("<IIIHHH")
"""Words of the text, its runs, what is told about it; how many hashes of numbers, of runs, of other words."""
_BYTE: Final = 8
_UPPER: Final = np.uint32(16)
_FINE: Final = np.uint32(FINE)
_NUMBER: Final = NUMBER >> _FINE
_RUN: Final = np.uint32(1 << 23)
"""What is added to a run of words, so that it comes after all numbers."""
_FIRST, _WORDS = 128 + 256, 256
"""How many values the upper byte has in each of the two."""

Piece = tuple[bytes | bytearray, int]
"""Bytes, and where in them those of one imprint start."""


def held(found: Imprint) -> bytes:
    """Return ``found`` as bytes, of runs of words all but the lowest FINE bits."""
    words = np.unique(np.concatenate((found.words, found.head)) & WORD_BITS)
    numbers = np.unique(found.numbers & WORD_BITS | NUMBER)
    words = words[~within(words, numbers)]
    header = _HEADER.pack(found.size, found.whole, found.about, len(numbers), len(found.shingles), len(words))
    first = np.concatenate((numbers & ~NUMBER, (np.sort(found.shingles) >> _FINE) + _RUN))
    heads = within(np.concatenate((words, numbers)), found.head)
    three = np.where(words < NUMBER, words, words & ~NUMBER | _NUMBER)
    return b"".join((header, _coded(first, _FIRST), _coded(three, _WORDS), np.packbits(heads).tobytes()))


def recalled(data: bytes | bytearray, start: int = 0) -> Imprint:
    """Return the imprint of which `held` made the bytes from ``start`` on."""
    size, whole, about, numbers, runs, words = _HEADER.unpack_from(data, start)
    start += _HEADER.size
    middle = start + _length(numbers + runs, _FIRST)
    end = middle + _length(words, _WORDS)
    first = _decoded([(data, start)], [numbers + runs], _FIRST)
    figures = first[:numbers] | NUMBER
    others = _decoded([(data, middle)], [words], _WORDS)
    others[others >= _NUMBER] += NUMBER - _NUMBER
    every = np.concatenate((others, figures))
    heads = np.unpackbits(np.frombuffer(data, np.uint8, (len(every) + 7) // _BYTE, end)).view(np.bool_)
    head = every[heads[: len(every)]]
    if words and numbers and others[-1] >= NUMBER:
        every.sort()
        head.sort()
    return Imprint(
        size=size,
        about=about,
        words=every if len(every) <= MOST_WORDS else least(every, MOST_WORDS),
        head=head,
        numbers=figures,
        shingles=first[numbers:] - _RUN << _FINE,
        whole=whole,
    )


def recalled_samples(pieces: Sequence[Piece]) -> Samples:
    """Return runs of words and numbers alone of imprints of which `held` made the bytes."""
    headers = [_HEADER.unpack_from(data, start) for data, start in pieces]
    sizes, wholes, abouts, numbers, runs, _ = zip(*headers, strict=True) if headers else [()] * 6
    starts = [(data, start + _HEADER.size) for data, start in pieces]
    first = _decoded(starts, [one + other for one, other in zip(numbers, runs, strict=True)], _FIRST)
    run = first >= _RUN
    return Samples(
        sizes=sizes,
        bodies=[about != 0 for about in abouts],
        wholes=wholes,
        runs=first[run] - _RUN,
        runs_of=np.array(runs, dtype=np.intp),
        numbers=first[~run] | NUMBER,
        numbers_of=np.array(numbers, dtype=np.intp),
    )


def _length(count: int, values: int) -> int:
    """Return how many bytes so many hashes have, whose upper byte has so many values."""
    return 2 * count + (values + count + _BYTE - 1) // _BYTE


def _coded(three: Hashes, values: int) -> bytes:
    """Return hashes of three bytes, in their order, as bytes."""
    bits = np.zeros(values + len(three), dtype=np.uint8)
    bits[(three >> _UPPER) + np.arange(len(three), dtype=np.uint32)] = 1
    return three.astype("<u2").tobytes() + np.packbits(bits).tobytes()


def _decoded(pieces: Sequence[Piece], counts: Sequence[int], values: int) -> Hashes:
    """Return of which hashes, so many a piece, `_coded` made these bytes."""
    lower, upper, before = list[bytes | bytearray](), list[bytes | bytearray](), list[int]()
    seen = bits = 0
    for (data, start), count in zip(pieces, counts, strict=True):
        middle, end = start + 2 * count, start + _length(count, values)
        lower.append(data[start:middle])
        upper.append(data[middle:end])
        before.append(bits - seen)
        seen += count
        bits += _BYTE * (end - middle)
    rows = np.unpackbits(np.frombuffer(b"".join(upper), np.uint8)).view(np.bool_)
    three = rows.nonzero()[0].astype(np.uint32)
    three -= np.arange(seen, dtype=np.uint32)
    if len(pieces) > 1:
        three -= np.repeat(np.array(before, dtype=np.uint32), counts)
    three <<= _UPPER
    three |= np.frombuffer(b"".join(lower), "<u2")
    return three
