"""Noun phrases beside a verb: who speaks, found by closed word classes and punctuation, without a parse."""

from collections.abc import Iterator

from slugline.quotes.paragraph import Line
from slugline.quotes.tags import (
    ADVERB,
    AUXILIARY,
    BODIES,
    COORDINATOR,
    DASH,
    DETERMINER,
    DOCUMENT,
    DOCUMENTS,
    ED,
    ENDS_IN_S,
    FUNCTION,
    GENITIVE,
    ING,
    NOUN,
    PEOPLE,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    QUOTED,
    REACH,
    SPEAKS,
    TERMINAL,
    THAT,
    TO,
    VERB,
    WALL,
    WHEN,
    WHO,
)

BEFORE_TIME = FUNCTION["before a time phrase"]
NAMED = FUNCTION["named"]
CALLED = FUNCTION["called"]
AND = FUNCTION["and"] | {"&"}
AND_OR = FUNCTION["and"]
QUANTIFIER = FUNCTION["quantifier"]
WITHIN_SPEAKER = FUNCTION["within a speaker"]
SOMEBODY = FUNCTION["somebody"]
CLAUSAL = FUNCTION["clausal"]
"""Prepositions that more often open a clause before a subject and its verb."""
PARTICLE = FUNCTION["name particle"]
RELATIVE = FUNCTION["relative thing"]
FROM = FUNCTION["before an author"]
Range = tuple[int, int]
"""Half-open range of items of a Line."""


def left(line: Line, at: int, low: int) -> tuple[Range, int] | None:
    """Return the noun phrase that is the subject of the verb at item ``at``, and where its clause begins.

    Skips auxiliaries, adverbs, times, and what stands between commas, dashes or brackets after the name
    ("Klein, 45,
    chairman of ..., said").
    """
    end = _before_verb(line, at, low)
    if end <= low:
        return None
    last = end - 1
    if line.has(last, COORDINATOR):
        return None
    if line.low[last] in (",", ")") or line.has(last, DASH):
        return _before_insert(line, last, low)
    begin = _walk(line, last, low)
    if begin is None:
        return None
    return _trim(line, begin, end), begin


