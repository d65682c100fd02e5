"""Openers: what follows a cue - the person spoken to, times and places, then the content, and how it
opens."""

from typing import Literal

from slugline.quotes import times
from slugline.quotes.paragraph import Line
from slugline.reading import tags
from slugline.reading.tags import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
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
    REPORTS,
    SPEAKS,
    SUBORDINATOR,
    TERMINAL,
    THAT,
    VERB,
    WALL,
    WHEN,
    WORD,
)

Opener = Literal[
    "quote",
    "that",
    "clause",
    "question",
    "to",
    "preposition",
    "noun",
    "denial",
    "label",
    "comma",
    "none",
    "other",
]

OCCASION = FUNCTION["occasion"]
OCCASIONAL = FUNCTION["occasional"]
CLAIMED = FUNCTION["claimed"]
NEGATION = FUNCTION["negation"]
OBJECT = FUNCTION["object"]
QUESTION = FUNCTION["question"]
THERE = FUNCTION["there"]
CONTRACTED = FUNCTION["contracted"]
THAT_IS = FUNCTION["behind that"]
NO_ADDRESSEE = FUNCTION["no addressee"] | QUESTION | {",", ":"}
CONDITION = FUNCTION["condition"]
NAMES_PLACE = FUNCTION["within an addressee"]
BEFORE_TIME = FUNCTION["before a time"]
WITHIN_SUBJECT = FUNCTION["within a subject"]
ENDS_CLAUSE = FUNCTION["ends a clause"] | {";"}
NO_STATEMENT = FUNCTION["no statement"]
TOLD_OF = FUNCTION["of what is told"]
DEFINITE = FUNCTION["definite"]
WORDLESS = FUNCTION["said without words"]
TOLD = FUNCTION["told thing"]
CLAIMS = FUNCTION["deniable"]
GUILT = FUNCTION["guilt"]
OF = FUNCTION["within a speaker"]
HEARS = NOUN | ENDS_IN_S
NO_VERB = DETERMINER | CAPITAL | PREPOSITION | WHEN | SPEAKS
NO_HEARER = (
    DETERMINER | SPEAKS | PREPOSITION | COORDINATOR | SUBORDINATOR | WALL | VERB | AUXILIARY | WHEN | ADVERB
)
PLACE = FUNCTION["before a place"]
DATED = PLACE | FUNCTION["before a time phrase"]
LONGEST_PLACE = 4
"""How many words a place may have, the preposition among them."""
INSERTED = 9
"""How many items an insertion between the verb and its content may have."""
FAR = 24
"""How many items after the verb the content may begin."""


def after(line: Line, at: int, end: int, verb: tags.Verb, alone: bool) -> tuple[int, int, Opener]:
    """Return (end of the cue's words, where the content begins, what opens it) for a cue before its content.

    ``alone`` says that nothing before the cue can be its content.
    """
    first = at
    if "a" in verb.frames or "o" in verb.frames:
        at = _addressee(line, at, end, verb)
    last = at
    while last > first and (line.has(last - 1, WHEN) or line.has(last - 1, PREPOSITION)):
        last -= 1
    at = _adverbials(line, at, end, verb)
    opener = _opener(line, at, end, verb)
    if opener == "comma":
        closing = _closed_insert(line, at, end)
        if closing is not None:
            at = closing
            opener = _opener(line, at, end, verb)
        elif alone and at + 1 < end and line.low[at - 1].isdigit() and _day_end(line, last, end) == at:
            at += 1  # "said on June 6, 2019, the wall leaks"
            opener = _opener(line, at, end, verb)
        elif alone and "c" in verb.frames and at > last and _fronted(line, at, end):
            return last, last, "clause"
        elif alone and "c" in verb.frames and at == first:
            return _behind_comma(line, at, end)
    return last, at, opener


def behind(line: Line, at: int, end: int, verb: tags.Verb) -> tuple[int, Opener]:
    """Return where content behind the speaker of a passive begins, and what opens it."""
    at = _adverbials(line, at, end, verb)
    return at, _opener(line, at, end, verb)


def circumstance(line: Line, at: int, opener: Opener) -> bool:
    """Return whether what stands behind the verb tells how or when it was said ("..., said citing the mayor",
    "..., he said after a vote in Lund")."""
    if opener == "clause":
        return line.has(at, ING | SUBORDINATOR) and not line.capital(at)
    return opener == "other" and line.has(at, PREPOSITION) and not line.capital(at)


