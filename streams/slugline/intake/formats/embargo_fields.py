"""The fields of a JSON item that say until when it is held, whoever's item it is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from slugline.intake.formats.foreign_names import fold, parts
from slugline.intake.formats.json_fields import Item, text, wrong
from slugline.intake.formats.moments import as_embargo, as_moment
from slugline.intake.signals.embargo_moments import LAST_ZONE
from slugline.lang.zone_words import ZoneWords
from slugline.records import instants
from slugline.records.codec import Json

_WORDS = ZoneWords("embargoes")
_NAMES = _WORDS.words("fields")
_PLANNED = _WORDS.words("planned")
_OUT_AT = _WORDS.entries("out_at")
_LOCAL = _WORDS.words("local")
_UTC = "utc"
_EARLIEST, _LATEST = 10**9, 10**10
"""Seconds since 1970, from 2001 to 2286, as some write moments."""


def says_when(name: str) -> bool:
    """Tell whether a field of this ``name`` says until when an item is held."""
    return bool(name) and (fold(name) in _NAMES or fold(name) in _PLANNED)


def embargoed(item: Item) -> str | None:
    """Return until when ``item`` is embargoed, by its fields for that: the latest, should they differ.

    A field that is empty or false says nothing, nor does a plan that is no moment. Raises Refused for an
    embargo that is no moment: better held.
    """
    return latest(moment for one in parts(item) for moment in _moments(one))


def out_at(item: Item) -> str | None:
    """Return when an ``item`` that is scheduled will be out, by the most telling of its dates.

    One in the time of wherever the item is made is that time everywhere: nobody is early.
    """
    given = {fold(name): value for one in parts(item) for name, value in one.items() if name}
    for name in _OUT_AT:
        if found := _moment(given.get(name), LAST_ZONE if name in _LOCAL else ""):
            return found
    return None


def latest(moments: Iterator[str]) -> str | None:
    """Return the last of ``moments``, None where there is none."""
    return max(moments, key=instants.read, default=None)


def _moments(item: Item) -> Iterator[str]:
    """Yield the moments of the fields of one object. Raises Refused."""
    settings, zone = _settings(item)
    given = [
        (fold(name), name, one, value) for one in (item, settings) for name, value in one.items() if name
    ]
    in_utc = {key.removeprefix(_UTC) for key, _, _, value in given if key.startswith(_UTC) and value}
    for key, name, one, value in given:
        if key in in_utc or not value:
            continue  # the same as local time
        if key in _PLANNED and (planned := _moment(value)):
            yield (isinstance(value, str) and as_embargo(value)) or planned
        if key in _NAMES and (moment := _moment(value) or text(one, name)):
            if as_moment(moment) is None:
                raise wrong(name, "an ISO 8601 date and time", value)
            yield moment if key.startswith(_UTC) else _in_zone(moment, zone, value)


def _settings(item: Item) -> tuple[Item, str | None]:
    """Return the object in ``item`` that has more such fields, and the zone of time that it names."""
    for name in _WORDS.entries("settings"):
        inner = item.get(name)
        if isinstance(inner, dict):
            return inner, text(inner, *_WORDS.entries("zones_named"))
    return {}, None


def _moment(value: Json, zone: str = "") -> str | None:
    """Return the moment that ``value`` is; in ``zone``, an offset, where it is a time without one."""
    if isinstance(value, int) and _EARLIEST <= value < _LATEST:
        return instants.written(value * 1_000)
    if not isinstance(value, str):
        return None
    return (as_moment(value.strip() + zone) if zone else None) or as_moment(value)


def _in_zone(moment: str, zone: str | None, given: Json) -> str:
    """Return a ``moment`` of an item that names a ``zone``: the time there, whatever stands behind it.

    So does Superdesk keep it: the time of the desk's clock, as if it were in UTC. In a zone that nobody knows
    it is that time everywhere, and so is one ``given`` without an offset where no zone is named.
    """
    if zone is None and isinstance(given, str):
        return as_embargo(given) or moment
    local = datetime.fromisoformat(moment).replace(tzinfo=None)
    if zone is None or "T" not in moment or datetime.fromisoformat(moment).utcoffset():
        return moment
    try:
        return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).isoformat()
    except (KeyError, ValueError, OSError, OverflowError):
        return f"{local.isoformat()}{LAST_ZONE}"
