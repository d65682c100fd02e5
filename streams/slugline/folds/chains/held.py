"""An imprint as the window holds it: the same hashes in some half of the bytes that they have on their feed.

Words, numbers and headline are one set, since each number and each word of the headline is a word. Of a hash
three bytes are kept: the lower two as they are; of the upper one how many have each value, as a row of bits
with a one for each hash and a nought for each value (Elias 1974; Fano 1971).
"""

from struct import Struct
from typing import Final

import numpy as np

from slugline.folds.chains.imprint import (
    FINE,
    MOST_NUMBERS,
    MOST_WORDS,
    NUMBER,
    WORD_BITS,
    Imprint,
    least,
    within,
)

_HEADER: Final = Struct("<IIIHHH")
"""Words of the text, its runs, what is told about it; how many hashes of words, of numbers, of runs."""
_VALUES: Final = 256
_UPPER: Final = np.uint32(16)
_FINE: Final = np.uint32(FINE)
_RUN: Final = np.uint32(_VALUES << 16)
"""What is added to a run of words: so all hashes are in one order. `recalled` shifts it out."""
_NUMBER: Final = NUMBER >> _FINE
_PLACES: Final = np.arange(1024, dtype=np.uint32)


def held(found: Imprint) -> bytes:
    """Return ``found`` as bytes, of runs of words all but the lowest FINE bits."""
    every = np.unique(np.concatenate((found.words, found.head, found.numbers)) & WORD_BITS)
    words = np.where(every < NUMBER, every, every & ~NUMBER | _NUMBER)
    three = np.concatenate((words, np.sort(found.shingles) >> _FINE | _RUN))
    bits = np.zeros(len(every) + 2 * _VALUES + len(three), dtype=np.uint8)
    bits[: len(every)] = within(every, found.head)
    bits[len(every) + (three >> _UPPER) + _PLACES[: len(three)]] = 1
    numbers = len(every) - int(every.searchsorted(NUMBER))
    lengths = len(every), numbers, len(found.shingles)
    header = _HEADER.pack(found.size, found.whole, found.about, *lengths)
    return b"".join((header, three.astype("<u2").tobytes(), np.packbits(bits).tobytes()))


def recalled(data: bytes | bytearray, start: int = 0) -> Imprint:
    """Return the imprint of which `held` made the bytes from ``start`` on."""
    size, whole, about, words, numbers, runs = _HEADER.unpack_from(data, start)
    start += _HEADER.size
    count = words + runs
    lower = np.frombuffer(data, "<u2", count, start)
    rows = (words + 2 * _VALUES + count + 7) // 8
    bits = np.unpackbits(np.frombuffer(data, np.uint8, rows, start + 2 * count)).view(np.bool_)
    three = bits[words:].nonzero()[0].astype(np.uint32)
    three -= _PLACES[:count]
    three <<= _UPPER
    three |= lower
    three[words - numbers : words] += NUMBER - _NUMBER
    every = three[:words]
    return Imprint(
        size=size,
        about=about,
        words=every if words <= MOST_WORDS else least(every, MOST_WORDS),
        head=every[bits[:words]],
        numbers=least(every[words - numbers :], MOST_NUMBERS),
        shingles=three[words:] << _FINE,
        whole=whole,
    )
