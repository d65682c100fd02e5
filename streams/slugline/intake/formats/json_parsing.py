"""JSON text to its value, with a bound on its depth."""

import re

from slugline.intake.refused import Refused
from slugline.records.codec import Json, parse
from slugline.records.schema_error import SchemaError

DEEPEST = 1_024
"""Levels of JSON nesting at which the codec gives up."""

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)


def parsed(text: str) -> Json:
    """Return the JSON value in ``text``. Raises Refused: "not-json" or "too-deep"."""
    try:
        return parse(text)
    except SchemaError as error:
        if depth(text.encode("utf-8")) >= DEEPEST:
            raise Refused("too-deep", f"nested {DEEPEST} levels or more") from error
        raise Refused("not-json", error.problem) from error


def depth(data: bytes) -> int:
    """Return how deep the brackets of ``data``, taken as JSON, are nested."""
    deepest = level = 0
    for mark in re.findall(rb"[\[\]{}]", _STRING.sub(b"", data)):
        level += 1 if mark in b"[{" else -1
        deepest = max(deepest, level)
    return deepest
