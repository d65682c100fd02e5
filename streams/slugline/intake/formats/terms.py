"""Terms, notes and names as a story carries them: tidy, without control characters, and not too many."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

from slugline.records.story import Concept

T = TypeVar("T")

LONGEST_LINE = 1_000
"""Code points; what is longer is no name, code or term, and is left out."""

LONGEST_NAME = 500
"""Code points of the name of a feed, a sender or the like, which every item in it carries."""

LONGEST_NOTE = 10_000
"""Code points of a note to editors, terms of use or a copyright notice; what stands behind is left out."""

MOST = 500
"""Subjects, keywords, places, authors or links of one story; the rest is left out."""

MOST_TOGETHER = 50_000
"""Code points that these may have together, each kind by itself: ten such lists and the longest text go into
one record."""

_FEW = MOST_TOGETHER // (3 * LONGEST_LINE)
"""So many are not measured: they cannot have more."""


def one_line(text: str | None) -> str | None:
    """Return ``text`` with single blanks for runs of blanks and line ends; None where nothing is left."""
    return " ".join(text.split()) or None if text else None


def line(text: str | None) -> str | None:
    """Return a term as one line without control characters; None where it is too long to be one."""
    line = one_line(text)
    if line and not line.isprintable():
        line = one_line("".join(filter(str.isprintable, line)))
    return line if line and len(line) <= LONGEST_LINE else None


def shared(text: str | None, longest: int = LONGEST_NAME) -> str | None:
    """Return the start of what a feed or an envelope says, to be handed to each of the items in it.

    It is cut here, once: what is long and stands for thousands of items would fill memory else.
    """
    return text[:longest].strip() or None if text else None


def note(text: str | None) -> str | None:
    """Return a note, its paragraphs parted by line feeds, without control characters, and cut where it is
    too long.
    """
    text = shared(text, LONGEST_NOTE)
    if not text:
        return None
    lines = (one_line(line) or "" for line in text.splitlines())
    bare = ("".join(filter(str.isprintable, line)).strip() for line in lines)
    return "\n".join(line for line in bare if line) or None


def concepts(given: Sequence[Concept]) -> tuple[Concept, ...]:
    """Return subjects or places, each once and tidy, without those that say nothing."""
    tidy = (
        Concept(qcode=line(one.qcode), name=line(one.name), scheme=line(one.scheme)) for one in given[:MOST]
    )
    return each(one if one.qcode or one.name else None for one in tidy)


def each(given: Iterable[T | None]) -> tuple[T, ...]:
    """Return what is there, each once, and not more than enough."""
    found = tuple(dict.fromkeys(one for one in given if one is not None))[:MOST]
    if len(found) <= _FEW:
        return found
    sums = accumulate(map(_length, found))
    return found[: bisect_right(list(sums), MOST_TOGETHER)]


def short(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that are no longer than a name may be, and not more than enough; as they are."""
    if not given:
        return ()
    return tuple(one for one in given if len(one) <= LONGEST_LINE)[:MOST]


def _length(one: object) -> int:
    """Return the code points of a term: of all its texts, where it has several."""
    if isinstance(one, str):
        return len(one)
    texts = (getattr(one, name) for name in getattr(one, "__dataclass_fields__", ()))
    return sum(len(text) for text in texts if isinstance(text, str))
