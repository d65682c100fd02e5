"""The office or title that stands around a person's name: "NATO Secretary General Mark Rutte"."""

import re
from collections.abc import Mapping, Sequence

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
JOINT = re.compile(rf" {alternation(WORDS['role-joint'])} ")


def before_titles(spans: Sequence[NameSpan]) -> dict[int, NameSpan]:
    """Return those of a story's mentions that may be part of a role ("US President"), by where they end."""
    return {span.end: span for span in spans if span.label in ("ORG", "GPE", "NORP", "LOC")}


def role_of(text: str, spans: Sequence[NameSpan], ends: Mapping[int, NameSpan]) -> str | None:
    """Return the fullest role written directly before or behind one of a person's mentions, as written.

    ``ends`` are those ``before_titles``: one directly before the title is part of the role. A courtesy title
    alone ("Mr") is no role.
    """
    found = [role for span in spans if (role := _before(text, span.start, ends) or _after(text, span.end))]
    return max(found, key=lambda role: len(role.split())) if found else None


def _before(text: str, start: int, ends: Mapping[int, NameSpan]) -> str | None:
    low = max(0, start - BEFORE)
    window = text[low:start]
    if not window.endswith(" "):
        return None
    at = len(window.rstrip(" "))
    begin, head, heads = at, False, ""
    while at > 0:
        span = ends.get(low + at) or (ends.get(low + at - 2) if window[at - 2 : at] in ("'s", "’s") else None)
        if span and head:
            begin = max(0, span.start - low)
            break
        word_at = max(window.rfind(" ", 0, at), window.rfind("\n", 0, at)) + 1
        word = window[word_at:at].strip("-")
        pieces = word.split("-")
        if not word or not all(is_title(piece) for piece in pieces) or "\n" in window[word_at:begin]:
            break
        if not head:
            head, heads = any(is_title_head(piece) for piece in pieces), word
            if not head:
                break
        begin, at = word_at, word_at
        stripped = len(window[:at].rstrip(" "))
        if stripped == at:
            break
        at = stripped
    role = " ".join(window[begin:].split())
    if not head or role.rstrip(".").casefold() in WORDS["courtesy"]:
        return None
    return role if heads else None


def _after(text: str, end: int) -> str | None:
    match = AFTER.match(text, end, end + 120)
    if not match:
        return None
    role = " ".join(AND.split(match[1])[0].split())
    lead = JOINT.split(role, maxsplit=1)[0].split()
    return role if 0 < len(lead) <= 6 and is_title_head(lead[-1]) else None
