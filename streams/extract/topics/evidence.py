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
WHOLE = 10
"""Words with a meaning that a zone needs to be judged at its full weight."""
AGAIN = 0.35
"""What each doubling of a term's occurrences adds to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Points per concept of the model from terms, and probabilities and likenesses per top from the words."""

    points: Floats
    tops: Floats
    learnt: Floats
    likeness: Floats


def weigh(stretches: Sequence[Stretch], tools: Tools) -> Evidence:
    """Return the evidence in the ``stretches`` of a story."""
    learnt, likeness = _meaning(stretches, tools)
    points, tops = _points(stretches, tools)
    return Evidence(points=points, tops=tops, learnt=learnt, likeness=likeness)


def _meaning(stretches: Sequence[Stretch], tools: Tools) -> tuple[Floats, Floats]:
    """Judge every stretch for itself and average: a story that leaves its topic at the end still has it."""
    model = tools.model
    if not stretches:
        return np.full(len(model.tops), 1 / len(model.tops), np.float32), np.zeros(
            len(model.tops), np.float32
        )
    rows = tools.vectors.of([word for stretch in stretches for word in stretch.words])
    starts = np.cumsum([0, *(len(stretch.words) for stretch in stretches[:-1])])
    sums = np.add.reduceat(rows, starts, axis=0)
    counts = sums[:, SIZE:]
    means = sums[:, :SIZE] / np.maximum(counts, 1) - model.centre
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)
    weights = np.array([stretch.weight for stretch in stretches], np.float32)
    weights *= np.minimum(counts[:, 0] / WHOLE, 1)
    weights /= max(float(weights.sum()), 1e-6)
    scores = means @ model.weights + model.bias
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    scores /= scores.sum(axis=1, keepdims=True)
    learnt: Floats = (weights @ scores).astype(np.float32)
    likeness: Floats = (model.about @ (weights @ means)).astype(np.float32)
    return learnt, likeness


def _points(stretches: Sequence[Stretch], tools: Tools) -> tuple[Floats, Floats]:
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
    place_of: dict[int, int] = {}
    found_terms: list[int] = []
    found_rows: list[int] = []
    for number, places in tools.matcher.find(words):
        first = starts[int(np.searchsorted(bounds, places[0], "right")) - 1]
        found[number] = weights[first] * (1 + AGAIN * log2(len(places)))
        found_terms.append(number)
        found_rows.append(place_of.setdefault(places[0], len(place_of)))
    strength = found[model.term_of] * model.term_weight
    points = np.zeros(len(model.concepts), np.float32)
    np.add.at(points, model.term_concept, strength)
    row = np.full(len(model.terms), -1)
    row[found_terms] = found_rows
    used = np.flatnonzero(row[model.term_of] >= 0)
    best = np.zeros((max(len(place_of), 1), len(model.tops)), np.float32)
    np.maximum.at(best, (row[model.term_of[used]], tools.top_of[model.term_concept[used]]), strength[used])
    return points, best.sum(axis=0)
