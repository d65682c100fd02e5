"""Word classes without a tagger: closed lists, endings, and the word before."""

from slugline.quotes import words
from slugline.quotes.paragraph import TERMINAL, Line

FUNCTION = words.groups("function")
AUXILIARY = FUNCTION["auxiliary"]
ADVERB = FUNCTION["adverb"]
PREPOSITION = FUNCTION["preposition"]
SUBORDINATOR = FUNCTION["subordinator"]
COORDINATOR = FUNCTION["coordinator"]
DETERMINER = FUNCTION["determiner"]
PRONOUN = FUNCTION["pronoun"]
WHEN = FUNCTION["day"] | FUNCTION["month"] | FUNCTION["time"]
DASH = frozenset(("—", "–", "--", "-", "―"))
WALL = SUBORDINATOR | TERMINAL | {",", ";", ":", "(", ")", "[", "]", "•", '"', "/"} | DASH
VERB = FUNCTION["verb"]
POSSESSIVE = frozenset(("'s", "'"))
SPEAKS = frozenset(("he", "she", "they", "it", "we", "i", "you", "who"))
REACH = 60
"""How many items a speaker's description may be long."""


def is_adverb(line: Line, at: int) -> bool:
    """Return whether item ``at`` is an adverb that can stand between a subject and its verb."""
    low = line.low[at]
    return low in ADVERB or (low.endswith("ly") and len(low) > 4 and not line.capital(at))


def is_when(line: Line, at: int) -> bool:
    """Return whether item ``at`` is a word of time; "may", "march" and "sun" only with a capital letter."""
    low = line.low[at]
    return low in WHEN and (low not in ("may", "march", "mar", "sun", "sat", "mon") or line.capital(at))


def is_verb_form(line: Line, at: int) -> bool:
    """Return whether item ``at`` looks like a finite verb: an auxiliary, or a lower-case form that is not
    a noun here."""
    low = line.low[at]
    if low in AUXILIARY:
        return low != "'s"
    if line.capital(at) or low in words.nouns():
        return False
    if low in VERB:
        return not noun_here(line, at)
    if low in words.verb_forms():
        return not low.endswith("ing") and not noun_here(line, at)
    return low.endswith("ed") and len(low) > 4 and not noun_here(line, at)


def noun_here(line: Line, at: int) -> bool:
    """Return whether the word before item ``at`` makes it a noun or an adjective ("the claims", "his
    call")."""
    if at == 0:
        return False
    before = line.low[at - 1]
    if before in (
        "that",
        "this",
        "these",
        "those",
        "both",
        "all",
        "who",
        "each",
        "some",
        "many",
        "most",
        "few",
        "several",
    ):
        return before in ("this", "these", "those") and line.low[at].endswith("s")
    if before in ("another", "other", "one", "two", "three", "four", "five") and not line.low[at].endswith(
        "s"
    ):
        return False
    return before in DETERMINER or before in (
        "'s",
        "'",
        "of",
        "in",
        "for",
        "with",
        "from",
        "at",
        "on",
        "no",
        "new",
        "recent",
    )
