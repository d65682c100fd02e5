"""Lines in which a page speaks to who reads it, in whatever words: offers, calls, notices about the page.

Pages word them anew all the time, so no phrase is looked for. What tells is that words of two kinds meet in a
short line in which nobody is quoted: what readers are asked to do, who is spoken to, what a page is made of.
"""

import re
from itertools import pairwise

from slugline.lang.zone_words import ZoneWords

LONGEST, MOST = 220, 34
"""Code points and words of the longest line that is looked at."""

FEW, SOME = 8, 16
"""Words of a line in which one word of each of two kinds tells, and in which two of the page's do."""

_WORDS = ZoneWords("reader_calls")
ACTS = _WORDS.words("acts")
READERS = _WORDS.words("readers")
SPEAKERS, SPOKEN_TO = _WORDS.words("speakers"), _WORDS.words("spoken_to")
OWNERS = _WORDS.words("owners")
OTHERS = _WORDS.words("others")
_SPELT = _WORDS.words("spelt")
THINGS = _WORDS.words("things")
PAGES = THINGS | _WORDS.words("terms")
"""What pages are made of, and what only their longer lines speak of."""
SHOWN = _WORDS.words("shown")
POINTERS = _WORDS.words("pointers")
SPEECH = re.compile(rf"[\"“”«»‘]|\b{ZoneWords('boilerplate').alternation('speech_verbs')}\b")
_MARKS = "♦◆●▪►■★✓ "
_STOPS = re.compile(r"(?<=[.!?])\s+")
_LATER = re.compile(r"[.?!]\s+([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def is_reader_call(text: str) -> bool:
    """Tell whether ``text`` is a page's call to its readers: "Want more? Get our morning e-mail"."""
    text = text.lstrip(_MARKS) or text
    text = text[1:-1] if text[0] == "(" and text.find(")") == len(text) - 1 > 1 else text
    if len(text) > LONGEST or not text[0].isupper() or SPEECH.search(text):
        return False
    words = spoken(text)
    if not 1 < len(words) <= MOST:
        return False
    spoken_to = not READERS.isdisjoint(words)
    things = sum(map(THINGS.__contains__, words[1:]))
    if words[0] in ACTS and things > 1 and len(words) <= SOME:
        return True
    if not OTHERS.isdisjoint(words):
        return False
    if things and len(words) <= SOME and any(map(_speaks_to, _STOPS.split(text))):
        return True
    if words[0] in ACTS and ((len(words) <= FEW and (spoken_to or things)) or (spoken_to and things)):
        return True
    if (
        len(words) <= SOME
        and not _is_titled(_WORD.findall(text))
        and (_is_offered(words) or _asks_later(text, words))
    ):
        return True
    return len(words) <= SOME - 4 and _points(words) and (spoken_to or text[-1] not in ".!")


def spoken(text: str) -> list[str]:
    """Return the words of a text, in small letters; those that in capitals are a country's are left out."""
    return [
        word.casefold().replace("’", "'")
        for word in _WORD.findall(text)
        if not (word.isupper() and word.casefold() in _SPELT)
    ]


def _asks_later(text: str, words: list[str]) -> bool:
    """Whether a later sentence asks something of who reads: "Facts cost money. Support our newsroom"."""
    starts = (found[1].casefold() in ACTS for found in _LATER.finditer(text))
    return any(starts) and sum(map(THINGS.__contains__, words)) + (not READERS.isdisjoint(words)) > 0


def _is_offered(words: list[str]) -> bool:
    """Whether two of the page's things are there, and who reads or who offers: "your phone", "We ..."."""
    if sum(map(THINGS.__contains__, words)) < 2:
        return False
    owned = any(one in OWNERS and other in THINGS for one, other in pairwise(words))
    return owned or words[0] in READERS or words[0] in POINTERS


def _is_titled(words: list[str]) -> bool:
    return all(word[0].isupper() for word in words if len(word) > 3)


def _speaks_to(sentence: str) -> bool:
    """Whether who speaks and who is spoken to are both in a sentence: "We rely on readers like you"."""
    words = spoken(sentence)
    return not (SPEAKERS.isdisjoint(words) or SPOKEN_TO.isdisjoint(words))


def _points(words: list[str]) -> bool:
    """Whether the line means itself or what stands beside it: "this story"."""
    return any(one in POINTERS and other in SHOWN for one, other in pairwise(words))
