"""Records made from their types alone, so that none is forgotten: of this, a later and an earlier release."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from msgspec import Meta

TEXTS = ("text", "5b0ad7f6-3a5f-5c0e-9d57-6c1d0c5b8f27", "medtop:04000000", "2031-04-07T10:15:00Z",
         "0f1e2d3c4b5a6978", "89abcdef")  # fmt: skip
SCALARS: dict[Any, Any] = {bool: True, int: 1, float: 0.5, str: "text", bytes: "AA=="}
NEW = "of-a-later-release"


def records_in(kind: Any) -> Iterator[type]:
    """Yield the record types that ``kind`` is made of, itself first if it is one; one may come twice."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for hint in hints(kind).values():
            yield from records_in(hint)
    else:
        for part in get_args(kind):
            yield from records_in(part)


def hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def of_this_release(kind: Any) -> Any:
    """Return the JSON of a ``kind`` in which nothing is null and every array holds something."""
    return _made(kind, later=False, earlier=False)


def of_a_later_release(kind: Any) -> Any:
    """Return the same with a new field in every record and a new value wherever a list is open."""
    return _made(kind, later=True, earlier=False)


def of_an_earlier_release(kind: Any) -> Any:
    """Return the same without any field that has a default."""
    return _made(kind, later=False, earlier=True)


def _made(kind: Any, later: bool, earlier: bool) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        given = [one for one in fields(kind) if not (earlier and has_default(one))]
        value = {one.name: _made(hints(kind)[one.name], later, earlier) for one in given}
        return value | {NEW: {"count": [None]}} if later else value
    if origin is Annotated:
        inner, *marks = parts
        for mark in marks:
            if isinstance(mark, Meta) and mark.examples:
                return NEW if later else mark.examples[0]
            if isinstance(mark, Meta) and mark.pattern:
                return next(text for text in TEXTS if re.search(mark.pattern, text))
        return _made(inner, later, earlier)
    if origin is tuple:
        return [_made(parts[0], later, earlier)]
    if origin in (Union, UnionType):
        return _made(next(arm for arm in parts if arm is not NoneType), later, earlier)
    return SCALARS[kind]


def has_default(field: Any) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING
