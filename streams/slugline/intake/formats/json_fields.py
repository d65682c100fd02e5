"""Fields of a parsed JSON item, taken out by name and refused, with their path, where the type is wrong."""

from collections.abc import Mapping

from slugline.intake.control_characters import check
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.version_numbers import as_version
from slugline.intake.refused import Refused
from slugline.records.codec import Json, json_name

Item = Mapping[str, Json]


def text(item: Item, *names: str, where: str = "") -> str | None:
    """Return the first of the fields ``names`` that is there and not blank, as it stands; None if none is."""
    for name in names:
        value = item.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise wrong(where + name, "a string", value)
        if value.strip():
            check(value, where + name)
            return value
    return None


def identity(item: Item, *names: str) -> str | None:
    """Return the first of the fields ``names`` that is there, a text or a whole number, as a text."""
    for name in names:
        value = item.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None and value != "":
            return text(item, name)
    return None


def objects(item: Item, name: str) -> list[tuple[str, Item]]:
    """Return the objects in the array ``name``, each with its path; none if the field is absent or null."""
    value = item.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise wrong(name, "an array", value)
    found: list[tuple[str, Item]] = []
    for index, one in enumerate(value):
        if not isinstance(one, dict):
            raise wrong(f"{name}[{index}]", "an object", one)
        found.append((f"{name}[{index}].", one))
    return found


def version(item: Item, name: str = "version") -> int | None:
    """Return the version, a whole number from 1, given as a number or as text; None if there is none.

    Some give 0 in every version: that says nothing.
    """
    try:
        return as_version(item.get(name))
    except ValueError:
        raise wrong(name, "a whole number from 1", item.get(name)) from None


def name(refused: Refused, value: Json) -> None:
    """Let ``refused`` name the item that ``value`` is, by its ``uri`` and its ``version``."""
    item: Item = value if isinstance(value, dict) else {}
    given = item.get("versioned") is not False
    refused.name(lambda: text(item, "uri"), lambda: version(item) if given else None)


def moment(item: Item, *names: str) -> str | None:
    """Return the first of the fields ``names`` that is an ISO 8601 date or date and time, as RFC 3339.

    A time without an offset is taken as UTC. A text that is no such moment is passed over.
    """
    for name in names:
        value = text(item, name)
        found = value and as_moment(value)
        if found:
            return found
    return None


def wrong(where: str, expected: str, found: Json) -> Refused:
    """Return the refusal of a field at the path ``where``, empty for the item itself."""
    shown = f" {found!r:.40}" if isinstance(found, (str, int, float)) else ""
    path = f"{where}: " if where else ""
    return Refused("wrong-type", f"{path}expected {expected}, found {json_name(found)}{shown}")
