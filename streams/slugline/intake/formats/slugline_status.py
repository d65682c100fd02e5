"""A status word as a raw record: ``{"slugline_status": {"uri": ..., "status": "canceled", "reason": ...}}``.

It is a story without a text that says of another record's story that it is killed, withheld, let go, or
that it stands in another partition.
Without a version it is said of whatever is newest of the story.
"""

from types import MappingProxyType
from typing import Final

from slugline.intake.formats import json_fields
from slugline.intake.formats.json_fields import Item
from slugline.intake.refused import Refused, checked_uri
from slugline.records.codec import build, encode, parse
from slugline.records.marks import GREATEST_VERSION, Open, Unknown
from slugline.records.schema_error import SchemaError
from slugline.records.signals import Signal
from slugline.records.status_word import StatusWord, Word
from slugline.records.story import Status, Story

FIELD: Final = "slugline_status"
NEAR: Final = 64
"""Bytes of a record within which the name of the field stands, if it is a status word."""
SIGNALS: Final = MappingProxyType[Word, Signal](
    {"canceled": "kill", "withheld": "withhold", "released": "release"}
)


def written(word: StatusWord) -> bytes:
    """Return ``word`` as a raw record's value; the same for the same word, always."""
    return b"".join((b'{"', FIELD.encode(), b'":', encode(word), b"}"))


def word_in(value: bytes) -> StatusWord | None:
    """Return the status word that a raw record's ``value`` is; None where it is none. Raises Refused."""
    if FIELD.encode() not in value[:NEAR]:
        return None
    try:
        item = parse(value)
    except SchemaError:
        return None  # as a story it is no JSON either, and whoever reads it as one says where
    return _word(item) if isinstance(item, dict) and FIELD in item else None


def read_item(item: Item) -> Story:
    """Return the story that says so; its status is the word's, which need not be one of a story."""
    try:
        word = _word(item)
    except Refused as refused:
        json_fields.name(refused, item[FIELD])
        raise
    signal = SIGNALS.get(word.status)
    status: Open[Status] = (
        word.status if word.status == "canceled" or word.status == "withheld" else Unknown(word.status)
    )
    return Story(
        uri=word.uri, version=word.version or 1, versioned=word.version is not None, status=status,
        headline=None, byline=(), dateline=None, published=None, language="und", source=word.source,
        slugline=None, text="", zones=(), editor_note=word.reason, signals=(signal,) if signal else (),
    )  # fmt: skip


def _word(item: Item) -> StatusWord:
    try:
        word = build(StatusWord, item[FIELD])
    except SchemaError as error:
        where = f"{FIELD}: " if str(error) == error.problem else f"{FIELD}."
        raise Refused("wrong-type", f"{where}{error}") from error
    if not checked_uri(word.uri, f"{FIELD}.uri"):
        raise Refused("control-characters", f"{FIELD}.uri: empty")
    if (word.version or 0) > GREATEST_VERSION:
        raise Refused("wrong-type", f"{FIELD}.version: {word.version} is over {GREATEST_VERSION}")
    return word
