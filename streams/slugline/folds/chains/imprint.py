"""The imprint of a story: what is kept of its text to tell whether another one copies or continues it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import gt
from typing import Final, Self
from zlib import crc32

import numpy as np
import numpy.typing as npt

from slugline.records.story import Copy, Zone

Hashes = npt.NDArray[np.uint32]

SHINGLE: Final = 3
"""Words in a row that are looked at together."""
MOST_SHINGLES: Final = 96
MOST_WORDS: Final = 256
MOST_HEAD: Final = 32
MOST_NUMBERS: Final = 64
"""How many hashes are kept: of a longer story the smallest, so that of two stories the same are."""
WRAPPED: Final = 24
"""Words of a headline without a story, of however many lines."""
LONGEST: Final = 100_000
"""Code points of a story that are looked at."""

_LEFT_OUT: Final = frozenset({"boilerplate", "editor_note", "byline", "section"})
_TOKEN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:[.,/:]\d+)*(?:-\d+/\d+)?")
_INITIALS: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE: Final = re.compile(r"['’]\w\b")
_PARAGRAPH: Final = "\n\n"
_HEADER: Final = 7
_STEM: Final = 6
_SHORT, _MIDDLE = 3, 5
NUMBER: Final = np.uint32(1 << 31)
WORD_BITS: Final = np.uint32(0x807FFFFF)
_COMMON: Final = np.uint32(3)
"""A word's hash has three bytes that tell: the lowest two bits its length, the highest one whether it is a
number."""
FINE: Final = 8
"""The lowest bits of the hash of a run of words: by them alone, it is no other."""
_FINEST: Final = (1 << FINE) - 1
_FURTHEST: Final = np.uint32(0xFFFFFFFF >> FINE)
_MOST_NAMED: Final = 31
_BITS: Final = np.array([2 << at for at in range(_MOST_NAMED)] + [0], dtype=np.uint32)
_FACTORS: Final = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is kept of one text: hashes, each once, in order of their value."""

    size: int
    """Words of the text."""
    about: int
    """The bit that tells whether there is more than a headline, and one above it for each word of the
    headline that is said there too.

    Releases before told the first alone, and ask no more than whether it is 0.
    """
    words: Hashes
    head: Hashes
    """Words of the headline."""
    numbers: Hashes
    shingles: Hashes
    whole: int
    """How many different shingles the text has."""

    @property
    def body(self) -> bool:
        """Whether there is more than a headline."""
        return self.about != 0

    @property
    def named(self) -> Hashes:
        """Those words of the headline that are said below it too: whom and what the story is of."""
        words: Hashes = self.head[_BITS[: len(self.head)] & np.uint32(self.about) != 0]
        return words

    @property
    def reach(self) -> int:
        """The greatest hash up to which all of its shingles are kept, whatever its FINE bits."""
        return int(self.shingles[-1]) | _FINEST if self.whole > len(self.shingles) else 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Samples:
    """Runs of words and numbers of many texts, one text after the other, each in order."""

    sizes: Sequence[int]
    """`Imprint.size` of each text."""
    bodies: Sequence[bool]
    wholes: Sequence[int]
    runs: Hashes
    """Without the FINE bits."""
    runs_of: npt.NDArray[np.intp]
    """How many of each text."""
    numbers: Hashes
    numbers_of: npt.NDArray[np.intp]

    @classmethod
    def of(cls, found: Imprint) -> Self:
        """Return those of one text."""
        return cls(
            [found.size], [found.body], [found.whole],
            found.shingles >> np.uint32(FINE), np.array([len(found.shingles)]),
            found.numbers, np.array([len(found.numbers)]),
        )  # fmt: skip

    def shared_runs(self, found: Imprint) -> list[float]:
        """Return for each text which share of the runs of words of the one with fewer is in the other.

        By a sample: those below which both have kept all they have.
        """
        mine, last = found.shingles >> np.uint32(FINE), self.runs_of.cumsum() - 1
        ends = self.runs.take(last, mode="clip") if len(self.runs) else np.zeros_like(last)
        reach = np.where(np.asarray(self.wholes) > self.runs_of, ends, _FURTHEST)
        few = np.minimum(
            _each(self.runs <= found.reach >> FINE, self.runs_of), mine.searchsorted(reach, "right")
        )
        shares: list[float] = (_each(within(self.runs, mine), self.runs_of) / np.maximum(few, 1)).tolist()
        return shares

    def shared_numbers(self, found: Imprint) -> list[tuple[float, int]]:
        """Return which share of the numbers of the one with fewer is in the other, and how many it has."""
        few = np.minimum(self.numbers_of, len(found.numbers))
        common = _each(within(self.numbers, found.numbers), self.numbers_of)
        return list(zip(np.where(few, common / np.maximum(few, 1), 1.0).tolist(), few.tolist(), strict=True))


