"""spaCy's token encoder (HashEmbedCNN), where names can be.

The numbers are those of thinc's own layers up to rounding (floating-point additions come in another order).
A word's vector depends on as many neighbours a side as there are convolutions; so only the words asked for
go through the last one, these and their neighbours through the one before it, and so on. What a word gives
by itself is looked up (`word_rows`).
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from thinc.api import Model

from slugline.reading.dense import BLOCK, MIXER, Dense, Floats, Numbers, evened
from slugline.reading.word_rows import MIXING, Features, WordRows

Flags: TypeAlias = NDArray[np.bool_]

CONVOLUTION = f"residual(expand_window>>{MIXER})"


class Encoder:
    """Vectors for words of several texts at once; a word sees as many neighbours a side as there are
    layers.
    """

    def __init__(self, tok2vec: Model[Any, Any]) -> None:
        """Take a thinc model that ``fits``."""
        extract, tables, mixer, layers = _parts(tok2vec)
        self.columns: list[str] = list(extract.attrs["columns"])
        """spaCy's attributes of a token that are its features, in order."""
        self._layers = [Dense(layer.layers[0].layers[1]) for layer in layers]
        embedding = [(part.attrs["column"], part.layers[1]) for part in tables]
        self._words = WordRows(embedding, Dense(mixer), self._layers[0])

    def __call__(self, texts: Sequence[Features], wanted: Flags) -> Floats:
        """Return a row for each word that is ``wanted``; texts one behind the other.

        A text is a row of features for each word; ``wanted`` has a flag for each word of all texts.
        """
        lengths = [len(text) for text in texts]
        pad = len(self._layers)
        count = sum(lengths)
        places = np.arange(count) + 1 + pad * np.repeat(np.arange(1, len(texts) + 1), lengths)
        order = np.zeros(count + pad * (len(texts) + 1) + 2, dtype=np.intp)
        order[places] = self._words.of(np.concatenate(texts))
        asked = places[wanted]
        needed = _needed(len(order), asked, pad)
        rows = self._first(order, needed[0])
        for dense, some in zip(self._layers[1:], needed[1:], strict=True):
            rows = _convolved(dense, rows, some)
        found: Floats = rows[asked]
        return found

    def _first(self, order: Numbers, needed: Numbers) -> Floats:
        """Return the words' own rows in ``order``, to those ``needed`` the first convolution's value added:
        what the word gives, and what its neighbours give to it.
        """
        dense, words = self._layers[0], self._words
        rows: Floats = words.mixed[order]
        values: Floats = np.empty((BLOCK, dense.width), dtype=np.float32)
        beside = np.empty_like(dense.pieced)
        for at in range(0, len(needed), BLOCK):
            some = needed[at : at + BLOCK]
            pieced, more = dense.pieced[: len(some)], beside[: len(some)]
            np.take(words.given[0], order[some - 1], axis=0, out=pieced, mode="clip")
            for side in (1, 2):
                np.take(words.given[side], order[some - 1 + side], axis=0, out=more, mode="clip")
                pieced += more
            dense.finish(pieced, values[: len(some)])
            rows[some] += values[: len(some)]
        return rows


def _needed(count: int, asked: Numbers, layers: int) -> list[Numbers]:
    """Return which of ``count`` rows each layer is to compute, so that those ``asked`` for come out of the
    last; the first and last row never.
    """
    mask = np.zeros(count, dtype=bool)
    mask[asked] = True
    found = [np.flatnonzero(mask)]
    for _ in range(layers - 1):
        mask = widened(mask)
        mask[[0, -1]] = False
        found.append(np.flatnonzero(mask))
    return found[::-1]


def widened(flags: Flags) -> Flags:
    """Return the flags with those beside them."""
    wider = flags.copy()
    wider[1:] |= flags[:-1]
    wider[:-1] |= flags[1:]
    return wider


def _convolved(dense: Dense, rows: Floats, needed: Numbers) -> Floats:
    """Return ``rows``, to those ``needed`` the layer's value for it and its two neighbours added."""
    width = rows.shape[1]
    step = rows.strides[0]
    windows = as_strided(rows, (len(rows) - 2, 3 * width), (step, rows.strides[1]), writeable=False)
    values: Floats = np.empty((BLOCK, width), dtype=np.float32)
    after = rows.copy()  # neighbours must be seen as they were
    for at in range(0, len(needed), BLOCK):
        some = evened(needed[at : at + BLOCK])
        dense(windows[some - 1], values[: len(some)])
        after[some] += values[: len(some)]
    return after


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
