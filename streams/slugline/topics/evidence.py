"""What speaks for which concept in one story: terms found, and the meaning of its words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from math import log2

import numpy as np

from slugline.topics.emphasis import Stretch
from slugline.topics.model import Tools
from slugline.topics.vectors import SIZE, Floats

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
    starts = [0]
    for stretch in stretches[:-1]:
        starts.append(starts[-1] + len(stretch.words) + GAP)
    words = chain.from_iterable(
        zip(count(start), stretch.words, strict=False)
        for start, stretch in zip(starts, stretches, strict=False)
    )
    place_of: dict[int, int] = {}
    numbers: list[int] = []
    rows: list[int] = []
    strengths: list[float] = []
    for number, places in tools.matcher.find(words):
        at = places[0]
        numbers.append(number)
        rows.append(place_of.setdefault(at, len(place_of)))
        strengths.append(stretches[bisect_right(starts, at) - 1].weight * (1 + AGAIN * log2(len(places))))
    return _share_out(numbers, rows, strengths, tools)


def _share_out(
    numbers: list[int], rows: list[int], strengths: list[float], tools: Tools
) -> tuple[Floats, Floats]:
    """Give each term's strength to its concepts; to a top only the strongest of each row, that is, place."""
    model = tools.model
    found = np.zeros(len(model.terms), np.float32)
    found[numbers] = strengths
    row = np.full(len(model.terms), -1)
    row[numbers] = rows
    row = row[model.term_of]
    used = np.flatnonzero(row >= 0)
    concept = model.term_concept[used]
    strength = found[model.term_of[used]] * model.term_weight[used]
    points = np.bincount(concept, strength, len(model.concepts)).astype(np.float32)
    best = np.zeros((max(rows, default=0) + 1, len(model.tops)), np.float32)
    np.maximum.at(best, (row[used], tools.top_of[concept]), strength)
    return points, best.sum(axis=0)
