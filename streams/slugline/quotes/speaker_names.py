"""Names in a speaker's words: the items of a phrase that may be somebody's name, whether the model read it or
not."""

from collections.abc import Iterator

from slugline.quotes import phrases
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from slugline.quotes.tags import BODIES, DOCUMENT, DOCUMENTS, FUNCTION, PEOPLE, PERSON, SPEAKS

PARTICLE = FUNCTION["name particle"]
RELATIVE = FUNCTION["relative thing"]
FROM = FUNCTION["before an author"]


def names(line: Line, span: Range) -> Iterator[Range]:
    """Yield the names by which the phrase ``span`` may be resolved: its own, one beside it, its author's."""
    at = phrases.head(line, span)
    if span[0] == at and (line.has(at, SPEAKS) or line.low[at] in RELATIVE):
        before = antecedent(line, at) if line.low[at] == "who" else None
        if before is not None:
            yield from names(line, before)
        return
    for found in (ending(line, span[0], at), apposed(line, span), author(line, span, at)):
        if found is not None:
            yield found


def ending(line: Line, begin: int, at: int) -> Range | None:
    """Return the name that ends with item ``at`` and begins no earlier than ``begin``."""
    if not line.capital(at) or line.has(at, PEOPLE | BODIES | DOCUMENTS):
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
    if not line.has(phrases.head(line, span), PERSON):
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
    if not line.has(at, DOCUMENT | DOCUMENTS):
        return None
    if at > begin + 1 and line.low[at - 1] == "'s":
        return ending(line, begin, at - 2)
    if at + 2 < end and line.low[at + 1] in FROM:
        return ending(line, at + 2, end - 1)
    return None


def antecedent(line: Line, at: int) -> Range | None:
    """Return the phrase that "who" at item ``at`` means ("Klein, who said"); None if it can't speak."""
    if at == 0:
        return None
    before = phrases.left(line, at - 1 if line.low[at - 1] == "," else at, 0)
    return before[0] if before is not None and phrases.speaks(line, before[0]) else None
