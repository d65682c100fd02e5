r"""Text from outside, as a terminal or a log may show it: nothing in it moves a cursor or forges a line.

Escaped are control characters of both sets (C0 and C1: so every ESC, CSI and OSC sequence is broken), the
marks that turn the direction of what follows, the separators of lines, and halves of surrogate pairs. What is
escaped stays to be seen: ``\x1b[31m``.
"""

import re

_UNSAFE = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_BUT_FOR_LINES = re.compile(f"[{_UNSAFE}]")
_ALL = re.compile(rf"[\t\n{_UNSAFE}]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def lines(text: str) -> str:
    """Return ``text`` with its line feeds and tabs as they are, all else that is not to be shown escaped."""
    return text if text.isprintable() else _BUT_FOR_LINES.sub(_escaped, text)


def line(text: str) -> str:
    """Return ``text`` as one line: line feeds and tabs are escaped, too."""
    return text if text.isprintable() else _ALL.sub(_escaped, text)


def in_json(text: str) -> str:
    """Return the JSON ``text`` with such characters as JSON's escapes: it says the same."""
    return text if text.isprintable() else _BUT_FOR_LINES.sub(lambda one: f"\\u{ord(one[0]):04x}", text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _SHORT.get(found[0]) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
