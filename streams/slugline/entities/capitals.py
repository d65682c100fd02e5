"""The capitalised words of a story's text, zone by zone: where names may stand that the model did not see."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from slugline.entities.known_names import kind_by_name, state_of
from slugline.entities.name_forms import fold
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation
from slugline.records.story import Story

WORD = re.compile(r"[A-ZÀ-ÖØ-Þ](?<![\w.].)[^\W_]*(?:['’.&-][^\W_]+)*")
JOINT = re.compile(rf" | {alternation(WORDS['joint'])}(?: {alternation(WORDS['joint-article'])})? ")
SENTENCE = re.compile(r"(?:[.!?…:;][\"'”’)\]]*|^|[\n•–—-]|[\"“‘(])\s*[\"“‘(\[]*$")
ABBREVIATED = re.compile(r"(?:[A-Z]\.)+[A-Z]")
LONGER = re.compile(r"[^\W\d_]{4,}")
LOUD = 0.6
"""A zone with more than this share of its longer words capitalised is in title case or capitals."""


class Capital(NamedTuple):
    """A capitalised word. ``opens`` says that a sentence, quotation or line begins with it; ``loud``, that
    its zone capitalises most words, so that a capital says nothing.
    """

    start: int
    end: int
    text: str
    opens: bool
    loud: bool
    joined: bool
    """Whether the capital before it belongs to the same run: nothing but a blank or a short word like "of"
    between.
    """
    close: bool
    """The same with nothing but a blank between."""


def capitals(story: Story) -> Iterator[Capital]:
    """Yield the capitalised words of all zones that are read, in order."""
    text = story.text
    for zone in story.zones:
        if zone.kind in ("boilerplate", "editor_note"):
            continue
        words = [(match.start(), match.end()) for match in WORD.finditer(text, zone.start, zone.end)]
        loud = _loud(text[zone.start : zone.end], sum(1 for start, end in words if end - start > 3))
        last = 0
        for start, end in _parted(text, words):
            joint = text[last:start] if last and start - last < 12 else ""
            close = joint == " "
            joined = close or bool(joint and JOINT.fullmatch(joint))
            opens = not close and (not last or bool(SENTENCE.search(text, max(zone.start, start - 6), start)))
            yield Capital(start, end, text[start:end], opens, loud, joined, close)
            last = end


def _parted(text: str, words: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the words, a compound of known names ("Arab-Israeli", "Paris-based") in its parts, "U.S." with
    its dot.
    """
    for start, end in words:
        word = text[start:end]
        if "-" in word and not kind_by_name(word, fold(word)):
            parts = word.split("-")
            tall = [part for part in parts if part[:1].isupper()]
            if tall and all(kind_by_name(part, fold(part)) for part in tall):
                for part in parts:
                    if part[:1].isupper():
                        yield start, start + len(part)
                    start += len(part) + 1
                continue
        if text[end : end + 1] == "." and (
            ("." in word and ABBREVIATED.fullmatch(word))
            or (text[start - 2 : start] == ", " and state_of(word + "."))
        ):
            end += 1
        yield start, end


def _loud(text: str, tall: int) -> bool:
    """Return whether most of the longer words of a zone are among its ``tall``, the capitalised ones."""
    if tall < 3 or tall * 20 < len(text):
        return False
    longer = len(LONGER.findall(text))
    return longer > 3 and tall > LOUD * longer
