"""How much a line speaks for the page it stands on rather than for a story: evidence, summed.

No word tells anything alone. Each sentence that asks something of who reads, each word of what pages are made
of, "your" and "our", a price by the month add to the sum; somebody who speaks, a day of the week, people that
"he" or "they" stand for take from it. How much is enough depends on what stands around the line.
"""

import re
from itertools import pairwise

from slugline.intake.zones.reader_calls import (
    ACTS,
    OTHERS,
    OWNERS,
    PAGES,
    POINTERS,
    READERS,
    SHOWN,
    SPEAKERS,
    SPEECH,
    SPOKEN_TO,
    spoken,
)
from slugline.lang.zone_words import ZoneWords

LONGEST, _LONG_LINE = 360, 100
"""Code points of the longest text that is looked at, and of the longest that is no sentence."""

ENOUGH, ALONE = 2.5, 5.0
"""Sums that make a line the page's where the page's own stands beside it, and where it does somewhere."""

_UNCLOSED = 3.0
"""The same of a line that is no sentence and has none of the page's own beside it."""

_STOPS = re.compile(r"(?<=[.!?])[\"”’)]*\s+")
_PRICE = re.compile(rf"[$£€₹]\s?\d[\d.,]*\s(?:\w+\s)?{ZoneWords('reader_calls').alternation('periods')}\b")
_DAY = ZoneWords("dates").words("weekdays")
_MOST_THINGS = 3
_BRIEF = 20
"""Words; each as many more take 1 from the sum."""


def is_page_voice(text: str, *, alone: bool) -> bool:
    """Tell whether ``text`` is the page's; ``alone`` says that no furniture stands beside it.

    A line without the end of a sentence needs less.
    """
    closed = len(text) > _LONG_LINE or text[-1] in ".!?:…)"
    return voice(text) >= ((ALONE if closed else _UNCLOSED) if alone else ENOUGH)


def voice(text: str) -> float:
    """Return the sum of the evidence that ``text`` is the page's own; 0 where nobody who reads is meant."""
    text = text.lstrip("*†• ") or text
    if len(text) > LONGEST or not (text[0].isupper() or text[0].isdigit()) or SPEECH.search(text):
        return 0.0
    asked = addressed = 0.0
    other = day = False
    things: set[str] = set()
    for sentence in _STOPS.split(text):
        words = spoken(sentence)
        spoken_to = not READERS.isdisjoint(words)
        about = PAGES.intersection(words)
        things |= about
        addressed += spoken_to
        asked += 1.5 * (
            not ACTS.isdisjoint(words[:1])
            and (bool(about - set(words[:1])) or _PRICE.search(sentence) is not None)
        )
        asked += 1.5 * any(one in OWNERS and other in PAGES for one, other in pairwise(words))
        asked += 1.5 * any(one in POINTERS and other in SHOWN for one, other in pairwise(words))
        day |= not _DAY.isdisjoint(words)
        both = not (SPEAKERS.isdisjoint(words) or SPOKEN_TO.isdisjoint(words))
        other |= not (both or OTHERS.isdisjoint(words))
    asked += 1.5 * (_PRICE.search(text) is not None)
    if not asked and not (addressed and len(things) > 1):
        return 0.0
    score = asked + min(addressed, 2) + min(len(things), _MOST_THINGS) - 3 * other - day
    return score - max(0, len(text.split()) - _BRIEF) / _BRIEF
