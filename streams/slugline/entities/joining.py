"""Typed spans joined and parted: halves of a person's name, a place and the organisation named after it."""

import re
from collections.abc import Iterator, Sequence

from slugline.entities.body_fields import with_fields
from slugline.entities.countries import country_of
from slugline.entities.geonames import towns_named
from slugline.entities.head_words import kind_by_head
from slugline.entities.known_names import is_common, is_family, is_given, is_stopped, kind_by_name
from slugline.entities.name_edges import behind_title, without_titles
from slugline.entities.name_forms import fold, is_title, is_title_head
from slugline.entities.name_spans import NameSpan
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.vocabulary import sorts
from slugline.lang.word_lists import alternation

PARTICLE = alternation(WORDS["family-particle"])
PARTICLES_BETWEEN = re.compile(
    rf"(?: {alternation(word for word in WORDS['name particle'] if not is_common(word))})+ "
)
"""Between the halves of a name: "Ursula van" "Linden"."""
NOT_I = rf"(?!{alternation(WORDS['first-person'])}\b)"
BEFORE = re.compile(rf"(?:^|[\s(“\"‘'])((?:[A-ZÀ-ÖØ-Þ][\w’'-]+|[A-Z]\.?|{PARTICLE})) $")
BEHIND = re.compile(
    rf"-[a-z]{{2,9}}\b| - [a-z]{{2,5}}\b(?! -)| {NOT_I}[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zà-ÿ](?=[\s,.;:)’'\"”])"
)
OFFICES = alternation({*(word.title() for word in WORDS["office"]), *WORDS["office"]})
HEAD_OF = re.compile(rf"\b{OFFICES} {alternation(WORDS['of'])} (?:{alternation(WORDS['the'])} )?$")
FIELD_WORDS = WORDS["within a title"]
FIELD_BEFORE = re.compile(
    rf"\b{OFFICES} {alternation(WORDS['within a title'])} "
    rf"(?:[A-Z][\w’'-]+,? (?:{alternation(WORDS['plain-and'])} )?){{0,4}}$"
)
"""Before a name: an office and what it is for."""
SEX = {word: sex for sex, words in sorts("title").items() for word in words & WORDS["courtesy"]}
COURTESY = re.compile(rf"\b({alternation(word.title() for word in SEX)})\.? $")
BEFORE_TOWN = re.compile(r"(?<![\w-])([A-ZÀ-ÖØ-Þ][\w’'-]+) $")
DOUBLE = re.compile(r"-[A-Z][\w’'-]+")
RUN = re.compile(rf"(?: {NOT_I}[A-Z][\w’'-]*){{1,4}}(?![\w’'-])")
SIDE = re.compile(rf"\b({alternation(WORDS['direction'] | WORDS['direction-of-region'])}) $")
BODIES = frozenset(word.title() for word in WORDS["body-of-state"])
STATES = BODIES | frozenset(word.title() for word in WORDS["kind-of-state"] | WORDS["kind-of-town"])
STATE_OF = re.compile(
    rf"\b(({alternation(STATES)}) {alternation(WORDS['of'])} (?:{alternation(WORDS['the'])} )?)$"
)
KIND_OF_PLACE = re.compile(rf" {alternation(WORDS['kind-of-place'])}\b(?! {alternation(WORDS['of'])})")
PROVINCE = tuple(f" {word}" for word in WORDS["kind-of-region"])
AND = re.compile(rf",? {alternation(WORDS['plain-and'])} |, | & ")
SHORT = len(" TV.")
OF_PLACE = re.compile(rf" {alternation(WORDS['of-place'])} (?=[A-Z])")


