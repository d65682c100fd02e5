"""Abbreviations: the short name in brackets behind a body's full one ("Odense Harbour Board (OHB)")."""

import re
from collections.abc import Iterator

BRACKETS = re.compile(r"(?<=\w)\s\((?P<short>[A-Z][\w&.-]{1,14})\)")


def find(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset where the full name ends and the short one, for each word alone in brackets."""
    for match in BRACKETS.finditer(text):
        yield match.start(), match["short"]


def stands_for(short: str, full: str) -> bool:
    """Return whether the letters of a short name come in this order in the full one.

    >>> stands_for("PG&E", "Pacific Gas and Electric Company"), stands_for("Ohio", "Harbour Board")
    (True, False)
    """
    if " " not in full.strip():
        return False
    rest = iter(full.lower())
    return all(letter in rest for letter in short.lower() if letter.isalnum())
