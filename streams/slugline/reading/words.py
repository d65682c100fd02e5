"""Where words and signs stand, by rule: one cut of a story's text for every extractor that reads words.

spaCy's tokens are cut as its model was trained and stay with the model; these are cut as copy is written: an
abbreviation keeps its dot, a name its inner marks, a possessive ending is a word of its own.
"""

import re
from collections.abc import Collection, Iterator

from slugline.lang import en
from slugline.reading.abbreviations import NEVER, SELDOM
from slugline.reading.abbreviations import WORDS as PLAIN
from slugline.records.story import Story, Zone

Span = tuple[int, int]
"""Code points into the story's text, end exclusive."""

INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u00ad")
)


_SHORT = "|".join(sorted(map(re.escape, NEVER | SELDOM)))
_CLITIC = "|".join(en.lines("clitics.txt"))
WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    rf"|\b(?:{_SHORT})\."
    r"|\b[A-Z]\.(?=\s)"
    rf"|['’](?:{_CLITIC})\b"
    rf"|[^\W_]+(?:['’](?!(?:{_CLITIC})\b)[^\W_]+|[-‑&/.@_](?=[^\W_])[^\W_]+|,(?=\d{{3}}\b)\d{{3}})*"
    r"|[@#$£€]\w+(?:\.\w+)*"
    r"|\.{2,}|--+|[^\w\s]"
)
BEHIND = re.compile(r"\s*")


def cut(story: Story, sentences: Collection[int]) -> tuple[Span, ...]:
    """Return the words and signs of all zones in order; what consists of invisible characters is left out.

    ``sentences`` are the offsets at which sentences begin.
    """
    return tuple(span for zone in story.zones for span in _cut(story.text, zone, sentences))


def _cut(text: str, zone: Zone, sentences: Collection[int]) -> Iterator[Span]:
    for match in WORD.finditer(text, zone.start, zone.end):
        start, end = match.span()
        word = match.group()
        if word[-1] == "." and word[:-1] in PLAIN and _ended(text, end, zone.end, sentences):
            yield start, end - 1
            yield end - 1, end
        elif word.isascii() or word.translate(INVISIBLE):
            yield start, end


def _ended(text: str, at: int, end: int, sentences: Collection[int]) -> bool:
    """Return whether a sentence ends at ``at``: white space at most parts it from the next or ``end``."""
    behind = BEHIND.match(text, at, end)
    return behind is not None and (behind.end() == end or behind.end() in sentences)
