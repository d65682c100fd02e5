"""The office or title that stands around a person's name: "NATO Secretary General Mark Rutte"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slugline.entities.name_forms import is_title, is_title_head
from slugline.entities.name_spans import NameSpan
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

BEFORE = 90
"""How many characters before a name are looked at."""
AFTER = re.compile(
    rf",\s+(?:{alternation(WORDS['article'])}\s+)?((?!{alternation(WORDS['no-role'])}\b)"
    rf"[^,.;:()\n\"“”—]{{3,80}}?)(?=,\s|\.\s|\.$|;|\s—|\s-\s|\n|$| {alternation(WORDS['role-end'])}\b)"
)
AND = re.compile(rf" {alternation(WORDS['plain-and'])} ")
BODIES = ("ORG", "GPE", "LOC", "NORP")
"""What a role can be in, what goes before first."""
OFFICES = alternation({*(word.title() for word in WORDS["office"]), *WORDS["office"]})
PARTS = alternation({*(word.title() for word in WORDS["title-part"]), *WORDS["title-part"]})
FIELD = re.compile(
    rf"((?:(?<!\w){PARTS} )*\b{OFFICES} {alternation(WORDS['within a title'])} "
    rf"(?:{alternation(WORDS['the'])} )?"
    rf"[A-Z][\w’'-]+(?:(?:,? {alternation(WORDS['plain-and'])})? [A-Z][\w’'-]+){{0,3}}) $"
)
"""An office with what it is for: "Minister for Women and Equalities"."""
FIELD_WORDS = WORDS["within a title"]
DOES = re.compile(r" [a-z]{3,}(?: [a-z]{3,})? $")
LEADING = re.compile(rf"(?:{alternation(WORDS['of'])} )?", re.I)
JOINT = re.compile(rf" {alternation(WORDS['role-joint'])} ")


@dataclass(frozen=True, slots=True)
class Role:
    """An office as written, and where in the text it stands."""

    text: str
    start: int
    end: int


def before_titles(spans: Sequence[NameSpan]) -> dict[int, NameSpan]:
    """Return those of a story's mentions that may be part of a role ("US President"), by where they end."""
    return {span.end: span for span in spans if span.label in BODIES}


def role_of(text: str, spans: Sequence[NameSpan], ends: Mapping[int, NameSpan]) -> Role | None:
    """Return the fullest role written directly before or behind one of a person's mentions, as written.

    ``ends`` are those ``before_titles``: one directly before the title is part of the role. A courtesy title
    alone ("Mr") is no role.
    """
    found = [role for span in spans if (role := _before(text, span.start, ends) or _after(text, span.end))]
    return max(found, key=lambda role: len(role.text.split())) if found else None


def body_of(role: Role, ends: Mapping[int, NameSpan]) -> NameSpan | None:
    """Return the mention of what a role is in or of, an organisation before a place or people; None if no
    name stands in it.
    """
    inside = [
        ends[at] for at in range(role.start, role.end + 1) if at in ends and ends[at].start >= role.start
    ]
    return min(inside, key=lambda span: BODIES.index(span.label), default=None)


def _before(text: str, start: int, ends: Mapping[int, NameSpan]) -> Role | None:
    low = max(0, start - BEFORE)
    window = text[low:start]
    if not window.endswith(" "):
        return None
    words = window.split()
    last = words[-1] if words else ""
    may = last[:1].isupper() and not is_title_head(last) and not FIELD_WORDS.isdisjoint(words)
    field = FIELD.search(window) if may else None
    if field:
        return Role(" ".join(field[1].split()), low + field.start(1), start - 1)
    at = len(window.rstrip(" "))
    begin, head, heads, named = at, False, "", False
    while at > 0:
        span = ends.get(low + at) or (ends.get(low + at - 2) if window[at - 2 : at] in ("'s", "’s") else None)
        if span and head and not named:
            begin, named = max(0, span.start - low), True
            at = len(window[:begin].rstrip(" "))
            if at == begin:
                break
            continue
        word_at = max(window.rfind(" ", 0, at), window.rfind("\n", 0, at)) + 1
        word = window[word_at:at].strip("-")
        pieces = word.split("-")
        if word[:1].islower() and word.endswith("."):
            break  # a sentence ends there: "... was late. NATO chief Ann Roe"
        if not word or not all(is_title(piece) for piece in pieces) or "\n" in window[word_at:begin]:
            break
        if named and (is_title_head(word) or word.lower() in WORDS["of"]):
            break  # "President" "Spanish" "Minister": two people
        if not head:
            head, heads = any(is_title_head(piece) for piece in pieces), word
            if not head:
                break
        begin, at = word_at, word_at
        stripped = len(window[:at].rstrip(" "))
        if stripped == at:
            break
        at = stripped
    begin = _with_field(window, low, begin, ends) if head and not named else begin
    begin += len(LEADING.match(window[begin:])[0])  # type: ignore[index]  # it matches nothing too
    role = " ".join(window[begin:].split())
    if not head or not role or role.rstrip(".").casefold() in WORDS["courtesy"]:
        return None
    return Role(role, low + begin, start - 1) if heads else None


def _with_field(window: str, low: int, begin: int, ends: Mapping[int, NameSpan]) -> int:
    """Return where a role begins with the name of a body before it and what it does: "UN human rights"
    "chief".
    """
    field = DOES.search(window, 0, begin)
    span = ends.get(low + field.start()) if field else None
    return max(0, span.start - low) if span else begin


def _after(text: str, end: int) -> Role | None:
    match = AFTER.match(text, end, end + 120)
    if not match:
        return None
    role = " ".join(AND.split(match[1])[0].split())
    lead = JOINT.split(role, maxsplit=1)[0].split()
    fits = 0 < len(lead) <= 6 and is_title_head(lead[-1])
    return Role(role, match.start(1), match.start(1) + len(AND.split(match[1])[0])) if fits else None
