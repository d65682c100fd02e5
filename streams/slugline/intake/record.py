"""A raw record, as it lies on Kafka or in a file, to its story."""

from itertools import islice

from slugline.intake.formats.table import AUTO, BY_NAME, by_content
from slugline.intake.refused import Refused
from slugline.records.story import Story

LIMIT = 1_048_576
"""Bytes of the largest record read unless told otherwise."""


def read(value: bytes, *, form: str = AUTO, limit: int = LIMIT) -> Story:
    """Return the story in ``value``, which is in the format named ``form``: by default the one it looks like.

    A Confluent registry prefix (a zero byte and four more) and a byte order mark are cut off first. Pure, and
    bounded in time and memory by the length of ``value``. Raises Refused, and nothing else, with a reason of
    "empty", "too-large" (over ``limit`` bytes), "not-utf8", "control-characters", "not-json", "too-deep",
    "wrong-type", "missing-text" or "unknown-format" (that is also what holds no story, or several).
    """
    if len(value) > limit:
        raise Refused("too-large", f"{len(value):,} bytes, and {limit:,} are allowed")
    data = value[5:] if len(value) > 5 and value[0] == 0 else value
    row = by_content(data) if form == AUTO else BY_NAME[form]
    items = list(islice(row.read(data), 2))
    if len(items) != 1:
        raise Refused("unknown-format", f"{row.name} with {'several stories' if items else 'no story'} in it")
    if isinstance(items[0], Refused):
        raise items[0]
    return items[0]
