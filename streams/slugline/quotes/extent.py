"""Extent: where the words that a cue reports begin and end in its sentence."""

from slugline.quotes import phrase_names
from slugline.quotes.cues import Cue
from slugline.quotes.paragraph import Line
from slugline.quotes.phrases import Range
from slugline.reading.tags import (
    ADVERB,
    AUXILIARY,
    BE,
    COORDINATOR,
    DASH,
    DETERMINER,
    FUNCTION,
    GENITIVE,
    ING,
    NOUN,
    PREPOSITION,
    SUBORDINATOR,
    TERMINAL,
    THAT,
    TO,
    VERB,
    WHEN,
    WHO,
    WORD,
)

CIRCUMSTANCE = FUNCTION["circumstance"]
RELATIVE = FUNCTION["relative"]
SUBORDINATE = FUNCTION["opens a clause"]
PHRASE = FUNCTION["preposition"] | FUNCTION["opens a phrase"]
GOES_ON = FUNCTION["goes on"]
MONTH = FUNCTION["month"]
AHEAD = FUNCTION["ahead"]
EVEN = FUNCTION["even"]
HOLDS = FUNCTION["holds what follows"]
TIME = FUNCTION["day"] | MONTH | FUNCTION["time"]
NOUN_ENDS = TIME | SUBORDINATE | FUNCTION["ends a noun phrase"]
MEANS = FUNCTION["by"]
JOINS = FUNCTION["joins clauses"]
CONTRASTS = FUNCTION["contrasts"]
ARTICLE = FUNCTION["article"]
LEADS_IN = FUNCTION["leads in"]
CONJUNCTION = FUNCTION["conjunction"]
PHRASAL = ("noun", "preposition", "to", "denial")
"""Openers of content that is no clause: a time behind it is when it was said."""
BEFORE_TIME = FUNCTION["before a time phrase"]
TIMELY = PREPOSITION | DETERMINER | ADVERB | WHEN
ECHO = FUNCTION["echo"]
BRACKETS = 24
"""How many items brackets within what is said may be long."""


def before(line: Line, cue: Cue, sentence: Range, floor: int, later: list[Cue]) -> list[Range]:
    """Return the content before an attribution ("..., he said"), and what goes on after it."""
    if cue.according:
        return _around(line, cue, sentence, floor, later)
    left = _left(line, cue, floor)
    end = content_end(line, cue, sentence, later) if cue.opener == "comma" else sentence[1]
    if cue.opener == "comma":
        if _echoes(line, cue, sentence[0]):
            return [(cue.body + 1, end)]
        if left is not None and (behind := _behind_joint(line, cue, cue.body, end)):
            return behind
    if left is None or ("c" not in cue.frames and not has_quote(line, left)):
        return []
    left = _after_colon(line, left)
    if cue.opener == "comma" and _goes_on(line, cue, left, sentence[1]):
        rest = (_rest(line, cue, sentence[1]), end)
        told = line.has(rest[0], THAT) and line.low[left[0]] in PHRASE and not _finite(line, left)
        return [rest] if told else [left, rest]
    if not has_quote(line, left) and line.low[left[0]] in PHRASE and not _finite(line, left):
        return []
    if cue.opener in ("that", "quote", "other") and not has_quote(line, left):
        return []
    return [left]


def after(line: Line, cue: Cue, sentence: Range, later: list[Cue]) -> list[Range]:
    """Return the content after a cue."""
    if cue.opener in ("comma", "none", "other"):
        return []
    stop = content_end(line, cue, sentence, later)
    body = cue.body
    if cue.opener == "quote":
        while body < stop and line.quoted[body] is None:
            body += 1
        alone = _alone(line, body, stop) or not cue.frames & {"c", "q"}
        return [(body, body + 1 if alone else max(stop, body + 1))]
    if line.low[body] == ":":
        body += 1
    return [(body, stop)] if stop > body else []


def content_end(line: Line, cue: Cue, sentence: Range, later: list[Cue]) -> int:
    """Return where content to the right of ``cue`` ends: with the sentence, or where something else takes
    over."""
    end = sentence[1]
    starts = {one.clause: one for one in later if one.clause > cue.body}
    brief = (
        _in_subordinate(line, cue, sentence)
        or _relative(line, cue)
        or cue.opener in ("noun", "denial", "label")
    )
    at = cue.body
    while at < end:
        at = _over_brackets(line, at, end)
        low, quoted = line.low[at], line.quoted[at]
        if low in (";", "(", ")"):
            return at
        if low == "," or line.has(at, DASH) or (quoted is not None and line.text[at].endswith(",")):
            cut = at + 1 if quoted is not None else at
            if at + 1 < end and cut > cue.body and _takes_over(line, at, starts, brief):
                return cut
        elif _other_begins(line, at, end, cue, starts):
            return (
                _before_time(line, cue.body, at) if line.has(at, WHEN) else _before_joint(line, cue.body, at)
            )
        at += 1
    return end


