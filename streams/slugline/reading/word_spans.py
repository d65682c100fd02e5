"""Where words and signs stand, by rule: one cut of a story's text for every extractor that reads words.

spaCy's tokens are cut as its model was trained and stay with the model; these are cut as copy is written: an
abbreviation keeps its dot, a name its inner marks, a possessive ending is a word of its own.
"""

import re
from collections.abc import Collection

from slugline.lang.vocabulary import CLASSES
from slugline.reading.abbreviations import NEVER, NUMBER, NUMBERED, SELDOM
from slugline.reading.abbreviations import WORDS as PLAIN
from slugline.records.story import Story

Span = tuple[int, int]
"""Code points into the story's text, end exclusive."""

INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u202a-\u202e\u00ad]+")


_SHORT = "|".join(sorted(map(re.escape, NEVER | SELDOM)))
_DOTTED = rf"(?=[\w-]{{1,{max(len(word.partition('.')[0]) for word in NEVER | SELDOM)}}}\.)"
"""What all of these begin with, and few other words: it spares those the list."""
_CLITIC = "|".join(sorted(CLASSES["clitic-ending"]))
WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    rf"|\b{_DOTTED}(?:{_SHORT})\."
    r"|\b[A-Z]\.(?=\s)"
    rf"|['’](?:{_CLITIC})\b"
    r"|(?:\b[A-Z]{2,}\([A-Z]{1,3}|\b[A-Z][\w-]*\([A-Z])\)(?!\w)"
    rf"|[^\W_]+(?:['’](?!(?:{_CLITIC})\b)[^\W_]+|[-‑&/.@_](?=[^\W_])[^\W_]+|,(?=\d{{3}}\b)\d{{3}})*"
    r"|[@#$£€]\w+(?:\.\w+)*"
    r"|\.{2,}|--+|[^\w\s]"
)
BEHIND = re.compile(r"\s*")


def cut(story: Story, sentences: Collection[int]) -> tuple[Span, ...]:
    """Return the words and signs of all zones in order; what consists of invisible characters is left out.

    ``sentences`` are the offsets at which sentences begin.
    """
    text, found = story.text, WORD.finditer
    spans = [match.span() for zone in story.zones for match in found(text, zone.start, zone.end)]
    if not text.isascii() and INVISIBLE.search(text) is not None:
        spans = [(start, end) for start, end in spans if INVISIBLE.sub("", text[start:end])]
    ends = {*sentences, *(zone.end for zone in story.zones)}
    stops = {end for start, end in spans if text[end - 1] == "." and _stop(text, start, end, ends)}
    return tuple(part for span in spans for part in _parts(*span, stops)) if stops else tuple(spans)


def _stop(text: str, start: int, end: int, ends: Collection[int]) -> bool:
    """Return whether a plain word only looks like an abbreviation: its dot ends a sentence."""
    if end - start == 1 or text[start : end - 1] not in PLAIN:
        return False
    if text[start : end - 1] in NUMBERED and NUMBER.match(text, end) is None:
        return True
    behind = BEHIND.match(text, end)
    return behind is not None and behind.end() in ends


def _parts(start: int, end: int, stops: Collection[int]) -> tuple[Span, ...]:
    return ((start, end - 1), (end - 1, end)) if end in stops and end - start > 1 else ((start, end),)
