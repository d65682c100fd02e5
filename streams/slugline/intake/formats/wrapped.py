"""The item in what a service wraps around it, ``{"data": {"item": {...}}}``, with the state this says."""

import re

from slugline.intake.formats import foreign_json, ninjs_shape
from slugline.intake.formats.foreign_names import fold
from slugline.intake.formats.json_fields import Item
from slugline.intake.formats.json_parsing import parsed
from slugline.intake.formats.publication_states import carried, standing
from slugline.intake.formats.statuses import status_of
from slugline.intake.refused import Refused
from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json

DEEPEST = 4
"""Objects around an item."""

_WORDS = ZoneWords("field_names")
_WRAPPERS, _EVENTS = _WORDS.entries("wrappers"), _WORDS.words("events")
_LONGEST_EVENT = 80
"""Code points of the longest name of an event."""

_EVENT = re.compile(r"[\w.:/-]+")
_PARTS = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")


def inside(item: Item, deep: int = 1) -> dict[str, Json] | None:
    """Return the item in the objects around it, the outermost of which is ``item``; None if there is none.

    It is told by a text or a headline, or by a state that takes it back: a kill needs no text. Fields
    around it that hold or take back what is in them are given to it. Raises Refused.
    """
    fields = {fold(name): value for name, value in item.items() if name}
    for name in _WRAPPERS:
        inner = _object(fields.get(name))
        if inner is None:
            continue
        inner = {**carried(item), **inner, **_happened(fields, inner)}
        if ninjs_shape.is_ninjs(inner) or foreign_json.holds_story(inner) or _is_taken_back(inner):
            return inner
        if deep < DEEPEST and (found := inside(inner, deep + 1)) is not None:
            return found
    return None


def _object(value: Json) -> Item | None:
    """Return an object, or the one that a text is, as queues carry it; None of anything else."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, str) or not value.lstrip().startswith("{"):
        return None
    try:
        found = parsed(value)
    except Refused:
        return None
    return found if isinstance(found, dict) else None


def _happened(fields: Item, inner: Item) -> dict[str, Json]:
    """Return the state that the name of an event gives the item: "story.killed", "ITEM_DELETED", "delete"."""
    for name in _EVENTS & fields.keys():
        value = fields[name]
        if not isinstance(value, str) or len(value) > _LONGEST_EVENT or not _EVENT.fullmatch(value):
            continue
        last = [status_of(part) for part in _PARTS.split(value) if len(part) > 1][-1:]
        if last and last[0] in ("canceled", "withheld"):
            return {"pubStatus" if "pubStatus" in inner else "pubstatus": last[0]}
    return {}


def _is_taken_back(item: Item) -> bool:
    return foreign_json.uri_of(item) is not None and standing(item)[0] != "usable"
