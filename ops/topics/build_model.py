"""Builds data/model.npz from the lexicon and the leads: ``python -m ops.topics.build_model``.

Deterministic, under two minutes on one core, numpy only. All training text is Slugline's own.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ops.topics import sources
from ops.topics.sources import Entry, Lead
from slugline.topics import vectors, vocabulary
from slugline.topics.emphasis import WORD
from slugline.topics.model import ARTEFACT, Model, save
from slugline.topics.terms import NEAR, parse
from slugline.topics.vectors import Floats, Vectors
from slugline.topics.vocabulary import Vocabulary

STEPS = 400
RATE = 0.5
DECAY = 1e-4
"""Weight decay, by hand: leads kept out of training are named best near it."""
SHARE = {"lead": 1.0, "about": 0.5, "term": 0.02}
"""How much one example of each kind counts."""


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of training text, the tops it is about, and how much it counts."""

    text: str
    tops: tuple[str, ...]
    weight: float


def build() -> Model:
    """Return the model made from the sources in the package."""
    known = vocabulary.load()
    lexicon, leads = sources.read_lexicon(known), sources.read_leads(known)
    reader = vectors.read()
    examples = list(gather(lexicon, leads, known))
    raw = np.stack([meaning(example.text, reader) for example in examples])
    centre = np.average(raw, axis=0, weights=[example.weight for example in examples]).astype(np.float32)
    points = unit(raw - centre)
    weights, bias = train(points, targets(examples, known.tops), np.array([e.weight for e in examples]))
    abouts = {entry.qcode: entry.about for entry in lexicon}
    about = unit(np.stack([meaning(abouts[top], reader) for top in known.tops]) - centre)
    terms, term_of, term_concept, term_weight = compile_terms(lexicon)
    return Model(
        tops=known.tops,
        concepts=tuple(entry.qcode for entry in lexicon),
        terms=terms,
        term_of=term_of,
        term_concept=term_concept,
        term_weight=term_weight,
        centre=centre,
        weights=weights,
        bias=bias,
        about=about,
        fingerprint=sources.fingerprint(),
    )


def gather(lexicon: Sequence[Entry], leads: Sequence[Lead], known: Vocabulary) -> list[Example]:
    """Return all training text, labelled with tops: leads, the words about a concept, and the terms."""
    examples = []
    for lead in leads:
        tops = tuple(dict.fromkeys(known.concepts[code].path[0] for code in lead.qcodes))
        if tops:
            examples.append(Example(lead.text, tops, SHARE["lead"]))
    for entry in lexicon:
        top = (known.concepts[entry.qcode].path[0],)
        if entry.about:
            examples.append(Example(entry.about, top, SHARE["about"]))
        examples += [
            Example(spoken(term), top, SHARE["term"] * min(weight, 3) / 3)
            for weight, term in entry.terms
            if weight >= 2
        ]
    return examples


def spoken(term: str) -> str:
    """Return the words of a term as running text, all its choices one after the other."""
    return " ".join(
        word.rstrip("*") for part in NEAR.split(term)[::2] for word in part.replace("|", " ").split()
    )


def meaning(text: str, reader: Vectors) -> Floats:
    """Return the mean vector of the words of ``text``."""
    return vectors.mean(reader.of(WORD.findall(text)))


def unit(rows: Floats) -> Floats:
    """Return the rows with length 1; a row of noughts stays so."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(length == 0, 1, length)).astype(np.float32)


def targets(examples: Sequence[Example], tops: Sequence[str]) -> Floats:
    """Return a row per example: the share of each top; the first of several gets half."""
    rows = np.zeros((len(examples), len(tops)), np.float32)
    for row, example in zip(rows, examples, strict=True):
        for place, top in enumerate(example.tops):
            row[tops.index(top)] = 1.0 if len(example.tops) == 1 else (0.6 if place == 0 else 0.4)
        row /= row.sum()
    return rows


def train(points: Floats, wanted: Floats, counts: np.ndarray) -> tuple[Floats, Floats]:
    """Return weights and bias of a softmax regression: full-batch gradient steps with momentum.

    Examples are weighed so that every top counts the same.
    """
    share = counts / (wanted.T @ counts)[wanted.argmax(axis=1)]
    share = (share / share.sum())[:, None]
    weights = np.zeros((points.shape[1], wanted.shape[1]))
    bias = np.zeros(wanted.shape[1])
    speed, speed_bias = np.zeros_like(weights), np.zeros_like(bias)
    for _ in range(STEPS):
        scores = points @ weights + bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = share * (scores / scores.sum(axis=1, keepdims=True) - wanted)
        speed = 0.9 * speed - RATE * 10 * (points.T @ error + DECAY * weights)
        speed_bias = 0.9 * speed_bias - RATE * error.sum(axis=0)
        weights += speed
        bias += speed_bias
    return weights.astype(np.float32), bias.astype(np.float32)


def compile_terms(lexicon: Sequence[Entry]) -> tuple[tuple[str, ...], np.ndarray, np.ndarray, np.ndarray]:
    """Return the terms, and for each weight: number of the term, number of the entry, weight."""
    numbers: dict[str, int] = {}
    rows = []
    for place, entry in enumerate(lexicon):
        for weight, term in entry.terms:
            parse(term)
            rows.append((numbers.setdefault(term, len(numbers)), place, weight))
    rows.sort()
    return (
        tuple(numbers),
        np.array([row[0] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.int32),
        np.array([row[2] for row in rows], np.float32),
    )


if __name__ == "__main__":
    save(build())
    sys.stdout.write(f"{ARTEFACT.name}: {ARTEFACT.stat().st_size:,} bytes\n")
