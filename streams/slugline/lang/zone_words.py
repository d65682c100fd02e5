"""The words that tell the zones of a story: what bylines, datelines, dates, captions and furniture say.

Zones are read before the language of a story is known (it is told from those that are copy), and pages mix
languages. So the lists of all languages are read together: each folder here may have some in ``zones/``, a
TOML file for each kind of zone, a list of entries for each name. ``any`` holds what belongs to no language,
and those of languages that have no folder of their own.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from slugline.lang.word_lists import WordListError, alternation


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
def _tables(zone: str) -> tuple[dict[str, list[str]], ...]:
    folders = sorted((one for one in files(__package__).iterdir() if one.is_dir()), key=lambda one: one.name)
    lists = (folder.joinpath("zones", f"{zone}.toml") for folder in folders)
    return tuple(tomllib.loads(one.read_text("utf-8")) for one in lists if one.is_file())
