"""An entry from texts by the name of its field, as a table or a vocabulary has them."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, get_args

import msgspec

from slugline.authority.entries import Entry, GazetteerError, Ids, checked
from slugline.records.events import EntityType

TYPES: Final = get_args(EntityType)
QID: Final = re.compile(r"(?:.*/)?(Q[1-9]\d{0,11})")
_GEONAMES: Final = re.compile(r"(?:.*geonames\.org/)?(\d{1,12})/?.*")

_CLASSES: Final[Mapping[EntityType, str]] = MappingProxyType[EntityType, str](
    {
        "PERSON": "Q5 ",
        "GPE": "Q6256 Q3624078 Q515 Q1549591 Q5119 Q486972 Q3957 Q532 Q35657 Q10864048 Q13220204 ",
        "ORG": "Q43229 Q4830453 Q783794 Q6881511 Q891723 Q7278 Q163740 Q484652 Q327333 Q192350 "
        "Q3918 Q476028 Q847017 Q11032 Q1193236 Q22687 ",
        "LOC": "Q8502 Q4022 Q23442 Q23397 Q165 Q5107 ",
        "FAC": "Q41176 Q1248784 Q12280 Q483110 Q55488 ",
        "WORK_OF_ART": "Q11424 Q7725634 Q571 Q5398426 ",
        "EVENT": "Q1656682 Q198 Q40231 ",
        "LAW": "Q820655 Q49371 ",
        "NORP": "Q41710 ",
        "PRODUCT": "Q2424752 ",
    }
)
CLASSES: Final[Mapping[str, EntityType]] = MappingProxyType(
    {number: kind for kind, numbers in _CLASSES.items() for number in numbers.split()}
)
"""Types of the commonest values of "instance of" (P31) on Wikidata."""


def of_row(told: Mapping[str, Sequence[str]], kind: EntityType | None, where: str) -> Entry | GazetteerError:
    """Return the entry that texts by field are; ``kind`` is its type where they tell none.

    A fault, with ``where`` it is, comes back and is not raised: whoever reads a file goes on.
    """
    try:
        return _entry(told, kind, where)
    except GazetteerError as error:
        return error


def _entry(told: Mapping[str, Sequence[str]], kind: EntityType | None, where: str) -> Entry:
    first = {name: values[0] for name, values in told.items()}
    if "name" not in first:
        raise GazetteerError(f"{where}: name: missing")
    aliases = [part.strip() for one in told.get("aliases", ()) for part in re.split(r"[|;]", one)]
    ids = Ids(
        wikidata=_part(QID, first.get("wikidata")), geonames=_part(_GEONAMES, first.get("geonames")),
        iso3166=first.get("iso3166"), ticker=first.get("ticker"), isin=first.get("isin"),
    )  # fmt: skip
    country = first.get("country", "")
    value = {
        "name": first["name"], "type": _type(first.get("type"), kind, where), "ids": ids,
        "aliases": [one for one in aliases if one and one != first["name"]],
        "roles": [part for one in told.get("roles", ()) for part in re.split(r"\s*[|;]\s*", one) if part],
        "country": country.upper() if re.fullmatch("[A-Za-z]{2}", country) else None,
        "prior": _number(first.get("prior"), where),
    }  # fmt: skip
    return checked(converted(value, where), where)


def _part(pattern: re.Pattern[str], value: str | None) -> str | None:
    match = pattern.fullmatch(value) if value else None
    return match[1] if match else None


def _type(told: str | None, kind: EntityType | None, where: str) -> EntityType:
    if told is not None:
        if told.upper() in TYPES:
            return told.upper()  # type: ignore[return-value]  # it is among them
        if (found := CLASSES.get(_part(QID, told) or "")) is not None:
            return found
    if kind is None:
        said = "missing" if told is None else f"{told[:40]!r} is none of {', '.join(TYPES)}"
        raise GazetteerError(f"{where}: type: {said}; --type says which it is where none is told")
    return kind


def _number(told: str | None, where: str) -> float:
    try:
        return float(told) if told else 0.0
    except ValueError as error:
        raise GazetteerError(f"{where}: prior: {told[:40]!r} is no number" if told else where) from error


def converted(value: dict[str, Any], where: str) -> Entry:
    """Return the entry that a value is. Raises GazetteerError, which says ``where``."""
    try:
        return msgspec.convert(value, Entry)
    except msgspec.ValidationError as error:
        raise GazetteerError(f"{where}: {error}") from error
