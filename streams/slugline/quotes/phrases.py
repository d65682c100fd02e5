"""Noun phrases: where one ends, what heads it and whether it can speak, told by closed word classes."""

from slugline.quotes import times
from slugline.quotes.paragraph import Line
from slugline.reading.tags import (
    ADVERB,
    AUXILIARY,
    BODIES,
    BODY,
    CAPITAL,
    COORDINATOR,
    DETERMINER,
    ED,
    ENDS_IN_S,
    FUNCTION,
    GENITIVE,
    ING,
    NOUN,
    NOUN_HERE,
    PEOPLE,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    QUOTED,
    REACH,
    REPORTS,
    SPEAKS,
    TERMINAL,
    THAT,
    VERB,
    WALL,
    WHEN,
)

NAMED = FUNCTION["named"]
CALLED = FUNCTION["called"]
AND = FUNCTION["and"] | {"&"}
AND_OR = FUNCTION["and"]
QUANTIFIER = FUNCTION["quantifier"]
WITHIN_SPEAKER = FUNCTION["within a speaker"]
SOMEBODY = FUNCTION["somebody"]
ENDS_OFFICE = FUNCTION["ends an office"]
LIVES = FUNCTION["where somebody lives"]
SHARE = FUNCTION["share"]
NUMBERS = FUNCTION["plural"]
BY = FUNCTION["by"]
PARTICLE = FUNCTION["name particle"]
TIMES = FUNCTION["time"]
FLAG = FUNCTION["flag"]
CLAUSAL = FUNCTION["clausal"]
"""Prepositions that more often open a clause before a subject and its verb."""
RELATIVE = FUNCTION["relative thing"]
NAMING = CAPITAL | NOUN | ENDS_IN_S | GENITIVE | PREPOSITION
"""What a phrase can be headed by, besides plain words."""
Range = tuple[int, int]
"""Half-open range of items of a Line."""


def walk(line: Line, last: int, low: int) -> int | None:
    """Return where the noun phrase that ends with item ``last`` begins; None if there is none."""
    at = last
    floor = max(low, last - REACH)
    if line.has(last, SPEAKS):
        return last
    while at >= floor:
        word = line.low[at]
        if (line.has(at, WALL) or word in CLAUSAL) and not (line.has(at, THAT) and at == last):
            break
        if line.has(at, SPEAKS) and at < last:
            break
        if line.has(at, COORDINATOR) and not _joins(line, at, floor):
            break
        verb = line.has(at, VERB) and not line.has(at, NOUN_HERE)
        if at < last and verb and not _after_noun(line, at, floor):
            break
        at -= 1
    return at + 1 if at < last else None


def _after_noun(line: Line, at: int, floor: int) -> bool:
    """Return whether a participle follows a noun and a preposition follows it ("a report released by ...",
    "the officer shot by ...", "a smith based in ...")."""
    if at <= floor or at + 1 >= len(line):
        return False
    lives = line.low[at] in LIVES and not line.has(at - 1, VERB | ADVERB | CAPITAL)
    if not (line.has(at - 1, NOUN) or line.low[at - 1] in SOMEBODY or lives):
        return False
    if not line.has(at, ED):
        return _passive(line, at)
    return line.has(at + 1, PREPOSITION) or line.low[at] in CALLED


def _passive(line: Line, at: int) -> bool:
    """Return whether the verb at item ``at`` tells what was done by who comes next ("set up by Klein")."""
    return line.has(at, VERB) and not line.has(at, AUXILIARY) and not BY.isdisjoint(line.low[at + 1 : at + 3])


def _joins(line: Line, at: int, floor: int) -> bool:
    """Return whether "and" at item ``at`` joins two parts of one subject."""
    if line.low[at] not in AND or at - 1 < floor:
        return False
    before, after = at - 1, at + 1
    if line.has(after, PREPOSITION):
        return before - 1 > floor and line.has(before - 1, PREPOSITION)
    if line.capital(before) and (line.capital(after) or line.has(after, DETERMINER)):
        return True
    return line.has(before, NOUN) or (
        line.has(before, ENDS_IN_S) and not line.capital(before) and not line.has(after, DETERMINER)
    )


def trim(line: Line, begin: int, end: int) -> Range:
    """Return the range without conjunctions, adverbs and short time or place phrases in front."""
    clock = begin - 2 if begin > 1 and line.low[begin - 1] == ":" else begin
    at = max(begin, times.behind_clock(line, clock, end - 1))
    if at < end - 1 and line.low[at] in FLAG and line.text[at].isupper():
        at += 1
    while at < end - 1:
        timed = times.behind_time(line, at, end)
        if timed > at and not line.has(timed, COORDINATOR):
            at = timed
        elif line.has(at, COORDINATOR) or (line.has(at, ADVERB) and line.low[at] not in QUANTIFIER):
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
    while at > begin and line.has(at - 1, DETERMINER):
        at -= 1
    if at > begin and line.has(at - 1, WHEN):
        return at
    for offset in range(at + 1, end):
        if line.has(offset, DETERMINER) or (line.capital(offset) and not line.capital(offset - 1)):
            return offset
    return end - 1


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
            (line.has(end, WHEN) and not times.called_so(line, end, at))
            or line.has(end, ADVERB)
            or (line.has(end, ING) and line.has(end, REPORTS) and line.capital(end - 1))
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
    """Return the item that heads a noun phrase: the last word before its description or a comma."""
    found = line.heads.get(span)
    if found is None:  # no mutant: found again, it is the same
        found = line.heads[span] = _head(line, *span)
    return found


