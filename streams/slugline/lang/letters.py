"""Letters, for comparison with a word list."""

import unicodedata
from typing import Final

_WHOLE: Final = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H",
        "ŧ": "t", "Ŧ": "T", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ß": "ss", "ẞ": "SS",
        "þ": "th", "Þ": "Th", "ŋ": "n", "Ŋ": "N", "ə": "a", "Ə": "A",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart, as English copy writes them: "Kaczynski", "Tromso"."""


def without_diacritics(text: str) -> str:
    """Return ``text`` with its letters as they are without marks: "José" -> "Jose".

    >>> without_diacritics("Ångström"), without_diacritics("Jarosław")
    ('Angstrom', 'Jaroslaw')
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_WHOLE))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
