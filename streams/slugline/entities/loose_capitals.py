"""Names grown by capitalised words directly beside them that the model left out: "Rainbow" + "Kenya"."""

import re
from collections.abc import Sequence

from slugline.entities.head_words import kind_by_head
from slugline.entities.known_names import is_common, is_family, is_given, is_stopped, kind_by_name
from slugline.entities.name_forms import fold, is_title
from slugline.entities.name_spans import NameSpan
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.records.zones import ZoneKind

WORD = r"[A-ZÀ-ÖØ-Þ][\w’]*\w"
LEFT = re.compile(rf"(?<=[\w,;)] )({WORD}) $")
RIGHT = re.compile(rf" ({WORD})(?![\w’'-])")
ANY_WORD = frozenset().union(*WORDS.values())
NUMBER = re.compile(r" \d[\d/]*(?![\w.,]*\d)")
"""Of a resolution or law."""
REACH = 32
SHORT = 3
"""Letters of an acronym; longer words in capitals are shouted."""
MOST = 3
"""Words that a name may lack on a side."""
GROWN_LEFT = frozenset(("GPE", "ORG", "LOC", "EVENT", "FAC", "PERSON", "PRODUCT"))
GROWN_RIGHT = frozenset(("GPE", "ORG", "LOC", "FAC", "PERSON", "PRODUCT"))
PARTED = frozenset(("GPE", "ORG", "PERSON"))
LOUD: frozenset[ZoneKind] = frozenset(
    ("headline", "standfirst", "byline", "dateline", "caption", "boilerplate")
)
"""Zones whose capitals say less."""


def with_loose_capitals(text: str, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return ``spans`` (in order), each with the capitalised words beside it that are part of no other name.

    A word that begins a sentence, a title, an everyday word or a known name is none of it.
    """
    grown: list[NameSpan] = []
    low = 0
    for index, span in enumerate(spans):
        high = spans[index + 1].start if index + 1 < len(spans) else len(text)
        if _may_grow(span):
            span = _grown(text, span, low, high)
        if grown and _are_one(text, grown[-1], span):
            first = grown.pop()
            span = _span(text, first, first.start, span.end, _label(first, span))
        grown.append(span)
        low = span.end
    return grown


def _may_grow(span: NameSpan) -> bool:
    return not span.entry and not span.quoted and span.zone not in LOUD


def _are_one(text: str, first: NameSpan, last: NameSpan) -> bool:
    """Return whether two names in a row are one that the model parted: "Sporting" + "Kansas City"."""
    if last.start != first.end + 1 or text[first.end] != " " or not (_may_grow(first) and _may_grow(last)):
        return False
    if first.text.isupper() and last.text.isupper():
        return False
    if first.label == "PERSON":
        return last.label == "GPE" and " " not in last.text and _is_loose(last.text, last)
    if first.label not in PARTED or last.label not in PARTED or not _is_loose(first.text, first):
        return False
    if last.label == "PERSON" and not _is_of_a_person(first.text, fold(first.text), last):
        return False
    return " " not in first.text


def _label(first: NameSpan, last: NameSpan) -> str:
    if first.label == "PERSON" or kind_by_name(last.text, fold(last.text)) != "GPE":
        return first.label if first.label == "PERSON" else last.label
    return "ORG"


def _grown(text: str, span: NameSpan, low: int, high: int) -> NameSpan:
    start, end = span.start, span.end
    for _ in range(MOST if span.label in GROWN_LEFT else 0):
        before = LEFT.search(text, max(low, start - REACH), start)
        if not before or not _is_loose(before[1], span):
            break
        start = before.start(1)
    for _ in range(MOST if span.label in GROWN_RIGHT else 0):
        behind = RIGHT.match(text, end, high)
        if behind and _is_known(text[start : behind.end()]):
            return _span(text, span, start, behind.end(), span.label)
        if not behind or not _is_loose(behind[1], span):
            break
        end = behind.end()
    if end + 1 >= high:
        end = span.end  # the words are the next name's
    if (start, end) == (span.start, span.end):
        return span
    number = NUMBER.match(text, end) if kind_by_head(fold(text[start:end])) == "LAW" else None
    end = number.end() if number else end
    known = kind_by_name(span.text, fold(span.text)) == "GPE"
    return _span(text, span, start, end, "ORG" if known else span.label)


def _span(text: str, span: NameSpan, start: int, end: int, label: str) -> NameSpan:
    return NameSpan(start, end, text[start:end], label, span.zone)


def _is_known(name: str) -> bool:
    return kind_by_name(name, fold(name)) is not None


def _is_loose(word: str, span: NameSpan) -> bool:
    folded = fold(word)
    if span.text.endswith(".") or (word.isupper() and len(word) > SHORT):
        return False
    if span.label == "PERSON" and not _is_of_a_person(word, folded, span):
        return False
    return not (is_title(word) or is_common(word.lower()) or is_stopped(folded) or kind_by_name(word, folded))


def _is_of_a_person(word: str, folded: str, span: NameSpan) -> bool:
    """Return whether a word may be of a person's name: a name that is known, or before a last name any word
    that is none of the language's.
    """
    if is_given(folded) or is_family(folded):
        return True
    return " " not in span.text and not word.isupper() and folded not in ANY_WORD
