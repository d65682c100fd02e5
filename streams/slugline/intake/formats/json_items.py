"""A JSON value to items: told by its shape, whichever format or feed it came from."""

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from slugline.intake.formats import (
    foreign_json,
    foreign_names,
    ninjs,
    ninjs_fields,
    ninjs_shape,
    slugline_status,
    slugline_story,
    wordpress,
    wrapped,
)
from slugline.intake.formats.broken_json import Unread, parse_cut_off
from slugline.intake.formats.json_fields import Item, wrong
from slugline.intake.formats.json_parsing import NOT_JSON, parsed, parsed_each
from slugline.intake.formats.plain_text import read_text
from slugline.intake.formats.publication_states import carried, standing
from slugline.intake.formats.start import Start
from slugline.intake.formats.text_encoding import decoded
from slugline.intake.refused import Refused
from slugline.records.codec import Json, encode
from slugline.records.story import Story

_JSON = re.compile(r"\s*(?:\{(?!\\)|\[\s*[\[{\"\]])")
_LISTS = ("_items",)
"""Fields that hold the items of a list: Superdesk's answers."""

_PACKAGES = ("composite", "package")
_LISTED_TEXTS = ("bodies", "headlines")


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
        if refused.reason != NOT_JSON:
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
                yield refused.among(encode(value))
    except Refused as broken:
        if some:
            yield broken
            return
        waiting: list[Refused] = []
        left = _left_of(text)
        for one in left:
            if isinstance(one, Story):
                yield from (*waiting, one, *left)
                return
            waiting.append(one)
        raise whole from broken


def _left_of(text: str) -> Iterator[Story | Refused]:
    """Yield the items of a list that is cut off or broken, and as Refused those that are not to be read."""
    found = parse_cut_off(text)
    if found is None:
        return
    fields, name, values = found
    if name is not None and _listed(fields | {name: [{}]}) is None:
        return
    for value in values:
        if isinstance(value, Unread):
            yield Refused(NOT_JSON, value.problem, data=value.text.encode() or None)
            continue
        try:
            yield from read_value([value] if name is None else fields | {name: [value]})
        except Refused as refused:
            yield refused.among(encode(value))


def read_value(value: Json) -> Iterator[Story | Refused]:
    """Yield the items in a parsed JSON ``value``, one that cannot be read among others as Refused.

    Raises Refused where it is one item, or none, and that cannot be read.
    """
    several = _listed(value)
    if several is None:
        yield from _with_its_own(value)
        return
    held = carried(several[1])
    for one in several[0]:
        try:
            yield read_object({**held, **one} if isinstance(one, dict) else one, several[1])
        except Refused as refused:
            yield refused.among(encode(one))


def _with_its_own(value: Json) -> Iterator[Story | Refused]:
    """Yield an item, and behind a package those of its texts that it holds whole."""
    held = _held_by(value) if isinstance(value, dict) else []
    try:
        yield read_object(value)
    except Refused as refused:
        if not held:
            raise
        yield refused
    for one in held:
        try:
            yield read_object(one)
        except Refused as refused:
            yield refused.among(encode(one))


def _held_by(item: Item) -> list[dict[str, Json]]:
    """Return the texts of a ninjs package that are there with their uri and their words."""
    if item.get("type") not in _PACKAGES:
        return []
    given = item.get("associations")
    several = list(given.values()) if isinstance(given, dict) else given if isinstance(given, list) else []
    return [
        {**carried(item), **one}
        for one in several
        if isinstance(one, dict)
        and one.get("uri")
        and one.get("type", "text") == "text"
        and any(one.get(name) for name in one if name.startswith("body_") or name == "bodies")
    ]