def _behind_comma(line: Line, comma: int, end: int) -> tuple[int, int, Opener]:
    """Return what ``after`` does for a comma right behind the verb and nothing said before it.

    Content begins there with "that" ("added, that it leaks") or with a condition ("said, if asked, he ...").
    """
    if comma + 1 < end and line.has(comma + 1, THAT):
        return comma, comma + 1, "that"
    closing = next((at for at in range(comma + 1, min(end, comma + INSERTED)) if line.low[at] == ","), end)
    if closing + 2 < end and not line.has(comma + 1, ING) and _clause(line, closing + 1, end):
        timed = any(line.has(at, WHEN) for at in range(comma + 1, closing))
        return comma, (closing if timed else comma) + 1, "clause"
    return comma, comma, "comma"


def _fronted(line: Line, at: int, end: int) -> bool:
    """Return whether the comma at ``at`` closes an adverb that begins the content ("says too often, that
    fails")."""
    if at + 2 >= end or line.has(at + 1, VERB):
        return False
    if line.has(at + 1, THAT) and line.low[at + 2] in THAT_IS:
        return True
    return not line.has(at + 1, ING | WALL | PREPOSITION | COORDINATOR)


def _addressee(line: Line, at: int, end: int, verb: tags.Verb) -> int:
    """Return the item after the person spoken to."""
    if at < end and line.low[at] in OBJECT:
        return at + 1
    if at >= end or line.low[at] in NO_ADDRESSEE or line.has(at, PREPOSITION):
        return at
    stop = at
    while stop < min(end, at + FAR):
        low = line.low[stop]
        if (
            line.has(stop, THAT)
            or line.quoted[stop] is not None
            or low in (":", ",")
            or (low == "to" and "o" in verb.frames)
        ):
            if low == "," and not (stop + 1 < end and line.quoted[stop + 1] is not None):
                if _ing_follows(line, stop):
                    break
                stop += 1
                continue
            return stop - (line.low[stop - 1] in NEGATION)
        if line.has(stop, TERMINAL) or (line.has(stop, VERB) and stop > at):
            break
        stop += 1
    return _one_phrase(line, at, end) if "a" in verb.frames else at


def _ing_follows(line: Line, at: int) -> bool:
    return at + 1 < len(line) and (line.has(at + 1, ING | WALL))


def _one_phrase(line: Line, at: int, end: int) -> int:
    """Return the item after a short noun phrase: "reporters", "the Associated Press", "a radio station"."""
    begin = at
    while at < end and line.has(at, DETERMINER):
        at += 1
    if at < end and line.capital(at):
        while at < end and line.capital(at):
            at += 1
        if at < end and line.has(at, GENITIVE):
            return _one_phrase(line, at + 1, end)
        return _plain_words(line, at, end)
    stop = _plain_words(line, at, end) if at > begin else at
    if stop == at:
        stop = next((here + 1 for here in range(at, min(end, at + 4)) if line.has(here, HEARS)), begin)
        while begin < stop < end - 1 and line.has(stop, NOUN) and not line.has(stop - 1, PEOPLE):
            if line.has(stop + 1, VERB):
                break
            stop += 1
    if stop > begin and stop + 1 < end and line.low[stop] in NAMES_PLACE:
        further = _one_phrase(line, stop + 1, end)
        closed = further < end and line.has(further, TERMINAL)
        return further if further > stop + 1 and not closed else stop
    return stop


def _plain_words(line: Line, at: int, end: int) -> int:
    """Return the item behind the words up to the next determiner, name or preposition ("a town meeting |
    the pier"); ``at`` if a verb comes there, whose subject they may be."""
    stop = at
    while stop < min(end, at + 5) and line.has(stop, WORD) and not line.has(stop, NO_HEARER | CAPITAL):
        stop += 1
        if line.has(stop - 1, PERSON | PEOPLE):
            break
    if stop < end and line.has(stop, GENITIVE):
        return _one_phrase(line, stop + 1, end)
    return at if stop < end and line.has(stop, VERB) else stop


def _adverbials(line: Line, at: int, end: int, verb: tags.Verb) -> int:
    """Return the item after adverbs, times and places ("on Thursday", "in a statement", "later")."""
    while at < end and line.quoted[at] is None and not _asked(line, at, end, verb):
        low = line.low[at]
        if line.has(at, ADVERB) or (line.has(at, WHEN)):
            at = max(at + 1, times.behind_date(line, at, end))
        elif low in BEFORE_TIME and at + 1 < end and line.has(at + 1, WHEN):
            at += 2
        elif low in DATED and times.behind_date(line, at + 1, end) > at + 1:
            at = times.behind_date(line, at + 1, end)
        elif low in BEFORE_TIME and _time_behind(line, at + 1, end) is not None:
            at = _time_behind(line, at + 1, end) or end
        elif low in PLACE and _place(line, at, end) is not None:
            at = _place(line, at, end) or end
        elif line.has(at, PREPOSITION) and low not in verb.prepositions:
            after = _day_end(line, at, end) or _phrase_end(line, at, end)
            if after is None:
                return at
            at = after
        else:
            break
    return at


