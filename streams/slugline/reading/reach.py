"""How far a story is read: what is longer than any story is read as far as a long one goes."""

import re
from dataclasses import replace
from typing import TypeVar

from slugline.records.story import Story

T = TypeVar("T", bound=Story)

MOST_WORDS = 40_000
"""Words and signs of a story that are read: four hours of speech. It bounds a reader's memory and time."""
MOST_CHARACTERS = 250_000
WORD = re.compile(r"\w+|[^\w\s]")


def within(story: T) -> T:
    """Return ``story`` as far as it is read: itself where it is no longer than that.

    Of a longer one the text and its zones end where a word does.
    """
    if len(story.text) <= MOST_WORDS:  # it cannot have more words
        return story
    end = _end(story)
    if end >= len(story.text):
        return story
    zones = (replace(zone, end=min(zone.end, end)) for zone in story.zones if zone.start < end)
    return replace(story, text=story.text[:end], zones=tuple(zone for zone in zones if zone.start < zone.end))


def _end(story: T) -> int:
    stop = min(len(story.text), MOST_CHARACTERS)
    for number, word in enumerate(WORD.finditer(story.text, 0, stop)):
        if number == MOST_WORDS:
            return word.start()
    if stop == len(story.text):
        return stop
    blank = story.text.rfind(" ", stop - 1_000, stop)
    return blank if blank > 0 else stop
