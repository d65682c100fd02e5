"""spaCy's token encoder (HashEmbedCNN) in fewer and smaller passes over memory.

The numbers are those of thinc's own layers up to rounding (floating-point additions come in another order).
What is saved: words that stand in a batch more than once are embedded once; the pieces of a maxout lie side
by side instead of interleaved, so that the maximum runs over whole rows; rows are worked through in blocks
that stay in cache, in buffers that are used again; the first convolution sees words alone yet, so that what
each word gives to it is computed once for the batch and added up. For inference only.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

Floats: TypeAlias = NDArray[np.float32]
Features: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[np.intp]

BLOCK = 256
"""Rows at a time: two buffers of 256 x 288 floats and the weights are 0.9 MB: they stay in a second-level
cache.
"""
EPSILON = np.float32(1e-8)
"""thinc's LayerNorm adds it to the variance."""
MIXER = "maxout>>layernorm>>dropout"
CONVOLUTION = f"residual(expand_window>>{MIXER})"
MIXING = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)
"""Odd multipliers that fold a word's features into one 64-bit key."""


class Dense:
    """A maxout layer with its layer norm, over blocks of rows."""

    def __init__(self, mixer: Model[Any, Any]) -> None:
        """Take the weights of a thinc layer named MIXER."""
        maxout: Any
        norm: Any
        maxout, norm = mixer.layers[0].layers
        weights = maxout.get_param("W")
        self.width, self.pieces, inputs = weights.shape
        self.weights: Floats = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, -1))
        self.bias: Floats = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self.gain: Floats = norm.get_param("G").copy()
        self.shift: Floats = norm.get_param("b").copy()
        self.inputs: Floats = np.empty((BLOCK, inputs), dtype=np.float32)
        self.pieced: Floats = np.empty((BLOCK, self.pieces * self.width), dtype=np.float32)
        self.average: Floats = np.full(self.width, 1 / self.width, dtype=np.float32)

    def __call__(self, inputs: Floats, out: Floats) -> None:
        """Write the layer's values for at most BLOCK rows of ``inputs`` to ``out``."""
        pieced = self.pieced[: len(inputs)]
        np.dot(inputs, self.weights, out=pieced)
        pieced += self.bias
        self.finish(pieced, out)

    def finish(self, pieced: Floats, out: Floats) -> None:
        """Write the maximum of the pieces in each row of ``pieced``, with the layer norm, to ``out``."""
        width = self.width
        np.maximum(pieced[:, :width], pieced[:, width : 2 * width], out=out)
        for piece in range(2, self.pieces):
            np.maximum(out, pieced[:, piece * width : (piece + 1) * width], out=out)
        out -= (out @ self.average)[:, None]
        scale = np.einsum("ij,ij->i", out, out)
        scale /= np.float32(width)
        scale += EPSILON
        np.sqrt(scale, out=scale)
        np.divide(np.float32(1), scale, out=scale)
        out *= scale[:, None]
        out *= self.gain
        out += self.shift


class Encoder:
    """Vectors for the words of several texts at once; a word sees as many neighbours a side as there are
    layers.
    """

    def __init__(self, tok2vec: Model[Any, Any]) -> None:
        """Take a thinc model that ``fits``."""
        extract, tables, mixer, layers = _parts(tok2vec)
        self.columns: list[str] = list(extract.attrs["columns"])
        """spaCy's attributes of a token that are its features, in order."""
        self.tables = [(part.attrs["column"], part.layers[1]) for part in tables]
        self.mixer = Dense(mixer)
        self.layers = [Dense(layer.layers[0].layers[1]) for layer in layers]

    def __call__(self, texts: Sequence[Features]) -> Floats:
        """Return a row for each word, texts one behind the other. A text is a row of features for each
        word.
        """
        lengths = [len(text) for text in texts]
        words = np.concatenate(texts)
        pad = len(self.layers)
        places = np.arange(len(words)) + 1 + pad * np.repeat(np.arange(1, len(texts) + 1), lengths)
        mixed, numbers = self._embed(words)
        order = np.zeros(len(words) + pad * (len(texts) + 1) + 2, dtype=np.intp)
        order[places] = numbers
        padded = _convolve_words(self.layers[0], mixed, order)
        for dense in self.layers[1:]:
            _convolve(dense, padded)
        rows: Floats = padded[places]
        return rows

    def _embed(self, words: Features) -> tuple[Floats, Numbers]:
        """Return a row for each distinct word behind a row of zeros, and the number of each word's row."""
        keys = words @ MIXING[: words.shape[1]]
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        distinct = words[first]
        embedded = np.concatenate(
            [table.predict(distinct[:, column]) for column, table in self.tables], axis=1
        )
        mixed: Floats = np.zeros((len(distinct) + 1, self.mixer.width), dtype=np.float32)
        for at in range(0, len(distinct), BLOCK):
            self.mixer(embedded[at : at + BLOCK], mixed[at + 1 : at + 1 + BLOCK])
        return mixed, inverse + 1