def _day_end(line: Line, at: int, end: int) -> int | None:
    """Return the item after a day or date behind the preposition at item ``at`` ("on Thursday", "on June 6,
    2019"); None if none is there, or something owns it ("on Thursday's show")."""
    stop = at + 1
    while stop < end and line.has(stop, WHEN):
        stop = max(stop + 1, times.behind_date(line, stop, end))
        if stop + 1 < end and line.low[stop] == "," and times.behind_date(line, stop + 1, end) > stop + 1:
            stop += 1  # "on Thursday, June 6"
    return stop if at + 1 < stop < end and not line.has(stop, GENITIVE) else None


def _time_behind(line: Line, at: int, end: int) -> int | None:
    """Return the item after a phrase of time at item ``at`` ("late | on Sunday"); None if none is there."""
    if at >= end or not line.has(at, PREPOSITION):
        return None
    dated = times.behind_date(line, at + 1, end)
    if dated > at + 1:
        return dated
    after = _phrase_end(line, at, end)
    if after is None or not any(line.has(item, WHEN) for item in range(at, after)):
        return None
    return after


def _place(line: Line, at: int, end: int) -> int | None:
    """Return the item after a place that ends the attribution or has a time behind it ("in Lund on Friday");
    None if content follows or no name stands there."""
    after = at + 1
    while after < end and line.capital(after) and not line.has(after, WHEN):
        after += 1
    if after == at + 1 or after - at > LONGEST_PLACE:
        return None
    if after >= end or line.has(after, TERMINAL | WHEN) or _time_behind(line, after, end) is not None:
        return after
    timed = line.low[after] in BEFORE_TIME and after + 1 < end
    told = timed and (line.has(after + 1, WHEN) or _time_behind(line, after + 1, end) is not None)
    return after if told else None


def _phrase_end(line: Line, at: int, end: int) -> int | None:
    """Return the item after a prepositional phrase between a cue and its content; None if it belongs to
    the content."""
    for stop in range(at + 1, min(end, at + FAR)):
        if line.has(stop, THAT):
            if not line.has(stop - 1, PREPOSITION):
                return None if line.low[stop - 1] in CLAIMED else stop
        elif line.has(stop, QUOTED):
            return None if line.has(stop - 1, DETERMINER) else stop
        elif line.low[stop] in (",", ":"):
            return stop
        elif line.has(stop, TERMINAL | VERB):
            break
    return _short_phrase(line, at, end)


def _short_phrase(line: Line, at: int, end: int) -> int | None:
    """Return the item after a phrase of time or occasion ("in a statement", "on Feb. 3"), which nothing
    closes."""
    for stop in range(at + 1, min(end, at + 6)):
        low = line.low[stop]
        if line.has(stop, WHEN | DOCUMENT | DOCUMENTS) or low in OCCASION:
            following = min(stop + 1, end - 1)
            if line.low[following] in OCCASION and following > stop:  # "a TV interview"
                continue
            if not line.low[following][0].isdigit() or stop + 1 >= end:
                return stop + 1
        elif not line.has(stop, DETERMINER) and low not in OCCASIONAL:
            break
    return None


def _opener(line: Line, at: int, end: int, verb: tags.Verb) -> Opener:
    """Return what stands at item ``at``, seen from the verb."""
    if at >= end:
        return "none"
    low = line.low[at]
    if line.quoted[at] is not None or (
        low in (":", ",") and at + 1 < end and line.quoted[at + 1] is not None
    ):
        return "quote"
    if low == ":":
        return "clause"
    if line.has(at, THAT):
        return "that"
    if line.has(at, TERMINAL | DASH) or low in (";", ")"):
        return "none"
    if "d" in verb.frames and _deniable(line, at, end):
        return "denial"
    if low == ",":
        return "comma"
    if _infinitive(line, at, end, verb):
        return "to"
    if low in verb.prepositions:
        return "preposition"
    if (low in QUESTION and low not in CONDITION) or (low in QUESTION and "w" in verb.frames):
        return "question"
    if "z" in verb.frames and low != "to" and _stated(line, at, end):
        return "clause"
    if "c" in verb.frames and not line.has(at, PREPOSITION) and _clause(line, at, end):
        return "clause"
    if "l" in verb.frames and any(line.quoted[stop] is not None for stop in range(at, min(end, at + FAR))):
        return "label"
    if verb.frames.keys() & {"n", "s"} and not line.has(at, PREPOSITION | COORDINATOR | SUBORDINATOR):
        return "noun"
    return "other"