def join_and_part(text: str, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return ``spans`` (in order, typed), joined and parted as the story's ``text`` says."""
    names = {span.text for span in spans}
    parted = [piece for span in with_fields(text, spans) for piece in _parted(text, span, names)]
    grown: list[NameSpan] = []
    for index, span in enumerate(parted):
        low = grown[-1].end if grown else 0
        high = parted[index + 1].start if index + 1 < len(parted) else len(text)
        if span.label == "PERSON" and not span.entry:
            span = _grown(text, span, low, high)
            title = (
                COURTESY.search(text, max(0, span.start - 6), span.start) if " " not in span.text else None
            )
            span.sex = SEX.get(title[1].lower(), "") if title else ""
        elif span.label in ("GPE", "NORP", "LOC") and not span.entry:
            span = _headed(text, _placed(text, span, low), high)
        if grown and _belong(text, grown[-1], span):
            last = grown.pop()
            start = behind_title(text, last.start, span.end) if span.label == "PERSON" else last.start
            span = NameSpan(start, span.end, text[start : span.end], span.label, last.zone)
        grown.append(span)
    return grown


def _belong(text: str, one: NameSpan, other: NameSpan) -> bool:
    """Return whether two spans in a row are one name: "Juan de Dios" + "García", "Dubai" + "Police"."""
    if one.entry or other.entry:
        return False
    if one.label == other.label == "PERSON" and PARTICLES_BETWEEN.fullmatch(text, one.end, other.start):
        return True
    if other.start != one.end + 1 or text[one.end] != " ":
        whole = text[one.start : other.end]
        return other.start - one.end < 6 and bool(country_of(fold(whole)))
    whole = text[one.start : other.end]
    if one.label != "PERSON" and kind_by_name(whole, fold(whole)):
        return True
    if one.label == other.label == "PERSON":
        return one.text.count(" ") + other.text.count(" ") < 4
    return one.label in ("GPE", "NORP") and other.label == "ORG" and not other.text.isupper()


def _parted(text: str, span: NameSpan, names: set[str]) -> Iterator[NameSpan]:
    """Yield the names in ``span``: two people with "and" between, an owner and what is owned."""
    if span.entry:
        yield span
        return
    for mark in ("’s ", "'s "):
        owner, found, rest = span.text.partition(mark)
        if found and owner in names and rest[:1].isupper():
            yield _cut(text, span, span.start, span.start + len(owner))
            yield _cut(text, span, span.end - len(rest), span.end)
            return
    head = _head_of_body(text, span)
    if head:
        yield _cut(text, span, span.start, head - 1)
        person = _cut(text, span, head, span.end)
        person.label = "PERSON"
        yield person
        return
    if span.label == "PERSON":
        parts = [(match.start(), match.end()) for match in AND.finditer(span.text)]
        place = OF_PLACE.search(span.text)
        if parts:
            start = 0
            for left, right in [*parts, (len(span.text), 0)]:
                yield _cut(text, span, span.start + start, span.start + left)
                start = right
            return
        if place:
            span = _cut(text, span, span.start, span.start + place.start())
    yield span


def _cut(text: str, span: NameSpan, start: int, end: int) -> NameSpan:
    return NameSpan(start, end, text[start:end], span.label, span.zone)


def _grown(text: str, span: NameSpan, low: int, high: int) -> NameSpan:
    """Return a person's span without titles in front, with the capitalised words that belong to the name."""
    start, end = without_titles(text, span.start, span.end), span.end
    start = max(start, _behind_field(text, start, end))
    if start == span.start:
        for _ in range(2):
            before = BEFORE.search(text, max(low, start - 24), start)
            if before and _is_part(before[1], span) and span.text.count(" ") < 3:
                start = before.start(1)
        start = max(start, _behind_field(text, start, end))
    behind = BEHIND.match(text, end, min(high, end + 24))
    if (
        behind
        and behind.end() <= high
        and _is_part(behind.group().strip(" -"), span)
        and span.text.count(" ") < 3
    ):
        end = behind.end()
    return span if (start, end) == (span.start, span.end) else _cut(text, span, start, end)


def _head_of_body(text: str, span: NameSpan) -> int:
    """Return where in an organisation's span the name of its head begins ("Director of" "Amnesty Liz Cole");
    0 if there is none.
    """
    words = span.text.split(" ")
    if span.label != "ORG" or len(words) < 3 or not is_given(fold(words[-2])) or is_common(words[-1].lower()):
        return 0
    if kind_by_head(fold(span.text)) or kind_by_name(span.text, fold(span.text)):
        return 0
    return (
        span.end - len(words[-2]) - len(words[-1]) - 1
        if HEAD_OF.search(text, max(0, span.start - 40), span.start)
        else 0
    )


def _behind_field(text: str, start: int, end: int) -> int:
    """Return where a person's name begins behind the last words of what an office is for: "Minister for Women
    and" "Equalities Nicola Marsden".
    """
    if text.count(" ", start, end) < 2:
        return start
    before = text[max(0, start - 60) : start]
    if FIELD_WORDS.isdisjoint(before.split()) or not FIELD_BEFORE.search(before):
        return start
    while len(words := text[start:end].split(" ")) > 2 and not is_given(fold(words[0])):
        start += len(words[0]) + 1
    return start


def _placed(text: str, span: NameSpan, low: int) -> NameSpan:
    """Return a place's span with a direction or the kind of state before it, the kind of place behind it."""
    if span.label == "NORP":
        return span
    double = DOUBLE.match(text, span.end)
    if double and country_of(fold(text[span.start : double.end()])):
        return _cut(text, span, span.start, double.end())
    first = BEFORE_TOWN.search(text, max(low, span.start - 20), span.start)
    if first and span.label == "GPE" and towns_named(fold(text[first.start(1) : span.end])):
        return _cut(text, span, first.start(1), span.end)
    side = SIDE.search(text, max(low, span.start - 20), span.start)
    if side and (span.text.endswith(PROVINCE) or text.startswith(PROVINCE, span.end)):
        side = None  # where in its country it lies, no part of its name
    kind = STATE_OF.search(text, max(low, span.start - 24), span.start) if span.label == "GPE" else None
    found = side or kind
    start = found.start(1) if found else span.start
    behind = KIND_OF_PLACE.match(text, span.end) if not found else None
    end = behind.end() if behind else span.end
    if (start, end) == (span.start, span.end):
        return span
    whole = _cut(text, span, start, end)
    whole.label = "ORG" if kind and kind[2] in BODIES else span.label
    return whole


def _headed(text: str, span: NameSpan, high: int) -> NameSpan:
    """Return a place's span with the words behind it that make it another thing's name: "Dubai" -> "Dubai
    Police".
    """
    behind = RUN.match(text, span.end, high)
    if not behind or is_title_head(behind.group().split()[0]):
        return span
    kind = kind_by_head(fold(text[span.start : behind.end()]))
    if kind is None or kind in ("GPE", "NORP"):
        return span
    if (span.text + behind.group()).isupper() and (kind != "ORG" or len(behind.group()) <= SHORT):
        return span  # a headline, or two acronyms: "US TV"
    whole = _cut(text, span, span.start, behind.end())
    whole.label = kind
    return whole


def _is_part(word: str, span: NameSpan) -> bool:
    """Return whether a word may belong to a person's name beside it; in a headline, whose capitals say less,
    only a name.
    """
    folded = fold(word)
    if span.zone == "headline" and word[0].isupper() and not (is_given(folded) or is_family(folded)):
        return False
    return not (is_title(word) or is_common(word.lower()) or is_stopped(folded) or kind_by_name(word, folded))
