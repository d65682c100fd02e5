"""One setting: what is to be said about it, and reading its value from text or TOML."""

import re
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from slugline.errors import SluglineError

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


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


def about(hint: Any) -> About:
    """Return the About in the ``Annotated`` type of a setting."""
    found: About = next(note for note in get_args(hint)[1:] if isinstance(note, About))
    return found


def read(hint: Any, value: Any) -> Any:
    """Return ``value`` (a variable's text, or a TOML value) as the ``Annotated`` type of a setting.

    Raises SettingsError that says what is due; a secret's value is never part of the message.
    """
    assert get_origin(hint) is Annotated
    note = about(hint)
    try:
        result = _read(get_args(hint)[0], value, note)
    except SettingsError as error:
        raise SettingsError(str(error) if note.secret else f"{error}, not {value!r}") from None
    for number in result if isinstance(result, tuple) else (result,):
        if isinstance(number, int | float) and not _within(number, note):
            raise SettingsError(f"must be {_range(note)}, not {number:g}")
    return result


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
    """Return what is to be said about a setting of the ``Annotated`` type ``hint``."""
    note = about(hint)
    kind = _type_name(get_args(hint)[0], note.seconds)
    return Row(name=name, variable=variable, type=kind, default=default, help=note.help, secret=note.secret)


def _within(number: float, note: About) -> bool:
    return (note.low is None or number >= note.low) and (note.high is None or number <= note.high)


def _range(note: About) -> str:
    if note.high is None:
        return f"at least {note.low:g}"
    return f"between {note.low:g} and {note.high:g}"


def _read(kind: Any, value: Any, note: About) -> Any:
    if get_origin(kind) is Literal:
        return _choice(get_args(kind), value)
    if get_origin(kind) is tuple:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list) or not items:
            raise SettingsError("must be a list")
        return tuple(_read(get_args(kind)[0], item, note) for item in items)
    if NoneType in get_args(kind):
        return None if value == "" else _scalar(get_args(kind)[0], value, note)
    return _scalar(kind, value, note)


def _choice(choices: tuple[str, ...], value: Any) -> str:
    for choice in choices:
        if isinstance(value, str) and value.strip().lower() == choice.lower():
            return choice
    raise SettingsError(f"must be one of {', '.join(choices)}")


def _scalar(kind: type, value: Any, note: About) -> Any:
    if kind in (str, Path):
        if not isinstance(value, str) or not (value or note.pattern):
            raise SettingsError("must be a text")
        if note.pattern and not re.fullmatch(note.pattern, value):
            raise SettingsError(f"must match {note.pattern}")
        return kind(value)
    if note.seconds and isinstance(value, str):
        return _duration(value)
    due = "must be a whole number" if kind is int else "must be a number"
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise SettingsError(due)
    if isinstance(value, float) and kind is int:
        raise SettingsError(due)
    try:
        return kind(value)
    except ValueError:
        raise SettingsError(due) from None


def _duration(text: str) -> float:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd])?\s*", text)
    if match is None:
        raise SettingsError("must be seconds, or like 90s, 15m, 6h, 1d")
    return float(match[1]) * UNITS[match[2] or "s"]


def _type_name(kind: Any, seconds: bool) -> str:
    if get_origin(kind) is Literal:
        return "|".join(get_args(kind))
    if get_origin(kind) is tuple:
        return f"list of {_type_name(get_args(kind)[0], seconds)}"
    if NoneType in get_args(kind):
        return _type_name(get_args(kind)[0], seconds)
    if seconds:
        return "seconds"
    return {str: "text", Path: "path", int: "whole number", float: "number"}[kind]
