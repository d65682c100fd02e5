"""Versions as wires write them."""

import re

from slugline.records.codec import Json
from slugline.records.marks import GREATEST_VERSION

_WRITTEN = re.compile(r"([0-9]{1,40})(?:\.0{1,40})?")


def as_version(value: Json) -> int | None:
    """Return the version that ``value``, a number or a text, tells: a whole number from 1.

    None where it tells none: it is absent or blank, or 0, which some write in every version. "3.0" is 3.
    Raises ValueError for anything else.
    """
    if isinstance(value, str):
        bare = value.strip()
        found = _WRITTEN.fullmatch(bare)
        value = int(found[1]) if found else bare or None
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= GREATEST_VERSION:
        raise ValueError("no whole number from 1")
    return value or None
