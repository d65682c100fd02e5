"""Python processes of ours: whatever lies in the working directory, they never import it.

``python -m`` and ``python -c`` put the working directory in front of everything, the standard library too,
and multiprocessing starts its children, its fork server and its resource tracker in that way. A user's
``json.py`` or ``logging.py`` would run in the place of Python's. PYTHONPATH counts as ever.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

COMMAND = (sys.executable, "-P")
"""How the command line of a Python process begins."""

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""What BLAS libraries read: with a process per core, threads of their own would only fight for the cores."""

_SAFE = "PYTHONSAFEPATH"


@contextmanager
def safe_path() -> Iterator[None]:
    """In the block, let all that starts Python by the environment start it so, multiprocessing for one."""
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = before
