"""The words that tell the zones of a story: what bylines, datelines, dates, captions and furniture say.

Zones are read before the language of a story is known (it is told from those that are copy), and pages mix
languages. So the lists of all languages are read together: each folder here may have some in ``zones/``, a
TOML file for each kind of zone, a list of entries for each name. ``any`` holds what belongs to no language,
and those of languages that have no folder of their own.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files


def entries(zone: str, name: str) -> tuple[str, ...]:
    """Return the entries of the list ``name`` for ``zone``, as written, of every language that has some.

    Raises KeyError where no language has.
    """
    return tuple(entry for table in _tables(zone) for entry in table.get(name, ())) or _missing(zone, name)


def words(zone: str, name: str) -> frozenset[str]:
    """Return the same entries, casefolded, as a set."""
    return frozenset(entry.casefold() for entry in entries(zone, name))


def pattern(zone: str, name: str) -> str:
    """Return the source of a regular expression for any of the entries: the longest that fits counts.

    A star at the end of an entry stands for any ending of the word.
    """
    longest_first = sorted(set(entries(zone, name)), key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(re.escape(entry).replace(r"\*", r"\w*") for entry in longest_first) + ")"


@cache
def _tables(zone: str) -> tuple[dict[str, list[str]], ...]:
    folders = sorted((one for one in files(__package__).iterdir() if one.is_dir()), key=lambda one: one.name)
    lists = (folder.joinpath("zones", f"{zone}.toml") for folder in folders)
    return tuple(tomllib.loads(one.read_text("utf-8")) for one in lists if one.is_file())


def _missing(zone: str, name: str) -> tuple[str, ...]:
    raise KeyError(f"{zone}: {name}")