def read_object(value: Json, for_all: Item = MappingProxyType({})) -> Story:
    """Return the story in one parsed JSON object, whatever its fields are called. Raises Refused.

    ``for_all`` is what holds for all items of the list that it stands in.
    """
    if not isinstance(value, dict):
        raise wrong("", "an object", value)
    if slugline_story.FIELD in value:
        return slugline_story.read_item(value)
    if slugline_status.FIELD in value:
        return slugline_status.read_item(value)
    if (post := wordpress.post(value)) is not None:
        return foreign_json.read_foreign(post, for_all) or _without_text(post, for_all)
    if not _has_text(value) and (inner := wrapped.inside(value)) is not None:
        return read_object(inner, for_all)
    if ninjs_shape.is_ninjs(value):
        return ninjs.read_item(_completed(value))
    if "text" in value and {foreign_names.ours(name) for name in value} <= {"uri", "body", None}:
        return _id_and_text(value)
    found = foreign_json.read_foreign(value, for_all)
    return found or _without_text(value, for_all)


def _without_text(item: dict[str, Json], for_all: Item) -> Story:
    """Return an item in which no text is known, if it is taken back. Raises Refused, which names it."""
    try:
        return foreign_json.read_withdrawn(item, for_all) or ninjs.read_item(item)
    except Refused as refused:
        if refused.uri is None:
            refused.name(lambda: foreign_json.uri_of(item), lambda: None)
        raise


def _has_text(item: Item) -> bool:
    """Whether a field of the object itself has a text or a headline: then no item within it is looked for."""
    return foreign_json.holds_story(item) or any(
        value and (name.startswith(ninjs_shape.PREFIXES) or name in _LISTED_TEXTS)
        for name, value in item.items()
    )


def _completed(item: Item) -> dict[str, Json]:
    """Return a ninjs item with what stands in no field of ninjs in one: its id, its title, its text."""
    whole = dict(item)
    listed = ninjs_fields.generation(item) in (2, 3)
    if not any(item.get(name) for name in ("uri", "guid")):
        names = (item.get(name) for name in ("_id", "id", "url", "link"))
        given = next((one for one in names if isinstance(one, str | int) and not isinstance(one, bool)), None)
        if given is not None and str(given).strip():
            whole["uri"] = str(given)
    if listed or not any(name.startswith("headline") for name in item):
        title = next((item[name] for name in ("headline", "title") if isinstance(item.get(name), str)), None)
        if title is not None and not item.get("headlines"):
            whole |= {"headlines": [{"value": title}]} if listed else {"headline": title}
    if listed or not any(name.startswith("body_") for name in item):
        others = (name for name in item if foreign_names.ours(name) == "body")
        names_of_text = ("body_html", "body_text", "text", "body", "content", *others)
        text = next((name for name in names_of_text if isinstance(item.get(name), str)), None)
        text = text or ("text" if "text" in item and not listed else None)
        if text is not None and not item.get("bodies"):
            del whole[text]
            whole |= {"bodies": [{"value": item[text]}]} if listed else {"body_text": item[text]}
    return whole


def _listed(value: Json) -> tuple[Sequence[Json], Item] | None:
    """Return the items of a list, or of an object that is one, and what holds for all of them; else None."""
    if isinstance(value, list):
        return value, {}
    if not isinstance(value, dict):
        return None
    found = next((found for name in _LISTS if isinstance(found := value.get(name), list)), None)
    if found is not None:
        return found, carried(value)
    return None if ninjs_shape.is_ninjs(value) else foreign_json.listed(value)


def _id_and_text(item: Item) -> Story:
    """Of ``{"id", "text"}`` the id (a text or a whole number, if any) becomes the uri.

    Beside them may stand a version, a status and an embargo; what is taken back needs no text.
    """
    text, name = item["text"], item.get("id")
    if name is not None and (isinstance(name, bool) or not isinstance(name, (str, int))):
        raise wrong("id", "a string", name)
    uri = str(name) if name is not None else None
    try:
        status, held = standing(item)
        if not isinstance(text, str) and status == "usable":
            raise wrong("text", "a string", text)
        body = text if isinstance(text, str) else ""
        return read_text(body, uri=uri, version=foreign_json.version(item), status=status, embargoed=held)
    except Refused as refused:
        refused.name(lambda: uri, lambda: foreign_json.version(item))
        raise
