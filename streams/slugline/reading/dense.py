"""One layer of spaCy's token encoder, in fewer and smaller passes over memory than thinc's.

The numbers are those of thinc up to rounding. The pieces of a maxout lie side by side instead of interleaved,
so that the maximum runs over whole rows; rows are worked through in blocks that stay in cache, in buffers
that are used again. For inference only.

Rows are multiplied by sixteens (`EVEN`): what is left over a BLAS library sums up in another order, and the
same word would come out otherwise in another batch, by a last digit that now and then decides about a name.
On processors with AVX-512 a row comes out the same wherever it stands then (OpenBLAS 0.3.31: SkylakeX,
Cooperlake, Sandybridge, Nehalem); its kernels for AVX2 (Haswell, Zen) go by the place in the block as well.
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
"""Rows that are multiplied at once are a multiple of this many."""
EPSILON = np.float32(1e-8)
"""thinc's LayerNorm adds it to the variance."""
MIXER = "maxout>>layernorm>>dropout"


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
        self.pieced: Floats = np.empty((BLOCK, self.pieces * self.width), dtype=np.float32)
        self.average: Floats = np.full(self.width, 1 / self.width, dtype=np.float32)

    def __call__(self, inputs: Floats, out: Floats) -> None:
        """Write the layer's values for at most BLOCK rows of ``inputs``, a multiple of EVEN, to ``out``."""
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


def product(rows: Floats, weights: Floats) -> Floats:
    """Return ``rows @ weights``, each row as it is in any multiple of EVEN."""
    over = -len(rows) % EVEN
    if not over:
        found: Floats = rows @ weights
        return found
    even: Floats = np.zeros((len(rows) + over, rows.shape[1]), dtype=np.float32)
    even[: len(rows)] = rows
    return product(even, weights)[: len(rows)]
