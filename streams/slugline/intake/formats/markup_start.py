"""Where the markup of a document starts: behind declarations and comments."""

import re

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
