"""Openers: what follows a cue - the person spoken to, times and places, then the content, and how it
opens."""

from typing import Literal

from slugline.quotes import wordclass, words
from slugline.quotes.paragraph import TERMINAL, Line
from slugline.quotes.wordclass import COORDINATOR, DETERMINER, PREPOSITION, is_when

Opener = Literal[
    "quote", "that", "clause", "question", "to", "preposition", "noun", "label", "comma", "none", "other"
]

OCCASION = wordclass.FUNCTION["occasion"]
OCCASIONAL = wordclass.FUNCTION["occasional"]
CLAIMED = wordclass.FUNCTION["claimed"]
OBJECT = wordclass.FUNCTION["object"]
QUESTION = wordclass.FUNCTION["question"]
FAR = 24
"""How many items after the verb the content may begin."""


def after(line: Line, at: int, end: int, verb: words.Verb, alone: bool) -> tuple[int, int, Opener]:
    """Return (end of the cue's words, where the content begins, what opens it) for a cue before its content.

    ``alone`` says that nothing before the cue can be its content.
    """
    first = at
    if "a" in verb.frames or "o" in verb.frames:
        at = _addressee(line, at, end, verb)
    last = at
    while last > first and (is_when(line, last - 1) or line.low[last - 1] in PREPOSITION):
        last -= 1
    at = _adverbials(line, at, end, verb)
    opener = _opener(line, at, end, verb)
    if opener == "comma":
        closing = _closed_insert(line, at, end)
        if closing is not None:
            at = closing
            opener = _opener(line, at, end, verb)
        elif alone and "c" in verb.frames and at > last and _fronted(line, at, end):
            return last, last, "clause"
    return last, at, opener


def _fronted(line: Line, at: int, end: int) -> bool:
    """Return whether the comma at ``at`` closes an adverb that begins the content ("says too often, that
    fails")."""
    if at + 2 >= end or wordclass.is_verb_form(line, at + 1):
        return False
    low = line.low[at + 1]
    if low == "that" and line.low[at + 2] in ("'s", "is", "was"):
        return True
    return not low.endswith("ing") and low not in wordclass.WALL | PREPOSITION | COORDINATOR


def _addressee(line: Line, at: int, end: int, verb: words.Verb) -> int:
    """Return the item after the person spoken to."""
    if at < end and line.low[at] in OBJECT:
        return at + 1
    if at >= end or line.quoted[at] is not None or line.low[at] in ("that", ",", ":", "to"):
        return at
    stop = at
    while stop < min(end, at + FAR):
        low = line.low[stop]
        if (
            low == "that"
            or line.quoted[stop] is not None
            or low in (":", ",")
            or (low == "to" and "o" in verb.frames)
        ):
            if low == "," and not (stop + 1 < end and line.quoted[stop + 1] is not None):
                if _ing_follows(line, stop):
                    break
                stop += 1
                continue
            return stop
        if low in TERMINAL or (wordclass.is_verb_form(line, stop) and stop > at):
            break
        stop += 1
    return _one_phrase(line, at, end) if "a" in verb.frames else at


def _ing_follows(line: Line, at: int) -> bool:
    return at + 1 < len(line) and (line.low[at + 1].endswith("ing") or line.low[at + 1] in wordclass.WALL)


def _one_phrase(line: Line, at: int, end: int) -> int:
    """Return the item after a short noun phrase: "reporters", "the Associated Press", "a radio station"."""
    begin = at
    while at < end and line.low[at] in DETERMINER:
        at += 1
    if at < end and line.capital(at):
        while at < end and line.capital(at):
            at += 1
        if at < end and line.low[at] == "'s":
            return _one_phrase(line, at + 1, end)
        return at
    for offset in range(at, min(end, at + 4)):
        if line.low[offset] in words.nouns() or line.low[offset].endswith("s"):
            at = offset + 1
            if at + 1 < end and line.low[at] in ("in", "at", "on", "of") and begin < end:
                further = _one_phrase(line, at + 1, end)
                return (
                    further
                    if further > at + 1 and not (further < end and line.low[further] in TERMINAL)
                    else at
                )
            return at
    return begin


def _adverbials(line: Line, at: int, end: int, verb: words.Verb) -> int:
    """Return the item after adverbs, times and places ("on Thursday", "in a statement", "later")."""
    while at < end and line.quoted[at] is None:
        low = line.low[at]
        if wordclass.is_adverb(line, at) or (is_when(line, at)):
            at += 1
        elif (
            low in ("last", "this", "late", "early", "next", "earlier")
            and at + 1 < end
            and is_when(line, at + 1)
        ):
            at += 2
        elif low[0].isdigit() and is_when(line, at - 1):
            at += 1
        elif low in PREPOSITION and low not in verb.prepositions:
            after = _phrase_end(line, at, end)
            if after is None:
                return at
            at = after
        else:
            break
    return at


