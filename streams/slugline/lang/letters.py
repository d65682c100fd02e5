"""Letters, for comparison with a word list."""

import unicodedata


def without_diacritics(text: str) -> str:
    """Return ``text`` with its letters as they are without marks: "José" -> "Jose".

    >>> without_diacritics("Ångström")
    'Angstrom'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
