"""Names of bodies grown to their whole: a company's before its form ("Dovrel" + "Kelp Sdn Bhd"), those of
Spain, Brazil or France behind small words ("Fundación" + "para la Libertad de Prensa"), others by what they
are for ("Kelp Agency" + "for Tides").
"""

import re
from collections.abc import Sequence

from slugline.entities.head_words import begins_a_body, kind_by_head
from slugline.entities.known_names import is_common, is_given, is_stopped, kind_by_name
from slugline.entities.name_forms import core, fold, is_title
from slugline.entities.name_spans import NameSpan
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

FORM = WORDS["corporate"] - WORDS["generic"] - WORDS["any body"]
BEFORE = re.compile(r"(?<![\w.&’'-])([A-ZÀ-Þ](?:[\w&’']|-(?![a-z]))*) $")
BODIES = WORDS["body-of-fields"] | WORDS["body for something"]
KINDS = ("ORG", "GPE", "NORP", "LOC", "FAC", "PERSON")
LONGEST = 5
"""Words that a company's name has before what was found of it, at most."""
REACH = 32
CAPITAL = r"[A-ZÀ-Þ][\w’-]*[\w]"
AND_OF = rf" |,? {alternation(WORDS['plain-and'])} | {alternation(WORDS['of'])} "
PURPOSE = re.compile(
    rf" {alternation(WORDS['purpose'])} (?:{alternation(WORDS['the'])} )?"
    rf"({CAPITAL}(?:(?:{AND_OF}){CAPITAL})*)"
)
"""Behind a body's name: what it is for."""
MORE = re.compile(rf"(?: {alternation(WORDS['latin joint'])}){{1,3}}(?: [A-ZÀ-Þ][\w’'-]+)+")


def with_whole_names(text: str, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return ``spans`` (in order), those of bodies grown to their whole; what lies in these is left out."""
    grown: list[NameSpan] = []
    end = 0
    for span in spans:
        if span.start < end:
            continue
        if not span.entry:
            span = _with_more(
                text, _with_front(text, span, grown[-1].end if grown and grown[-1].entry else 0)
            )
            while grown and grown[-1].end > span.start:
                grown.pop()
        grown.append(span)
        end = span.end
    return _joined(text, grown)


def _joined(text: str, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return ``spans`` with two in a row joined where they are a company named elsewhere with its form."""
    cores = {core(fold(span.text)) for span in spans if _has_form(span)}
    if not cores:
        return list(spans)
    joined: list[NameSpan] = []
    for span in spans:
        last = joined[-1] if joined else span
        if span.start == last.end + 1 and not span.entry and not last.entry:
            name = text[last.start : span.end]
            if fold(name) in cores:
                joined[-1] = _body(text, last, last.start, span.end)
                continue
        joined.append(span)
    return joined


def _with_front(text: str, span: NameSpan, low: int) -> NameSpan:
    """Return a company's span with the capitalised words directly before it, from ``low`` on."""
    if not _has_form(span) or span.zone == "headline":
        return span
    start = span.start
    for _ in range(LONGEST):
        before = BEFORE.search(text, max(low, start - REACH), start)
        if not before:
            break
        word = before[1]
        named = kind_by_name(word, fold(word)) in ("GPE", "NORP") and " " in text[start : span.end].strip()
        if named or is_title(word) or is_common(word.lower()) or word.lower() in WORDS["article"]:
            break
        start = before.start(1)
    return span if start == span.start else _body(text, span, start, span.end)


def _has_form(span: NameSpan) -> bool:
    """Return whether a name ends with a company's form."""
    return span.text[span.text.rfind(" ") + 1 :].lower().rstrip(".") in FORM


def _with_more(text: str, span: NameSpan) -> NameSpan:
    """Return the span of a body with what stands behind small words of its language."""
    more = MORE.match(text, span.end)
    if not more:
        return _with_purpose(text, span)
    bare = _bare(span.text)
    if not begins_a_body(fold(bare).partition(" ")[0]):
        return span
    while more:
        end = more.end()
        more = MORE.match(text, end)
    return _body(text, span, span.end - len(bare), end)


def _with_purpose(text: str, span: NameSpan) -> NameSpan:
    """Return the span of a body with what it is for, where that is no person, place, body or time."""
    more = PURPOSE.match(text, span.end)
    if not more or span.text.rpartition(" ")[2].lower() not in BODIES or span.label not in KINDS:
        return span
    what = fold(more[1])
    first = what.partition(" ")[0]
    if kind_by_name(more[1], what) or kind_by_head(what) == "ORG" or is_given(first):
        return span
    if is_common(first) or is_title(first) or is_stopped(first):
        return span
    return _body(text, span, span.start, more.end())


def _bare(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in WORDS["article"] else name


def _body(text: str, span: NameSpan, start: int, end: int) -> NameSpan:
    return NameSpan(start, end, text[start:end], "ORG", span.zone)
