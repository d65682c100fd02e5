"""How much a story is about an entity."""

import re
from collections.abc import Sequence
from typing import Final

from slugline.entities.known_names import is_nation
from slugline.entities.merging import Cluster
from slugline.entities.name_forms import fold
from slugline.entities.name_spans import NameSpan
from slugline.lang.chosen import LISTS
from slugline.lang.vocabulary import CLASSES
from slugline.lang.word_lists import alternation
from slugline.records.story import Story

HEADLINE, OPENING, SPEAKING = 0.3, 0.4, 0.05
PEOPLE = 0.2
"""A country's people are mostly named to say whose something is: "the French minister"."""
OWNER, WHERE = 0.4, 0.1
"""So is a country before a noun ("US officials", "Indonesia's minister"), or it says where another place is
("Goa, India"): such a mention counts for so much."""
OUTLET, FEW = 0.4, 2
"""Media are mostly named for what they report, platforms for what is said there, unless that is often."""
ADVERB = rf"\w+{alternation(CLASSES['ending of an adverb'])}"
SPEECH = re.compile(rf"^\W{{0,3}}(?:{ADVERB} )?{alternation(CLASSES['says-beside-name'])}\b")
SPEECH_BEFORE = re.compile(
    rf"\b{alternation(CLASSES['says-beside-name'] | CLASSES['before-who-speaks'])} (?:[A-Z]?[\w.-]+ ){{0,3}}$"
)
OWNS = re.compile(r"['’]s?\b|['’](?=\s)")
NEXT = re.compile(r"[ \u00a0](\w[\w'’]*)")
AFTER_COMMA = re.compile(r"[^\W\d_]\w*,\s$")
DIRECTION: Final = alternation(CLASSES["direction"] | CLASSES["direction-of-region"])
BESIDE = re.compile(rf"\b{DIRECTION} $|[a-z]-$")
"""A side of a place, or whom somebody is for: "western Kenya", "pro-Kenya"."""
OFFICE_OF = re.compile(
    rf"\b{alternation(CLASSES['office'])} {alternation(CLASSES['of'])} (?:{alternation(CLASSES['the'])} )?$",
    re.I,
)
OF = re.compile(rf" {alternation(CLASSES['of'])} (?:{alternation(CLASSES['the'])} )?$", re.I)
REACH, NEAR = 40, 16
"""Characters before a name that are looked at; those in which a side of a place or what owns it stands."""
WIDE = ("country", "region")
NO_NOUN: Final = frozenset().union(
    *(
        CLASSES[name]
        for name in (
            "preposition", "conjunction", "auxiliary", "modal", "adverb", "verb", "subordinator", "relative",
            "determiner", "pronoun", "says-beside-name",
        )
    )
)  # fmt: skip
NOUN: Final = CLASSES["person"] | CLASSES["office"] | CLASSES["people"] | CLASSES["speaking-body"]
PAST, PLURAL = tuple(CLASSES["ending of a past"]), tuple(CLASSES["ending of a plural"])
OUTLETS: Final = frozenset(map(fold, LISTS.split("media.txt")))
OUTLET_ENDING: Final = CLASSES["outlet"]
OUTER = ("headline", "standfirst")
OUTSIDE = (*OUTER, "byline")


def salience(story: Story, cluster: Cluster, most: int) -> float:
    """Return 0-1: 0.3 if a headline names it, up to 0.4 by how early the body does, 0.25 by frequency
    (against ``most``, the mentions of the most frequent entity), 0.05 if it speaks: a reporting verb beside a
    mention. A country's people ("French") have PEOPLE of it, media that no headline names OUTLET.
    """
    weights = _weights(story.text, cluster)
    outer = [weight for span, weight in zip(cluster.spans, weights, strict=True) if span.zone in OUTER]
    body = [
        (span.start, weight)
        for span, weight in zip(cluster.spans, weights, strict=True)
        if span.zone not in OUTSIDE
    ]
    length = max(len(story.text), 1)
    opening = max((weight * (1 - start / length) ** 2 for start, weight in body), default=0.0)
    frequency = (1 - HEADLINE - OPENING - SPEAKING) * min(1.0, sum(weights) / most)
    speaking = SPEAKING if cluster.label in ("PERSON", "ORG") and _speaks(story.text, cluster) else 0.0
    whole = min(1.0, HEADLINE * max(outer, default=0.0) + OPENING * opening + frequency + speaking)
    if cluster.label == "NORP" and (cluster.country or is_nation(fold(cluster.name))):
        whole *= PEOPLE
    elif cluster.label == "ORG" and not outer and _is_source(cluster, most):
        whole *= OUTLET
    return round(whole, 3)


def _weights(text: str, cluster: Cluster) -> Sequence[float]:
    """Return for how much each mention counts."""
    if cluster.place is None:
        return [1.0] * len(cluster.spans)
    if cluster.place.kind not in WIDE:
        return [WHERE if _is_beside(text, span) else 1.0 for span in cluster.spans]
    return [_weight(text, span) for span in cluster.spans]


def _weight(text: str, span: NameSpan) -> float:
    if _is_beside(text, span):
        return WHERE
    before = text[max(0, span.start - REACH) : span.start]
    after = text[span.end : span.end + 40]
    if OWNS.match(after) or (OF.search(before, len(before) - NEAR) and OFFICE_OF.search(before)):
        return OWNER
    found = NEXT.match(after)
    if found is not None and _is_noun(found[1].lower()):
        return OWNER
    return WHERE if AFTER_COMMA.search(before) else 1.0


def _is_beside(text: str, span: NameSpan) -> bool:
    return BESIDE.search(text, max(0, span.start - NEAR), span.start) is not None


def _is_noun(word: str) -> bool:
    """Return whether a word behind a country's name is a noun or adjective: what is known as one, and what no
    word list has and does not end like a verb ("launches", "killed").
    """
    if word in NOUN or (word.endswith(PLURAL) and word[:-1] in NOUN):
        return True
    return (
        word not in NO_NOUN
        and not word.endswith(PAST)
        and (not word.endswith(PLURAL) or word[:-1].endswith(PLURAL))
    )


def _is_source(cluster: Cluster, most: int) -> bool:
    """Return whether it is a medium that the story does not name again and again."""
    often = len(cluster.spans) > FEW and 2 * len(cluster.spans) > most
    return not often and _is_outlet(cluster)


def _is_outlet(cluster: Cluster) -> bool:
    name = fold(cluster.name)
    return name in OUTLETS or name.rpartition(" ")[2] in OUTLET_ENDING


def _speaks(text: str, cluster: Cluster) -> bool:
    return any(
        SPEECH.match(text[span.end : span.end + 24])
        or SPEECH_BEFORE.search(text[max(0, span.start - 50) : span.start])
        for span in cluster.spans
    )
