"""A JSON value to items: told by its shape, whichever format or feed it came from."""

import re
from collections.abc import Iterator

from slugline.intake.formats import ninjs
from slugline.intake.formats.json_fields import Item, wrong
from slugline.intake.formats.json_parsing import parsed
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
    """Yield the items in ``data``: of an object one, of a list of objects each. Raises Refused."""
    text = decoded(data)
    if not _JSON.match(text):
        raise Refused("not-json", "ninjs starts with {")
    yield from read_value(parsed(text))


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
