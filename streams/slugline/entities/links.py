"""An entity's ids elsewhere, and the id it is known by in every story."""

from dataclasses import dataclass, replace

from slugline.authority import Entry
from slugline.entities.geonames import Place
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


def link(cluster: Cluster, entry: Entry | None, sure: float | None = None) -> Linked:
    """Return name, type and ids of ``cluster``; ``entry`` is its entry in the user's authority file,
    ``sure`` how sure that is.

    The entity_id is the first there is of "iso:FR" (countries), "iso:US-GA" (regions), "wikidata:Q90",
    "geonames:2988507", "isin:US1912161007", else type and folded name: "person:mark rutte". The country's id
    is not given to its people: "French" is "norp:french", with the country's code among its links.
    """
    kind: EntityType = entry.type if entry else cluster.label  # type: ignore[assignment]  # spans hold known labels only
    name = entry.name if entry else cluster.name
    place = cluster.place
    if entry and (entry.ids.iso3166 or entry.ids.geonames or kind not in ("GPE", "LOC")):
        place = None
    links = _of_place(place) if place else Links(iso3166=cluster.country, geonames=None, wikidata=None)
    if entry:
        links = replace(
            links,
            iso3166=entry.ids.iso3166 or links.iso3166,
            geonames=entry.ids.geonames or links.geonames,
            wikidata=entry.ids.wikidata or links.wikidata,
            ticker=entry.ids.ticker,
            isin=entry.ids.isin,
            confidence=sure,
        )
    elif place:
        return Linked(place.key, name, kind, links)
    return Linked(_entity_id(kind, name, links), name, kind, links)


def _of_place(place: Place) -> Links:
    return Links(
        iso3166=place.code if place.kind == "country" else None,
        geonames=place.geonames or None,
        wikidata=place.wikidata or None,
        iso3166_2=place.code if place.kind == "region" else None,
        lat=place.lat,
        lon=place.lon,
        point=None if place.lat is None else "place" if place.kind == "town" else "middle",
    )


def _entity_id(kind: EntityType, name: str, links: Links) -> str:
    if links.iso3166 and kind in ("GPE", "LOC"):
        return f"iso:{links.iso3166}"
    if links.iso3166_2:
        return f"iso:{links.iso3166_2}"
    if links.wikidata:
        return f"wikidata:{links.wikidata}"
    if links.geonames:
        return f"geonames:{links.geonames}"
    if links.isin:
        return f"isin:{links.isin}"
    return f"{kind.lower()}:{fold(name)}"
