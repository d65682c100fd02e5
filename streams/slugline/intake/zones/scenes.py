"""Sentences that say what a picture shows: told by tense, day, and who stands where, summed."""

import re

from slugline.intake.zones.dates import dates
from slugline.lang.zone_words import ZoneWords

LONGEST, BRIEF = 260, 26
"""Code points of the longest caption that is told so; words of one that is brief."""

_BRIEFEST = 14

_DATE = 30
"""Code points from the end in which a date stands."""

ENOUGH = 2.5
"""The sum that makes a caption of a sentence between paragraphs; in a page's head less is enough."""

IN_THE_HEAD = 2.0

_WORDS = ZoneWords("captions")
_SCENE = re.compile(
    rf"^(?:[^\s,;:]+[\s,]+){{0,7}}?(?!{_WORDS.alternation('before_no_scene')}\s)[^\s,;:]+[\s,]+"
    rf"{_WORDS.alternation('scenes')}\b(?=\W*\w)"
)
_STANDING = re.compile(rf"(?:\(|,\s?){_WORDS.alternation('standing')}(?:\)|,)")
_DAY = re.compile(rf"\b{ZoneWords('dates').alternation('weekdays')}\W*$", re.IGNORECASE)
_WHERE = re.compile(rf"\b{ZoneWords('datelines').alternation('before_places')}\s[A-ZÀ-Þ]")
_PAST = re.compile(rf"\b{_WORDS.alternation('no_scene')}\b")
_SPEECH = re.compile(rf"[\"“”«»]|\b{ZoneWords('boilerplate').alternation('speech_verbs')}\b")
_STOPS = re.compile(r"[.!?][\"”]?\s+(?=[A-Z])")


def scene(text: str) -> float:
    """Return the sum of what says that ``text`` tells what a picture shows; 0 if nobody does anything in it.

    "A man walks past a shuttered shop in Bonn on Monday."
    """
    if len(text) > LONGEST or not text[0].isupper() or _SPEECH.search(text) or len(_STOPS.findall(text)) > 1:
        return 0.0
    standing = _STANDING.search(text) is not None
    shown = _SCENE.match(text) is not None
    if not shown and not standing:
        return 0.0
    dated = _DAY.search(text) is not None or bool(dates(text[-_DATE:]))
    score = shown + 2.0 * standing + dated + 0.5 * (_WHERE.search(text) is not None)
    words = len(text.split())
    return (
        score + 0.5 * (words <= BRIEF) + 0.5 * (words <= _BRIEFEST) - 1.5 * (_PAST.search(text) is not None)
    )
