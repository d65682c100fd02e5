"""Signatures: the name behind a dash, or in a line of its own, that says whose a quotation is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from slugline.quotes.pieces import Said
from slugline.reading.tags import CAPITAL, DASH, DETERMINER, FUNCTION, PERSON, TERMINAL, VERB, WORD

PARTICLE = FUNCTION["name particle"]
LONGEST = 18
"""Items of a signature."""
LEAST = 4
"""Words of a quotation that somebody signs; shorter ones are titles of works."""
ENDS = frozenset((",", "("))
WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def behind(text: str, line: Line) -> Said | None:
    """Return what a paragraph says that is a quotation, a dash and who said it."""
    dash = _quoted(line)
    if dash is None or dash >= len(line) or not line.has(dash, DASH):
        return None
    name = _name(line, dash + 1)
    return _said(line, name) if name is not None and _speech(text, line, dash) else None


def below(text: str, line: Line, under: Line) -> Said | None:
    """Return what a paragraph says that is a quotation, if the next one tells who said it and nothing else.

    Without a dash, and without what the person is behind the name, that is only so if the name is a
    person's, which the cast tells.
    """
    if _quoted(line) != len(line) or not _speech(text, line, len(line)) or not len(under):
        return None
    dash = under.has(0, DASH)
    name = _name(under, int(dash))
    if name is None or not (dash or _only_signs(under, name)):
        return None
    after = range(name[1] + 1, len(under))
    told = dash or any(under.has(at, PERSON) or (at == after[0] and not under.capital(at)) for at in after)
    return replace(_said(line, name), signer=under, evidence="signed" if told else "undersigned")


def _only_signs(line: Line, name: Range) -> bool:
    """Return whether a line without a dash is a name, of several words or before what that person is."""
    words = range(*name)
    return (
        (len(words) > 1 or any(line.has(at, PERSON) for at in range(name[1], len(line))))
        and all(line.capital(at) or line.low[at] in PARTICLE for at in words)
        and not any(line.has(at, VERB) for at in range(len(line)))
        and not line.has(len(line) - 1, TERMINAL)
    )


def _quoted(line: Line) -> int | None:
    """Return the item behind the quotations with which a paragraph begins; None if it begins otherwise."""
    at = 0
    while at < len(line) and (line.quoted[at] is not None or (at and line.has(at, TERMINAL))):
        at += 1
    return at or None


def _name(line: Line, first: int) -> Range | None:
    """Return the words that name who signs, from item ``first``; what he is may follow behind a comma."""
    last = len(line)
    while last > first and line.has(last - 1, TERMINAL):
        last -= 1
    stop = next((at for at in range(first, last) if line.low[at] in ENDS), last)
    if (
        not first < stop
        or last - first > LONGEST
        or any(line.quoted[at] is not None for at in range(first, last))
    ):
        return None
    if any(line.has(at, VERB | TERMINAL | DASH) or line.low[at] in (":", ";") for at in range(first, stop)):
        return None
    capital = line.has(first, CAPITAL) or (line.has(first, DETERMINER) and line.has(stop - 1, CAPITAL))
    return (first, stop) if capital and line.has(stop - 1, WORD) else None


def _speech(text: str, line: Line, stop: int) -> bool:
    """Return whether the quotations before item ``stop`` are speech, no title of a work."""
    found = [one for one in line.quoted[:stop] if one is not None]
    said = [word for one in found for word in WORDS.findall(text, one.first, one.last)]
    enough = len(said) >= LEAST or (len(said) > 1 and text[found[-1].last - 1] in ".!?")
    return enough and not all(word[0].isupper() for word in said if len(word) > 3)


def _said(line: Line, name: Range) -> Said:
    found = [one for one in line.quoted if one is not None]
    return Said(line, 0, [(one.first, one.last) for one in found], "direct", None, name, "signed", found)


def settle(text: str, paragraphs: Sequence[tuple[Line, list[Said]]]) -> list[tuple[Line, list[Said]]]:
    """Return the paragraphs with signed quotations as such; a line that only signs says nothing itself."""
    found: list[tuple[Line, list[Said]]] = []
    signs = False
    for number, (line, said) in enumerate(paragraphs):
        after = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else None
        own = _signed(text, line, after)
        if own is not None:
            found.append((line, [own]))
        else:
            found.append((line, [] if signs else said))
        signs = own is not None and own.signer is not None
    return found


def _signed(text: str, line: Line, after: Line | None) -> Said | None:
    if line.turn is not None or not len(line) or line.quoted[0] is None:
        return None
    return behind(text, line) or (below(text, line, after) if after is not None else None)
