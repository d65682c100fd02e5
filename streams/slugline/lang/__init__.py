"""Languages: a folder and a row each. The folder holds every word list of the language, the row names it.

A pipeline of a language that has no row is refused when it is loaded: rules of one language find nonsense in
the text of another.
"""

from collections.abc import Mapping
from types import MappingProxyType

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English"})
"""Folder (the code spaCy has for the language, as in ``nlp.lang``) -> name of the language."""


def known() -> str:
    """Return the languages there are, for a message: ``en (English)``."""
    return ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
