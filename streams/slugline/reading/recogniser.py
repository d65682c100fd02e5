"""spaCy's greedy named-entity parser (BILUO transitions), decoded for all words at once.

Outside an entity spaCy's parser scores a word by that word alone, and inside one by the word, the entity's
first word and the word before. So the moves of all words outside entities are one product of matrices, and
only the few entities of more than one word are followed step by step, all of them together. The answer is
that of spaCy's own parser; its rules for which move is valid are those of
spacy/pipeline/_parser_internals/ner.pyx (3.8).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from spacy.pipeline import EntityRecognizer

from slugline.reading.dense import Floats, Numbers, laid, product
from slugline.reading.encoder import Encoder, Flags, fits
from slugline.reading.name_words import NameWords
from slugline.reading.word_rows import Features

Found: TypeAlias = list[tuple[int, int, str]]

NEAR = 12
"""Words that every entity is followed for; longer ones are seldom names, and followed one by one."""
AHEAD = 64
"""Words looked at together for a long one."""
OPEN = -1


class Recogniser:
    """A loaded NER whose weights are read, not its code."""

    def __init__(self, ner: EntityRecognizer) -> None:
        """Take a pipe that is ``known``."""
        tok2vec, lower, upper = ner.model.layers
        encoder, _, project = tok2vec.layers
        self.encode = Encoder(encoder)
        self.columns = self.encode.columns
        self.name_words = NameWords(ner.vocab.strings)
        self.project: Floats = laid(project.get_param("W").T)
        self.offset: Floats = project.get_param("b")
        weights = lower.get_param("W")
        places, self.hidden, self.pieces, inputs = weights.shape
        piecewise = weights.transpose(0, 2, 1, 3).reshape(places, -1, inputs)
        self.word, self.first, self.before = (laid(part.T) for part in piecewise)
        bias = lower.get_param("b").T.reshape(-1)
        pad = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(places, -1)
        self.bias: Floats = bias
        self.outside: Floats = bias + pad[1] + pad[2]
        self._read_moves(ner, upper.get_param("W"), upper.get_param("b"))

    def _read_moves(self, ner: EntityRecognizer, weights: Floats, bias: Floats) -> None:
        names = [ner.moves.get_class_name(index) for index in range(len(weights))]
        self.labels = [name[2:] for name in names if name.startswith("B-")]
        rows = {name: index for index, name in enumerate(names)}
        begin, inner, last, unit = ([rows[f"{move}-{label}"] for label in self.labels] for move in "BILU")
        closed = [*begin, *unit, rows["O"]]
        self.closed: Floats = laid(weights[closed].T)
        self.closed_bias: Floats = np.full(self.closed.shape[1], -np.inf, dtype=np.float32)
        self.closed_bias[: len(closed)] = bias[closed]
        self.stay: Floats = weights[last] - weights[inner]
        self.stay_bias: Floats = bias[last] - bias[inner]

    def __call__(self, texts: Sequence[Features], blank: Flags, ends: Flags, near: Flags) -> Found:
        """Return (first word, end word exclusive, label) of the entities, counted over all texts.

        ``texts`` holds a row of features (``columns``) for each word; ``blank`` tells which words are white
        space, ``ends`` which are the last of a text or sentence, over which no entity runs, and ``near``
        which may belong to a name: no other is looked at, and what would go on over others ends before them.
        """
        places = np.flatnonzero(near)
        vectors = product(self.encode(texts, near), self.project)
        vectors += self.offset
        words = product(vectors, self.word)
        scores = product(self._maxout(words + self.outside), self.closed)
        scores += self.closed_bias
        count = len(self.labels)
        ends = ends[places]
        ends[:-1] |= np.diff(places) > 1
        ends[-1:] = True
        scores[ends, :count] = -np.inf
        scores[blank[places], : 2 * count] = -np.inf
        moves: Numbers = scores.argmax(axis=1)
        starts = np.flatnonzero(moves < count)
        stops = self._follow(vectors, words, starts, moves[starts], ends)
        found = self._chosen(moves, starts, stops, lambda at: self._far(vectors, words, at, moves[at], ends))
        return [(int(places[at]), int(places[stop - 1]) + 1, label) for at, stop, label in found]

    def _maxout(self, pieced: Floats) -> Floats:
        best: Floats = pieced[:, : self.hidden]
        for piece in range(1, self.pieces):
            best = np.maximum(best, pieced[:, piece * self.hidden : (piece + 1) * self.hidden])
        return best

    def _follow(
        self, vectors: Floats, words: Floats, starts: Numbers, labels: Numbers, ends: Flags
    ) -> Numbers:
        """Return for each entity that begins at ``starts`` the word behind its last; OPEN where that is far.

        All are followed, those that begin inside others too: that is quick for as many words as names have.
        """
        stops: Numbers = starts + 1
        first = product(vectors[starts], self.first) + self.bias
        open_ones = np.arange(len(starts))
        for _ in range(NEAR):
            if not len(open_ones):
                break
            at = stops[open_ones]
            states = words[at] + first[open_ones]
            states += product(vectors[at - 1], self.before)
            chosen = labels[open_ones]
            margin = np.einsum("ij,ij->i", self._maxout(states), self.stay[chosen]) + self.stay_bias[chosen]
            stops[open_ones] += 1
            open_ones = open_ones[(margin <= 0) & ~ends[at]]
        stops[open_ones] = OPEN
        return stops

    def _far(self, vectors: Floats, words: Floats, start: int, label: np.intp, ends: Flags) -> int:
        """Return the word behind the last of one entity, however long it is."""
        first = product(vectors[start : start + 1], self.first) + self.bias
        at = start + 1
        while True:
            states = words[at : at + AHEAD] + first
            states += product(vectors[at - 1 : at - 1 + len(states)], self.before)
            margin = np.einsum("ij,j->i", self._maxout(states), self.stay[label]) + self.stay_bias[label]
            closing = np.flatnonzero((margin > 0) | ends[at : at + AHEAD])
            if len(closing):
                return at + int(closing[0]) + 1
            at += AHEAD

    def _chosen(self, moves: Numbers, starts: Numbers, stops: Numbers, far: Callable[[int], int]) -> Found:
        """Return the entities a reader from left to right keeps: none begins inside another.

        ``far`` tells where one ends whose stop is OPEN; it is asked for those that are kept alone, so that
        all of it takes linear time.
        """
        count = len(self.labels)
        stop_of = dict(zip(starts.tolist(), stops.tolist(), strict=True))
        found: Found = []
        free = 0
        for at in np.flatnonzero(moves < 2 * count).tolist():
            if at >= free:
                stop = stop_of.get(at, at + 1)
                free = far(at) if stop == OPEN else stop
                found.append((at, free, self.labels[moves[at] % count]))
        return found


def known(ner: Any) -> bool:
    """Return whether ``ner`` is spaCy's greedy entity parser over a HashEmbedCNN of its own."""
    if not isinstance(ner, EntityRecognizer) or ner.cfg.get("beam_width") != 1:
        return False
    layers = ner.model.layers
    if len(layers) != 3 or ner.model.attrs.get("unseen_classes") or not ner.model.attrs.get("has_upper"):
        return False
    names = [layer.name for layer in layers[0].layers]
    return (
        len(names) == 3
        and names[1:] == ["list2array", "linear"]
        and fits(layers[0].layers[0])
        and layers[1].name == "precomputable_affine"
        and layers[1].get_dim("nF") == 3
        and layers[2].name == "linear"
    )


def edges(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Return the (start, end) of stretches of ``lengths`` laid one behind the other."""
    return list(pairwise(np.cumsum([0, *lengths]).tolist()))
