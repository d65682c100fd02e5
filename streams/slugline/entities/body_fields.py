"""What a body is for, where that is several things: "Ministry of Tides, Kelp and Salt Use" is one name."""

import re
from collections.abc import Sequence

from slugline.entities.head_words import kind_by_head
from slugline.entities.known_names import is_given, kind_by_name
from slugline.entities.name_forms import fold, is_title_head
from slugline.entities.name_spans import NameSpan
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

BODY = re.compile(
    rf"(?:[A-Z][\w’'-]+ )*{alternation(word.title() for word in WORDS['body-of-fields'])}"
    rf" {alternation(WORDS['head-joint'])} "
)
FIELD = r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*"
FIELDS = re.compile(rf"(?:, {FIELD})*,? (?:{alternation(WORDS['plain-and'])}|&) {FIELD}(?![\w’'-])")
BETWEEN = re.compile(rf",? (?:{alternation(WORDS['plain-and'])}|&) |, ")


def with_fields(text: str, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return ``spans`` (in order, typed), those of bodies grown by the other fields they are for; the spans
    of these are no names of their own.
    """
    grown: list[NameSpan] = []
    for span in spans:
        if grown and span.start < grown[-1].end:
            continue
        grown.append(_grown(text, span) if span.label == "ORG" and not span.entry else span)
    return grown


def _grown(text: str, span: NameSpan) -> NameSpan:
    body = BODY.match(span.text)
    more = FIELDS.match(text, span.end) if body else None
    if not body or not more:
        return span
    fields = [span.text[body.end() :], *BETWEEN.split(more.group())[1:]]
    last = len(fields) - 1
    if not all(_is_field(one, within=at < last) for at, one in enumerate(fields)):
        return span
    return NameSpan(span.start, more.end(), text[span.start : more.end()], span.label, span.zone)


def _is_field(name: str, *, within: bool) -> bool:
    """Return whether ``name`` may be what a body is for, and no person, place or body; ``within`` its other
    fields a word for a body is one too ("Ministry of Gender, Labour and Tides").
    """
    folded = fold(name)
    words = folded.split()
    kind = kind_by_name(name, folded)
    if not words or kind not in (None, "ORG" if within else None):
        return False
    if kind_by_head(f"any {folded}") in ("ORG", "GPE", "FAC"):
        return False
    return not (len(words) > 1 and is_given(words[0])) and not any(is_title_head(word) for word in words)
