"""Where a town is, for who asks of an entity that a story names."""

from slugline.entities.geonames import towns_named
from slugline.entities.name_forms import fold
from slugline.records.events import EntityEvent


def code_of(entity: EntityEvent) -> str:
    """Return the ISO 3166 code of the region, or else the country, that a town is in; "" if none is known."""
    key = entity.links.geonames
    names = dict.fromkeys((entity.name, *(one.text for one in entity.mentions)))
    towns = (town for name in names for town in towns_named(fold(name)))
    return next((town.code for town in towns if key and town.geonames == key), "")
