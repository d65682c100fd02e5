"""The word lists of ``lang/en/quotes``, loaded once: nouns for speakers, closed classes; and the verbs."""

from collections.abc import Iterator
from functools import cache

from slugline.lang.chosen import LISTS, plural
from slugline.lang.verbs import Form, Verb, verb_forms

__all__ = ["Form", "Verb", "groups", "nouns", "verb_forms"]


def _groups(name: str) -> Iterator[tuple[str, str]]:
    """Yield (heading, word) for a file whose lines are ``[heading]`` or words."""
    heading = ""
    for line in LISTS.lines(f"quotes/{name}.txt"):
        if line.startswith("["):
            heading = line[1 : line.index("]")]
        else:
            yield from ((heading, word) for word in line.split())


@cache
def groups(name: str) -> dict[str, frozenset[str]]:
    """Return the file ``name`` as a set of words for each heading."""
    lists: dict[str, set[str]] = {}
    for heading, word in _groups(name):
        lists.setdefault(heading, set()).add(word)
    return {heading: frozenset(entries) for heading, entries in lists.items()}


@cache
def nouns() -> dict[str, str]:
    """Return for each noun its letter in nouns.txt; plurals of people's nouns are "g", of other nouns
    theirs."""
    table: dict[str, str] = {}
    for heading, word in _groups("nouns"):
        table.setdefault(word, heading)
    for heading, word in _groups("nouns"):
        if heading in "mfpod":
            table.setdefault(plural(word), "g" if heading in "mfp" else heading + "s")
    return table
