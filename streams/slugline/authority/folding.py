"""Names and text in the form in which they are compared: words of letters and digits, folded."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from slugline.lang.letters import without_diacritics

WORD = re.compile(r"[^\W_]+|[&+]")
INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")


class Word(NamedTuple):
    """A word of a text, folded; ``start`` and ``end`` are code points."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=1 << 15)
def folded(word: str) -> str:
    """Return a word without case and diacritics."""
    return without_diacritics(word.casefold())


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of ``text`` between two offsets. A letter and the marks on it are one word."""
    found = WORD.finditer(text, start, len(text) if end is None else end)
    plain = [Word(folded(one[0]), *one.span()) for one in found]
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return plain
    joined: list[Word] = []
    for one in plain:  # a decomposed letter: the marks are no letters, so they cut its word
        if joined and _marks(text, joined[-1].end, one.start):
            before = joined.pop()
            one = Word(folded(text[before.start : one.end]), before.start, one.end)
        joined.append(one)
    return joined


def _marks(text: str, start: int, end: int) -> bool:
    return start < end <= start + 4 and all(unicodedata.combining(one) for one in text[start:end])


def key(name: str) -> str:
    """Return the form by which ``name`` is looked up, "" for one of signs alone."""
    return " ".join(one.folded for one in words(name))


def keys(name: str) -> frozenset[str]:
    """Return the forms by which ``name`` is looked up: with its initials apart, and as one word (UN)."""
    found = {key(name)}
    if "." in name:
        found.add(key(INITIALS.sub(lambda one: one[0].replace(".", ""), name)))
    return frozenset(found - {""})


def as_written(surface: str, name: str) -> bool:
    """Tell whether ``surface`` may be ``name`` by its capitals: none is lacking, and an acronym is one."""
    pairs = list(zip(WORD.findall(surface), WORD.findall(name), strict=False))
    short = len(name) <= 4 and name.isupper() and len(WORD.findall(name)) == 1
    if short:
        return surface.replace(".", "").isupper()
    return all(one[0].isupper() or not other[0].isupper() for one, other in pairs)
