"""Spans that are no names: everyday words, figures, money, titles by themselves."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from slugline.entities.known_names import is_common, is_stopped, kind_by_name
from slugline.entities.name_forms import fold, is_title
from slugline.entities.name_spans import NameSpan
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation
from slugline.records.story import Story

MARKS = ".,;:!?()[]\"“”‘’'…—–-"
NUMERAL = re.compile(r"[IVXLC]+")
MONEY = re.compile(rf" ?[$€£]|(?: - | |-){alternation(WORDS['money'])}s?\b")
SUM = re.compile(rf"[A-Za-z]{{1,4}}\d[\d.,]*{alternation(WORDS['magnitude'])}", re.I)
"""A currency and how much of it, as many papers write it: RM750mil, Rs500m, N2bn, P50k."""
PRICE = re.compile(r"[A-Z]{2,3} \d[\d.,]*(?: \w+)?")
FIGURE = re.compile(rf" (?:\d[\d,]*\.\d|\d+,\d{{3}}|\d+ {alternation(WORDS['magnitude'])}\b)")
"""Behind the code of a currency: how much."""
PRONOUN = re.compile(
    rf"{alternation(WORDS['subject'])}['’]{alternation(WORDS['clitic'])}|\w*{alternation(WORDS['negation-of-clitic'])}",
    re.I,
)
CHAMBERS = frozenset(word.title() for word in WORDS["body with a capital"])
REACH = 24
WITHIN = re.compile(r"(?<![\w’'-])[a-z][\w’'-]*,? $")
GOES_ON = re.compile(rf" (?:{alternation(WORDS['of'])} (?:{alternation(WORDS['the'])} )?)?[A-ZÀ-Þ]|-")
PEOPLE = re.compile(
    rf"[A-Z][a-z]{{3,}}{alternation(WORDS['people-ending'])}"
    rf"|{alternation(word.title() for word in WORDS['kind-of-people'])}"
)


def lower_words(text: str) -> set[str]:
    """Return the words that stand in ``text`` in lower case."""
    words = (word.strip(MARKS) for word in set(text.split()))
    return {word for word in words if len(word) > 2 and word.islower() and word.isalpha()}


def without_shouted(story: Story, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return ``spans`` without those in zones all in capitals that nothing else in the story confirms.

    There the model takes any words for a name; what is known, or named in other zones too, is kept.
    """
    loud = {zone.start for zone in story.zones if story.text[zone.start : zone.end].isupper()}
    if not loud:
        return list(spans)
    starts = [zone.start for zone in story.zones]
    inside = (bisect_right(starts, span.start) - 1 for span in spans)
    shouted = [
        at >= 0 and starts[at] in loud and span.start < story.zones[at].end
        for span, at in zip(spans, inside, strict=True)
    ]
    names = {fold(span.text) for span, aloud in zip(spans, shouted, strict=True) if not aloud}
    names.update(word for name in tuple(names) for word in name.split()[-1:])
    return [
        span
        for span, aloud in zip(spans, shouted, strict=True)
        if not aloud or span.entry or fold(span.text) in names or kind_by_name(span.text, fold(span.text))
    ]


def that_can_be_names(text: str, spans: Sequence[NameSpan], lower: set[str]) -> list[NameSpan]:
    """Return those of ``spans`` that can be names; ``text`` is the story's, ``lower`` its words in lower
    case.
    """
    return [span for span in spans if span.entry or _can_be(text, span, lower)]


def is_chamber(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` is "Cabinet", "House" or the like within a sentence and by itself:
    with no other capital beside it.
    """
    return (
        text[start:end] in CHAMBERS
        and bool(WITHIN.search(text, max(0, start - REACH), start))
        and not GOES_ON.match(text, end)
    )


def _is_kind_of_people(text: str, span: NameSpan) -> bool:
    """Return whether a sentence begins with it and it reads like "Meteorologists" or "Colleagues"."""
    before = text[max(0, span.start - 3) : span.start].rstrip(" \"“‘'")
    return bool(PEOPLE.fullmatch(span.text)) and (not before or before[-1] in ".!?\n")


def _is_price(text: str, span: NameSpan) -> bool:
    """Return whether a name is the code of a currency before a figure, or both: "JD 243 million"."""
    if PRICE.fullmatch(span.text):
        return bool(FIGURE.match(text, span.start + span.text.index(" ")))
    return len(span.text) in (2, 3) and span.text.isupper() and bool(FIGURE.match(text, span.end))


def _can_be(text: str, span: NameSpan, lower: set[str]) -> bool:
    name, folded = span.text, fold(span.text)
    if span.zone == "caption" and "/" in name and " " in name:
        return False  # a credit: the photographer, and for whom
    if (
        not folded
        or is_stopped(folded)
        or "$" in name
        or SUM.fullmatch(name)
        or (span.label in ("ORG", "GPE") and _is_price(text, span))
        or MONEY.match(text, span.end, span.end + 12)
    ):
        return False
    if PRONOUN.fullmatch(name) or (
        NUMERAL.fullmatch(name) and len(name) < 6 and name not in WORDS["numeral-name"]
    ):
        return False
    known = kind_by_name(name, folded)
    if not any(char.isupper() for char in name):
        return known in ("NORP", "EVENT")
    if known:
        return True
    words = name.split()
    if span.label == "WORK_OF_ART" and len(words) > 1:
        return True
    chamber = span.label == "ORG" and is_chamber(text, span.start, span.end)
    if not chamber and all(is_title(word) or is_common(word.lower()) for word in words):
        return False
    if len(words) == 1 and (span.zone == "byline" or _is_kind_of_people(text, span)):
        return False
    if len(words) == 1 and not name.isupper() and name.lower() in lower:
        return False
    return len(name) > 1
