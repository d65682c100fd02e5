"""What of a dead letter may be under an embargo, and is to be seen by nobody: the text, and words of it."""

import re
from dataclasses import replace

from slugline.intake.signals.spoken_of import may_be_embargoed
from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import Fault, Processed

_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*+'?|"(?:[^"\\]|\\.)*+"?""", re.DOTALL)
"""What Python's ``repr`` puts around a value that was found; an apostrophe hides what is behind it, too."""


def veiled(processed: Processed, source: Source, *, released: bool = False) -> Processed:
    """Return ``processed`` with each of its faults hidden that may be of a story under an embargo.

    Where the story could be read it is known whether it waits; else a word in its bytes tells that it may.
    ``released``: it has waited. Its detail is on the dead letter and in the log: a value that it quotes goes.
    """
    told = processed.told
    unread = told is None and not released and bool(processed.faults)
    waits = (told is not None and told.until is not None) or (unread and may_be_embargoed(source.value))

    def seen(fault: Fault) -> Fault:
        if fault.hidden or not (waits or (unread and may_be_embargoed(fault.data))):
            return fault
        return replace(fault, hidden=True, detail=_QUOTED.sub("'...'", fault.detail))

    return replace(processed, faults=tuple(map(seen, processed.faults))) if processed.faults else processed
