"""An entity's ids elsewhere, and the id it is known by in every story."""

from collections.abc import Collection
from dataclasses import dataclass

from slugline.authority import Entry
from slugline.entities.geonames import locate
from slugline.entities.merging import Cluster
from slugline.entities.name_forms import fold
from slugline.records.events import EntityType, Links


@dataclass(frozen=True, slots=True)
class Linked:
    """What an entity is, across stories."""

    entity_id: str
    name: str
    type: EntityType
    links: Links


def link(cluster: Cluster, countries: Collection[str], entry: Entry | None) -> Linked:
    """Return name, type and ids of ``cluster``; ``entry`` is its entry in the user's authority file.

    The entity_id is the first there is of "iso:FR" (countries), "wikidata:Q142", "geonames:2988507", else
    type and folded name: "person:mark rutte". The country's id is not given to its people: "French" is
    "norp:french", with the country's code among its links. ``countries`` are the codes of the countries the
    story names.
    """
    kind: EntityType = entry.type if entry else cluster.label  # type: ignore[assignment]  # spans hold known labels only
    name = entry.name if entry else cluster.name
    iso = (entry.ids.iso3166 if entry else None) or cluster.country
    wikidata = entry.ids.wikidata if entry else None
    geonames = entry.ids.geonames if entry else None
    if kind == "GPE" and not iso and not geonames:
        place = locate(fold(name), countries)
        geonames = place.geonames if place else None
    links = Links(iso3166=iso, geonames=geonames, wikidata=wikidata)
    return Linked(_entity_id(kind, name, links), name, kind, links)


def _entity_id(kind: EntityType, name: str, links: Links) -> str:
    if links.iso3166 and kind in ("GPE", "LOC"):
        return f"iso:{links.iso3166}"
    if links.wikidata:
        return f"wikidata:{links.wikidata}"
    if links.geonames:
        return f"geonames:{links.geonames}"
    return f"{kind.lower()}:{fold(name)}"
