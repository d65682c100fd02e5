"""One setting: what is to be said about it, and reading its value from text or TOML.

msgspec converts and checks; durations, choices in any case and the words of the errors are ours
(docs/adr/0009).
"""

import re
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from msgspec import Meta, ValidationError, convert

from slugline.errors import SluglineError

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LONGEST_SHOWN = 100
"""Characters of a wrong value that are shown."""
NAMES = {str: "text", Path: "path", int: "whole number", float: "number", bool: "true or false"}


class SettingsError(SluglineError, ValueError):
    """A setting that is unknown or has a value it cannot have; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class About:
    """What a setting's type does not say.

    ``low`` and ``high`` are inclusive; ``seconds`` also reads 90s, 15m, 6h, 1d. A text must match
    ``pattern`` where there is one, and may be empty only then.
    """

    help: str
    low: float | None = None
    high: float | None = None
    seconds: bool = False
    pattern: str | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One setting as help texts and the README list it."""

    name: str
    variable: str
    type: str
    default: object
    help: str
    secret: bool


def row(name: str, variable: str, hint: Any, default: object) -> Row:
    """Return what is to be said about a setting of the type ``hint``, ``Annotated`` with an About."""
    kind, note = get_args(hint)
    words = _name(kind, note)
    return Row(name=name, variable=variable, type=words, default=default, help=note.help, secret=note.secret)


def read(hint: Any, value: Any) -> Any:
    """Return ``value`` (a variable's text, or a TOML value) as the type ``hint``, which has an About.

    Raises SettingsError that says what is due; a secret's value is never part of the message.
    """
    kind, note = get_args(hint)
    try:
        if isinstance(value, str) and ("\0" in value or not _encodes(value)):
            raise ValidationError
        plain, checked = _plain(kind, value, note.seconds), _checked(kind, note)
        return convert(plain, checked, strict=False, dec_hook=lambda path, text: path(text))
    except ValidationError:
        found = "" if note.secret else f", not {short(repr(value))}"
        raise SettingsError(f"must {_due(kind, note)}{found}") from None


def _encodes(value: str) -> bool:
    """Say whether a text is one: a variable of other bytes than UTF-8 has lone surrogates."""
    return not any("\ud800" <= one <= "\udfff" for one in value)


def short(text: str) -> str:
    """Return a wrong value as it is shown in an error."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}... ({len(text):,} characters)"


def _plain(kind: Any, value: Any, seconds: bool) -> Any:
    """Return ``value`` as msgspec reads it: no units, lists in parts, choices as they are spelt."""
    if get_origin(kind) is tuple:
        items = value.split(",") if isinstance(value, str) else value
        if value == "" and get_args(kind)[0] is Path:
            return []  # no file is a choice, too
        return [_plain(get_args(kind)[0], one, seconds) for one in items] if isinstance(items, list) else None
    if not isinstance(value, str):
        return value
    if seconds:
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd])?\s*", value)
        return float(match[1]) * UNITS[match[2] or "s"] if match else None
    if get_origin(kind) is Literal:
        return next((one for one in get_args(kind) if one.lower() == value.strip().lower()), None)
    if NoneType in get_args(kind):
        return value or None
    if kind is bool:
        return value.strip().lower()
    return value.strip() if kind in (int, float) else value


def _checked(kind: Any, note: About) -> Any:
    """Return the type ``kind`` with its bounds, as msgspec reads them."""
    if get_origin(kind) is tuple:
        item = _checked(get_args(kind)[0], note)
        least = 0 if item is Path else 1
        return Annotated[tuple[item, ...], Meta(min_length=least)]  # type: ignore[valid-type]  # at run time only
    if kind in (int, float):
        return Annotated[kind, Meta(ge=note.low, le=note.high)]
    if kind is str:
        return Annotated[str, Meta(pattern=rf"^(?:{note.pattern})\Z" if note.pattern else "(?s).")]
    return kind


def _due(kind: Any, note: About) -> str:
    if get_origin(kind) is tuple:
        return _due(get_args(kind)[0], note) + ", or several of them"
    if get_origin(kind) is Literal:
        return f"be one of {', '.join(get_args(kind))}"
    if kind is bool:
        return f"be {NAMES[bool]}"
    if kind not in (int, float):
        return f"match {note.pattern}" if note.pattern else f"be a {_name(kind, note)}"
    words = "seconds, or like 90s, 15m, 6h, 1d," if note.seconds else f"a {_name(kind, note)}"
    return f"be {words} " + (
        f"at least {note.low:g}" if note.high is None else f"between {note.low:g} and {note.high:.12g}"
    )


def _name(kind: Any, note: About) -> str:
    if get_origin(kind) is Literal:
        return "|".join(get_args(kind))
    if get_origin(kind) is tuple:
        return f"list of {_name(get_args(kind)[0], note)}"
    if NoneType in get_args(kind):
        return _name(get_args(kind)[0], note)
    return "seconds" if note.seconds else NAMES[kind]
