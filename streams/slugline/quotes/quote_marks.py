"""Quote marks: which stretches of a paragraph stand between them, whatever marks the desk used or forgot."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from slugline.reading.tags import FUNCTION

MARK = re.compile(r"''|``|’’|‘‘|[“”„«»\"'‘’]")
ELISION = re.compile(rf"(?:{'|'.join(FUNCTION['elided'])}|\d0s)\b", re.I)
REACH = 40
"""How many later single marks are tried as the end of a stretch that a single mark opens."""
FAR = 2_000
"""How many characters back the beginning of a quotation without an opening mark is looked for."""
LOST = re.compile(
    rf"[,.?!](?=\s+(?:[A-Z][\w.-]+\s+){{0,3}}(?:{'|'.join(FUNCTION['lost speaker'])}|[A-Z][\w-]+)\s+"
    rf"(?:{'|'.join(FUNCTION['lost verb'])})\b)"
)
VERB = re.compile(rf"\b(?:{'|'.join(FUNCTION['lost verb'])})\b")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between quote marks.

    ``start`` and ``end`` are offsets into the story with the marks, ``first`` and ``last`` without them.
    ``closed`` is False where the paragraph ended first, ``opened`` False where the mark was supplied.
    """

    start: int
    end: int
    first: int
    last: int
    closed: bool = True
    opened: bool = True
    single: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One quote mark and what its neighbours let it be."""

    at: int
    end: int
    opens: bool
    closes: bool
    single: bool


def read_marks(text: str, start: int, end: int) -> list[Mark]:
    """Return the quote marks of ``text[start:end]``; apostrophes are left out."""
    found: list[Mark] = []
    for match in MARK.finditer(text, start, end):
        at, stop, sign = match.start(), match.end(), match.group()
        left = text[at - 1] if at > start else " "
        right = text[stop] if stop < end else " "
        after_word, before_word = not left.isspace(), not right.isspace()
        if sign in "'‘’":
            opens = (right.isalnum() or right in '[$“"(') and sign != "’"
            opens = opens and (not after_word or left in '([—–-“"')
            closes = after_word and not right.isalnum() and sign != "‘"
            if opens and ELISION.match(text, stop):
                opens = False
        else:
            opens = before_word and (not after_word or left in "([{—–-…/'‘:")
            closes = after_word
            if sign in "“„«‘‘" and before_word:
                opens, closes = True, False
            elif sign in "”»’’" and after_word:
                opens, closes = False, True
            elif not opens and not closes:
                opens = closes = True
            if sign == '"' and left.isdigit() and not opens and right.isalnum():
                continue
        if opens or closes:
            found.append(Mark(at, stop, opens, closes, sign in "'‘’"))
    return found


def pair(text: str, start: int, end: int, left_open: bool = False) -> list[Quoted]:
    """Return the quoted stretches of the paragraph ``text[start:end]``, in order, the outermost only.

    Marks are repaired within the paragraph: a stretch whose closing mark is missing ends before the next
    attribution
    or with the paragraph, one whose opening mark is missing begins with its sentence, or with the paragraph
    if the one before has ``left_open`` a quotation. Time is linear.
    """
    marks = read_marks(text, start, end)
    double = [mark for mark in marks if not mark.single]
    single = [mark for mark in marks if mark.single]
    found = _pair_double(text, start, end, double, single, left_open=left_open)
    return sorted(found + _pair_single(text, single, found), key=lambda quoted: quoted.start)


def _pair_double(
    text: str, start: int, end: int, marks: list[Mark], single: list[Mark], *, left_open: bool
) -> list[Quoted]:
    found: list[Quoted] = []
    opened: Mark | None = None
    depth = 0
    for number, mark in enumerate(marks):
        if opened is None:
            if mark.opens:
                opened, depth = mark, 0
            elif mark.closes and not _inch(text, mark):
                low = found[-1].end if found else start
                near = max(low, mark.at - FAR)
                goes_on = left_open and number == 0 and VERB.search(text, near, mark.at) is None
                begin = near if goes_on else _sentence_start(text, near, mark.at)
                if text[mark.at - 1] in ",.?!" and mark.at - begin > 3:
                    found.append(Quoted(begin, mark.end, begin, mark.at, opened=False))
        elif mark.closes and not (mark.opens and depth == 0 and _before_word(text, mark)):
            if depth:
                depth -= 1
            else:
                found.append(Quoted(opened.at, mark.end, opened.end, mark.at))
                opened = None
        elif mark.at == opened.end:
            opened = mark
        elif _nested(marks, number):
            depth += 1
        else:
            found.append(_unclosed(text, opened, mark.at, single, paragraph_ends=False))
            opened = mark
    if opened is not None:
        found.append(_unclosed(text, opened, end, single, paragraph_ends=True))
    return found


def _before_word(text: str, mark: Mark) -> bool:
    """Return whether the mark has a blank before it and none after it."""
    return text[mark.at - 1 : mark.at].isspace() and not text[mark.end : mark.end + 1].isspace()


def _inch(text: str, mark: Mark) -> bool:
    return text[mark.at - 1].isdigit()


def _nested(marks: list[Mark], number: int) -> bool:
    """Return whether the opening mark is closed twice over before another opens."""
    coming = marks[number + 1 : number + 3]
    return len(coming) == 2 and all(mark.closes and not mark.opens for mark in coming)


def _sentence_start(text: str, low: int, at: int) -> int:
    """Return where the sentence that ends at ``at`` begins, not before ``low``."""
    stop = max(text.rfind(". ", low, max(low, at - 1)), text.rfind("? ", low, max(low, at - 1)))
    begin = stop + 2 if stop >= 0 else low
    while begin < at and text[begin].isspace():
        begin += 1
    return begin


def _unclosed(text: str, opened: Mark, limit: int, single: list[Mark], *, paragraph_ends: bool) -> Quoted:
    """Return the stretch that ``opened`` begins, closed by another kind of mark, before a cue, or by
    ``limit``."""
    at = bisect_left(single, opened.end, key=lambda mark: mark.at)
    depth = 0
    for mark in single[at : at + REACH]:
        if mark.at >= limit:
            break
        if mark.opens:
            depth += 1
        elif depth:
            depth -= 1
        elif text[mark.at - 1] in ".,?!":
            return Quoted(opened.at, mark.end, opened.end, mark.at)
    lost = LOST.search(text, opened.end, limit)
    if lost is not None:
        return Quoted(opened.at, lost.end(), opened.end, lost.end())
    while limit > opened.end and text[limit - 1].isspace():
        limit -= 1
    return Quoted(opened.at, limit, opened.end, limit, closed=not paragraph_ends)


def _pair_single(text: str, marks: list[Mark], double: list[Quoted]) -> list[Quoted]:
    """Return stretches between single marks that lie outside of ``double``."""
    found: list[Quoted] = []
    busy = 0
    starts = [quoted.start for quoted in double]
    for number, mark in enumerate(marks):
        around = bisect_left(starts, mark.at + 1) - 1
        if not mark.opens or mark.at < busy or (around >= 0 and mark.at < double[around].end):
            continue
        limit = starts[around + 1] if around + 1 < len(starts) else None
        closing = _closing(text, marks[number + 1 : number + 1 + REACH], limit)
        if closing is not None:
            found.append(Quoted(mark.at, closing.end, mark.end, closing.at, single=True))
            busy = closing.end
    return found


def _closing(text: str, marks: list[Mark], limit: int | None) -> Mark | None:
    """Return the first mark that ends a single-quoted stretch; one after a plural s only if none is
    better."""
    spare: Mark | None = None
    for mark in marks:
        if limit is not None and mark.at > limit:
            break
        if mark.opens:
            break
        if mark.closes:
            if text[mark.at - 1] != "s" or text[mark.end : mark.end + 1] in (
                "",
                ",",
                ".",
                ":",
                ";",
                "?",
                "!",
            ):
                return mark
            spare = mark
    return spare