def _before_time(line: Line, body: int, at: int) -> int:
    """Return where a time with its prepositions begins that item ``at`` goes on ("late on | Friday")."""
    while at > body + 1 and (line.has(at - 1, TIMELY) or line.low[at - 1] in BEFORE_TIME):
        at -= 1
    return at


def _before_joint(line: Line, body: int, at: int) -> int:
    """Return where the words begin that open what comes at item ``at`` ("for | which", "even | though")."""
    relative = line.low[at] in RELATIVE
    while at > body + 1 and (line.low[at - 1] in EVEN or (relative and line.has(at - 1, PREPOSITION))):
        at -= 1
    return at


def _over_brackets(line: Line, at: int, end: int) -> int:
    """Return the item behind brackets that open at ``at``, if the sentence needs what comes there, else
    ``at``.

    "the ferries (and boats) leak" goes on; an aside with a verb, before a comma, is the reporter's.
    """
    if line.low[at] != "(":
        return at
    closing = next((stop for stop in range(at + 1, min(end, at + BRACKETS)) if line.low[stop] == ")"), end)
    after = closing + 1
    if after >= end or line.has(after, TERMINAL) or line.low[after] in (";", "("):
        return at
    ends = line.low[after] == "," or line.has(after, COORDINATOR)
    return at if ends and _finite(line, (at, closing)) else after


def _other_begins(line: Line, at: int, end: int, cue: Cue, starts: dict[int, Cue]) -> bool:
    """Return whether item ``at``, a word, is the first that is not content of ``cue`` any more.

    ``starts`` has the cues behind it by where their attribution begins.
    """
    low = line.low[at]
    if at in starts and starts[at].according:
        return not line.has(at - 1, THAT)
    if low in JOINS and at + 1 in starts and starts[at + 1].kind != "will":
        return line.low[cue.body] not in SUBORDINATE or _finite(line, (cue.body, at))
    if low in JOINS and cue.opener in ("label", "quote", "noun") and at + 1 < end:
        return line.quoted[at - 1] is not None and _new_verb(line, at + 1)
    if (
        cue.opener not in PHRASAL
        or at == cue.body
        or (cue.opener == "denial" and _holds_clause(line, cue.body, at))
    ):
        return False
    timed = low in NOUN_ENDS and not (low in MONTH and line.text[at].islower())  # "that may fail"
    if timed and (_is_ahead(line, at) if low in TIME else line.low[at - 1] in HOLDS):
        return False
    return timed or (low in MEANS and at + 1 < len(line) and line.has(at + 1, ING))


def _is_ahead(line: Line, at: int) -> bool:
    """Return whether the time at item ``at`` is one to come, which is told and not when it was told ("growth
    in the coming | year", "floods over the next two | weeks", "the run-up to | Monday's vote")."""
    first = at - 1
    if line.has(first, TO):
        return at + 1 < len(line) and line.has(at + 1, GENITIVE)
    while first > 0 and (line.has(first, DETERMINER) or line.low[first].isdigit()):
        first -= 1
    return line.low[first] in AHEAD


def _holds_clause(line: Line, body: int, at: int) -> bool:
    """Return whether "that" stands between the two items ("claims that he paid on Friday")."""
    return any(line.has(item, THAT) for item in range(body, at))


def _new_verb(line: Line, at: int) -> bool:
    """Return whether another verb of the same subject begins ("called it "a gift" and left")."""
    while at < len(line) and line.has(at, ADVERB):
        at += 1
    return at < len(line) and line.has(at, VERB)


def _takes_over(line: Line, at: int, starts: dict[int, Cue], brief: bool) -> bool:
    """Return whether the content ends with the comma or dash at item ``at``."""
    after = line.low[at + 1]
    cue = starts.get(at + 1)
    if cue is not None and (cue.shared or cue.opener in ("comma", "none", "quote")):
        return True
    if line.has(at, DASH):
        return False
    if brief:
        return True
    if line.quoted[at] is not None and (after in CIRCUMSTANCE | RELATIVE | ARTICLE or line.has(at + 1, ING)):
        return True
    if after in CONTRASTS:
        near = next((starts[place] for place in range(at + 2, at + 5) if place in starts), None)
        return near is not None and not near.according
    return False


