"""Moments as pages, feeds and data sets write them, where they write no standard's."""

import re

from slugline.intake.formats.moments import as_moment
from slugline.intake.zones.dates import dates

_LONGEST = 80
_SLASHED = re.compile(r"(\d{4})/(\d\d?)/(\d\d?)(?=\D|$)")


def read_moment(value: str) -> str | None:
    """Return ``value`` as RFC 3339, or ``YYYY-MM-DD`` where it names a day; None where it cannot be told.

    Beside what `as_moment` reads: year, month and day parted by slashes, and dates in words that have a year.
    """
    text = value.strip()[:_LONGEST]
    if not text or not any(map(str.isdigit, text)):
        return None
    found = as_moment(text)
    if found is None and (slashed := _SLASHED.match(text)):
        year, month, day = slashed.groups()
        found = as_moment(f"{year}-{int(month):02}-{int(day):02}{text[slashed.end() :]}")
    return found or next((one.iso for one in dates(text) if one.iso), None)
