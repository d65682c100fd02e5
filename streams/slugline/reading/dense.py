"""One layer of spaCy's token encoder, in fewer and smaller passes over memory than thinc's.

The numbers are those of thinc up to rounding. The pieces of a maxout lie side by side instead of interleaved,
so that the maximum runs over whole rows; rows are worked through in blocks that stay in cache, in buffers
that are used again. For inference only.

Rows are multiplied by sixteens (`EVEN`), by weights of as many columns: what is left over a BLAS library sums
up in another order, and the same word would come out otherwise in another batch, by a last digit that now and
then decides about a name.
Where a row's numbers go by its place among many sixteens as well (OpenBLAS 0.3.31 with its kernels for AVX2,
Haswell and Zen), each sixteen is multiplied by itself: that is `turned`, told by a trial when this module is
imported.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.intp]

BLOCK = 256
"""Rows at a time: two buffers of 256 x 288 floats and the weights are 0.9 MB: they stay in a second-level
cache.
"""
EVEN = 16
"""Rows that are multiplied at once, and columns of weights, are a multiple of this many."""
EPSILON = np.float32(1e-8)
"""thinc's LayerNorm adds it to the variance."""
MIXER = "maxout>>layernorm>>dropout"


def _by_place() -> bool:
    """Whether this processor's product of a row goes by its place among sixteens."""
    row, weights = np.sin(np.arange(288, dtype=np.float32)), np.cos(np.arange(288 * 288, dtype=np.float32))
    found = np.tile(row, (6 * EVEN, 1)) @ weights.reshape(288, 288)
    return bool((found != found[0]).any())


TURNED = _by_place()
"""Whether sixteens are multiplied one by one."""


class Dense:
    """A maxout layer with its layer norm, over blocks of rows."""

    def __init__(self, mixer: Model[Any, Any]) -> None:
        """Take the weights of a thinc layer named MIXER."""
        maxout: Any
        norm: Any
        maxout, norm = mixer.layers[0].layers
        weights = maxout.get_param("W")
        self.width, self.pieces, inputs = weights.shape
        self.weights: Floats = laid(weights.transpose(2, 1, 0).reshape(inputs, -1))
        self.bias: Floats = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self.gain: Floats = norm.get_param("G").copy()
        self.shift: Floats = norm.get_param("b").copy()
        self.pieced: Floats = np.empty((BLOCK, self.pieces * self.width), dtype=np.float32)
        self.average: Floats = np.full(self.width, 1 / self.width, dtype=np.float32)

    def __call__(self, inputs: Floats, out: Floats) -> None:
        """Write the layer's values for at most BLOCK rows of ``inputs``, a multiple of EVEN, to ``out``."""
        pieced = self.pieced[: len(inputs)]
        multiply(inputs, self.weights, pieced)
        pieced += self.bias
        self.finish(pieced, out)

    def finish(self, pieced: Floats, out: Floats) -> None:
        """Write the maximum of the pieces in each row of ``pieced``, with the layer norm, to ``out``."""
        width = self.width
        np.maximum(pieced[:, :width], pieced[:, width : 2 * width], out=out)
        for piece in range(2, self.pieces):
            np.maximum(out, pieced[:, piece * width : (piece + 1) * width], out=out)
        out -= np.einsum("ij,j->i", out, self.average)[:, None]
        scale = np.einsum("ij,ij->i", out, out)
        scale /= np.float32(width)
        scale += EPSILON
        np.sqrt(scale, out=scale)
        np.divide(np.float32(1), scale, out=scale)
        out *= scale[:, None]
        out *= self.gain
        out += self.shift


def evened(places: Numbers) -> Numbers:
    """Return ``places`` with the last one so often again that they are a multiple of EVEN."""
    return np.concatenate([places, np.repeat(places[-1:], -len(places) % EVEN)])


def laid(weights: Floats) -> Floats:
    """Return ``weights``, shape (inputs, outputs), as they lie best in memory for ``multiply``, with columns
    of zeros up to a multiple of EVEN.
    """
    inputs, outputs = weights.shape
    room: Floats = np.zeros((inputs, outputs + -outputs % EVEN), np.float32, order="F" if TURNED else "C")
    room[:, :outputs] = weights
    return room


def multiply(rows: Floats, weights: Floats, out: Floats) -> None:
    """Write ``rows @ weights`` to ``out``, for a multiple of EVEN rows."""
    if not TURNED:
        np.dot(rows, weights, out=out)
        return
    for at in range(0, len(rows), EVEN):
        out[at : at + EVEN] = np.dot(weights.T, rows[at : at + EVEN].T).T


def product(rows: Floats, weights: Floats) -> Floats:
    """Return ``rows @ weights``, each row as it is in any company."""
    over = -len(rows) % EVEN
    even = rows
    if over:
        even = np.zeros((len(rows) + over, rows.shape[1]), dtype=np.float32)
        even[: len(rows)] = rows
    found: Floats = np.empty((len(even), weights.shape[1]), dtype=np.float32)
    multiply(even, weights, found)
    return found[: len(rows)]