def before_who(line: Line, at: int, low: int) -> tuple[Range, int] | None:
    """Return the phrase before a relative clause that ends at ``at`` ("an official who left early said")."""
    for who in range(at - 2, max(low, at - REACH // 2), -1):
        if line.has(who, TERMINAL) or line.quoted[who] is not None or line.low[who] in (",", ":", ";"):
            return None
        if line.has(who, WHO):
            begin = _walk(line, who - 1, low)
            return (_trim(line, begin, who), begin) if begin is not None else None
    return None


def _before_verb(line: Line, at: int, low: int) -> int:
    """Return the end of the phrase before the verb: without auxiliaries, adverbs and times."""
    end = at
    while end > low:
        last = line.low[end - 1]
        if line.has(end - 1, AUXILIARY | ADVERB | TO):
            end -= 1
        elif line.has(end - 1, WHEN) or (last[:1].isdigit() and end - 2 >= low and line.has(end - 2, WHEN)):
            begin = end - 1
            while begin > low and (line.has(begin - 1, WHEN) or line.low[begin - 1] in BEFORE_TIME):
                begin -= 1
            if begin <= low:
                return end
            end = begin
        else:
            break
    return end


def _walk(line: Line, last: int, low: int) -> int | None:
    """Return where the noun phrase that ends with item ``last`` begins; None if there is none."""
    at = last
    floor = max(low, last - REACH)
    if line.has(last, SPEAKS):
        return last
    while at >= floor:
        word = line.low[at]
        if (line.has(at, WALL) or word in CLAUSAL) and not (line.has(at, THAT) and at == last):
            break
        if line.has(at, QUOTED) or (line.has(at, SPEAKS) and at < last):
            break
        if line.has(at, COORDINATOR) and not _joins(line, at, floor):
            break
        if at < last and line.has(at, VERB) and not (line.has(at, ED) and _after_noun(line, at, floor)):
            break
        at -= 1
    return at + 1 if at < last else None


def _after_noun(line: Line, at: int, floor: int) -> bool:
    """Return whether a form in -ed follows a noun and a preposition follows it ("a report released by
    ...")."""
    if at <= floor or at + 1 >= len(line) or not line.has(at - 1, NOUN):
        return False
    return line.has(at + 1, PREPOSITION) or line.low[at] in CALLED


def _joins(line: Line, at: int, floor: int) -> bool:
    """Return whether "and" at item ``at`` joins two parts of one subject."""
    if line.low[at] not in AND or at - 1 < floor:
        return False
    before, after = at - 1, at + 1
    if line.low[before] == ",":
        return False
    if line.capital(before) and (line.capital(after) or line.has(after, DETERMINER)):
        return True
    return line.has(before, NOUN) or (
        line.has(before, ENDS_IN_S) and not line.capital(before) and not line.has(after, DETERMINER)
    )


def _trim(line: Line, begin: int, end: int) -> Range:
    """Return the range without conjunctions, adverbs and short time or place phrases in front."""
    at = begin
    while at < end - 1:
        word = line.low[at]
        if (
            line.has(at, COORDINATOR)
            or (line.has(at, ADVERB) and word not in QUANTIFIER)
            or line.has(at, WHEN)
        ):
            at += 1
        elif line.has(at, PREPOSITION):
            at = _after_phrase(line, at + 1, end)
        else:
            break
    return at, end


def _after_phrase(line: Line, at: int, end: int) -> int:
    """Return where the subject begins after a prepositional phrase that no comma closes ("On Thursday
    Klein")."""
    begin = at
    while at < end - 1 and (line.has(at, WHEN) or line.has(at, DETERMINER) or line.low[at][0].isdigit()):
        at += 1
    if at > begin and line.has(at - 1, WHEN):
        return at
    for offset in range(at + 1, end):
        if line.has(offset, DETERMINER) or (line.capital(offset) and not line.capital(offset - 1)):
            return offset
    return end - 1


def _before_insert(line: Line, last: int, low: int) -> tuple[Range, int] | None:
    """Return the subject before an insertion that ends with the sign at ``last``."""
    sign = line.low[last]
    floor = max(low, last - REACH)
    opening = "(" if sign == ")" else sign
    at = last - 1
    best: tuple[Range, int] | None = None
    while at > floor:
        if line.low[at] == opening or (line.has(last, DASH) and line.has(at, DASH)):
            begin = _walk(line, at - 1, floor)
            if begin is not None and best is not None and begin == low and _opening(line, begin):
                return best
            if begin is not None:
                span = _trim(line, begin, at)
                if best is None or speaks(line, span):
                    best = span, begin
                if speaks(line, span) and (
                    begin == floor or line.low[begin - 1] not in (",",) or sign != ","
                ):
                    return best
                if sign == ")":
                    return best
            if line.quoted[at - 1] is not None:
                break
        elif line.quoted[at] is not None and sign == ",":
            break
        at -= 1
    return best if best is not None and speaks(line, best[0]) else None


def _opening(line: Line, at: int) -> bool:
    """Return whether a phrase begins like the opening of a sentence, not like its subject ("Speaking in
    ...,")."""
    return line.has(at, ING | ED | PREPOSITION | ADVERB | WHEN)


def right(line: Line, at: int, high: int) -> Range | None:
    """Return the noun phrase that begins at item ``at`` ("said Robert Klein, chairman of ..."); None if
    there is none."""
    end = at
    if at < high and line.has(at, PREPOSITION | VERB):
        return None
    while end < high and end - at < REACH:
        word = line.low[end]
        if line.has(end, QUOTED) or (line.has(end, WALL) and word != "-"):
            break
        if line.has(end, COORDINATOR) and not (
            end > at and end + 1 < high and (_joins(line, end, at) or _compound(line, end, high))
        ):
            break
        if line.has(end, PREPOSITION) and word not in WITHIN_SPEAKER:
            break
        if end > at and (
            line.has(end, WHEN)
            or line.has(end, ADVERB)
            or (line.has(end, VERB) and not line.has(end, POSSESSIVE) and not _after_noun(line, end, at))
        ):
            break
        end += 1
    while end > at and (line.has(end - 1, PREPOSITION | DETERMINER)):
        end -= 1
    return (at, end) if end > at and speaks(line, (at, end)) else None


def _compound(line: Line, at: int, high: int) -> bool:
    """Return whether "and" at ``at`` is inside of what a person is ("oil and gas worker Ann Roe")."""
    for offset in range(at + 1, min(high, at + 5)):
        if line.has(offset, NOUN) and offset + 1 < high:
            return line.capital(offset + 1)
    return False


def head(line: Line, span: Range) -> int:
    """Return the item that heads a noun phrase: the last word before its first preposition, comma or
    bracket."""
    begin, end = span
    if line.capital(end - 1):
        if end - 2 > begin and line.low[end - 2] in NAMED:
            return end - 1
        first = end - 1
        while first > begin and line.capital(first - 1):
            first -= 1
        if first > begin and line.has(first - 1, PERSON):
            return end - 1
    for at in range(begin + 1, end):
        word = line.low[at]
        if line.has(at, PREPOSITION | WALL | WHEN) or word in AND_OR:
            return at - 1
        if line.has(at, ED) and at + 1 < end and line.has(at + 1, PREPOSITION) and not line.capital(at):
            return at - 1
    return end - 1


def speaks(line: Line, span: Range) -> bool:
    """Return whether the phrase can name somebody or something that speaks."""
    begin, end = span
    if begin >= end:
        return False
    at = head(line, span)
    word = line.low[at]
    if line.has(begin, ING) and begin < at and not line.capital(begin):
        return False
    if line.has(at, SPEAKS | NOUN):
        return True
    if line.has(at, WHEN | AUXILIARY | PREPOSITION):
        return False
    if line.capital(at):
        return line.text[at][0].isalpha()
    if word in SOMEBODY:
        return True
    return line.has(begin, DETERMINER) or line.capital(begin) or line.has(at, ENDS_IN_S)


def names(line: Line, span: Range) -> Iterator[Range]:
    """Yield the names by which the phrase ``span`` may be resolved: its own, one beside it, its author's."""
    at = head(line, span)
    if span[0] == at and (line.has(at, SPEAKS) or line.low[at] in RELATIVE):
        before = antecedent(line, at) if line.has(at, WHO) else None
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
    if not line.has(head(line, span), PERSON):
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
    if at > begin + 1 and line.has(at - 1, GENITIVE):
        return ending(line, begin, at - 2)
    if at + 2 < end and line.low[at + 1] in FROM:
        return ending(line, at + 2, end - 1)
    return None


def antecedent(line: Line, at: int) -> Range | None:
    """Return the phrase that "who" at item ``at`` means ("Klein, who said"); None if it can't speak."""
    if at == 0:
        return None
    before = left(line, at - 1 if line.low[at - 1] == "," else at, 0)
    return before[0] if before is not None and speaks(line, before[0]) else None
