from multiprocessing import get_context

import numpy as np
import pytest
from thinc.api import NumpyOps, get_current_ops
from threadpoolctl import threadpool_info

from slugline.reading.inference_ops import InferenceOps, inference
from slugline.reading.reader import Reader


@pytest.mark.parametrize("pieces", [1, 2, 3, 4])
def test_maxout_is_thincs(pieces: int) -> None:
    values = np.random.default_rng(1).standard_normal((7, 5, pieces)).astype(np.float32)
    ours, none = InferenceOps().maxout(values)
    assert none is None
    assert np.array_equal(ours, NumpyOps().maxout(values)[0])


def test_products_are_thincs_up_to_rounding() -> None:
    random = np.random.default_rng(2)
    left, right = random.standard_normal((9, 16)), random.standard_normal((8, 16))
    left, right = left.astype(np.float32), right.astype(np.float32)
    assert np.allclose(
        InferenceOps().gemm(left, right, trans2=True), NumpyOps().gemm(left, right, trans2=True), 1e-5
    )


def test_ops_are_current_within_and_as_before_behind() -> None:
    before = get_current_ops()
    with inference() as fast:
        assert fast == isinstance(get_current_ops(), InferenceOps)
    assert get_current_ops() is before


def threads() -> list[int]:
    """Threads of each BLAS of this process, once a reader's ops were made."""
    with inference():
        return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_one_blas_thread_here_and_in_a_spawned_child(reader: Reader) -> None:
    assert reader.nlp is not None
    assert set(threads()) == {1}
    with get_context("spawn").Pool(1) as pool:
        assert set(pool.apply(threads)) == {1}
