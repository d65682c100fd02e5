"""Before verbs: the noun phrase that is a verb's subject, over what is inserted between the two."""

from slugline.quotes import phrases, times
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from slugline.reading.tags import (
    ADVERB,
    AUXILIARY,
    BE,
    CAPITAL,
    COORDINATOR,
    DASH,
    DETERMINER,
    ED,
    ENDS_IN_S,
    FUNCTION,
    ING,
    NOUN,
    PERSON,
    PREPOSITION,
    QUOTED,
    REACH,
    REPORTS,
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
ARTICLE = FUNCTION["article"]
RELATIVES = FUNCTION["relative"]
WHOSE = FUNCTION["whose"]
NOT = FUNCTION["negation"]
AS = FUNCTION["as"]
BY = FUNCTION["by"]
PRETENDS = FUNCTION["pretends"]
NAMED_FOR = FUNCTION["after a namesake"]
NAMING = FUNCTION["naming"]
HAVE = FUNCTION["having"]
FALSELY = FUNCTION["falsely"]
INSERTED = 8
"""How many items before a phrase the comma may stand behind which somebody else is told of."""


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
    relative = _relative_clause(line, end, low)
    if relative is not None:
        return left(line, relative, low)
    if line.quoted[last] is not None:
        return _before_quoted_insert(line, last, low)
    if line.low[last] in (",", ")") or line.has(last, DASH):
        return _before_insert(line, last, low)
    begin = phrases.walk(line, last, low)
    if begin is None:
        return None
    return phrases.trim(line, begin, end), begin


def _relative_clause(line: Line, end: int, low: int) -> int | None:
    """Return where a relative clause begins that ends at ``end`` and has a subject of its own: "a nurse at
    the ward where [Roe died] said", "the firm that [Roe runs] said", "a club of which [Roe is a judge] said",
    "a man whose dog [bit Roe] said"; None if none ends there.
    """
    for at in range(end - 2, max(low, end - REACH // 2), -1):
        if line.quoted[at] is not None or line.low[at] in (",", ":", ";"):
            return None
        if line.has(at, THAT):
            return at if _ends_in_verb(line, end) else None
        if line.low[at] in RELATIVES and not line.has(at, WHO):
            first = at - 1 if line.has(at - 1, PREPOSITION) else at
            if first - 1 <= low:
                return None
            ties = VERB | BE if line.low[at] in WHOSE else BE
            return first if _ends_in_verb(line, end) or _is_behind(line, end, low, ties) else None
    return None


def _ends_in_verb(line: Line, end: int) -> bool:
    return line.has(end - 1, VERB | ED)


def _is_behind(line: Line, end: int, low: int, verbs: int) -> bool:
    """Return whether the noun phrase that ends at ``end`` stands right behind one of the ``verbs``."""
    begin = phrases.walk(line, end - 1, low)
    return begin is not None and begin > low and line.has(begin - 1, verbs)


def before_who(line: Line, at: int, low: int) -> tuple[Range, int] | None:
    """Return the phrase before a relative clause that ends at ``at`` ("an official who left early said")."""
    for who in range(at - 2, max(low, at - REACH // 2), -1):
        if line.has(who, TERMINAL) or line.quoted[who] is not None or line.low[who] in (",", ":", ";"):
            return None
        if line.has(who, WHO):
            begin = phrases.walk(line, who - 1, low)
            return (phrases.trim(line, begin, who), begin) if begin is not None else None
    return None


def described(line: Line, span: Range, low: int, clause: int) -> tuple[Range, int] | None:
    """Return whose description a phrase ends ("the judge who freed [Roe]", "Roe, [a friend of Klein]").

    ``clause`` is where the words before its verb begin, be it with a preposition ("who worked with [Roe]").
    None if it ends nobody's: then it speaks for itself.
    """
    start = clause if line.has(clause, PREPOSITION) else span[0]
    who = _relative_before(line, start, low)
    if who is not None:
        begin = phrases.walk(line, who - 1, low) if who > low else None
        if begin is None:
            return None
        outer = phrases.trim(line, begin, who)
        return _host(line, begin, low) or (outer, begin)
    if line.has(clause, PREPOSITION) and clause - 2 > low and line.has(clause - 1, ED):
        begin = phrases.walk(line, clause - 2, low)  # "a letter to the board seen by Klein said"
        if begin is not None:
            outer = phrases.trim(line, begin, clause - 1)
            speaks = line.has(phrases.head(line, outer), NOUN) or line.low[clause] in BY
            return (outer, begin) if speaks else None
    if span[0] - 2 > low and line.low[span[0] - 1] in NOT and line.has(span[0] - 2, COORDINATOR):
        begin = phrases.walk(line, span[0] - 3, low)  # "Roe and not [Klein] said"
        return None if begin is None else (phrases.trim(line, begin, span[0] - 2), begin)
    taken = _taken_for(line, span[0], low)
    if taken is not None:
        begin = phrases.walk(line, taken - 1, low)
        return None if begin is None else (phrases.trim(line, begin, taken), begin)
    if any(_joins_name(line, at, span[1]) for at in range(*span)):
        return None  # "Roe, a nurse and Klein said": all of them
    return _host(line, span[0], low)


def _taken_for(line: Line, begin: int, low: int) -> int | None:
    """Return the end of who is taken for the phrase at ``begin`` ("a man | pretending to be [Klein] said",
    "claiming to know [Klein]", "thought to have hit [Klein]", "posing as [Klein]", "named after [Klein]")."""
    if begin - 3 <= low:
        return None
    if line.low[begin - 1] in NAMED_FOR and line.low[begin - 2] in NAMING:
        return begin - 2
    if line.low[begin - 1] in AS:
        if line.low[begin - 2] in PRETENDS:
            return begin - 2
        return begin - 3 if line.has(begin - 2, ED) and line.low[begin - 3] in FALSELY else None
    to = begin - 3 if line.low[begin - 2] in HAVE else begin - 2
    if not line.has(to, TO) or to - 2 <= low or not line.has(to - 1, ING | ED | REPORTS):
        return None
    if line.has(begin - 1, BE):
        return None if line.has(to - 2, BE | WALL) else to - 1
    verb = line.has(to - 2, NOUN) and not line.has(begin - 1, DETERMINER | NOUN | ADVERB | CAPITAL)
    return to - 1 if verb else None


def _joins_name(line: Line, at: int, end: int) -> bool:
    """Return whether "and" at item ``at`` joins somebody else to a phrase, no more words for what one is."""
    if not line.has(at, COORDINATOR) or at + 1 >= end:
        return False
    return all(line.capital(item) for item in range(at + 1, end))


def _relative_before(line: Line, begin: int, low: int) -> int | None:
    """Return the relative pronoun in whose clause the phrase at ``begin`` is an object ("who freed Roe")."""
    if begin <= low:
        return None
    if line.has(begin - 1, WHO) and not (line.capital(begin) or line.has(begin, DETERMINER | SPEAKS)):
        return begin - 1
    if not line.has(begin - 1, VERB | PREPOSITION | DETERMINER):
        return None
    verb = False
    for at in range(begin - 1, max(low, begin - 12), -1):
        if (
            line.quoted[at] is not None
            or line.low[at] in (",", ":", ";")
            or line.has(at, TERMINAL | DASH | COORDINATOR)
        ):
            return None
        if line.has(at, WHO | THAT):
            noun = line.has(at, WHO) or line.has(at - 1, NOUN | ENDS_IN_S)
            return at if verb and noun and line.has(at + 1, VERB | AUXILIARY | ADVERB) else None
        verb = verb or line.has(at, VERB)
    return None


def _host(line: Line, begin: int, low: int) -> tuple[Range, int] | None:
    """Return the name that opens the clause and to which the phrase at ``begin`` stands in apposition, with
    no comma behind that ("Ana Roe, a nurse said")."""
    first = begin - 1
    if first <= low or line.low[first] != "," or line.capital(begin):
        return None
    if line.low[begin] not in ARTICLE and not line.has(begin, PERSON):
        return None
    while (
        first > low
        and line.capital(first - 1)
        and not line.has(first - 1, DETERMINER | PREPOSITION | ADVERB | WHEN)
    ):
        first -= 1
    opens = first == low or line.quoted[first - 1] is not None
    return ((first, begin - 1), first) if opens and begin - 1 - first > 1 else None


def _before_verb(line: Line, at: int, low: int) -> int:
    """Return the end of the phrase before the verb: without auxiliaries, adverbs and times."""
    end = at
    while end > low:
        last = line.low[end - 1]
        if line.has(end - 1, ADVERB | TO) or (line.has(end - 1, AUXILIARY) and not line.capital(end - 1)):
            end -= 1
        elif (line.has(end - 1, WHEN) and not times.called_so(line, end - 1, low)) or (
            last[:1].isdigit() and end - 2 >= low and line.has(end - 2, WHEN)
        ):
            begin = end - 1
            while begin > low and (line.has(begin - 1, WHEN) or line.low[begin - 1] in BEFORE_TIME):
                begin -= 1
            if begin <= low:
                return end
            end = begin
        else:
            break
    return end


def _before_insert(line: Line, last: int, low: int) -> tuple[Range, int] | None:
    """Return the subject before an insertion that ends with the sign at ``last``."""
    sign = line.low[last]
    floor = max(low, last - REACH)
    opening = "(" if sign == ")" else sign
    at = last - 1
    best: tuple[Range, int] | None = None
    while at > floor:
        if line.low[at] == opening or (line.has(last, DASH) and line.has(at, DASH)):
            stop = _over_brackets(line, at, floor) if sign == "," else at
            begin = phrases.walk(line, stop - 1, floor)
            if begin is not None and begin - 2 > floor and _in_insertion(line, begin):
                at -= 1
                continue
            if begin is not None and best is not None and _in_opening(line, begin, at, low):
                return best
            if begin is not None:
                span = phrases.trim(line, begin, stop)
                if best is None or phrases.speaks(line, span):
                    best = span, begin
                if phrases.speaks(line, span) and (
                    begin == floor or line.low[begin - 1] not in (",",) or sign != ","
                ):
                    return best
            if line.quoted[at - 1] is not None:
                break
        elif line.quoted[at] is not None and sign == ",":
            break
        at -= 1
    return best if best is not None and phrases.speaks(line, best[0]) else None


def _before_quoted_insert(line: Line, last: int, low: int) -> tuple[Range, int] | None:
    """Return the subject before an insertion with a quoted end ("Klein, who calls it a "scandal," said")."""
    for comma in range(last - 1, max(low, last - REACH), -1):
        if line.quoted[comma] is not None or line.has(comma, TERMINAL):
            return None
        if line.low[comma] == "," and line.has(comma + 1, WHO | ING):
            begin = phrases.walk(line, comma - 1, low)
            return (phrases.trim(line, begin, comma), begin) if begin is not None else None
    return None


def _over_brackets(line: Line, comma: int, floor: int) -> int:
    """Return where brackets open that close right before item ``comma`` ("Roe (D-Ohio), who ..., said")."""
    if line.low[comma - 1] != ")":
        return comma
    return next((at for at in range(comma - 2, floor, -1) if line.low[at] == "("), comma)


def _in_insertion(line: Line, begin: int) -> bool:
    """Return whether a phrase stands in what is said of somebody else: behind ", whose", or "held by"."""
    for first in range(begin, max(begin - INSERTED, 1), -1):
        if line.low[first - 1] == ",":
            apart = first < begin and line.low[first] in RELATIVES
            return apart or (line.has(first, ED) and not line.capital(first))
        if line.has(first - 1, TERMINAL | QUOTED | DASH):
            return False
    return False


def _in_opening(line: Line, begin: int, comma: int, low: int) -> bool:
    """Return whether a phrase up to a comma is the opening of a sentence, or ends it, and not its subject
    ("Speaking in Lund,", "Reviewing work since the congress,")."""
    if begin == low:
        return line.has(low, ING | ED | PREPOSITION | ADVERB | WHEN)
    whole = not any(line.has(at, VERB) or line.low[at] == "," for at in range(low + 1, comma))
    return whole and line.has(low, ING | ED)


def antecedent(line: Line, at: int) -> Range | None:
    """Return the phrase that "who" at item ``at`` means ("Klein, who said"); None if it can't speak."""
    before = left(line, at - 1 if line.low[at - 1] == "," else at, 0)
    return before[0] if before is not None and phrases.speaks(line, before[0]) else None
