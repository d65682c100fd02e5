"""Languages: a folder and a row each. The folder holds every word list of the language, the row names it.

A process reads one language, that of its model: rules take their words when they are imported, from the
language chosen by then (`slugline.lang.chosen`). A pipeline of a language that has no row is refused: rules
of one language find nonsense in the text of another.
"""

from collections.abc import Mapping
from types import MappingProxyType

from slugline.errors import ModelError

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English"})
"""Folder (the code spaCy has for the language, as in ``nlp.lang``) -> name of the language."""

DEFAULT = "en"

_choice: list[str] = []


class LanguageError(ModelError):
    """A spaCy pipeline of a language that cannot be read here; the message says which and what there is."""


def choose(code: str, model: str) -> None:
    """Read ``code``, the language of ``model``, in this process from here on.

    Raises LanguageError where it has no row, or where rules were imported for another language before.
    """
    check(code, model)
    if _choice and _choice != [code]:
        raise LanguageError(
            f"{model} reads the language {code!r}, and this process reads {_choice[0]!r} already; "
            "load the model before anything else, in a process of its own"
        )
    _choice[:] = [code]


def check(code: str, model: str) -> None:
    """Raise LanguageError where ``code``, the language of ``model``, has no row."""
    if code not in LANGUAGES:
        raise LanguageError(
            f"{model} reads the language {code!r}, for which there are no word lists; "
            f"take a model for {known()}, or add the folder slugline/lang/{code} and its row"
        )


def fixed() -> str:
    """Return the language of this process; it is fixed with that."""
    if not _choice:
        _choice.append(DEFAULT)
    return _choice[0]


def known() -> str:
    """Return the languages there are, for a message: ``en (English)``."""
    return ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
