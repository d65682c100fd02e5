"""How much each stretch of a story says about its topic: the headline and the first paragraphs most."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from slugline.records.story import Story

WORD = re.compile(r"\w+(?:['’&.]\w+)*")
UNREAD = frozenset({"boilerplate", "byline", "dateline", "editor_note", "section"})
HEAD = frozenset({"headline", "standfirst"})
FALL = (1.0, 0.9, 0.7, 0.55, 0.45, 0.4)
"""Weight of the first body paragraphs: an inverted pyramid says first what it is about. Set by hand."""
TAIL = 0.25
ASIDE = 0.3
"""Captions and bullets mostly repeat."""
ENOUGH = 450
"""Words read of a story: what is below says little about its topic and costs time."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of one zone as written, possessive ending and all, and what they weigh, between 0 and 1."""

    words: list[str]
    weight: float


def stretches(story: Story) -> Iterator[Stretch]:
    """Yield the story's zones that are read, in order, with their weight."""
    body = read = 0
    for zone in story.zones:
        if zone.kind in UNREAD:
            continue
        words = WORD.findall(story.text, zone.start, zone.end)
        if not words:
            continue
        if zone.kind in HEAD:
            weight = 1.0
        elif zone.kind == "body":
            weight = FALL[body] if body < len(FALL) else TAIL
            body += 1
        else:
            weight = ASIDE
        yield Stretch(words, weight)
        read += len(words)
        if read > ENOUGH:
            return


def plain(word: str) -> str:
    """Return the word without a possessive ending."""
    return word[:-2] if word.endswith(("'s", "’s")) else word
