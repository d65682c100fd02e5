"""Posts embedded in a story: a paragraph that ends with "- Name (@handle) March 3, 2026" is the account's."""

import re

from slugline.quotes.cues import Cue
from slugline.quotes.paragraph import Line
from slugline.quotes.pieces import Said

SIGNED = re.compile(
    r"\s*(?:pic\.twitter\.com/\S+|https?://\S+)*\s*[—–-]{1,2}\s*(?P<name>[^—–@()\n]{2,60}?)\s*\((?P<handle>@\w{2,30})\)"
    r"(?:\s+[A-Z][a-z]+ \d{1,2}, \d{4})?\s*$"
)
REACH = 200
"""How many characters before its end a paragraph is searched for the signature."""


def post(text: str, line: Line) -> list[Said] | None:
    """Return what the post says, if the paragraph is one, else None."""
    end = line.zone.end
    signed = SIGNED.search(text, max(line.zone.start, end - REACH), end)
    if signed is None:
        return None
    items = [at for at in range(len(line)) if signed.start("name") <= line.start[at] < signed.end("name")]
    sign = next((at for at in range(len(line)) if line.start[at] >= signed.start("handle") - 1), None)
    body = signed.start()
    while body > line.zone.start and text[body - 1].isspace():
        body -= 1
    if not items or sign is None or body - line.zone.start < 3:
        return None
    subject = (items[0], items[-1] + 1)
    cue = Cue((sign, sign + 1), "post", "writing", frozenset("cq"), subject, items[0], sign, "none")
    return [Said(line, 0, [(line.zone.start, body)], "indirect", cue, subject, "cue")]
