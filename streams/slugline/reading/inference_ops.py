"""thinc on the CPU at inference speed: numpy's own BLAS for products, maxout without an argmax nobody
asks for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from thinc.api import NumpyOps, get_current_ops, get_ops, set_current_ops
from threadpoolctl import threadpool_limits


class InferenceOps(NumpyOps):  # type: ignore[misc]  # thinc publishes no types
    """thinc's NumpyOps for reading only: the same numbers up to rounding, and no way to train.

    ``use_blis=False`` sends matrix products to the BLAS numpy was built with (OpenBLAS in its wheels), which
    is several times as fast as BLIS for the sizes at hand.
    """

    name = "slugline-inference"

    def __init__(self, device_type: str = "cpu", device_id: int = -1) -> None:
        """Take thinc's own arguments; only the CPU makes sense."""
        super().__init__(device_type, device_id, use_blis=False)

    def maxout(self, X: Any) -> tuple[Any, None]:  # noqa: N803  # thinc's own name
        """Return the largest of each row's pieces; thinc's second answer, which one it was, is for
        training only.
        """
        best = np.maximum(X[..., 0], X[..., 1]) if X.shape[2] > 1 else X[..., 0].copy()
        for piece in range(2, X.shape[2]):
            np.maximum(best, X[..., piece], out=best)
        return best, None


@contextmanager
def inference() -> Iterator[bool]:
    """Make InferenceOps thinc's current ops for the models that are loaded within; say whether that was done.

    Where thinc's best ops on the CPU are other than plain NumpyOps (Apple's, big-endian machines'), those
    stay. The BLAS is held to one thread in this process from here on: a story is too little work for two,
    which cost twice the CPU time.
    """
    threadpool_limits(limits=1, user_api="blas")
    if type(get_ops("cpu")) is not NumpyOps:
        yield False
        return
    before = get_current_ops()
    set_current_ops(InferenceOps())
    try:
        yield True
    finally:
        set_current_ops(before)
