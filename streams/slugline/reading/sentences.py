"""Where sentences begin, by rule: news copy is edited, and quote marks matter more than rare
abbreviations.
"""

import re
from functools import cache

from slugline.lang.vocabulary import CLASSES
from slugline.reading.abbreviations import NEVER, NUMBER, NUMBERED, SELDOM
from slugline.records.story import Story

BREAK = re.compile(
    r"[.!?…](?P<close>[\"'”’)\]»]{0,3})(?P<gap>\s+)"
    r"(?=[\"'“‘`(\[«*•_–—-]{0,3}\s?[A-Z0-9À-ÖØ-Þ$€£]|[\"“‘`]{1,2}\s?[\[(]?(?:\.{3}|…))"
)
"""A full stop (or the like), closing marks, white space, and something that may begin a sentence."""
WORD = re.compile(r"[\w.&'’-]+$")
INITIALS = re.compile(r"(?:\w\.)+\w")
OPENERS = frozenset(word.capitalize() for word in CLASSES["opener"])
FAR = 160
"""How many characters behind a question or a cry the verb that attributes it may stand."""


@cache
def _attribution() -> re.Pattern[str]:
    """Return what names who asked or cried, before the verb: a name, and what he is between commas."""
    verbs = "|".join(sorted(CLASSES["asks-or-cries"]))
    return re.compile(
        rf"\s*(?:[A-Z][\w.'’-]+\s+){{0,3}}[A-Z][\w.'’-]+(?:,[^.!?;:\"“”]{{1,100}},)?\s+(?:{verbs})\b"
    )


def cut(story: Story) -> tuple[int, ...]:
    """Return the offsets at which the sentences of a story begin, zone by zone."""
    zones = (zone for zone in story.zones if zone.start < zone.end)
    return tuple(at for zone in zones for at in starts(story.text, zone.start, zone.end))


def starts(text: str, start: int, end: int) -> list[int]:
    """Return the offsets in ``text`` at which sentences of the stretch ``start``-``end`` begin, the
    first included.
    """
    found = [start]
    for match in BREAK.finditer(text, start, end):
        after = match.end()
        if after < end and _breaks(text, match, found[-1], after):
            found.append(after)
    return found


def _breaks(text: str, match: re.Match[str], sentence: int, after: int) -> bool:
    at = match.start()
    if text[at] in "?!" and match["close"] and _attribution().match(text, after, after + FAR):
        return False
    quoted = match["close"].strip(")]")
    if quoted and text[after] in "([":  # where the words were said, which is no sentence
        return False
    if text[at] != "." or quoted:
        return True
    before = WORD.search(text, max(sentence, at - 24), at)
    word = before[0] if before else ""
    forms = {word, word.capitalize()} if word.isupper() else {word}
    if forms & NEVER or (len(word) == 1 and word.isalpha()):
        return False
    if forms & SELDOM or INITIALS.fullmatch(word):
        opener = re.match(r"\W*(\w+)", text[after : after + 24])
        opens = opener is not None and opener[1].capitalize() in OPENERS
        return opens or (bool(forms & NUMBERED) and NUMBER.match(text, after) is None)
    return True
