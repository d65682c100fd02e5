"""Names in a list with "and": of one type, so those that are sure tell what the others are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from slugline.entities.head_words import kind_by_head
from slugline.entities.name_forms import fold
from slugline.entities.name_spans import NameSpan
from slugline.entities.neighbours import Weights
from slugline.lang.vocabulary import CLASSES as WORDS
from slugline.lang.word_lists import alternation

COMMA = re.compile(rf", (?:{alternation(WORDS['the'])} )?")
AND = re.compile(rf",? (?:{alternation(WORDS['plain-and'])}|&) (?:{alternation(WORDS['the'])} )?")
LONGEST = 9
"""Code points between two names of a list."""
SURE = 2.5
"""Points by which the type of a name leads the next, from which on it tells of others."""
WEAK = 2.2
"""Points by which it leads, up to which others tell."""
EACH, MOST = 2.0, 4.0
KINDS = frozenset(("PERSON", "ORG", "GPE", "NORP"))


def settle_lists(text: str, spans: Sequence[NameSpan], weights: Mapping[str, Weights]) -> None:
    """Set the label of the names (in place) that stand in a list with others, where ``weights``, the points
    of each folded name, leave theirs open.
    """
    told: dict[str, Weights] = {}
    for names in _lists(text, spans):
        forms = [fold(span.text) for span in names]
        leads = [_lead(weights[form]) if form in weights else SURE for form in forms]
        for one, form, lead in zip(names, forms, leads, strict=True):
            if lead >= WEAK or one.label == "NORP" or kind_by_head(form):
                continue
            for other, its, its_lead in zip(names, forms, leads, strict=True):
                if its != form and other.label in KINDS and its_lead >= SURE:
                    votes = told.setdefault(form, {})
                    votes[other.label] = min(MOST, votes.get(other.label, 0.0) + EACH)
    for form, votes in told.items():
        own = weights[form]
        for kind, points in votes.items():
            own[kind] = own.get(kind, 0.0) + points
    for span in spans:
        form = fold(span.text)
        if form in told and not span.entry:
            span.label = max(weights[form], key=lambda kind: weights[form][kind])


def _lists(text: str, spans: Sequence[NameSpan]) -> Iterator[list[NameSpan]]:
    """Yield the lists of names: at least two, the last behind "and"."""
    names = list(spans[:1])
    for one, other in pairwise(spans):
        if 0 < other.start - one.end <= LONGEST:
            if AND.fullmatch(text, one.end, other.start):
                yield [*names, other]
                names = [other]
                continue
            if COMMA.fullmatch(text, one.end, other.start):
                names.append(other)
                continue
        names = [other]


def _lead(points: Weights) -> float:
    """Return by how many points the first type leads the second."""
    first, second = sorted((*points.values(), 0.0, 0.0), reverse=True)[:2]
    return first - max(second, 0.0)
