"""Control characters: a few strays are let be, garbage is refused."""

import re

from slugline.intake.refused import Refused

_STRAY = re.compile(r"[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_MOST = 0.01
"""Share of the code points; binary data taken for text has far more, a wire's stray markers far fewer."""


def check(text: str, where: str = "") -> None:
    """Refuse ``text`` (at the path ``where``) for a NUL or more than 1 % of other control characters."""
    prefix = f"{where}: " if where else ""
    at = text.find("\0")
    if at >= 0:
        raise Refused("control-characters", f"{prefix}NUL at code point {at}")
    count = len(_STRAY.findall(text)) if not text.isprintable() else 0
    if count > 1 and count > _MOST * len(text):
        raise Refused("control-characters", f"{prefix}{count} control characters in {len(text)} code points")
