"""Characters that were escaped twice on their way: no story says "&quot;"."""

import html
import re

_AGAIN = re.compile(
    r"&(?:#\d{2,7}|#x[0-9A-Fa-f]{1,6}|quot|amp|apos|nbsp|[lr][sd]quo|[ls]aquo|[mn]dash|hellip|euro|pound"
    r"|[aeiouncyAEIOUNCY](?:acute|grave|circ|uml|tilde|cedil|ring)|szlig|oslash|aelig|bull|middot|shy|copy|deg);"
)
_MARKUP = re.compile(r"&(?:lt|gt);")


def undone(text: str, *, markup: bool) -> str:
    """Return ``text`` without a second escape; ``markup`` says that angle brackets are undone, too."""
    if "&" not in text:
        return text
    text = _AGAIN.sub(lambda found: html.unescape(found[0]), text)
    return _MARKUP.sub(lambda found: html.unescape(found[0]), text) if markup else text
