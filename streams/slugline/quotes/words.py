"""The word lists of ``lang/en/quotes``, loaded once: nouns for speakers, closed classes; and the verbs."""

from collections.abc import Mapping
from functools import cache

from slugline.lang.chosen import LISTS, plural
from slugline.lang.verbs import Form, Verb, verb_forms

__all__ = ["Form", "Verb", "groups", "nouns", "verb_forms"]


def groups(name: str) -> Mapping[str, frozenset[str]]:
    """Return the file ``name`` of ``quotes/`` as a set of words for each heading."""
    return LISTS.groups(f"quotes/{name}.txt")


@cache
def nouns() -> dict[str, str]:
    """Return for each noun its letter in nouns.txt; plurals of people's nouns are "g", of other nouns
    theirs."""
    table: dict[str, str] = {}
    lists = groups("nouns")
    for heading, its in lists.items():
        for word in its:
            table.setdefault(word, heading)
    for heading in [heading for heading in lists if heading in "mfpod"]:
        for word in lists[heading]:
            table.setdefault(plural(word), "g" if heading in "mfp" else heading + "s")
    return table
