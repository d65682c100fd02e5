"""The fields of a JSON item that say until when it is held, whoever's item it is."""

from slugline.intake.formats.foreign_names import fold
from slugline.intake.formats.json_fields import Item, text, wrong
from slugline.intake.formats.moments import as_moment
from slugline.lang.zone_words import ZoneWords
from slugline.records import instants

_NAMES = ZoneWords("embargoes").words("fields")


def embargoed(item: Item) -> str | None:
    """Return until when ``item`` is embargoed, by its fields for that: the latest, should they differ.

    A field that is empty or false says nothing. Raises Refused for what is no moment: better held.
    """
    found: list[str] = []
    for name, value in item.items():
        if not value or not name or fold(name) not in _NAMES:
            continue
        given = text(item, name)
        if given is None:
            continue
        moment = as_moment(given)
        if moment is None:
            raise wrong(name, "an ISO 8601 date and time", given)
        found.append(moment)
    return max(found, key=instants.read, default=None)
