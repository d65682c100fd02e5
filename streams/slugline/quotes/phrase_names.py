"""The names by which a noun phrase may be resolved: its own, one beside it, never one in its description."""

from collections.abc import Iterator

from slugline.quotes import before_verbs, phrases
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import RELATIVE, Range
from slugline.reading.tags import (
    ADVERB,
    AUXILIARY,
    BODIES,
    BODY,
    CAPITAL,
    COORDINATOR,
    CREW,
    DETERMINER,
    DOCUMENT,
    DOCUMENTS,
    ED,
    FUNCTION,
    GENITIVE,
    NOUN,
    PEOPLE,
    PERSON,
    PREPOSITION,
    REACH,
    REPORTS,
    SPEAKS,
    TERMINAL,
    VERB,
    WALL,
    WHEN,
    WHO,
    WORD,
)

PARTICLE = FUNCTION["name particle"]
FROM = FUNCTION["before an author"]
LONGEST_OFFICE = 7
"""How many words before a name may tell what its bearer is, the first of the name among them."""
ONE = FUNCTION["pronoun"]
SIGN = "&"
"""What joins the names of a firm."""
ARTICLE = FUNCTION["article"]
THE = FUNCTION["the"]
NO_NAME = FUNCTION["somebody"] | FUNCTION["before a time phrase"] | FUNCTION["start"] | FUNCTION["share"]
FLAG = FUNCTION["flag"]
ACCORDING = FUNCTION["according"]
OWN_WORDS = FUNCTION["own words"]
OFFICE = FUNCTION["office of something"]
AT = FUNCTION["before a place"]
WITHIN_OFFICE = FUNCTION["within a title"] | FUNCTION["and"] | {"&", "-"}


def names(line: Line, span: Range) -> Iterator[Range]:
    """Yield the names by which the phrase ``span`` may be resolved: its own, one beside it, its author's."""
    at = phrases.head(line, span)
    if span[0] == at and (line.has(at, SPEAKS) or line.low[at] in RELATIVE):
        before = before_verbs.antecedent(line, at) if line.has(at, WHO) else None
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
    if line.has(at, PERSON) and line.has(begin, DETERMINER):
        return None
    first = at
    while first > begin and _of_name(line, first - 1):
        first -= 1
    while first <= at and _opens(line, first, at):
        first += 1
    if first > at:
        return None
    return _after_title(line, first, at), at + 1


def _of_name(line: Line, at: int) -> bool:
    """Return whether item ``at`` goes on a name to its left, be it a sign between the names of a firm."""
    firm = line.low[at] == SIGN and at > 0 and line.capital(at - 1)
    return firm or line.capital(at) or line.low[at] in PARTICLE


def _opens(line: Line, at: int, last: int) -> bool:
    """Return whether item ``at`` is no name: its capital letter is a sentence's, or it flags an alert."""
    if line.low[at] in THE:
        return at == last or line.text[at + 1].isupper()
    if line.text[at].isupper() and line.low[at] in FLAG:
        return True
    begins = at == 0 or not line.has(at - 1, WORD)
    return begins and (line.has(at, DETERMINER | PREPOSITION | ADVERB) or line.low[at] in NO_NAME)


def _after_title(line: Line, first: int, at: int) -> int:
    """Return where the bearer's name begins in "Nurses Interim President Ann Roe", else ``first``."""
    if line.has(at, BODY):
        return first
    title = next((item for item in range(at - 1, first, -1) if line.has(item, PERSON)), first)
    return title + 1 if title > first else first


def apposed(line: Line, span: Range) -> Range | None:
    """Return the name that stands between commas after the phrase ("the mayor, Ann Roe, said").

    What the bearer is may stand before it ("one of the divers, retired nurse Ann Roe, said"). Behind a
    description that ends with another person without a name ("the mother of the victim, Ann Roe,") it may be
    that person's; behind "according to" it may be the subject of what follows.
    """
    end = span[1]
    comma = _behind_brackets(line, end)
    if comma + 2 >= len(line) or line.low[comma] != ",":
        return None
    at = phrases.head(line, span)
    one_of = line.low[at] in ONE and line.has(end - 1, PEOPLE)
    if not one_of and not line.has(at, PERSON | BODY | BODIES | CREW):
        return None
    if line.has(end - 1, PERSON) and end - 1 > at:
        return None
    begin = comma + 2 if line.low[comma + 1] in THE and not line.has(at, PERSON) else comma + 1
    begin = begin if line.has(at, BODY | BODIES | CREW) else _behind_office(line, begin)
    if not line.capital(begin):
        return None
    last = begin
    while last + 1 < len(line) and (line.capital(last + 1) or line.low[last + 1] in PARTICLE):
        last += 1
    if last + 1 < len(line) and line.low[last + 1] not in (",", "."):
        return None
    if span[0] > 1 and line.low[span[0] - 2] in ACCORDING and _is_subject(line, last + 1):
        return None
    return ending(line, begin, last)


