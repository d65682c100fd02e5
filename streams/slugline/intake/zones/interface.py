"""What a page says of itself - its buttons, menus and offers - told by their words alone."""

import re

from slugline.lang.zone_words import ZoneWords

LONGEST, MOST = 80, 10
"""Code points and words of the longest line that is looked at."""

_WORDS = ZoneWords("interface")
_TELLING = _WORDS.words("telling")
_ALL = _WORDS.words("words") | _TELLING
_QUOTE = re.compile(r"[\"“”«»]")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
"""Where one button runs into the next: "Share on FacebookShare on Twitter"."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def is_interface(text: str) -> bool:
    """Tell whether ``text`` has none but the words of buttons and menus: "View comments (12)", "Skip links".

    The end of a sentence ("for comment.") is no such line.
    """
    if len(text) > LONGEST or (text[0].islower() and text[-1] in ".!?") or _QUOTE.search(text):
        return False
    text = _JOINED.sub(" ", text)
    words = _WORD.findall(text.casefold().replace("’", "'"))
    return (
        1 < len(words) <= MOST
        and all(word in _ALL or (len(word) == 1 and word != "i") for word in words)
        and not _TELLING.isdisjoint(words)
    )
