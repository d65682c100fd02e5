"""Whether a JSON object is a ninjs item, where other objects have fields of the same names."""

from slugline.intake.formats import foreign_names, ninjs_fields
from slugline.intake.formats.json_fields import Item

PREFIXES = ("body_", "headline_", "description_")
"""In front of the names of texts of ninjs 1."""

_TELLING = frozenset((
    "pubstatus", "versioncreated", "firstcreated", "slugline", "infosource", "usageterms",
    "ednote",
    "copyrightholder", "representationtype", "embargoed", "type", "guid",
))  # fmt: skip
"""Fields that hardly anything but ninjs has."""
_HELD = ("embargoed", "embargo", "embargoedUntil", "pubstatus", "pubStatus")


def is_ninjs(item: Item) -> bool:
    """Tell a ninjs item from another of which some fields are called the same ("headline", "byline")."""
    shape = ninjs_fields.generation(item)
    if any(item.get(name) for name in _HELD):
        return True  # whatever else it has: better held than let out
    if shape != 1:
        return shape is not None
    article = any(item.get("type") == one for one in ninjs_fields.ARTICLES)
    telling = _TELLING - {"type"} if article else _TELLING
    if any(foreign_names.ours(name) == "body" and not name.startswith(PREFIXES) for name in item):
        telling = telling - {"guid"}  # feeds have one, too
    if not telling.isdisjoint(item) or any(name.startswith(PREFIXES) for name in item):
        return True
    return not article and all(foreign_names.ours(name) != "body" for name in item)
