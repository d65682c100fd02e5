"""Links to other stories: lists with a heading, and single ones with a label, anywhere in a story."""

import re
from collections.abc import Sequence

from slugline.intake.zones.bylines import says_by
from slugline.intake.zones.remembered import remembered
from slugline.lang.zone_words import ZoneWords

LONGEST = 160
"""Code points; a longer block is a paragraph, not a title."""

_MOST = 20
"""Titles below one heading."""

_EDGES = " \t\u00a0.…:;|>»›→-–—_*#=~•·()[]{}<+"
_WORDS = ZoneWords("links")
_LISTS = _WORDS.words("lists") | ZoneWords("boilerplate").words("lists")
_LISTS_OF = re.compile(rf"(?i){_WORDS.alternation('lists_of')}\s+(?:\w[\w.'’&-]*\s?){{1,4}}:?")
_LABEL = re.compile(rf"(?i)\W{{0,3}}{_WORDS.alternation('labels')}\s*(?:[:|>»]|\s[-–—])\s*(?=\S)")
_BARE_LABEL = re.compile(rf"(?i:{_WORDS.alternation('labels_bare')})\s+(?=[A-Z\"“‘'])")
_TITLED_LABEL = re.compile(rf"(?i:{_WORDS.alternation('labels_titled')})\s*[:|]\s*(?=\S)")
_ARROW = re.compile(r"(?:>{1,3}|»|›|→|▶|►|➤|➡|☞)\s*(?=[^\W\d_])")
_BACK = re.compile(r"(?:«|‹|←)\s*(?=[^\W\d_])")
_ARROW_BEHIND = re.compile(r"[^«»\"“”]{3,150}\s(?:»|›|→|>{1,2})")
_SPEECH = re.compile(rf"[\"“”«»]|\b{ZoneWords('boilerplate').alternation('speech_verbs')}\b")
_CLOSED = re.compile(r"[.!…][\"”’')\]]*$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){2,}$")


@remembered
def is_heading(text: str) -> bool:
    """Tell whether ``text`` is the heading of a list of links: "Most viewed", "More from Norvik"."""
    if len(text) > 60:
        return False
    return text.strip(_EDGES).casefold() in _LISTS or (
        not _CLOSED.search(text) and _LISTS_OF.fullmatch(text.strip()) is not None
    )


def is_labelled(text: str) -> bool:
    """Tell whether ``text`` is one link with its label or an arrow: "READ MORE: Mayor quits"."""
    if len(text) > LONGEST + 60:
        return False
    if _ARROW_BEHIND.fullmatch(text) and is_title(text.rstrip(" »›→>")):
        return True
    arrow = _ARROW.match(text) or ("»" not in text and _BACK.match(text))
    if arrow:
        return is_title(text[arrow.end() :])
    titled = _TITLED_LABEL.match(text)
    if titled and (titled[0].isupper() or "|" in titled[0]):
        return is_title(text[titled.end() :])
    found = _LABEL.match(text)
    if not found:
        bare = _BARE_LABEL.match(text)
        return bare is not None and bare[0].isupper() and not _CLOSED.search(text)
    title = text[found.end() :]
    return found[0].isupper() or not _CLOSED.search(title) or not _SPEECH.search(title)


def titles_after(texts: Sequence[str], at: int) -> int:
    """Return how many blocks right behind ``at``, a heading, are titles of other stories."""
    count = 0
    while count < _MOST and at + 1 + count < len(texts) and is_title(texts[at + 1 + count]):
        count += 1
    return count


def is_title(text: str) -> bool:
    """Tell whether ``text`` may be the title of another story: short, and not closed like a sentence."""
    if (
        not 0 < len(text) <= LONGEST
        or "\n" in text
        or says_by(text)
        or not text[0].isupper() | text[0].isdigit() | (text[0] in "'‘“\"")
    ):
        return False
    return not _CLOSED.search(text) or _ABBREVIATED.search(text) is not None
