"""Entries in CSV, also as a SPARQL endpoint writes it."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from slugline.authority.entries import Entry, GazetteerError
from slugline.authority.rows import of_row
from slugline.records.events import EntityType

COLUMNS: Final[Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "name": ("name", "label", "preflabel", "title"),
        "type": ("type", "class", "typelabel", "classlabel", "kind"),
        "aliases": ("aliases", "alias", "altlabel", "altlabels", "alternative"),
        "wikidata": ("wikidata", "item", "qid", "entity", "uri"),
        "geonames": ("geonames", "geonamesid", "geoname"),
        "iso3166": ("iso3166", "iso", "alpha2"),
        "ticker": ("ticker", "tickersymbol", "symbol"),
        "isin": ("isin",),
        "country": ("country", "countrycode"),
        "roles": ("roles", "role", "occupation", "position"),
        "prior": ("prior", "sitelinks", "links", "popularity"),
    }
)
"""What columns are called, in small letters, letters and digits alone; a name may be any "...Label"."""


def read(raw: IO[bytes], path: Path, kind: EntityType | None) -> Iterator[Entry | GazetteerError]:
    """Yield the rows of a CSV file with a header: `COLUMNS` says what its columns may be called.

    Rows of one thing (the same id, else name and type) that follow each other are one entry.
    Raises GazetteerError where no column is a name.
    """
    with io.TextIOWrapper(raw, "utf-8-sig", newline="") as file:
        sample = file.readline()
        rows = csv.reader(file, delimiter="\t" if sample.count("\t") > sample.count(",") else ",")
        columns = _columns(next(csv.reader([sample], delimiter=rows.dialect.delimiter), []))
        if "name" not in columns:
            raise GazetteerError(
                f"{path}, line 1: no column is a name: one of {', '.join(COLUMNS['name'])}, or ...Label"
            )
        before: tuple[str, dict[str, list[str]]] | None = None
        for row in rows:
            told = {
                name: [row[at].strip()] for name, at in columns.items() if at < len(row) and row[at].strip()
            }
            same = before is not None and _identity(told) == _identity(before[1]) != ("", "", "")
            if before is not None and same:
                for name, values in told.items():
                    before[1].setdefault(name, []).extend(one for one in values if one not in before[1][name])
                continue
            if before is not None:
                yield of_row(before[1], kind, before[0])
            before = (f"{path}, line {rows.line_num + 1}", told) if told else None
        if before is not None:
            yield of_row(before[1], kind, before[0])


def _columns(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, title in enumerate(header):
        low = re.sub(r"[^a-z0-9]", "", title.lower())
        name = next((name for name, titles in COLUMNS.items() if low in titles), None)
        if name is None and low.endswith("label"):
            name = "aliases" if low.endswith("altlabel") else "name"
        if name is not None:
            found.setdefault(name, at)
    return found


def _identity(told: Mapping[str, Sequence[str]]) -> tuple[str, str, str]:
    one = {name: values[0] for name, values in told.items()}
    if "wikidata" in one:
        return one["wikidata"], "", ""
    return "", one.get("name", ""), one.get("type", "")
