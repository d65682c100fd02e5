"""What speaks for which concept in one story: terms found, and the meaning of its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from streams.extract.topics.emphasis import Stretch
from streams.extract.topics.model import Tools
from streams.extract.topics.vectors import SIZE, Floats

GAP = 50
"""Empty places between two zones, so that no phrase and no nearness crosses them."""
AGAIN = 0.35
"""What each doubling of a term's occurrences adds to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Points per concept of the model from terms, and probabilities and likenesses per top from the words."""

    points: Floats
    learnt: Floats
    likeness: Floats
    words: int


def weigh(stretches: Sequence[Stretch], tools: Tools) -> Evidence:
    """Return the evidence in the ``stretches`` of a story."""
    model = tools.model
    vector, count = _meaning(stretches, tools)
    centred = vector - model.centre
    length = float(np.linalg.norm(centred))
    centred = centred / length if count and length else np.zeros(SIZE, np.float32)
    scores = centred @ model.weights + model.bias
    scores = np.exp(scores - scores.max())
    return Evidence(
        points=_points(stretches, tools),
        learnt=scores / scores.sum(),
        likeness=model.about @ centred,
        words=count,
    )


def _meaning(stretches: Sequence[Stretch], tools: Tools) -> tuple[Floats, int]:
    total = np.zeros(SIZE, np.float32)
    mass, count = 0.0, 0
    for stretch in stretches:
        total += stretch.weight * tools.vectors.of(stretch.words).sum(axis=0)
        mass += stretch.weight * len(stretch.words)
        count += len(stretch.words)
    return (total / mass if mass else total), count


def _points(stretches: Sequence[Stretch], tools: Tools) -> Floats:
    model = tools.model
    found = np.zeros(len(model.terms), np.float32)
    words: list[tuple[int, str]] = []
    starts: list[int] = []
    for stretch in stretches:
        start = words[-1][0] + GAP if words else 0
        starts.append(start)
        words += [(start + place, word) for place, word in enumerate(stretch.words)]
    weights = {start: stretch.weight for start, stretch in zip(starts, stretches, strict=True)}
    bounds = np.array(starts)
    for number, places in tools.matcher.find(words):
        first = starts[int(np.searchsorted(bounds, places[0], "right")) - 1]
        found[number] = weights[first] * (1 + AGAIN * log2(len(places)))
    points = np.zeros(len(model.concepts), np.float32)
    np.add.at(points, model.term_concept, found[model.term_of] * model.term_weight)
    return points
