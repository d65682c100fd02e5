"""Codes: what desks and their machines write above and below copy for one another."""

import re

from slugline.intake.zones.date_lines import is_date_line
from slugline.intake.zones.dateline_heads import AGENCIES

LONGEST, MOST = 70, 9
"""Code points of the longest code, words of the longest slug."""

_CODED = 0.5
"""Share of a line's words that are none, in a code: figures, letters and figures in one, a letter alone."""

_JOINED = re.compile(r"(?:^|\s)\W?[A-Z]{2,}(?:-{1,2}[A-Z][\w.]*){2,}|\w--\w")
"""A slug: "BC-CARIB--Ferry-Lost", "CP-NL-Iceberg-Vodka"."""

_CODE = re.compile(r"(?=\S*\d)(?=\S*[^\W\d])[\w.:/-]{3,}|\d+|[a-z]")
_INITIALS = re.compile(
    r"(?:[(\[](?P<who>\w[\w .]{1,20})[)\]]\s)?(?:[a-z]{1,4}(?:[./-]\s?[a-z]{1,4}){1,4}|(?:[A-Z]\.\s?){2,3})/?"
)
"""Who wrote and edited: "bz.hm", "lb-gf/ta", "(FENA) S. R.", "(Schluss) hel/mf"."""


def is_code(text: str) -> bool:
    """Tell whether ``text`` is a desk's code and no words: "r i BC-CARIB--Ferry-Lost 10-14 0303"."""
    if len(text) > LONGEST or text[-1] in ".!?" or ".." in text:
        return False
    if "-" not in text and not any(map(str.isdigit, text)):
        return False
    words = text.split()
    if _JOINED.search(text) and len(words) <= MOST and sum(map(str.islower, words)) <= 2:
        return True
    coded = sum(_CODE.fullmatch(word) is not None for word in words)
    mixed = any(any(map(str.isdigit, word)) and sum(map(str.isalpha, word)) > 1 for word in words)
    return mixed and coded >= _CODED * len(words) and not is_date_line(text)


def is_signature(text: str) -> bool:
    """Tell whether ``text``, below copy, is an agency and who wrote and edited, by initials alone."""
    if len(text) > LONGEST:
        return False
    words = text.split()
    short = all(word.islower() and word.isalpha() and len(word) <= 4 for word in words[1:])
    if len(words) > 1 and words[0].casefold() in AGENCIES and short:
        return True
    return _INITIALS.fullmatch(text) is not None
