"""Finds numbers that JSON cannot carry (NaN, infinity), which orjson alone would write as null."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from math import isfinite
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from slugline.records.errors import SchemaError

Check = Callable[[Any, str], None]
"""Takes a value and the path to it; raises SchemaError where a number is not finite."""


@cache
def check_of(kind: Any) -> Check | None:
    """Return the check of values of the type ``kind``; None where it holds no float."""
    origin = get_origin(kind)
    if origin is Annotated:
        return check_of(get_args(kind)[0])
    if origin in (Union, UnionType):
        return next((check for arm in get_args(kind) if (check := check_of(arm))), None)
    if origin is tuple:
        return _items(check_of(get_args(kind)[0]))
    if is_dataclass(kind):
        return _fields(kind)
    return _number if kind is float else None


def _number(value: Any, where: str) -> None:
    if value is not None and not isfinite(value):
        raise SchemaError(where, f"{value} cannot be written as JSON")


def _items(check: Check | None) -> Check | None:
    if check is None:
        return None

    def check_items(values: Any, where: str) -> None:
        for index, one in enumerate(values or ()):
            check(one, f"{where}[{index}]")

    return check_items


def _fields(kind: Any) -> Check | None:
    hints = get_type_hints(kind, include_extras=True)
    checks = [(field.name, check) for field in fields(kind) if (check := check_of(hints[field.name]))]
    if not checks:
        return None

    def check_fields(value: Any, where: str) -> None:
        if value is not None:
            for name, check in checks:
                check(getattr(value, name), f"{where}.{name}" if where else name)

    return check_fields
