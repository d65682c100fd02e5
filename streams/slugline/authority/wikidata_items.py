"""Entries in a JSON dump of Wikidata, as dumps.wikimedia.org has it: an array with an item on each line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from slugline.authority.entries import Entry, GazetteerError, Ids, checked
from slugline.authority.rows import CLASSES, converted
from slugline.records.events import EntityType


def read(
    raw: IO[bytes], path: Path, kind: EntityType | None, language: str
) -> Iterator[Entry | GazetteerError]:
    """Yield the items of a dump, one a line; what is of no class that is known, or has no label, is left."""
    for number, line in enumerate(raw, 1):
        bare = line.strip().rstrip(b",")
        if bare in (b"", b"[", b"]"):
            continue
        where = f"{path}, line {number}"
        try:
            item = json.loads(bare)
            found = _of_item(item, kind, language, where)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield GazetteerError(f"{where}: is no item of Wikidata: {error}"[:300])
            continue
        except GazetteerError as error:
            yield error
            continue
        if found is not None:
            yield found


def _of_item(item: Mapping[str, Any], kind: EntityType | None, language: str, where: str) -> Entry | None:
    claims = item.get("claims", {})
    classes = [one["id"] for one in _values(claims, "P31") if isinstance(one, dict) and "id" in one]
    told = next((CLASSES[one] for one in classes if one in CLASSES), kind)
    label = item.get("labels", {}).get(language, {}).get("value")
    if told is None or not label:
        return None
    texts = {
        name: next(iter(_values(claims, code)), None)
        for name, code in (("geonames", "P1566"), ("iso", "P297"), ("isin", "P946"))
    }
    value = {
        "name": label, "type": told,
        "aliases": [one["value"] for one in item.get("aliases", {}).get(language, ())],
        "ids": Ids(
            wikidata=item["id"], geonames=texts["geonames"], iso3166=texts["iso"], isin=texts["isin"]
        ),
        "prior": float(len(item.get("sitelinks", {}))),
    }  # fmt: skip
    return checked(converted(value, where), where)


def _values(claims: Mapping[str, Any], name: str) -> Iterator[Any]:
    for claim in claims.get(name, ()):
        value = claim.get("mainsnak", {}).get("datavalue", {}).get("value")
        if value is not None and claim.get("rank") != "deprecated":
            yield value