def _infinitive(line: Line, at: int, end: int, verb: tags.Verb) -> bool:
    """Return whether an infinitive begins at item ``at`` that tells what the verb asks for or announces."""
    if line.low[at] in NEGATION and at + 1 < end:
        at += 1
    takes = line.low[at] == "to" and not verb.frames.keys().isdisjoint(("t", "o"))
    return takes and at + 1 < end and not line.has(at + 1, NO_VERB)


def _asked(line: Line, at: int, end: int, verb: tags.Verb) -> bool:
    """Return whether an infinitive begins at item ``at`` that is not in marks ("vowed to "fight"")."""
    return _infinitive(line, at, end, verb) and line.quoted[at + 1] is None


def _stated(line: Line, at: int, end: int) -> bool:
    """Return whether what stands behind "said" is a clause, not "nothing", "so" or "about the fire"."""
    told_of = line.low[at] in TOLD_OF and line.low[min(at + 1, end - 1)] in DEFINITE
    if told_of or _wordless(line, at, end):
        return False
    if line.low[at] in NO_STATEMENT:
        stop = next((here for here in range(at + 1, end) if line.has(here, WALL | SUBORDINATOR)), end)
        return any(line.has(here, AUXILIARY) for here in range(at + 1, stop))
    return not line.has(at, PREPOSITION) or _finite(line, at, end)


def _wordless(line: Line, at: int, end: int) -> bool:
    """Return whether what is said has no words that anybody is told ("said a prayer for Klein")."""
    while at < end and line.has(at, DETERMINER | POSSESSIVE):
        at += 1
    return at < end and line.low[at] in WORDLESS and not _clause(line, at, end)


def _deniable(line: Line, at: int, end: int) -> bool:
    """Return whether what begins at item ``at`` can be denied: a deed, guilt, or a claim and what it says."""
    if line.has(at, ING) and not line.capital(at):
        return True
    stop = _claim(line, at, end)
    if stop is None or line.low[stop] in GUILT:
        return stop is not None
    return stop + 1 < end and (line.has(stop + 1, THAT) or line.low[stop + 1] in OF)


def _claim(line: Line, at: int, end: int) -> int | None:
    """Return the item that is the head of what can be denied, a claim or guilt, if one begins at ``at``."""
    for stop in range(at, min(end, at + 5)):
        if line.low[stop] in GUILT or line.low[stop] in CLAIMS:
            return stop
        if line.quoted[stop] is None and line.has(stop, WALL | PREPOSITION | VERB):
            return None
    return None


def tells_a_thing(line: Line, at: int, end: int) -> bool:
    """Return whether something is told, and to nobody ("told the story of the fire")."""
    while at < end and line.has(at, DETERMINER):
        at += 1
    return any(line.low[stop] in TOLD for stop in range(at, min(end, at + 2)))


def _clause(line: Line, at: int, end: int) -> bool:
    """Return whether a clause begins at item ``at``: a short noun phrase and right after it a finite verb."""
    begin = at
    if line.has(at, SPEAKS):
        return at + 1 < end and (line.has(at + 1, VERB | ADVERB) or line.low[at + 1] in CONTRACTED)
    if line.low[at] in OBJECT and not line.has(at, DETERMINER):
        return any(line.quoted[stop] is not None for stop in range(at + 1, min(end, at + 4)))
    while at < min(end, begin + 9):
        low = line.low[at]
        if line.quoted[at] is not None:
            return at > begin
        if line.has(at, WALL | COORDINATOR):
            return False
        if at > begin and line.has(at, VERB):
            return not line.has(at, ED) or not line.has(at - 1, NOUN)
        if line.has(at, PREPOSITION) and low not in WITHIN_SUBJECT:
            return False
        at += 1
    return False


def _finite(line: Line, at: int, end: int) -> bool:
    """Return whether a finite verb comes soon after item ``at``, before the clause can end."""
    for stop in range(at + 1, min(end, at + FAR)):
        low = line.low[stop]
        if line.has(stop, TERMINAL) or low in ENDS_CLAUSE:
            return False
        if line.has(stop, VERB):
            return True
    return line.has(at, SPEAKS)


def _closed_insert(line: Line, at: int, end: int) -> int | None:
    """Return the item after an insertion between commas that "that" or a quotation follows (", in March,
    that ...")."""
    reports = False
    for stop in range(at + 1, min(end, at + FAR)):
        if line.low[stop] == "," and stop + 1 < end:
            follows = line.has(stop + 1, THAT) or (line.quoted[stop + 1] is not None and not reports)
            return stop + 1 if follows else None
        if line.has(stop, TERMINAL | QUOTED):
            return None
        if line.has(stop, REPORTS):
            if line.capital(stop - 1) or line.has(stop - 1, SPEAKS | NOUN):
                return None
            reports = True
    return None
