"""Raw bytes from a feed to a story."""

import re

from slugline.intake.control_characters import check
from slugline.intake.formats.item import read_item
from slugline.intake.formats.plain_text import read_text
from slugline.intake.refused import Refused
from slugline.records.codec import Json, parse
from slugline.records.errors import SchemaError
from slugline.records.story import Story

LIMIT = 1_048_576
"""Bytes of the largest record read unless told otherwise."""

DEEPEST = 1_024
"""Levels of JSON nesting at which the codec gives up."""

_JSON = re.compile(r"\s*(?:\{|\[\s*[\[{\"\]])")
_OTHER = re.compile(
    r"\s*<(?:\?xml|!doctype|html|newsitem|newsmessage|packageitem|nitf|rss|feed|article)\b", re.IGNORECASE
)
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)


def read(value: bytes, *, limit: int = LIMIT) -> Story:
    """Return the story in ``value``: UTF-8, ninjs where it starts like JSON, plain text where it does not.

    A Confluent registry prefix (a zero byte and four more) and a byte order mark are cut off first. Pure, and
    bounded in time and memory by the length of ``value``. Raises Refused, and nothing else, with a reason of
    "empty", "too-large" (over ``limit`` bytes), "not-utf8", "control-characters", "not-json", "too-deep",
    "wrong-type", "missing-text" or "unknown-format".
    """
    if len(value) > limit:
        raise Refused("too-large", f"{len(value):,} bytes, and {limit:,} are allowed")
    text = decoded(value[5:] if len(value) > 5 and value[0] == 0 else value)
    if _JSON.match(text):
        return read_item(parsed(text))
    check(text)
    if other := _OTHER.match(text):
        raise Refused("unknown-format", f"markup ({other[0].strip()[:20]}), neither ninjs nor plain text")
    if not any(map(str.isalnum, text)):
        raise Refused("missing-text", "plain text without a word in it")
    return read_text(text)


def decoded(value: bytes) -> str:
    """Return ``value`` as text without its byte order mark. Raises Refused: "empty" or "not-utf8"."""
    try:
        text = value.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not-utf8", f"byte {error.start}: {error.reason}") from error
    if not text.strip():
        raise Refused("empty", "nothing but blanks" if value else "no bytes")
    return text


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
