"""Titles of works in quote marks: every word of weight capitalised, nothing that ends a sentence."""

import re
from collections.abc import Sequence

from slugline.entities.known_names import is_common, is_stopped
from slugline.entities.name_forms import fold
from slugline.entities.name_spans import Places, Spot
from slugline.records.story import Story

TITLE = re.compile(
    r"[\"“‘'«](?<![^\s(].)\s?((?:[A-ZÀ-ÖØ-Þ][\w’'-]*|\d+)"
    r"(?::? (?:[A-ZÀ-ÖØ-Þ][\w’'-]*|\d+|of|the|a|an|and|in|on|to|for|"
    r"with|from|at|by|de|la|el|del|y|&)){1,8})[,.]?\s?[\"”’'»](?!\w)"
)
LAST = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "and",
        "in",
        "on",
        "to",
        "for",
        "with",
        "from",
        "at",
        "by",
        "de",
        "la",
        "el",
        "y",
    ]
)


def titles(story: Story, spots: Sequence[Spot]) -> list[Spot]:
    """Return ``spots`` (in order) with the titles in quote marks among them, in place of spots within a
    title.
    """
    places = Places(story)
    found: list[Spot] = []
    for match in TITLE.finditer(story.text):
        start, end = match.span(1)
        words = re.split(r":? ", match[1])
        kind = places.kind(start)
        if words[-1] in LAST or kind in ("headline", "boilerplate") or not 2 <= len(words) <= 8:
            continue
        heavy = [word for word in words if word not in LAST and word.lower() not in LAST]
        if (len(heavy) < 2 and words[0] != "The") or is_stopped(fold(match[1])):
            continue
        if len(heavy) > 1 and all(is_common(word.lower()) for word in heavy):
            continue
        if any(
            (spot.start <= start and end <= spot.end)
            or (spot.known and spot.start < end and start < spot.end)
            for spot in spots
        ):
            continue
        found.append(Spot(start, end, match[1], "WORK_OF_ART", kind, quoted=True))
    if not found:
        return list(spots)
    kept = [
        spot
        for spot in spots
        if spot.known or not any(title.start < spot.end and spot.start < title.end for title in found)
    ]
    return sorted([*kept, *found], key=lambda spot: spot.start)
