"""A user's authority file: names of people, organisations and places with their ids elsewhere.

JSON lines, one entry a line: {"name", "type", "aliases": [...], "ids": {"wikidata", "geonames", "iso3166"}};
name and type (an EntityType) are a must. Names are matched as written and win over the model: see
``slugline.reading.authority_names``. Light: what reads no story imports this without spaCy.
"""

from pathlib import Path
from typing import get_args

from msgspec import Struct

from slugline.errors import SluglineError
from slugline.records.codec import decode
from slugline.records.events import EntityType
from slugline.records.schema_error import SchemaError


class GazetteerError(SluglineError, ValueError):
    """A line of the authority file that cannot be used; the message says which file, which line and why."""


class Ids(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry's ids elsewhere."""

    wikidata: str | None = None
    geonames: str | None = None
    iso3166: str | None = None


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One authority: its canonical name, the other names it goes by, its type and ids.

    A person writes it, so what is misspelt is refused; records off Kafka are read with more tolerance.
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    ids: Ids = Ids()


def read(path: Path) -> tuple[Entry, ...]:
    """Return the entries of the authority file ``path``. Raises GazetteerError for the first line that is no
    entry.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise GazetteerError(f"{path}: cannot be read: {reason}") from error
    entries: list[Entry] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = decode(Entry, line)
        except SchemaError as error:
            types = f"; one of {', '.join(get_args(EntityType))}" if error.where == "type" else ""
            raise GazetteerError(f"{path}, line {number}: {error}{types}") from error
        if not all(name.strip() for name in (entry.name, *entry.aliases)):
            raise GazetteerError(f"{path}, line {number}: a name or alias is empty")
        entries.append(entry)
    return tuple(entries)
