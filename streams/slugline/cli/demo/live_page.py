"""The live page beside the demo, where its extra is installed: on a free port, always stopped."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from slugline.child_python import COMMAND
from slugline.cli.demo.child_process import Child

_LISTENS = re.compile(r"live page at (http://[\w.:]+/)")
NEEDS = ("starlette", "uvicorn")
"""Packages of the extra ``live``."""
PATIENCE = 30.0


@contextmanager
def live_page(brokers: str) -> Iterator[str | None]:
    """Serve the page for the block and give its address; None where it cannot be had."""
    if any(find_spec(name) is None for name in NEEDS):
        yield None
        return
    with Child([*COMMAND, "-m", "slugline.cli", "live", "--port", "0", "-b", brokers]) as child:
        until = time.monotonic() + PATIENCE
        found = None
        while found is None and child.running and time.monotonic() < until:
            time.sleep(0.1)
            found = _LISTENS.search("\n".join(child.last_lines()))
        yield found[1] if found else None
