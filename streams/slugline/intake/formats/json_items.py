"""A JSON value to items: told by its shape, whichever format or feed it came from."""

import re
from collections.abc import Iterator

from slugline.intake.formats import ninjs, slugline_story
from slugline.intake.formats.json_fields import Item, wrong
from slugline.intake.formats.json_parsing import parsed, parsed_each
from slugline.intake.formats.plain_text import read_text
from slugline.intake.formats.start import Start
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused
from slugline.records.codec import Json, encode
from slugline.records.story import Story

_JSON = re.compile(r"\s*(?:\{|\[\s*[\[{\"\]])")
_LISTS = ("_items",)
"""Fields that hold the items of a list: Superdesk's answers."""


def sniff(start: Start) -> bool:
    """Tell whether it starts like JSON: what is JSON and no story is refused rather than taken for text."""
    return _JSON.match(start.text) is not None


def read(data: bytes) -> Iterator[Story | Refused]:
    """Yield the items in ``data``: of an object one, of a list of objects each. Raises Refused.

    Several objects or lists may follow each other, as in JSON lines or pretty printed.
    """
    text = decoded(data)
    if not _JSON.match(text):
        raise Refused("not-json", "ninjs starts with {")
    try:
        yield from read_value(parsed(text))
    except Refused as refused:
        if refused.reason != "not-json":
            raise
        yield from _one_after_the_other(text, refused)


def _one_after_the_other(text: str, whole: Refused) -> Iterator[Story | Refused]:
    """Yield the items of the values in ``text``, which as a ``whole`` is no JSON: refused if none is."""
    some = False
    try:
        for value in parsed_each(text):
            some = True
            try:
                yield from read_value(value)
            except Refused as refused:
                yield Refused(refused.reason, refused.detail, data=encode(value))
    except Refused as broken:
        if not some:
            raise whole from broken
        yield broken


def read_value(value: Json) -> Iterator[Story | Refused]:
    """Yield the items in a parsed JSON ``value``, one that cannot be read among others as Refused.

    Raises Refused where it is one item, or none, and that cannot be read.
    """
    several = value if isinstance(value, list) else _listed(value)
    if several is None:
        yield read_object(value)
        return
    for one in several:
        try:
            yield read_object(one)
        except Refused as refused:
            yield Refused(refused.reason, refused.detail, data=encode(one))


def read_object(value: Json) -> Story:
    """Return the story in one parsed JSON object, whatever its fields are called. Raises Refused."""
    if not isinstance(value, dict):
        raise wrong("", "an object", value)
    if slugline_story.FIELD in value:
        return slugline_story.read_item(value)
    if "text" in value:
        return _id_and_text(value)
    return ninjs.read_item(value)


def _listed(value: Json) -> list[Json] | None:
    """Return the items of an object that is a list of them, else None."""
    if not isinstance(value, dict):
        return None
    return next((found for name in _LISTS if isinstance(found := value.get(name), list)), None)


def _id_and_text(item: Item) -> Story:
    """Of ``{"id", "text"}`` the id (a text or a whole number, if any) becomes the uri."""
    text, name = item["text"], item.get("id")
    if not isinstance(text, str):
        raise wrong("text", "a string", text)
    if name is not None and (isinstance(name, bool) or not isinstance(name, (str, int))):
        raise wrong("id", "a string", name)
    return read_text(text, uri=str(name) if name is not None else None)
