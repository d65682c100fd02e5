"""The word lists of the language that this process reads. To import it fixes the language."""

from collections.abc import Callable
from importlib import import_module

from slugline.lang import fixed
from slugline.lang.word_lists import WordLists

LISTS = WordLists(f"slugline.lang.{fixed()}")
"""The lists of the folder."""

_inflection = import_module(f"{LISTS.folder}.inflection")
inflect: Callable[[str, str, str], dict[str, str]] = _inflection.inflect
plural: Callable[[str], str] = _inflection.plural
"""The forms of verbs and nouns in the language: see ``slugline/lang/en/inflection.py``."""