def _relative(line: Line, cue: Cue) -> bool:
    """Return whether the cue stands in a clause between commas ("Klein, who said ..., left"; "the pier, which
    Klein said ..., left")."""
    at = cue.subject[0] if cue.subject is not None else 0
    if at > 1 and line.low[at - 1] in RELATIVE:
        at -= 1
    return at > 0 and line.low[at] in RELATIVE and line.low[at - 1] == ","


def _in_subordinate(line: Line, cue: Cue, sentence: Range) -> bool:
    """Return whether the cue stands in a clause that opens the sentence ("While Klein said ..., the
    ministry ...")."""
    before = cue.clause - 1
    return before >= sentence[0] and before - sentence[0] <= 1 and line.low[before] in SUBORDINATE


def _alone(line: Line, at: int, stop: int) -> bool:
    """Return whether the quotation at item ``at`` is all that was said, whatever comes after it in the
    sentence."""
    if at + 1 >= stop:
        return True
    after = line.low[at + 1]
    if after in JOINS and at + 2 < stop:
        return line.has(at + 2, VERB)
    whole = (
        line.text[at][-1] in "!?."
        or after in CIRCUMSTANCE | RELATIVE
        or line.has(at + 1, DASH)
        or after == "("
    )
    return whole and line.quoted[at + 1] is None


def _left(line: Line, cue: Cue, floor: int) -> Range | None:
    """Return the content that ends right before the attribution, or None."""
    at = cue.clause
    if at <= floor:
        return None
    before = at - 1
    low = line.low[before]
    if low in ECHO and before - 1 > floor and line.low[before - 1] == ",":
        return floor, before - 1
    if line.quoted[before] is not None or low in (",", "?", "!") or line.has(before, DASH):
        return floor, at
    return None


def _echoes(line: Line, cue: Cue, begin: int) -> bool:
    """Return whether the attribution stands before a comma and its content ("As Klein said, ...")."""
    opening = cue.clause - 1 == begin and line.low[begin] in ECHO
    return opening and "c" in cue.frames and _finite(line, (cue.body, len(line)))


def _after_colon(line: Line, left: Range) -> Range:
    """Return the content without what announces a quotation at its end ("... is no mystery: "I love
    it,"")."""
    last = left[1] - 1
    while last > left[0] and line.quoted[last] is None and not line.has(last, WORD):
        last -= 1
    announced = (
        last - 1 > left[0]
        and line.quoted[last] is not None
        and (line.low[last - 1] in (":", "(") or line.has(last - 1, DASH))
    )
    return (last, left[1]) if announced else left


def _goes_on(line: Line, cue: Cue, left: Range, end: int) -> bool:
    """Return whether the words after "..., he said," belong to what he said."""
    first = _rest(line, cue, end)
    if first >= end or end - first < 2 or all_quotes(line, left):
        return False
    low = line.low[first]
    if low in GOES_ON or line.has(first, VERB):
        return not cue.inverted or not _finite(line, left)
    if low in CIRCUMSTANCE or low in RELATIVE or line.has(first, ING):
        return False
    if _awaits(line, left) and not cue.inverted:
        return True
    return not _finite(line, left) and (not cue.inverted or _finite(line, (first, end)))


def _rest(line: Line, cue: Cue, end: int) -> int:
    """Return where the sentence goes on behind "..., said Klein," and what he is ("a man who is ill,")."""
    first = cue.body + 1
    if not cue.inverted:
        return first
    closing = next((at for at in range(first, end) if line.low[at] == ","), end)
    told = closing + 2 < end and any(line.has(at, NOUN) for at in range(first, closing))
    whole = next((at for at in range(first, closing) if line.low[at] in RELATIVE), closing)
    return closing + 1 if told and not _finite(line, (first, whole)) else first


