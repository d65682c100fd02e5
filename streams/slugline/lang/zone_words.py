"""The words that tell the zones of a story: what bylines, datelines, dates, captions and furniture say.

Zones are read before the language of a story is known (it is told from those that are copy), and pages mix
languages. So the lists of all languages are read together: each folder here may have some in ``zones/``, a
TOML file for each kind of zone, a list of entries for each name. ``any`` holds what belongs to no language,
and those of languages that have no folder of their own.
"""

import tomllib
from dataclasses import dataclass
from functools import cache

from slugline.lang.word_lists import WordListError, WordLists, alternation, folders, having


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """The lists of one kind of zone, each of all languages together. Each file is read once."""

    zone: str
    """The name of the files: ``bylines``."""

    def entries(self, name: str) -> tuple[str, ...]:
        """Return the entries of the list ``name``, as written. Raises WordListError where there is none."""
        found = tuple(entry for table in _tables(self.zone) for entry in table.get(name, ()))
        if not found:
            raise WordListError(f"{self.zone}: no language has a list {name!r}")
        return found

    def words(self, name: str) -> frozenset[str]:
        """Return the entries, casefolded, as a set."""
        return frozenset(entry.casefold() for entry in self.entries(name))

    def alternation(self, name: str) -> str:
        """Return a regular expression for any of the entries, the longer of two that begin alike first.

        A star at the end of an entry stands for any ending of the word.
        """
        return alternation(set(self.entries(name))).replace(r"\*", r"\w*")


@cache
def towns() -> frozenset[str]:
    """Return the casefolded towns, provinces and countries that any language's lists know."""
    found: set[str] = set()
    for folder in folders():
        names = WordLists(f"{__package__}.{folder.name}")
        if folder.joinpath("cities.txt").is_file():
            found |= names.split("cities.txt")
        if folder.joinpath("countries.tsv").is_file():
            rows = (line.split("\t") for line in names.lines("countries.tsv"))
            found |= {name.casefold() for row in rows for name in (row[1], *row[2].split(";")) if name}
    return frozenset(found)


@cache
def given_names() -> frozenset[str]:
    """Return the given names, without diacritics and casefolded, that any language's lists know for sure."""
    found: set[str] = set()
    for lists in having("given_names.txt"):
        found |= lists.classed("given_names.txt", "sure")
    return frozenset(found)


@cache
def ordinary_words() -> frozenset[str]:
    """Return the nouns, verbs and other words of any language's lists, casefolded."""
    found: set[str] = set()
    for name in ("nouns.txt", "verbs.txt", "words.txt"):
        for lists in having(name):
            found |= {word.casefold() for word in lists.entries(name)}
    return frozenset(found)


@cache
def _verbs() -> frozenset[str]:
    found: set[str] = set()
    for lists in having("verbs.txt"):
        found |= {entry.partition("+")[0].casefold() for entry in lists.entries("verbs.txt")}
    return frozenset(found)


def is_verb(word: str) -> bool:
    """Tell whether ``word`` is a verb of any language's lists, or one with a letter or two behind it."""
    word = word.casefold()
    known = _verbs()
    return word in known or word[:-1] in known or word[:-2] in known or f"{word[:-3]}y" in known


@cache
def _tables(zone: str) -> tuple[dict[str, list[str]], ...]:
    lists = (folder.joinpath("zones", f"{zone}.toml") for folder in folders())
    return tuple(tomllib.loads(one.read_text("utf-8")) for one in lists if one.is_file())
