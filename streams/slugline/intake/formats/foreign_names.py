"""What other people call the fields of a story, and a user's own names for them.

The names stand in ``lang/any/zones/field_names.toml``; `renamed` lets a user add some of their own.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from slugline.lang.zone_words import ZoneWords
from slugline.records.codec import Json, encode, parse
from slugline.records.schema_error import SchemaError

_WORDS = ZoneWords("field_names")
OURS = _WORDS.entries("ours")
"""What a field of theirs can be to us."""

_APART = re.compile(r"[\s_.:-]")
_OWN = "slugline:"
"""In front of the name of a field of ours, so that it goes before all names of theirs."""


def fold(name: str) -> str:
    """Return the name of a field as names are compared: in small letters, without blanks and hyphens."""
    return name[0] + _folded(name[1:]) if name.startswith("_") else _folded(name)


def _folded(name: str) -> str:
    return _APART.sub("", name).casefold()


@cache
def _names() -> Mapping[str, tuple[str, int]]:
    """For each name of theirs what it is to us, and how telling it is: less is more."""
    found: dict[str, tuple[str, int]] = {}
    for ours in OURS:
        for rank, name in enumerate(_WORDS.entries(ours)):
            found[name] = (ours, rank)
        found[_OWN + ours] = (ours, -1)
    return MappingProxyType(found)


def known(name: str) -> tuple[str, int] | None:
    """Return what a field or column of theirs with this ``name`` is to us, and how telling: less is more."""
    return _names().get(name if name.startswith(_OWN) else fold(name)) if name else None


def ours(name: str) -> str | None:
    """Return what a field or column of theirs with this ``name`` is to us, if anything."""
    found = known(name)
    return found[0] if found else None


def parts(item: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    """Return ``item`` and the objects in it that hold fields of it."""
    within = (item.get(name) for name in _WORDS.entries("within"))
    return [item, *(inner for inner in within if isinstance(inner, dict))]


def own_names(pairs: Iterable[str]) -> Mapping[str, str]:
    """Return the user's own names, given as "theirs=ours", theirs to ours."""
    return dict(pair.split("=", 1) for pair in pairs)


def renamed(data: bytes, fields: Mapping[str, str]) -> bytes:
    """Return ``data``, a JSON object or list of them, with the user's ``fields`` (theirs to ours) renamed.

    What is no JSON comes back as it is: telling that is for who reads it.
    """
    rename = renamer(fields)
    if rename is None or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return data
    try:
        value = parse(data.removeprefix(b"\xef\xbb\xbf"))
    except SchemaError:
        return data
    several = value if isinstance(value, list) else [value]
    done = [
        {rename(key): inner for key, inner in one.items()} if isinstance(one, dict) else one
        for one in several
    ]
    return data if done == several else encode(done if isinstance(value, list) else done[0])


def renamer(fields: Mapping[str, str]) -> Callable[[str], str] | None:
    """Return what gives a field or column its name, after the user's ``fields``; None if there are none."""
    wanted = {fold(theirs): _OWN + own for theirs, own in fields.items() if theirs}
    return (lambda name: wanted.get(fold(name), name) if name else name) if wanted else None


def has_text(names: Iterable[str]) -> bool:
    """Tell whether one of these names of fields or columns is that of a text, or of a headline or summary."""
    return not {"body", "summary", "headline"}.isdisjoint(map(ours, names))
