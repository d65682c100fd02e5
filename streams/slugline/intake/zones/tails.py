"""Where a page's own begins below a story: decided over the run of the last blocks, not line by line."""

import re
from collections.abc import Sequence

from slugline.intake.zones.captions import is_caption
from slugline.intake.zones.dateline_heads import AGENCIES
from slugline.intake.zones.endings import is_bio
from slugline.intake.zones.reader_calls import ACTS, OTHERS, PAGES, READERS
from slugline.lang.zone_words import ZoneWords

LONGEST = 300
"""Code points of the longest sentence that may be the page's, for what stands around it."""

MOST = 40
"""Blocks from the end that are looked at."""

_SHORT = 90
"""Code points of a sentence that weighs less for the story."""

CREDIT = 3
"""Words of the longest line that is no caption below a story, but who supplied it: "(AFP)"."""

_LINE, _FURNITURE = 0.5, 1.0
_SENTENCE, _LONG_SENTENCE = -0.75, -1.5

_CLOSING, _STOPS = "\"'”’»)]", (".", "!", "?", "…")
LIST_MARKS = "•‣▪●◦·■►–—*-"
_SPEECH = re.compile(rf"[\"“”«»]|\b{ZoneWords('boilerplate').alternation('speech_verbs')}\b")
_SIGNED = re.compile(r"[.!?][\"”’]?\s(?:[—–-]+\s?)?[A-Z]{2,}(?:[ /][A-Z]{2,}){0,4}$")
"""An agency or initials behind the last sentence."""

_AGENCY_BEHIND = re.compile(r"(?<=[.!?\"”])\s\((?P<who>[A-Z]{2,8})\)$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CALL = 8
"""Words of a call to readers that has one of a page's words."""

_TELLING = re.compile(r"[^\W\d_]{6,}|(?<=[a-z,;:’'] )[A-ZÀ-Þ][^\W\d_]{2,}")
"""Long words, and names: what they share tells that two sentences are of one story."""


def tail(texts: Sequence[str], furniture: Sequence[bool]) -> int:
    """Return the index of the first block of the page's tail; ``len(texts)`` if there is none.

    From the end upwards furniture and lines that are no sentence weigh for the page, sentences against it. A
    sentence that somebody says, that shares a word with the story, or that has none of a page's words ends
    the tail. It begins with furniture below a sentence.
    """
    best, cut, score = 0.0, len(texts), 0.0
    least = max(1, len(texts) - MOST)
    words = [_about(text) for text in texts[least:]]
    above = [
        _about("\n".join(text for text, mark in zip(texts[:least], furniture, strict=False) if not mark))
    ]
    for at in range(least, len(texts) - 1):
        above.append(above[-1] if furniture[at] else above[-1] | words[at - least])
    for at in range(len(texts) - 1, least - 1, -1):
        text = texts[at]
        if furniture[at]:
            score += _FURNITURE
            if score > best:
                best, cut = score, at
            continue
        if is_bio(text):
            score += _LINE
            if score > best:
                best, cut = score, at
            continue
        if not is_sentence(text) or (text[-1] == "?" and len(text) <= _SHORT):
            pictured = len(text.split()) > CREDIT and is_caption(text, None)
            if text[0] in LIST_MARKS or text[0].islower() or _SPEECH.search(text) or pictured:
                break
            score += _LINE
            continue
        if len(text) > LONGEST or _is_the_storys(text, words[at - least], above[at - least]):
            break
        score += _SENTENCE if len(text) <= _SHORT else _LONG_SENTENCE
    above_it = zip(texts[:cut], furniture, strict=False)
    return cut if any(not mark and is_sentence(text) for text, mark in above_it) else len(texts)


def is_sentence(text: str) -> bool:
    """Tell whether ``text`` is long, or ends like a sentence."""
    behind = _AGENCY_BEHIND.search(text)
    bare = text[: behind.start()] if behind and behind["who"].casefold() in AGENCIES else text
    stopped = bare.rstrip(_CLOSING)[-1:] in _STOPS or _SIGNED.search(text[-40:]) is not None
    return len(text) > 160 or (len(text.split()) > 2 and stopped)


def _is_the_storys(text: str, words: frozenset[str], above: frozenset[str]) -> bool:
    said = {word.casefold() for word in _WORD.findall(text)}
    return (
        _SPEECH.search(text) is not None
        or not words.isdisjoint(above)
        or not OTHERS.isdisjoint(said)
        or not _is_of_the_page(text, said)
    )


def _is_of_the_page(text: str, said: set[str]) -> bool:
    """Whether two of a page's words are in it, or it begins with what a reader is asked to do."""
    first = _WORD.search(text)
    asks = first is not None and first[0].casefold() in ACTS and len(text.split()) <= _CALL
    return (
        (asks and bool(PAGES & said))
        or len(PAGES & said) > 1
        or (bool(PAGES & said) and not READERS.isdisjoint(said))
    )


def _about(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _TELLING.findall(text)) - PAGES
