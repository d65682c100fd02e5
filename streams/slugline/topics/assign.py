"""From evidence to topics: which tops a story is about, which concepts below them, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from slugline.topics.evidence import Evidence
from slugline.topics.model import Tools
from slugline.topics.vocabulary import Vocabulary

PRIOR = 2.0
"""Points every top has before a word is read: with few terms found nothing is sure."""
LEARNT = 0.4
LIKENESS = 2.0
"""What the learnt model and the likeness to a top's own words count beside the terms, set by hand."""
USUAL = {
    "medtop:11000000": 0.3,
    "medtop:02000000": 0.2,
    "medtop:04000000": 0.2,
    "medtop:05000000": -0.1,
    "medtop:06000000": -0.1,
    "medtop:08000000": -0.3,
    "medtop:09000000": -0.3,
    "medtop:10000000": -0.3,
    "medtop:14000000": -0.3,
}
"""What a general wire carries more and less of, as a shift of the logarithm; training counts tops alike."""
SURE = ((0.0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.0), (0.0, 0.12, 0.28, 0.5, 0.75, 0.92, 0.98, 0.99))
"""Share of the evidence to score: the share of such topics a reader lets pass. Coarse, set by hand."""
LEAST = 0.15
"""A topic below this score is not emitted."""
SILENT = 2.0
"""Points of the best top below which a story is undecidable."""
DEEP = 2.4
"""Points a concept below the top needs: a strong term near the start, or several."""
BESIDE = 0.4
"""Share of its best sibling's points that a second concept needs."""
HALF = 1.2
"""Points at which a concept below the top has half its parent's score."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept and its score between 0 and 1."""

    qcode: str
    score: float


def assign(evidence: Evidence, tools: Tools) -> list[Topic]:
    """Return the topics of a story, the best first; a concept never before its parent."""
    tops, known = tools.model.tops, tools.vocabulary
    points = evidence.tops.astype(np.float64)
    if float(points.max()) < SILENT:
        return []
    sums = _sums(evidence, tools)
    topics: list[Topic] = []
    for top, part in zip(tops, share(points, evidence, tops).tolist(), strict=True):
        score = float(np.interp(part, *SURE))
        if score >= LEAST:
            topics.append(Topic(top, round(score, 3)))
            topics += below(top, score, sums, known)
    return sorted(
        topics, key=lambda topic: (-topic.score, len(known.concepts[topic.qcode].path), topic.qcode)
    )


def share(points: NDArray[np.float64], evidence: Evidence, tops: Sequence[str]) -> NDArray[np.float64]:
    """Return the share of the evidence that each top has, given the ``points`` of each; they sum to 1."""
    scores = (
        np.log((points + PRIOR) / (points.sum() + PRIOR * len(points)))
        + LEARNT * np.log(evidence.learnt + 0.01)
        + LIKENESS * evidence.likeness
        + np.array([USUAL.get(top, 0.0) for top in tops])
    )
    scores = np.exp(scores - scores.max())
    shares: NDArray[np.float64] = scores / scores.sum()
    return shares


def _sums(evidence: Evidence, tools: Tools) -> dict[str, float]:
    """Return the points of each concept: its own and of all below it."""
    sums: dict[str, float] = {}
    for place in np.flatnonzero(evidence.points):
        points = float(evidence.points[place])
        for code in tools.vocabulary.concepts[tools.model.concepts[place]].path:
            sums[code] = sums.get(code, 0.0) + points
    return sums


def below(parent: str, score: float, sums: dict[str, float], vocabulary: Vocabulary) -> list[Topic]:
    """Return the concepts below ``parent`` that the terms speak for, each with those below it."""
    children = [(sums.get(code, 0.0), code) for code in vocabulary.narrower.get(parent, ())]
    best = max((points for points, _ in children), default=0.0)
    found: list[Topic] = []
    for points, code in children:
        if points < DEEP or points < BESIDE * best:
            continue
        part = score * (points / (points + HALF)) * (points / best) ** 0.5
        if part >= LEAST:
            found.append(Topic(code, round(part, 3)))
            found += below(code, part, sums, vocabulary)
    return found