def _convolve_words(dense: Dense, words: Floats, order: Numbers) -> Floats:
    """Return the rows of ``words`` in ``order``, with the layer's value for it and its two neighbours added
    to each but the first and last.

    A row's neighbours are words too: what a word gives to the left, to itself and to the right is computed
    once, however often it stands there.
    """
    width = dense.width
    given = [np.empty((len(words), dense.pieces * width), dtype=np.float32) for _ in range(3)]
    for side, values in enumerate(given):
        weights = dense.weights[side * width : (side + 1) * width]
        for at in range(0, len(words), BLOCK):
            np.dot(words[at : at + BLOCK], weights, out=values[at : at + BLOCK])
    given[1] += dense.bias
    padded: Floats = words[order]
    values = np.empty((BLOCK, width), dtype=np.float32)
    beside: Floats = np.empty_like(dense.pieced)
    last = len(order) - 1
    for at in range(1, last, BLOCK):
        stop = min(at + BLOCK, last)
        size = stop - at
        pieced, more = dense.pieced[:size], beside[:size]
        np.take(given[0], order[at - 1 : stop - 1], axis=0, out=pieced, mode="clip")
        for side in (1, 2):
            np.take(given[side], order[at - 1 + side : stop - 1 + side], axis=0, out=more, mode="clip")
            pieced += more
        dense.finish(pieced, values[:size])
        padded[at:stop] += values[:size]
    return padded


def _convolve(dense: Dense, padded: Floats) -> None:
    """Add to each row of ``padded`` but the first and last the layer's value for it and its two
    neighbours.
    """
    count, width = len(padded) - 2, padded.shape[1]
    values: Floats = np.empty((BLOCK, width), dtype=np.float32)
    left = padded[0].copy()
    for at in range(1, count + 1, BLOCK):
        size = min(BLOCK, count + 1 - at)
        window = dense.inputs[:size]
        window[0, :width] = left
        window[1:, :width] = padded[at : at + size - 1]
        window[:, width : 2 * width] = padded[at : at + size]
        window[:, 2 * width :] = padded[at + 1 : at + size + 1]
        left = padded[at + size - 1].copy()
        dense(window, values[:size])
        padded[at : at + size] += values[:size]


def fits(tok2vec: Model[Any, Any]) -> bool:
    """Return whether ``tok2vec`` is a HashEmbedCNN of the kind this module knows."""
    try:
        extract, tables, mixer, layers = _parts(tok2vec)
    except (ValueError, IndexError):
        return False
    return (
        extract.name == "extract_features"
        and len(tables) == len(extract.attrs["columns"]) <= len(MIXING)
        and all(part.name == "ints-getitem>>hashembed" for part in tables)
        and mixer.name == MIXER
        and len(layers) > 1
        and all(layer.name == CONVOLUTION for layer in layers)
        and all(layer.layers[0].layers[0].attrs["window_size"] == 1 for layer in layers)
        and all(layer.layers[0].layers[1].layers[0].layers[0].get_dim("nP") > 1 for layer in layers)
        and mixer.layers[0].layers[0].get_dim("nP") > 1
        and tok2vec.layers[1].attrs.get("pad") == len(layers)
    )


def _parts(tok2vec: Model[Any, Any]) -> tuple[Model[Any, Any], list[Any], Model[Any, Any], list[Any]]:
    """Return feature extraction, embedding tables, mixer and convolutions; ValueError or IndexError if
    it has none.
    """
    embed, convolve = tok2vec.layers
    extract, _, tables, mixer, _ = embed.layers
    return extract, tables.layers[0].layers, mixer.layers[0], convolve.layers[0].layers
