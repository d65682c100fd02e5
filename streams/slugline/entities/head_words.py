"""Words within a name that say what it names: "Ministry of ...", "... River", "... Airlines"."""

import re
from functools import cache

from slugline.entities.known_names import is_given
from slugline.lang.vocabulary import CLASSES, sorts
from slugline.lang.word_lists import alternation

JOINT = re.compile(rf" {alternation(CLASSES['head-joint'])} ")

ON = re.compile(rf" {alternation(CLASSES['law-joint'])} ")
"""Behind the head of a law: what it is about."""
LATIN = CLASSES["latin joint"]
CLOSING = ("LAW", "EVENT")
"""What a name with an "of" in it may be by its last word."""


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    last = {word: kind.replace(" ", "_") for kind, words in sorts("head").items() for word in words}
    first = {word: kind for kind, words in sorts("first").items() for word in words}
    return last, first


def kind_by_head(folded: str) -> str | None:
    """Return the type a folded name of several words tells by its head, None if it does not.

    The head is the last word before an "of", or the last word of all; then the first.

    >>> kind_by_head("ministry of health"), kind_by_head("dubai police"), kind_by_head("lake victoria")
    ('ORG', 'ORG', 'LOC')
    """
    last, first = _tables()
    joint = JOINT.search(folded)
    if joint:
        front = folded[: joint.start()].split()
        if len(front) == 1 and joint[0].strip() in LATIN and is_given(front[0]):
            return None  # "Bill de Marsk"
        return _lookup(first, front) or _lookup(last, front) or _closing(last, folded)
    law = ON.search(folded)
    if law and _lookup(last, folded[: law.start()].split()) == "LAW":
        return "LAW"
    parts = folded.split()
    if len(parts) < 2:
        return None
    return _lookup(last, parts) or first.get(" ".join(parts[:2])) or first.get(parts[0])


def begins_a_body(folded: str) -> bool:
    """Return whether a folded word at the beginning of a name tells that it is a body's: "fundacion"."""
    return _tables()[1].get(folded) == "ORG"


def _closing(last: dict[str, str], folded: str) -> str | None:
    """Return the type that the last word of all tells: "Prevention of Floods Act" is a law."""
    kind = last.get(folded.rpartition(" ")[2])
    return kind if kind in CLOSING else None


def _lookup(table: dict[str, str], parts: list[str]) -> str | None:
    return table.get(" ".join(parts[-2:])) or table.get(parts[-1])
