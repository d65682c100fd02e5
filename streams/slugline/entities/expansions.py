"""What an acronym in brackets is short for: the words before the bracket that it has its letters from."""

import re

from slugline.entities.head_words import kind_by_head
from slugline.entities.name_forms import PARTICLES, fold
from slugline.lang.vocabulary import CLASSES as WORDS

REACH = 100
"""Code points before the bracket that are looked at."""
ACRONYM = re.compile(r"[A-Z]{2,8}s?")
WORD = re.compile(r"[^\W_]+")
BRACKET = re.compile(rf" \(([A-Za-z][^()\n]{{4,{REACH}}})\)")
SORTS = frozenset(("ORG", "LOC", "GPE", "FAC", "NORP", "EVENT", "LAW"))
THING = "PRODUCT"
"""What a thing is that is written in lower case before its acronym: "electronic voting machines (EVMs)"."""


def expansion(text: str, start: int, end: int) -> str | None:
    """Return the words that the acronym ``text[start:end]`` stands for, where one of the two is in brackets.

    >>> expansion("the National Plan of Tides (NPT)", 28, 31)
    'National Plan of Tides'
    """
    if not ACRONYM.fullmatch(text, start, end):
        return None
    if text[start - 2 : start] != " (":
        return _behind(text, start, end)
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


def _behind(text: str, start: int, end: int) -> str | None:
    """Return the words in brackets behind an acronym that it stands for: "NPT (National Plan of Tides)"."""
    words = BRACKET.match(text, end)
    if not words:
        return None
    letters = [word[0].lower() for word in WORD.findall(words[1]) if word not in PARTICLES]
    return words[1] if "".join(letters) == text[start:end].rstrip("s").lower() else None


def kind_by_expansion(words: str, typed: dict[str, str]) -> str | None:
    """Return the type of an acronym that stands for ``words``; ``typed`` has the types of the names of the
    story, folded.
    """
    folded = fold(words)
    known = kind_by_head(folded) or typed.get(folded)
    if words.islower() and (known not in SORTS or folded.rpartition(" ")[2] in WORDS["thing too"]):
        return THING
    return known