def _is_subject(line: Line, comma: int) -> bool:
    """Return whether what comes behind a name and a ``comma`` tells of it, and a verb of its own comes then.

    "According to police, Ann Roe, a nurse, was found"; "..., Ann Roe, Jan Holm and others were found"; not
    "According to the mayor, Ann Roe, a nurse was found".
    """
    closing = comma + 1
    while closing < len(line) and line.low[closing] != ",":
        if line.has(closing, AUXILIARY | VERB | TERMINAL) and not line.has(comma + 1, WHO):
            listed = any(line.has(item, COORDINATOR) for item in range(comma, closing))
            return listed and line.capital(comma + 1)
        closing += 1
    verb = closing + 1
    while verb < len(line) and line.has(verb, ADVERB):
        verb += 1
    if verb >= len(line):
        return False
    inserted = line.has(comma + 1, DETERMINER | PREPOSITION | WHO) or line.low[comma + 1][0].isdigit()
    begins = line.has(verb, DETERMINER | SPEAKS | PREPOSITION | CAPITAL | NOUN)
    return line.has(verb, AUXILIARY | VERB | ED) or (inserted and not begins)


def _behind_brackets(line: Line, at: int) -> int:
    """Return the item behind brackets that open at item ``at`` ("the union (NUT), Ann Roe,"), else ``at``."""
    if at >= len(line) or line.low[at] != "(":
        return at
    return next((item + 1 for item in range(at, min(at + REACH, len(line))) if line.low[item] == ")"), at)


def _behind_office(line: Line, first: int) -> int:
    """Return where the name begins behind what its bearer is ("retired nurse Ann Roe"), else ``first``."""
    for at in range(first, min(first + LONGEST_OFFICE, len(line))):
        if line.capital(at):
            return at if line.has(at - 1, PERSON) else first
        verb = line.has(at, VERB) and (not line.has(at, ED) or line.has(at, REPORTS))
        if verb or line.has(at, WALL | PREPOSITION | SPEAKS | DETERMINER):
            break
    return first


def office(line: Line, span: Range, at: int, first: int) -> bool:
    """Return whether the name from item ``first`` on bears the office that heads the phrase at ``at``.

    So it is in "director of marketing Ann Roe", in "Secretary of State for Trade Ann Roe" and in "director at
    Odense Hospital Ann Roe", not in "the director of the singer Ann Roe".
    """
    joined = at + 1 < first and line.low[at + 1] in phrases.AND_OR
    if not line.has(at, PERSON) or not (line.low[at] in OFFICE or line.capital(at) or joined) or first <= at:
        return False
    between = range(at + 1, first)
    if not between:
        return True
    if line.has(first - 1, PREPOSITION | DETERMINER | GENITIVE | PERSON):
        return False
    within = WITHIN_OFFICE | AT if line.capital(first - 1) else WITHIN_OFFICE
    return all(line.low[item] in within or phrases.plain_noun(line, item) for item in between)


def author(line: Line, span: Range, at: int) -> Range | None:
    """Return whose a document is that heads the phrase at ``at``: "a statement from X", "X's letter"."""
    begin, end = span
    if not line.has(at, DOCUMENT | DOCUMENTS):
        return None
    owner = next((item for item in range(at - 1, begin, -1) if line.has(item, GENITIVE)), begin)
    if owner > begin and not line.has(owner - 1, WHEN):
        return ending(line, begin, owner - 1)
    if at + 2 < end and line.low[at + 1] in FROM:
        return ending(line, at + 2, phrases.head(line, (at + 2, end)))
    if at > begin and line.low[at] in OWN_WORDS and not line.has(at - 1, PERSON | PEOPLE | WHEN):
        return ending(line, begin, at - 1)
    return None
