"""The words that quotes are told by: the classes, nouns for speakers, and the verbs."""

from functools import cache

from slugline.lang.chosen import LISTS, plural
from slugline.lang.verbs import Form, Verb, verb_forms
from slugline.lang.vocabulary import CLASSES

__all__ = ["CLASSES", "Form", "Verb", "lands", "nouns", "verb_forms"]

NOUNS = {
    "man": "m", "woman": "f", "person": "p", "people": "g", "speaking-body": "o", "document": "d", "crew": "c"
}  # fmt: skip
"""Classes of nouns for whoever and whatever speaks, and their letters."""


@cache
def nouns() -> dict[str, str]:
    """Return for each noun its letter; plurals of people's nouns are "g", of other nouns theirs with an s."""
    table = {word: letter for of_class, letter in NOUNS.items() for word in CLASSES[of_class]}
    for word, letter in tuple(table.items()):
        if letter in "mfpod":
            table.setdefault(plural(word), "g" if letter in "mfp" else letter + "s")
    return table


@cache
def lands() -> frozenset[str]:
    """Return the names of countries that are one word, in lower case."""
    rows = [line.split("\t") for line in LISTS.lines("countries.tsv")]
    names = (name.lower() for _, name, aliases, *_ in rows for name in (name, *aliases.split(";")))
    return frozenset(name for name in names if name and " " not in name)
