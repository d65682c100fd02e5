"""The files of a language's folder, and how they are read.

All are UTF-8 text. A line that begins with "#" is a comment; each file begins with one that says what it
holds.
There are three shapes:

* a list: an entry a line, or several in a line with ";" (phrases) or blanks (words) between. For names;
* entries: a word, a tab, its classes with blanks between. A word has one row, so that nothing said of it is
  hidden by another row; how those of all word classes are read together is told in ``vocabulary.py``;
* a table: columns with tabs between, told by the file's own comment.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType


class WordListError(ValueError):
    """A file that is not of its shape; the message says which file and which entry."""


def folders() -> list[Traversable]:
    """Return the folders of all languages, and that of what belongs to none, in order of their names."""
    return sorted((one for one in files(__package__).iterdir() if one.is_dir()), key=lambda one: one.name)


@dataclass(frozen=True, slots=True)
class WordLists:
    """The word lists of one language. Each file is read once."""

    folder: str
    """The package that holds the files: ``slugline.lang.en``."""

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the lines of the file ``name`` in order, without comments and empty ones."""
        return _lines(self.folder, name)

    def split(self, name: str, mark: str | None = ";") -> frozenset[str]:
        """Return the entries of a list with ``mark`` between; None stands for blanks."""
        return _split(self.folder, name, mark)

    def entries(self, name: str) -> Mapping[str, frozenset[str]]:
        """Return the classes of each word of the file ``name``, in order. Raises WordListError where a word
        has two rows or none of its classes is told.
        """
        return _entries(self.folder, name)

    def classed(self, name: str, *classes: str) -> frozenset[str]:
        """Return the words of the entries file ``name`` that have any of ``classes``."""
        return _classed(self.folder, name, frozenset(classes))


def having(name: str) -> Iterator[WordLists]:
    """Yield the word lists of each language that has a file ``name``."""
    for folder in folders():
        if folder.joinpath(name).is_file():
            yield WordLists(f"{__package__}.{folder.name}")


@cache
def _lines(folder: str, name: str) -> tuple[str, ...]:
    text = files(folder).joinpath(name).read_text("utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def _split(folder: str, name: str, mark: str | None) -> frozenset[str]:
    return frozenset(entry for line in _lines(folder, name) for entry in line.split(mark) if entry)


@cache
def _entries(folder: str, name: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _lines(folder, name):
        word, _, classes = line.partition("\t")
        if word in found or not classes.split():
            raise WordListError(f"{name}: {word!r} has {'two rows' if word in found else 'no class'}")
        found[word] = frozenset(classes.split())
    return MappingProxyType(found)


@cache
def _classed(folder: str, name: str, classes: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word, its in _entries(folder, name).items() if its & classes)


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of ``words``, the longer of two that begin alike first.

    >>> alternation(["said", "say", "according to"])
    '(?:according to|said|say)'
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', ' ') for word in longest_first)})"
