"""Noun phrases beside a verb: who speaks, found by closed word classes and punctuation, without a parse."""

from slugline.quotes import words
from slugline.quotes.paragraph import TERMINAL, Line
from slugline.quotes.wordclass import (
    AUXILIARY,
    COORDINATOR,
    DASH,
    DETERMINER,
    POSSESSIVE,
    PREPOSITION,
    REACH,
    SPEAKS,
    WALL,
    is_adverb,
    is_verb_form,
    is_when,
)

CLAUSAL = frozenset(("after", "before", "until", "since"))
"""Prepositions that more often open a clause before a subject and its verb."""
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
    if line.low[last] in COORDINATOR:
        return None
    if line.low[last] in (",", ")") or line.low[last] in DASH:
        return _before_insert(line, last, low)
    begin = _walk(line, last, low)
    if begin is None:
        return None
    return _trim(line, begin, end), begin


def before_who(line: Line, at: int, low: int) -> tuple[Range, int] | None:
    """Return the phrase before a relative clause that ends at ``at`` ("an official who left early said")."""
    for who in range(at - 2, max(low, at - REACH // 2), -1):
        if line.low[who] in TERMINAL or line.quoted[who] is not None or line.low[who] in (",", ":", ";"):
            return None
        if line.low[who] == "who":
            begin = _walk(line, who - 1, low)
            return (_trim(line, begin, who), begin) if begin is not None else None
    return None


def _before_verb(line: Line, at: int, low: int) -> int:
    """Return the end of the phrase before the verb: without auxiliaries, adverbs and times."""
    end = at
    while end > low:
        last = line.low[end - 1]
        if (last in AUXILIARY and last != "'") or is_adverb(line, end - 1) or last in ("to",):
            end -= 1
        elif is_when(line, end - 1) or (last[:1].isdigit() and end - 2 >= low and is_when(line, end - 2)):
            begin = end - 1
            while begin > low and (
                is_when(line, begin - 1)
                or line.low[begin - 1] in ("this", "last", "late", "early", "on", "for")
            ):
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
    if line.low[last] in SPEAKS:
        return last
    while at >= floor:
        word = line.low[at]
        if (word in WALL or word in CLAUSAL) and not (word == "that" and at == last):
            break
        if line.quoted[at] is not None or (word in SPEAKS and at < last):
            break
        if word in COORDINATOR and not _joins(line, at, floor):
            break
        if (
            at < last
            and is_verb_form(line, at)
            and not (word.endswith("ed") and _after_noun(line, at, floor))
        ):
            break
        at -= 1
    return at + 1 if at < last else None


def _after_noun(line: Line, at: int, floor: int) -> bool:
    """Return whether a form in -ed follows a noun and a preposition follows it ("a report released by
    ...")."""
    if at <= floor or at + 1 >= len(line) or line.low[at - 1] not in words.nouns():
        return False
    return line.low[at + 1] in PREPOSITION or line.low[at] in ("titled", "named", "called", "entitled")


def _joins(line: Line, at: int, floor: int) -> bool:
    """Return whether "and" at item ``at`` joins two parts of one subject."""
    if line.low[at] not in ("and", "or", "&") or at - 1 < floor:
        return False
    before, after = at - 1, at + 1
    if line.low[before] == ",":
        return False
    if line.capital(before) and (line.capital(after) or line.low[after] in DETERMINER):
        return True
    nouns = words.nouns()
    return line.low[before] in nouns or (
        line.low[before].endswith("s") and not line.capital(before) and line.low[after] not in DETERMINER
    )


def _trim(line: Line, begin: int, end: int) -> Range:
    """Return the range without conjunctions, adverbs and short time or place phrases in front."""
    at = begin
    while at < end - 1:
        word = line.low[at]
        if (
            word in COORDINATOR
            or (is_adverb(line, at) and word not in ("all", "both", "each"))
            or is_when(line, at)
        ):
            at += 1
        elif word in PREPOSITION:
            at = _after_phrase(line, at + 1, end)
        else:
            break
    return at, end


def _after_phrase(line: Line, at: int, end: int) -> int:
    """Return where the subject begins after a prepositional phrase that no comma closes ("On Thursday
    Klein")."""
    begin = at
    while at < end - 1 and (is_when(line, at) or line.low[at] in DETERMINER or line.low[at][0].isdigit()):
        at += 1
    if at > begin and is_when(line, at - 1):
        return at
    for offset in range(at + 1, end):
        if line.low[offset] in DETERMINER or (line.capital(offset) and not line.capital(offset - 1)):
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
        if line.low[at] == opening or (opening in DASH and line.low[at] in DASH):
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
    low = line.low[at]
    return low.endswith(("ing", "ed")) or low in PREPOSITION or is_adverb(line, at) or is_when(line, at)


def right(line: Line, at: int, high: int) -> Range | None:
    """Return the noun phrase that begins at item ``at`` ("said Robert Klein, chairman of ..."); None if
    there is none."""
    end = at
    if at < high and (line.low[at] in PREPOSITION or is_verb_form(line, at)):
        return None
    while end < high and end - at < REACH:
        word = line.low[end]
        if line.quoted[end] is not None or (word in WALL and word != "-"):
            break
        if word in COORDINATOR and not (
            end > at and end + 1 < high and (_joins(line, end, at) or _compound(line, end, high))
        ):
            break
        if word in PREPOSITION and word not in ("of", "for", "with", "at", "from"):
            break
        if end > at and (
            is_when(line, end)
            or is_adverb(line, end)
            or (is_verb_form(line, end) and word not in POSSESSIVE and not _after_noun(line, end, at))
        ):
            break
        end += 1
    while end > at and (line.low[end - 1] in PREPOSITION or line.low[end - 1] in DETERMINER):
        end -= 1
    return (at, end) if end > at and speaks(line, (at, end)) else None


def _compound(line: Line, at: int, high: int) -> bool:
    """Return whether "and" at ``at`` is inside of what a person is ("oil and gas worker Ann Roe")."""
    for offset in range(at + 1, min(high, at + 5)):
        if line.low[offset] in words.nouns() and offset + 1 < high:
            return line.capital(offset + 1)
    return False


def head(line: Line, span: Range) -> int:
    """Return the item that heads a noun phrase: the last word before its first preposition, comma or
    bracket."""
    begin, end = span
    if line.capital(end - 1):
        if end - 2 > begin and line.low[end - 2] == "named":
            return end - 1
        first = end - 1
        while first > begin and line.capital(first - 1):
            first -= 1
        if first > begin and words.nouns().get(line.low[first - 1], "") in tuple("mfp"):
            return end - 1
    for at in range(begin + 1, end):
        word = line.low[at]
        if word in PREPOSITION or word in WALL or word in ("and", "or") or is_when(line, at):
            return at - 1
        if word.endswith("ed") and at + 1 < end and line.low[at + 1] in PREPOSITION and not line.capital(at):
            return at - 1
    return end - 1


def speaks(line: Line, span: Range) -> bool:
    """Return whether the phrase can name somebody or something that speaks."""
    begin, end = span
    if begin >= end:
        return False
    at = head(line, span)
    word = line.low[at]
    if line.low[begin].endswith("ing") and begin < at and not line.capital(begin):
        return False
    if word in SPEAKS or word in words.nouns():
        return True
    if is_when(line, at) or word in AUXILIARY or word in PREPOSITION:
        return False
    if line.capital(at):
        return line.text[at][0].isalpha()
    if word in (
        "one",
        "another",
        "others",
        "some",
        "many",
        "several",
        "this",
        "those",
        "both",
        "most",
        "none",
        "nobody",
        "everyone",
        "someone",
    ):
        return True
    return line.low[begin] in DETERMINER or line.capital(begin) or word.endswith("s")
