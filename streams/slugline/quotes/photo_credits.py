"""Captions that stand among the paragraphs: told by the photo credit at their end."""

import re

from slugline.records.story import Zone

CREDIT = re.compile(
    r"(?:\(\s*[^()]{2,60}(?:/\s?[A-Z][^()]{1,40}|\b[Pp]hoto\b[^()]{0,20}|PHOTO[^()]{0,20}"
    r"|\b[Cc]ontributed|\bSubmitted[^()]{0,40})\s*\)"
    r"|\b[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}\s?/\s?(?:THE )?[A-Z][\w.]+(?: [A-Z][\w.]+){0,3})"
    r"\.?(?:\s+\d+:\d\d)?$"
)
LONGEST = 600
"""A caption has at most this many characters."""


def credited(text: str, zone: Zone) -> bool:
    """Return whether the paragraph ends with a photo credit: "(Ann Roe/Wire Photos)", "ANN ROE/THE WIRE"."""
    if zone.kind == "caption":
        return True
    return (
        zone.end - zone.start <= LONGEST
        and CREDIT.search(text, max(zone.start, zone.end - 120), zone.end) is not None
    )
