"""How much a story is about an entity."""

import re

from slugline.entities.merging import Cluster
from slugline.lang.vocabulary import CLASSES
from slugline.lang.word_lists import alternation
from slugline.records.story import Story

HEADLINE, OPENING, SPEAKING = 0.35, 0.2, 0.15
PEOPLE = 0.6
"""A country's people are mostly named to say whose something is: "the French minister"."""
SPEECH = re.compile(rf"^\W{{0,3}}(?:\w+ly )?{alternation(CLASSES['says-beside-name'])}\b")
SPEECH_BEFORE = re.compile(
    rf"\b{alternation(CLASSES['says-beside-name'] | CLASSES['before-who-speaks'])} (?:[A-Z]?[\w.-]+ ){{0,3}}$"
)


def salience(story: Story, cluster: Cluster, most: int) -> float:
    """Return 0-1: 0.35 if a headline names it, up to 0.2 by how early the body does, 0.3 by frequency
    (against ``most``, the mentions of the most frequent entity), 0.15 if it speaks: a reporting verb beside a
    mention. A country's people ("French") have PEOPLE of it.
    """
    length = max(len(story.text), 1)
    headline = any(span.zone in ("headline", "standfirst") for span in cluster.spans)
    body = [span.start for span in cluster.spans if span.zone not in ("headline", "standfirst", "byline")]
    opening = OPENING * (1 - body[0] / length) ** 2 if body else 0.0
    frequency = (1 - HEADLINE - OPENING - SPEAKING) * min(1.0, len(cluster.spans) / most)
    speaking = SPEAKING if cluster.label in ("PERSON", "ORG") and _speaks(story.text, cluster) else 0.0
    whole = min(1.0, HEADLINE * headline + opening + frequency + speaking)
    return round(whole * (PEOPLE if cluster.label == "NORP" and cluster.country else 1.0), 3)


def _speaks(text: str, cluster: Cluster) -> bool:
    return any(
        SPEECH.match(text[span.end : span.end + 24])
        or SPEECH_BEFORE.search(text[max(0, span.start - 50) : span.start])
        for span in cluster.spans
    )
