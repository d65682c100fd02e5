"""What can be told of markup without a parser: where it starts, and what is outside of its CDATA sections."""

import re
from collections.abc import Callable

_BLANKS = re.compile(r"[\s\ufeff]*+")
_MOST = 200


def behind_prolog(text: str) -> str:
    """Return ``text`` from its first element or document type on; "" where there is none. Linear."""
    at = 0
    for _ in range(_MOST):
        blanks = _BLANKS.match(text, at)
        at = blanks.end() if blanks else at
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4) + 3
        elif text.startswith("<?", at):
            end = text.find(">", at + 2) + 1
        else:
            return text[at:]
        if end <= at:
            return ""
        at = end
    return ""


def outside_cdata(text: str, changed: Callable[[str], str]) -> str:
    """Return ``text`` with what is outside of CDATA sections ``changed``, and the sections as they are."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        start = text.find("<![CDATA[", at)
        start = start if start >= 0 else len(text)
        end = text.find("]]>", start)
        end = end + 3 if end >= 0 else len(text)
        parts += (changed(text[at:start]), text[start:end])
        at = end
    return "".join(parts)
