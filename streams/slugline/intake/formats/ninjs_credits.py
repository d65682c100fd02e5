"""Who wrote a ninjs item, where, and for whom."""

from slugline.intake.formats import json_fields
from slugline.intake.formats.html_paragraphs import line
from slugline.intake.formats.json_fields import Item, wrong
from slugline.intake.formats.ninjs_fields import Spelling
from slugline.intake.zones.bylines import names_in
from slugline.intake.zones.datelines import lone
from slugline.records.codec import Json
from slugline.records.story import Dateline

_WITHIN = ("by", "value", "name")
"""What an entry in a list of bylines calls its words."""


def byline(item: Item, spelling: Spelling) -> tuple[str, ...]:
    """Return the authors: from the byline or a list of such, else (Superdesk) from the list of authors."""
    value = json_fields.text(item, *spelling.byline)
    if value is not None:
        return names_in(line(value))
    several = item.get("bylines")
    given = [one for one in several if isinstance(one, dict)] if isinstance(several, list) else []
    lines = [next((one[name] for name in _WITHIN if one.get(name)), None) for one in given]
    if names := [name for one in lines if isinstance(one, str) for name in names_in(line(one))]:
        return tuple(dict.fromkeys(names))
    authors = [
        json_fields.text(one, "name", where=where) for where, one in json_fields.objects(item, "authors")
    ]
    return tuple(dict.fromkeys(name.strip() for name in authors if name))


def dateline(item: Item) -> Dateline | None:
    """Return the dateline from ``located`` (a text) or Superdesk's ``dateline`` (a text or an object)."""
    value = item.get("dateline")
    place: str | None = None
    date: str | None = None
    if isinstance(value, str):
        place, date = _filed(json_fields.text(item, "dateline"))
    elif isinstance(value, dict):
        place, date = _filed(json_fields.text(value, "text", where="dateline."), value.get("source"))
        located = value.get("located")
        if isinstance(located, dict):
            place = place or json_fields.text(located, "city", where="dateline.located.")
        elif located is not None:
            place = place or json_fields.text(value, "located", where="dateline.")
    elif value is not None:
        raise wrong("dateline", "a string or an object", value)
    place = place or json_fields.text(item, "located")
    return Dateline(place=place.strip() if place else None, date=date) if place or date else None


def _filed(text: str | None, source: Json = None) -> tuple[str | None, str | None]:
    """Return place and date in the ``text`` of a dateline, behind which its ``source`` may stand."""
    text = text.strip(" -–—:\u00a0") if text else text
    if text and isinstance(source, str) and source.strip() and text.endswith(f" {source.strip()}"):
        text = text[: -len(source.strip())].rstrip(" ,")
    found = lone(text.strip()) if text else None
    if found:
        return found.place, found.date
    return (text.strip(" -–—:\u00a0") or None if text else None), None


def delivers(party: Item) -> bool:
    """Tell whether an information source is who delivered the item, not who wrote it."""
    role = party.get("role")
    return isinstance(role, str) and role.lower().endswith("distributor")


def source(item: Item, spelling: Spelling) -> str | None:
    """Return who wrote it: Superdesk's ``source``, the first information source or the copyright holder."""
    named = item.get("source")
    if named is not None:
        return json_fields.text(item, "source")
    for where, one in json_fields.objects(item, spelling.sources):
        if delivers(one):
            continue
        name = json_fields.text(one, "name", where=where)
        if name:
            return name
    return json_fields.text(item, spelling.copyright)
