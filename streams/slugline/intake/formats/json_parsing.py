"""JSON text to its value, with a bound on its depth."""

import re
from collections.abc import Iterator

from slugline.intake.refused import Refused
from slugline.records.codec import Json, parse, parse_each
from slugline.records.dead_letter import Reason
from slugline.records.schema_error import SchemaError

NOT_JSON: Reason = "not-json"

DEEPEST = 1_024
"""Levels of JSON nesting at which the codec gives up."""

_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)


def parsed_each(text: str) -> Iterator[Json]:
    """Yield the JSON values in ``text``, of which there may be several; Raises Refused as `parsed`."""
    try:
        yield from parse_each(text)
    except SchemaError as error:
        raise _refused(text, error) from error


def parsed(text: str) -> Json:
    """Return the JSON value in ``text``. Raises Refused: "not-json" or "too-deep"."""
    try:
        return parse(text)
    except SchemaError as error:
        raise _refused(text, error) from error


def _refused(text: str, error: SchemaError) -> Refused:
    if depth(text.encode("utf-8")) >= DEEPEST:
        return Refused("too-deep", f"nested {DEEPEST} levels or more")
    return Refused(NOT_JSON, error.problem)


def depth(data: bytes) -> int:
    """Return how deep the brackets of ``data``, taken as JSON, are nested."""
    deepest = level = 0
    for mark in re.findall(rb"[\[\]{}]", _STRING.sub(b"", data)):
        level += 1 if mark in b"[{" else -1
        deepest = max(deepest, level)
    return deepest
