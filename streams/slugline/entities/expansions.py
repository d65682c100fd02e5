"""What an acronym in brackets is short for: the words before the bracket that it has its letters from."""

import re

from slugline.entities.head_words import kind_by_head
from slugline.entities.name_forms import PARTICLES, fold

REACH = 100
"""Code points before the bracket that are looked at."""
ACRONYM = re.compile(r"[A-Z]{2,8}s?")
WORD = re.compile(r"[^\W_]+")
THING = "PRODUCT"
"""What a thing is that is written in lower case before its acronym: "electronic voting machines (EVMs)"."""


def expansion(text: str, start: int, end: int) -> str | None:
    """Return the words that the acronym ``text[start:end]`` stands for, in brackets behind them.

    >>> expansion("the National Plan of Tides (NPT)", 28, 31)
    'National Plan of Tides'
    """
    if text[start - 2 : start] != " (" or not ACRONYM.fullmatch(text, start, end):
        return None
    letters = text[start:end].rstrip("s").lower()
    low = max(0, start - REACH, text.rfind("\n", 0, start) + 1)
    left = len(letters)
    for word in reversed(list(WORD.finditer(text, low, start - 2))):
        if word[0][0].lower() == letters[left - 1]:
            left -= 1
            if not left:
                return text[word.start() : start - 2]
        elif word[0] not in PARTICLES:
            return None
    return None


def kind_by_expansion(words: str, typed: dict[str, str]) -> str | None:
    """Return the type of an acronym that stands for ``words``; ``typed`` has the types of the names of the
    story, folded.
    """
    folded = fold(words)
    known = typed.get(folded) or kind_by_head(folded)
    return known or (THING if words.islower() else None)