def _head(line: Line, begin: int, end: int) -> int:
    if line.capital(end - 1):
        if end - 2 > begin and line.low[end - 2] in NAMED:
            return end - 1
        first = end - 1
        while first > begin and _of_name(line, first - 1) and not line.has(first - 1, PERSON):
            first -= 1
        if first > begin and line.has(first - 1, PERSON) and not _embedded(line, begin, first - 1):
            return end - 1
    at = _break(line, begin, end) - 1
    behind = at > begin and at + 1 < end and line.has(at - 1, PEOPLE | BODIES) and not line.has(at, NAMING)
    return at - 1 if behind else at


def _of_name(line: Line, at: int) -> bool:
    """Return whether item ``at`` may be a word within a name: a capitalised one, or "van"."""
    return line.capital(at) or (line.low[at] in PARTICLE and at + 1 < len(line) and line.capital(at + 1))


def _break(line: Line, begin: int, end: int, *, joined: bool = False) -> int:
    """Return where the description of what heads a phrase begins; ``end`` if there is none.

    ``joined`` says that "and" begins none.
    """
    for at in range(begin + 1, end):
        named = times.called_so(line, at, begin) or (line.capital(at) and line.low[at] in TIMES)
        if line.has(at, PREPOSITION | WALL) or (line.has(at, WHEN) and not named):
            return at
        if line.low[at] in AND_OR and not (joined and not _name_before(line, at)):
            return at
        if at + 1 < end and not line.capital(at) and _participle(line, at):
            return at
    return end


def _name_before(line: Line, at: int) -> bool:
    """Return whether a name stands before "and" at item ``at``, no office ("Klein and mayor Keller")."""
    if at + 1 < len(line) and line.capital(at + 1) and not line.has(at + 1, PERSON):
        return False
    office = line.has(at - 1, PERSON) or line.low[at - 1] in ENDS_OFFICE
    return line.capital(at - 1) and not office and line.text[at - 1][-1].isalnum()


def _participle(line: Line, at: int) -> bool:
    """Return whether the participle at item ``at`` begins a description ("accused of", "suing Klein")."""
    if line.has(at, ED) and line.has(at + 1, PREPOSITION):
        return True
    if _passive(line, at):
        return True
    if not line.has(at, ING) or not line.has(at - 1, NOUN | ENDS_IN_S) or line.has(at - 1, GENITIVE):
        return False
    return line.capital(at + 1) or line.has(at + 1, DETERMINER | SPEAKS)


def _embedded(line: Line, begin: int, title: int) -> bool:
    """Return whether the title at item ``title`` belongs to somebody in the description of another.

    So it does in "a critic of President Roe" and "the man accused of killing teacher Roe", not in
    "oil and gas worker Roe" and "University of Lund historian Roe".
    """
    at = _break(line, begin, title + 2, joined=True)
    if at >= title:
        return False
    noun = at - 1
    name = line.capital(noun) and not line.has(noun, PERSON | PEOPLE)
    opens = noun == begin and (noun == 0 or line.has(noun - 1, TERMINAL)) and not line.has(noun, BODY)
    return not (line.has(at, PREPOSITION) and name and not opens and title - at > 1)


def plain_noun(line: Line, at: int) -> bool:
    """Return whether item ``at`` may stand within the name of an office ("marketing", "the museum")."""
    return not line.has(at, PERSON | VERB | WALL | PREPOSITION | WHEN | SPEAKS | ED)


def counted(line: Line, span: Range) -> bool:
    """Return whether a phrase tells how many say so ("58 percent of voters", "one in five", "47 %")."""
    at = head(line, span)
    if line.low[at] in SHARE:
        return True
    if line.low[at][0].isdigit():
        return "," in line.low[at] or (at > span[0] and not any(line.capital(item) for item in range(*span)))
    rest = range(at + 1, span[1])
    return at + 2 < span[1] and line.has(at, DETERMINER) and all(_number(line, item) for item in rest)


def _number(line: Line, at: int) -> bool:
    """Return whether item ``at`` is a number, or a preposition between two ("nine out of 10")."""
    return line.has(at, PREPOSITION) or line.low[at] in NUMBERS or line.low[at][0].isdigit()


def speaks(line: Line, span: Range) -> bool:
    """Return whether the phrase can name somebody or something that speaks."""
    begin, end = span
    if begin >= end:
        return False
    at = head(line, span)
    word = line.low[at]
    if line.has(begin, ING) and begin < at and not line.capital(begin):
        return begin + 1 == at and line.has(at, PEOPLE)
    if line.has(at, SPEAKS | NOUN) or counted(line, span):
        return True
    if line.has(at, PREPOSITION) or (line.has(at, WHEN | AUXILIARY) and not times.called_so(line, at, begin)):
        return False
    if line.has(at, ADVERB) and word not in SOMEBODY and word not in QUANTIFIER:
        return False
    if line.capital(at):
        return line.text[at][0].isalpha()
    if word in SOMEBODY:
        return True
    return line.has(begin, DETERMINER) or line.capital(begin) or line.has(at, ENDS_IN_S)
