"""Where entries come from: JSON lines, CSV (also of a SPARQL endpoint), SKOS, a JSON dump of Wikidata.

Each yields its entries, and an error in the place of what is none, so that all of a file's faults are told at
once.
"""

import bz2
import csv
import gzip
import io
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

import msgspec

from slugline.authority import csv_rows, skos_concepts, wikidata_items
from slugline.authority.entries import Entry, GazetteerError, entry
from slugline.records.events import EntityType

Found = Iterator[Entry | GazetteerError]
FORMS: Final = ("jsonl", "csv", "skos", "wikidata")
_PACKED: Final = (".gz", ".bz2", ".xz")
_RDF: Final = MappingProxyType({".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld", ".rdf": "xml"})
_BY_SUFFIX: Final = MappingProxyType(
    {".csv": "csv", ".tsv": "csv", ".json": "wikidata"} | dict.fromkeys(_RDF, "skos")
)


def form_of(path: Path) -> str:
    """Return the form of a file by its name, packed or not; JSON lines where that does not tell."""
    return _BY_SUFFIX.get(_suffix(path), "jsonl")


def _suffix(path: Path) -> str:
    """Return what the name of a file ends with before it was packed, in small letters."""
    return next((one for one in map(str.lower, reversed(path.suffixes)) if one not in _PACKED), "")


def read(path: Path, form: str = "auto", kind: EntityType | None = None, language: str = "en") -> Found:
    """Yield the entries of a file; ``kind`` is the type of those that tell none, ``language`` that of labels.

    ``-`` is stdin. Raises GazetteerError where the file cannot be read at all.
    """
    form = form_of(path) if form == "auto" else form
    try:
        with _opened(path) as raw:
            if form == "csv":
                yield from csv_rows.read(raw, path, kind)
            elif form == "skos":
                yield from skos_concepts.read(raw, path, _RDF.get(_suffix(path), "xml"), kind, language)
            elif form == "wikidata":
                yield from wikidata_items.read(raw, path, kind, language)
            else:
                yield from _json_lines(raw, path, kind)
    except (OSError, UnicodeDecodeError, EOFError, lzma.LZMAError, csv.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise GazetteerError(f"{path}: cannot be read: {why}") from error


def _opened(path: Path) -> IO[bytes]:
    if str(path) == "-":
        return sys.stdin.buffer
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return io.BufferedReader(gzip.open(path))
    if suffix == ".bz2":
        return bz2.open(path)
    return lzma.open(path) if suffix == ".xz" else path.open("rb")


def _json_lines(raw: IO[bytes], path: Path, kind: EntityType | None) -> Found:
    for number, line in enumerate(raw, 1):
        if line.strip():
            try:
                found: Entry | GazetteerError = entry(_typed(line, kind), f"{path}, line {number}")
            except GazetteerError as error:
                found = error
            yield found


def _typed(line: bytes, kind: EntityType | None) -> bytes:
    """Return a line with the type that it lacks."""
    if kind is None:
        return line
    try:
        value = msgspec.json.decode(line)
    except msgspec.DecodeError:
        return line
    return msgspec.json.encode({"type": kind} | value) if isinstance(value, dict) else line
