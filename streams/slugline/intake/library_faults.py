"""What a library raises over foreign bytes is a refusal; what our own code raises is a fault that must show.

Libraries that read foreign bytes raise what comes: no list of their errors is ever whole. So what tells is
where an error was raised: in a library's code, the data was more than it can read. In ours it is a mistake
of ours, and so is a TypeError, an AttributeError and the like wherever it was raised: a wrong call.
"""

import traceback
from pathlib import Path

from slugline.intake.refused import Refused

_OURS = str(Path(__file__).parents[1])
_MISTAKES = (TypeError, AttributeError, NameError, ImportError, AssertionError, NotImplementedError)


def as_refused(error: Exception, form: str) -> Refused | None:
    """Return the refusal that an ``error`` in reading the format named ``form`` is; None where it is ours."""
    if isinstance(error, RecursionError):
        return Refused("too-deep", f"{form} that is nested too deeply to be read")
    if isinstance(error, (MemoryError, *_MISTAKES)):
        return None
    frames = traceback.extract_tb(error.__traceback__)
    if not frames or frames[-1].filename.startswith(_OURS):
        return None
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return Refused("unknown-format", f"{form} that cannot be read: {words[:160]}")
