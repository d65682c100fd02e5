"""Where a text has names of an authority file: in linear time, by whole words, the longest first."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from slugline.authority.entries import Entry
from slugline.authority.folding import Word, as_written, keys, words
from slugline.authority.index import LONGEST, Index

APOSTROPHES = "'’‘"
APART = frozenset(';:!?()[]|"“”')
"""Signs that no name has between its words."""
MOST_CANDIDATES = 64
"""Entries of one name that are looked at, those first in the file."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, in code points, and the entries that it may be: numbers and what they are."""

    start: int
    end: int
    words: int
    entries: tuple[tuple[int, Entry], ...]


def mentions(
    index: Index, text: str, start: int, end: int, breaks: Collection[int] = frozenset()
) -> Iterator[Mention]:
    """Yield the names between two offsets that do not overlap, in their order; none goes over ``breaks``.

    Case, diacritics and possessives are folded, but a capital of the name must be one in the text too.
    """
    found = words(text, start, end)
    line, offsets = _line(found)
    ends = {
        offset + len(word.folded): number
        for number, (offset, word) in enumerate(zip(offsets, found, strict=True))
    }
    firsts = index.small_firsts
    at = 0
    while at < len(found):
        word = found[at]
        begins = not text[word.start].islower() or firsts is None or word.folded in firsts
        mention = _longest(index, text, found, line, offsets[at], at, ends, breaks) if begins else None
        if mention is None:
            at += 1
        else:
            yield mention
            at += mention.words


def _line(found: Sequence[Word]) -> tuple[str, list[int]]:
    """Return the folded words with a space between, and where each begins there."""
    offsets, at = [], 0
    for word in found:
        offsets.append(at)
        at += len(word.folded) + 1
    return " ".join(word.folded for word in found), offsets


def _longest(
    index: Index,
    text: str,
    found: Sequence[Word],
    line: str,
    offset: int,
    at: int,
    ends: dict[int, int],
    breaks: Collection[int],
) -> Mention | None:
    """Return the longest name that begins with word ``at``."""
    if _within(text, found[at].start):
        return None
    for name, number in reversed(list(index.beginnings(line[offset : offset + LONGEST + 1]))):
        last = ends.get(offset + len(name))
        if last is None or not _ends(text, found[last].end) or not _together(text, found, at, last, breaks):
            continue
        start, end = found[at].start, found[last].end
        surface = text[start:end]
        entries = tuple(
            (one, entry)
            for one in index.of_name(number)[:MOST_CANDIDATES]
            if _is(surface, entry := index.entry(one), name)
        )
        if entries:
            return Mention(start, end, last - at + 1, entries)
    return None


def _is(surface: str, entry: Entry, name: str) -> bool:
    """Tell whether one of the entry's names is the ``surface``, by its capitals too."""
    return any(name in keys(one) and as_written(surface, one) for one in entry.names)


def _within(text: str, start: int) -> bool:
    """Tell whether a word goes on from one before it: "Neil" in "O'Neil", "French" in "Anglo-French"."""
    return start > 1 and text[start - 1] in f"{APOSTROPHES}-‑." and text[start - 2].isalnum()


def _ends(text: str, end: int) -> bool:
    """Tell whether a name may end there: not before "-Smith" or "'Neil"; before "'s" and "-based"."""
    if end + 1 >= len(text) or text[end] not in f"{APOSTROPHES}-‑" or not text[end + 1].isalnum():
        return True
    if text[end] in "-‑":
        return text[end + 1].islower()
    return not text[end + 1 : end + 3].isalpha()


def _together(text: str, found: Sequence[Word], first: int, last: int, breaks: Collection[int]) -> bool:
    """Tell whether the words stand together: no bracket, line or sentence of its own lies between them."""
    for at in range(first, last):
        between = text[found[at].end : found[at + 1].start]
        if len(between) > 3 or "\n\n" in between or not APART.isdisjoint(between):
            return False
        if found[at + 1].start in breaks:
            return False
    return True
