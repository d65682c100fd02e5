"""Where sentences begin, by rule: news copy is edited, and quote marks matter more than rare
abbreviations.
"""

import re
from functools import cache

from slugline.lang import en

BREAK = re.compile(
    r"[.!?…](?P<close>[\"'”’)\]»]{0,3})(?P<gap>\s+)(?=[\"'“‘(\[«*•–—-]{0,3}\s?[A-Z0-9À-ÖØ-Þ$€£])"
)
"""A full stop (or the like), closing marks, white space, and something that may begin a sentence."""
WORD = re.compile(r"[\w.&'’-]+$")
SAID = re.compile(
    r"\s*(?:[A-Z][\w.'’-]+\s+){1,4}(?:said|says|asked|told|added|shouted|wrote|tweeted|replied|recalled|wondered)\b"
)


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    entries = en.lines("abbreviations.txt")
    inner = frozenset(entry for entry in entries if not entry.startswith("?"))
    return inner, frozenset(entry[1:] for entry in entries if entry.startswith("?"))


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
    if text[at] in "?!" and match["close"] and SAID.match(text, after, after + 90):
        return False
    if text[at] != "." or match["close"].strip(")]"):
        return True
    before = WORD.search(text, max(sentence, at - 24), at)
    word = before[0].casefold() if before else ""
    never, seldom = _abbreviations()
    if word in never or (len(word) == 1 and word.isalpha()):
        return False
    if word in seldom or re.fullmatch(r"(?:\w\.)+\w", word):
        opener = re.match(r"\W*(\w+)", text[after : after + 24])
        return opener is not None and opener[1] in en.words("openers.txt")
    return True
