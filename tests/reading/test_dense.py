"""Products of which each row is the same in any company, with the kernels of other processors too."""

import os
import subprocess
import sys

import pytest

SHAPES = ((288, 288), (384, 288), (96, 288), (96, 128), (64, 37), (96, 18), (64, 9))
LOOK = f"""
import numpy as np
from slugline.reading.dense import laid, product
random = np.random.default_rng(1)
for inputs, outputs in {SHAPES}:
    weights = laid(random.standard_normal((inputs, outputs), dtype=np.float32))
    rows = random.standard_normal((500, inputs), dtype=np.float32)
    whole = product(rows, weights)
    assert np.allclose(whole, rows @ weights, atol=1e-3)
    for start in range(0, 480, 73):
        for many in (1, 5, 17, 300):
            alone = product(rows[start : start + many], weights)
            assert np.array_equal(alone, whole[start : start + many]), (inputs, outputs, start, many)
"""


@pytest.mark.parametrize("kernels", ["", "Haswell", "Zen", "SkylakeX", "Sandybridge", "Nehalem"])
def test_a_row_is_the_same_in_any_company(kernels: str) -> None:
    """``kernels`` is what OpenBLAS is told to take; it takes its own where the processor has none of them.

    One thread, as a process that reads has it.
    """
    told = os.environ | {"OPENBLAS_NUM_THREADS": "1"} | ({"OPENBLAS_CORETYPE": kernels} if kernels else {})
    subprocess.run([sys.executable, "-c", LOOK], env=told, check=True, timeout=300)
