"""Names in a speaker's words: the items of a phrase that may be somebody's name, whether the model read it or
not."""

from collections.abc import Iterator

from slugline.quotes import phrases, wordclass, words
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range

PARTICLE = frozenset(("de", "la", "van", "von", "bin", "al", "del", "der", "di", "da", "du", "le"))


def names(line: Line, span: Range) -> Iterator[Range]:
    """Yield the names by which the phrase ``span`` may be resolved: its own, one beside it, its author's."""
    at = phrases.head(line, span)
    if span[0] == at and (line.low[at] in wordclass.SPEAKS or line.low[at] in ("that", "which")):
        before = antecedent(line, at) if line.low[at] == "who" else None
        if before is not None:
            yield from names(line, before)
        return
    for found in (ending(line, span[0], at), apposed(line, span), author(line, span, at)):
        if found is not None:
            yield found


def ending(line: Line, begin: int, at: int) -> Range | None:
    """Return the name that ends with item ``at`` and begins no earlier than ``begin``."""
    if not line.capital(at) or words.nouns().get(line.low[at]) in ("g", "os", "ds"):
        return None
    first = at
    while first > begin and (line.capital(first - 1) or line.low[first - 1] in PARTICLE):
        first -= 1
    return first, at + 1


def apposed(line: Line, span: Range) -> Range | None:
    """Return the name that stands between commas after the phrase ("the mayor, Ann Roe, said")."""
    end = span[1]
    if end + 2 >= len(line) or line.low[end] != "," or not line.capital(end + 1):
        return None
    if words.nouns().get(line.low[phrases.head(line, span)], "") not in ("m", "f", "p"):
        return None
    at = end + 1
    while at + 1 < len(line) and line.capital(at + 1):
        at += 1
    if at + 1 < len(line) and line.low[at + 1] not in (",", "."):
        return None
    return ending(line, end + 1, at)


def author(line: Line, span: Range, at: int) -> Range | None:
    """Return whose a document is that heads the phrase at ``at``: "a statement from X", "X's letter"."""
    begin, end = span
    if words.nouns().get(line.low[at], "") not in ("d", "ds"):
        return None
    if at > begin + 1 and line.low[at - 1] == "'s":
        return ending(line, begin, at - 2)
    if at + 2 < end and line.low[at + 1] in ("from", "by", "of"):
        return ending(line, at + 2, end - 1)
    return None


def antecedent(line: Line, at: int) -> Range | None:
    """Return the phrase that "who" at item ``at`` means ("Klein, who said"); None if it can't speak."""
    if at == 0:
        return None
    before = phrases.left(line, at - 1 if line.low[at - 1] == "," else at, 0)
    return before[0] if before is not None and phrases.speaks(line, before[0]) else None