def _phrase_end(line: Line, at: int, end: int) -> int | None:
    """Return the item after a prepositional phrase between a cue and its content; None if it belongs to
    the content."""
    for stop in range(at + 1, min(end, at + FAR)):
        low = line.low[stop]
        if low == "that":
            if line.low[stop - 1] in PREPOSITION:
                continue
            return None if line.low[stop - 1] in CLAIMED else stop
        if low == ":":
            return stop
        if line.quoted[stop] is not None:
            return stop if line.low[stop - 1] not in DETERMINER else None
        if low == ",":
            return stop
        if low in TERMINAL or wordclass.is_verb_form(line, stop):
            break
    return _short_phrase(line, at, end)


def _short_phrase(line: Line, at: int, end: int) -> int | None:
    """Return the item after a phrase of time or occasion ("in a statement", "on Feb. 3"), which nothing
    closes."""
    for stop in range(at + 1, min(end, at + 6)):
        low = line.low[stop]
        if is_when(line, stop) or words.nouns().get(low) in ("d", "ds") or low in OCCASION:
            following = min(stop + 1, end - 1)
            if not (is_when(line, following) or line.low[following][0].isdigit()) or stop + 1 >= end:
                return stop + 1
        elif low not in DETERMINER and low not in OCCASIONAL:
            break
    return None


def _opener(line: Line, at: int, end: int, verb: words.Verb) -> Opener:
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
    if low == "that":
        return "that"
    if low in TERMINAL or low in (";", ")") or low in wordclass.DASH:
        return "none"
    if low == ",":
        return "comma"
    if low == "to" and ("t" in verb.frames or "o" in verb.frames):
        return "to"
    if low in verb.prepositions:
        return "preposition"
    if (low in QUESTION and low not in ("if", "when", "who", "where")) or (
        low in QUESTION and "w" in verb.frames
    ):
        return "question"
    if "z" in verb.frames and (low not in PREPOSITION or _finite(line, at, end)) and low != "to":
        return "clause"
    if "c" in verb.frames and low not in PREPOSITION and _clause(line, at, end):
        return "clause"
    if "l" in verb.frames and any(line.quoted[stop] is not None for stop in range(at, min(end, at + FAR))):
        return "label"
    if (
        "n" in verb.frames
        and low not in PREPOSITION
        and low not in COORDINATOR
        and low not in wordclass.SUBORDINATOR
    ):
        return "noun"
    return "other"


def _clause(line: Line, at: int, end: int) -> bool:
    """Return whether a clause begins at item ``at``: a short noun phrase and right after it a finite verb."""
    begin = at
    if line.low[at] in wordclass.SPEAKS or line.low[at] == "there":
        return at + 1 < end and (
            wordclass.is_verb_form(line, at + 1)
            or line.low[at + 1] in ("'s", "'d")
            or wordclass.is_adverb(line, at + 1)
        )
    while at < min(end, begin + 9):
        low = line.low[at]
        if line.quoted[at] is not None:
            return at > begin
        if low in wordclass.WALL or low in COORDINATOR or low == "to":
            return False
        if at > begin and wordclass.is_verb_form(line, at):
            return (
                low in wordclass.AUXILIARY or not low.endswith("ed") or line.low[at - 1] not in words.nouns()
            )
        if low in PREPOSITION and low not in ("of", "in", "for", "at", "on"):
            return False
        at += 1
    return False


def _finite(line: Line, at: int, end: int) -> bool:
    """Return whether a finite verb comes soon after item ``at``, before the clause can end."""
    for stop in range(at + 1, min(end, at + FAR)):
        low = line.low[stop]
        if low in TERMINAL or low in (";", "who", "which", "that", "to"):
            return False
        if line.quoted[stop] is None and wordclass.is_verb_form(line, stop):
            return True
        if low.endswith("s") and not line.capital(stop) and line.low[stop - 1] in wordclass.SPEAKS:
            return True
    return line.low[at] in wordclass.SPEAKS


def _closed_insert(line: Line, at: int, end: int) -> int | None:
    """Return the item after an insertion between commas that "that" or a quotation follows (", in March,
    that ...")."""
    for stop in range(at + 1, min(end, at + FAR)):
        low = line.low[stop]
        if low == "," and stop + 1 < end:
            if line.low[stop + 1] == "that" or line.quoted[stop + 1] is not None:
                return stop + 1
            return None
        if low in TERMINAL or line.quoted[stop] is not None or low in words.verb_forms():
            return None
    return None