def _each(which: npt.NDArray[np.bool_], counts: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return how many are true of each text, which has so many."""
    found: npt.NDArray[np.intp] = np.bincount(
        np.arange(len(counts)).repeat(counts)[which], minlength=len(counts)
    )
    return found


def shared(one: Imprint, other: Imprint) -> float:
    """Return the share of the runs of words of the one with fewer that are in the other, by a sample."""
    return Samples.of(one).shared_runs(other)[0]


def packed(found: Imprint) -> bytes:
    """Return ``found`` as bytes, a tenth of its size as objects: 32 bits each, the least byte first."""
    rows = (found.words, found.head, found.numbers, found.shingles)
    header = np.array([found.size, found.about, found.whole, *map(len, rows)], dtype=np.uint32)
    return np.concatenate((header, *rows)).astype("<u4", copy=False).tobytes()


def unpacked(data: bytes) -> Imprint:
    """Return what `packed` made of an imprint. Raises ValueError for other bytes.

    One that has more hashes is cut: releases before kept up to 512 words.
    """
    whole = np.frombuffer(data, dtype="<u4").astype(np.uint32, copy=False)
    size, about, shingles, *lengths = whole[:_HEADER].tolist()
    ends = list(accumulate([_HEADER, *lengths]))
    most = (2 * MOST_WORDS, MOST_HEAD, MOST_NUMBERS, MOST_SHINGLES)
    if len(lengths) != len(most) or ends[-1] != len(whole) or any(map(gt, lengths, most)):
        raise ValueError("no imprint: its lists do not fill it")
    if lengths[-1] != min(shingles, MOST_SHINGLES):
        raise ValueError("no imprint: it has more runs of words than it tells")
    words, head, numbers, kept = (whole[start:end] for start, end in pairwise(ends))
    return Imprint(size, about, least(words, MOST_WORDS), head, numbers, kept, shingles)


def imprint(story: Copy) -> Imprint:
    """Return the imprint of a story: of its headline, lead and body, not of boilerplate and notes."""
    parts = [story.text[zone.start : zone.end] for zone in _told(story)]
    headline = story.headline or (parts[0] if len(parts) == 1 else "")
    tokens = [_tokens(headline), *(_tokens(part) for part in parts if part != headline)]
    whole = np.concatenate(tokens)
    shingles = np.unique(_shingles(whole))
    run, head = whole & WORD_BITS, tokens[0] & WORD_BITS
    if len(run) <= WRAPPED and _PARAGRAPH not in story.text.strip():
        head, tokens = run, [run]  # a headline of two lines
    words, below = np.unique(head)[:MOST_HEAD], np.unique(run[len(head) :])
    return Imprint(
        size=len(run),
        about=any(map(len, tokens[1:])) | int(_BITS[: len(words)][within(words, below)].sum()),
        words=least(np.unique(run), MOST_WORDS),
        head=words,
        numbers=least(np.unique(run[run >= NUMBER]), MOST_NUMBERS),
        shingles=shingles[:MOST_SHINGLES],
        whole=len(shingles),
    )


def paragraphs(story: Copy) -> Iterator[tuple[int, int, Hashes]]:
    """Yield where each paragraph that is looked at starts and ends, and the hashes of its words."""
    for zone in _told(story):
        yield zone.start, zone.end, np.unique(hashes(story.text[zone.start : zone.end]))


def hashes(text: str) -> Hashes:
    """Return the hash of each word of ``text``, in its order, whatever its capitals and its ending."""
    return _tokens(text) & WORD_BITS


def _tokens(text: str) -> Hashes:
    text = _POSSESSIVE.sub("", _INITIALS.sub(lambda found: found[0].replace(".", ""), text))
    return np.fromiter(map(_hash, _TOKEN.findall(text.casefold())), dtype=np.uint32)


def within(words: Hashes, others: Hashes) -> npt.NDArray[np.bool_]:
    """Return for each of ``words`` whether it is among ``others``, which are in order."""
    if not len(others):
        return np.zeros(len(words), dtype=np.bool_)
    found: npt.NDArray[np.bool_] = others.take(others.searchsorted(words), mode="clip") == words
    return found


def rarity(words: Hashes) -> npt.NDArray[np.float64]:
    """Return for each word the share of stories that it is expected in before any was seen, by its length."""
    return _EXPECTED.take(words & _COMMON)


_EXPECTED: Final = np.array([0.2, 0.03, 0.002, 0.002])


def _hash(word: str) -> int:
    number = word[0].isdigit()
    length = 2 if number else 0 if len(word) <= _SHORT else 1 if len(word) <= _MIDDLE else 2
    bare = crc32((word if number else word[:_STEM]).encode("utf-8", "surrogatepass"))
    return (bare & 0x7FFFFFFC) | length | (0x80000000 if number else 0)


def _shingles(run: Hashes) -> Hashes:
    """Return a hash for each run of SHINGLE words, of a shorter text one for it all."""
    if not len(run):
        return run
    width = min(SHINGLE, len(run))
    with np.errstate(over="ignore"):
        mixed = np.zeros(len(run) - width + 1, dtype=np.uint32)
        for at, factor in enumerate(_FACTORS[:width]):
            column = run[at : len(run) - width + 1 + at]
            mixed = (mixed ^ column) * factor
            mixed ^= mixed >> np.uint32(15)
        found: Hashes = mixed * _FACTORS[0]
        return found


def least(found: Hashes, most: int) -> Hashes:
    """Return so many of ``found``: those whose mixed hashes are least, so that it is the same of any text."""
    if len(found) <= most:
        return found
    mixed = _mixed(found)
    kept: Hashes = found[mixed <= np.partition(mixed, most - 1)[most - 1]]
    return kept


def comparable(words: Hashes, told: Imprint) -> npt.NDArray[np.bool_]:
    """Return for each of ``words`` whether it would be among those of ``told`` if it were in its text."""
    if len(told.words) < MOST_WORDS:
        return np.ones(len(words), dtype=np.bool_)
    found: npt.NDArray[np.bool_] = _mixed(words) <= _mixed(told.words).max()
    return found


def _mixed(found: Hashes) -> Hashes:
    with np.errstate(over="ignore"):
        mixed: Hashes = found * _FACTORS[1]
        return mixed


def _told(story: Copy) -> Iterable[Zone]:
    return (zone for zone in story.zones if zone.kind not in _LEFT_OUT)
