"""The words of the language by class: each has one row, with all its classes, in the file of its word class.

``nouns.txt``, ``verbs.txt``, ``words.txt`` (function words, adverbs, adjectives, parts of words),
``phrases.txt`` and ``abbreviations.txt`` hold the rows, ``classes.txt`` says what each class is for. A row
may put some forms of its word into a class: ``lawyer<tab>person common=many`` puts "lawyers" among the common
words, ``say<tab>saying=ing`` "saying" into the class "saying". A form with a capital is the word with one
(``co<tab>dotted=One``: "Co"). A class may have words of several files.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from slugline.lang import verbs
from slugline.lang.chosen import LISTS, plural

NOUNS = "nouns.txt"
VERBS = "verbs.txt"
OTHERS = ("words.txt", "phrases.txt", "abbreviations.txt")


def _noun(word: str, form: str) -> str:
    return {"": word, "one": word, "dot": f"{word}."}.get(form) or plural(word)


def _verb(word: str, form: str) -> str:
    return verbs.inflect(word)[form]


INFLECT: Mapping[str, Callable[[str, str], str]] = MappingProxyType(
    {**dict.fromkeys(OTHERS, _noun), NOUNS: _noun, VERBS: _verb}
)
"""How the words of each file are inflected: word and form -> word as it is written."""


def _written(word: str, form: str) -> str:
    return word[:1].upper() + word[1:] if form[:1].isupper() else word


def members(name: str) -> Iterator[tuple[str, str, str]]:
    """Yield the members of all classes that stand in the file ``name``: class, row, and word as written."""
    inflected = INFLECT[name]
    for row, classes in LISTS.entries(name).items():
        for given in classes:
            if name == VERBS and "=" not in given:
                continue  # a frame, or an irregular past
            of_class, _, forms = given.replace("_", " ").partition("=")
            for form in forms.split(","):
                yield of_class, row, _written(inflected(row, form.lower()), form)


def _by_class() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in INFLECT:
        for of_class, _, word in members(name):
            found.setdefault(of_class, set()).add(word)
    return MappingProxyType({of_class: frozenset(words) for of_class, words in found.items()})


CLASSES = _by_class()
"""Class -> its words. A class that no row has is an error: KeyError names it."""


def sorts(prefix: str) -> Mapping[str, frozenset[str]]:
    """Return the words of the classes ``prefix:...`` by what stands behind the colon.

    >>> "mayor" in sorts("role")["politician"]
    True
    """
    return {
        of_class.removeprefix(f"{prefix}:"): words
        for of_class, words in CLASSES.items()
        if of_class.startswith(f"{prefix}:")
    }
