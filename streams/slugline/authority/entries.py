"""One entry of an authority file, and files of them as JSON lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, get_args

from msgspec import Meta, Struct, json

from slugline.errors import SluglineError
from slugline.records.codec import decode
from slugline.records.events import EntityType
from slugline.records.schema_error import SchemaError


class GazetteerError(SluglineError, ValueError):
    """A line of the authority file that cannot be used; the message says which file, which line and why."""


class Ids(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An entry's ids elsewhere."""

    wikidata: str | None = None
    geonames: str | None = None
    iso3166: str | None = None
    ticker: str | None = None
    isin: str | None = None


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One authority: its canonical name, the other names it goes by, its type and ids.

    ``country`` (ISO 3166-1 alpha-2), ``roles`` (words that stand beside the name: "finance minister") and
    ``prior`` (how often it is meant, in any unit: links to it, sitelinks) tell it from others of its name. A
    person writes it, so what is misspelt is refused; records off Kafka are read with more tolerance.
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    ids: Ids = Ids()
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")] | None = None
    roles: tuple[str, ...] = ()
    prior: Annotated[float, Meta(ge=0, le=1e12)] = 0.0

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


def read(path: Path) -> tuple[Entry, ...]:
    """Return the entries of the authority file ``path``, JSON lines.

    Raises GazetteerError for the first line that is no entry.
    """
    return tuple(lines(path))


def lines(path: Path) -> Iterator[Entry]:
    """Yield each entry. Raises GazetteerError for what is none, with its file and line."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield entry(line, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(
            f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error


def entry(line: str | bytes, where: str) -> Entry:
    """Return the entry in a line of JSON. Raises GazetteerError, which says ``where``."""
    try:
        return checked(decode(Entry, line), where)
    except SchemaError as error:
        types = f"; one of {', '.join(get_args(EntityType))}" if error.where == "type" else ""
        raise GazetteerError(f"{where}: {error}{types}") from error


def line(one: Entry) -> bytes:
    """Return an entry as a line of JSON, without what it does not have."""
    return json.encode(one)


def checked(found: Entry, where: str) -> Entry:
    """Return ``found``. Raises GazetteerError where a name of it is blank."""
    if not all(name.strip() for name in found.names):
        raise GazetteerError(f"{where}: a name or alias is empty")
    return found
