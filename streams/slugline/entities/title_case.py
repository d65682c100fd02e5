"""Names in headlines in Title Case, where the model takes verbs for parts of names."""

import re
from collections.abc import Sequence

from slugline.entities.known_names import is_family, is_given
from slugline.entities.name_forms import fold
from slugline.entities.name_spans import NameSpan
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation
from slugline.records.story import Story

LONGER = re.compile(r"[^\W\d_]{4,}")
WORD = re.compile(r"\S+")
LOUD = 0.7
"""A headline with more than this share of its longer words capitalised is in Title Case."""
BEFORE_A_VERB = re.compile(rf"\b{alternation(WORDS['infinitive'])} $")
SUFFIX = 3
"""Letters of the longest word that is put behind a name: "Jr", "III"."""
LONGEST = 5
"""Words of the longest name looked for."""


def parted_in_title_case(story: Story, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return ``spans`` (in order), those of a headline in Title Case cut down to names that stand elsewhere
    in the story: "Northgate Joins Belmar Systems" is two names. Behind "to" begins a verb, no name.
    """
    headlines = [(zone.start, zone.end) for zone in story.zones if zone.kind == "headline"]
    loud = [(start, end) for start, end in headlines if _is_loud(story.text[start:end])]
    if not loud:
        return list(spans)
    inside = [any(start <= span.start < end for start, end in loud) for span in spans]
    elsewhere = {span.text: span.label for span, within in zip(spans, inside, strict=True) if not within}
    found: list[NameSpan] = []
    for span, within in zip(spans, inside, strict=True):
        if not within or span.entry or span.text in elsewhere or " " not in span.text:
            found.append(span)
            continue
        known = _known(story.text, span, elsewhere)
        if known:
            found += known
        elif span.label in ("PERSON", "GPE") or not BEFORE_A_VERB.search(
            story.text, max(0, span.start - 5), span.start
        ):
            found.append(span)
    return found


def _is_loud(text: str) -> bool:
    words = LONGER.findall(text)
    return len(words) > 3 and sum(word[0].isupper() for word in words) > LOUD * len(words)


def _known(text: str, span: NameSpan, elsewhere: dict[str, str]) -> list[NameSpan]:
    """Return the names in ``span`` that stand elsewhere; nothing if there are not several.

    One is enough if it is a person's of several words, with a word beside it that is no name: "Ana Dovrel
    Slams" is Ana Dovrel.
    """
    words = [(span.start + match.start(), span.start + match.end()) for match in WORD.finditer(span.text)]
    found: list[NameSpan] = []
    at = 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            start, end = words[at][0], words[at + size - 1][1]
            if text[start:end] in elsewhere:
                found.append(NameSpan(start, end, text[start:end], elsewhere[text[start:end]], span.zone))
                at += size - 1
                break
        at += 1
    if len(found) == 1 and found[0].label == "PERSON" == span.label and " " in found[0].text:
        beside = [
            text[start:end] for start, end in words if end + 1 == found[0].start or start - 1 == found[0].end
        ]
        return found if all(map(_is_no_name, beside)) else []
    return found if len(found) > 1 else []


def _is_no_name(word: str) -> bool:
    folded = fold(word)
    return folded.isalpha() and len(folded) > SUFFIX and not (is_given(folded) or is_family(folded))
