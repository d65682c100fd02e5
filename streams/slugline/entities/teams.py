"""Teams told by a result: "Everton beat Leeds 2-1", "Panthers beat Bolton"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from slugline.entities.countries import country_of
from slugline.entities.geonames import regions_named
from slugline.entities.known_names import is_family
from slugline.entities.name_forms import fold
from slugline.entities.name_spans import NameSpan
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

RESULT = r"\d{1,3}[-–]\d{1,3}"
WON = rf"(?: {RESULT})? {alternation(WORDS['beats'])}(?: {RESULT})?(?: {alternation(WORDS['of-a-match'])})?"
BETWEEN = re.compile(rf"{WON}(?: {alternation(WORDS['the'])})? ")
SCORED = re.compile(rf" {RESULT}(?!, \d|\w|[-–])")
MET = re.compile(
    rf"{WON}(?: {alternation(WORDS['the'])})? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?(?: {RESULT}(?!,))?"
)
LAST = WORDS["beats"] | WORDS["of-a-match"]
NICKNAME = re.compile(rf"(?<![\w-])([A-Z][\w’'-]+s){WON} $")


def find_teams(text: str, spans: Sequence[NameSpan]) -> None:
    """Set the label of the names (in place, in order of the text) that a result of a match shows to be teams.

    A name of one word on a side of a result that has a score, or whose other side is a team, is a team; of
    two countries it stays a country's. Who wins in sets ("6-4, 6-3") is a person.
    """
    known = {fold(span.text) for span in spans if span.label == "PERSON" and " " in span.text}
    people = {word for name in known for word in name.split()}
    teams: set[str] = set()
    for one, other in pairwise(spans):
        if other.start - one.end > 40 or not (match := BETWEEN.fullmatch(text, one.end, other.start)):
            continue
        scored = SCORED.match(text, other.end) or re.search(RESULT, match.group())
        if scored or "ORG" in (one.label, other.label):
            teams.update(fold(span.text) for span in (one, other) if _can_be(span, people))
            for span in (one, other):
                if _can_be(span, people):
                    span.label = "ORG"
    for span in spans:
        if (
            (match := MET.match(text, span.end))
            and re.search(RESULT, match.group())
            and _can_be(span, people)
        ):
            teams.add(fold(span.text))
            span.label = "ORG"
        before = text[max(0, span.start - 40) : span.start]
        nickname = NICKNAME.search(before) if before.split()[-1:] and before.split()[-1] in LAST else None
        if nickname and not is_family(nickname[1].lower()) and _can_be(span, people):
            teams.add(fold(span.text))
            span.label = "ORG"
    for span in spans:
        if span.label == "PERSON" and fold(span.text) in teams:
            span.label = "ORG"


def _can_be(span: NameSpan, people: set[str]) -> bool:
    folded = fold(span.text)
    if span.entry or span.label not in ("PERSON", "GPE", "LOC", "FAC", "PRODUCT", "NORP"):
        return False
    if span.label == "PERSON" and (" " in folded or folded in people):
        return False
    return not (country_of(folded) or any(not one.within for one in regions_named(folded)))