def _around(line: Line, cue: Cue, sentence: Range, floor: int, later: list[Cue]) -> list[Range]:
    """Return the content of an according-to cue: after it, around it or before it."""
    at = cue.clause
    stop = content_end(line, cue, sentence, later)
    ahead = [item for item in range(floor, at) if line.has(item, WORD) or line.quoted[item] is not None]
    if not ahead or (len(ahead) == 1 and line.low[ahead[0]] in LEADS_IN):
        after = cue.body
        while after < stop and not (line.low[after] in (",", ":") or line.quoted[after] or cue.bare):
            after += 1
        if after < stop and line.low[after] == ":":
            return [(after + 1, stop)] if after + 1 < stop else []
        name = phrase_names.apposed(line, cue.subject) if cue.subject is not None else None
        if name is not None and name[1] < stop and line.low[name[1]] == ",":
            after = name[1]  # "According to the mayor, Ann Roe, the wall leaks"
        while after < stop and line.low[after] == ",":
            after = _behind_apposition(line, after, stop) or after + 1
        if floor > sentence[0] and not _finite(line, (after, stop)) and not has_quote(line, (after, stop)):
            return []  # "..., Keller said, according to Klein, mayor of Odense": what he is
        return [(after, stop)] if after < stop else []
    left = (floor, at)
    if (
        floor > sentence[0]
        and line.low[ahead[0]] in PHRASE
        and not _finite(line, left)
        and not has_quote(line, left)
    ):
        return []  # "..., Klein said on Monday, according to Keller": it is told when he did
    parts = [left]
    after = cue.body
    if rest := _behind_joint(line, cue, after, stop):
        return rest
    if after + 3 < stop and line.low[after] == ",":
        low = line.low[after + 1]
        apposed = low in ARTICLE and not _finite(line, (after + 1, stop))
        whole = apposed or _finite(line, left) or has_quote(line, left)
        if low in JOINS or line.has(after + 1, VERB) or not whole or (not apposed and _awaits(line, left)):
            parts.append((after + 1, stop))
    return parts


def _behind_joint(line: Line, cue: Cue, body: int, stop: int) -> list[Range]:
    """Return what is said by who stands behind a conjunction or a relative, set apart: only what follows.

    "He left because, according to Klein, the wall leaks"; "... fear that, Klein said, the wall leaks"; of "a
    wall which - Klein says - leaks" it is "which" and "leaks". Nothing if an attribution stands elsewhere.
    """
    apart = line.low[cue.clause - 1] == "," or line.has(cue.clause - 1, DASH)
    if apart != (body < stop and (line.low[body] == "," or line.has(body, DASH))) or not (
        apart or cue.according
    ):
        return []
    at, first = cue.clause - 1 - apart, body + apart
    if at <= 0 or first >= stop:
        return []
    that = line.has(at, THAT) and not line.has(at - 1, PREPOSITION | SUBORDINATOR)
    # what has the subject before it goes on: "and, Klein said, will stay open"; "That, he said, is it"
    if line.has(first, VERB | AUXILIARY):
        alone = that or (line.low[at] in RELATIVE and not line.has(at - 1, PREPOSITION))
        return [(at, at + 1), (first, stop)] if alone else []
    joint = that or line.low[at] in SUBORDINATE | CONJUNCTION | RELATIVE
    return [(first, stop)] if joint and line.low[first] not in JOINS else []


def _awaits(line: Line, left: Range) -> bool:
    """Return whether words end with an auxiliary, whose verb is still to come ("The pier was, Klein said,
    closed")."""
    last = left[1] - 1
    while last > left[0] and not line.has(last, WORD):
        last -= 1
    return line.has(last, AUXILIARY | BE)


def _behind_apposition(line: Line, comma: int, stop: int) -> int | None:
    """Return the comma behind what is told of a source ("Keller, who built it, ..."); None if nothing is."""
    first = comma + 1
    closing = next((at for at in range(first, stop) if line.low[at] == ","), stop)
    if closing + 2 >= stop:
        return None
    told = line.has(first, WHO) or line.low[first][0].isdigit()
    if not told and not _finite(line, (first, closing)) and not _apart(line, closing, stop):
        named = line.capital(comma - 1)
        told = named and any(line.has(at, NOUN) for at in range(first, min(first + 4, closing)))
    return closing if told and _finite(line, (closing, stop)) else None


def _apart(line: Line, comma: int, stop: int) -> bool:
    """Return whether a name and a comma come next, which own what is before them ("the mayor, Roe,")."""
    at = comma + 1
    while at < stop and line.capital(at):
        at += 1
    return comma + 1 < at < stop and line.low[at] == ","


def has_quote(line: Line, span: Range) -> bool:
    """Return whether a quotation is among the items."""
    return any(line.quoted[at] is not None for at in range(*span))


def all_quotes(line: Line, span: Range) -> bool:
    """Return whether the items are quotations and nothing but signs and "and" between them."""
    return has_quote(line, span) and not any(
        line.has(at, WORD) and line.low[at] not in CONJUNCTION for at in range(*span)
    )


def _finite(line: Line, span: Range) -> bool:
    return any(line.has(at, VERB) for at in range(*span))
