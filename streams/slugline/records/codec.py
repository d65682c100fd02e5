"""Records to JSON bytes and back, strictly. The only module that uses orjson.

Encoding is deterministic: fields in the order of the record, no blanks, so equal records give equal bytes.
Decoding refuses unknown fields, wrong types, values out of bounds and missing fields (those without a
default). It is stricter than JSON Schema in one place: 1.0 is no integer here. Of a name that comes twice in
an object, the last one counts.
"""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from slugline.records.errors import SchemaError
from slugline.records.finite import check_of
from slugline.records.marks import Bounds, Pattern

R = TypeVar("R")
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Decoder = Callable[[Any, str], Any]


def encode(record: object) -> bytes:
    """Return ``record`` (a dataclass, or anything JSON) as compact UTF-8 JSON; bytes become base64 text.

    Raises SchemaError for what JSON cannot carry: a text with a lone surrogate, an integer beyond 64 bits,
    and a number field of a dataclass that is not finite.
    """
    kind: Any = type(record)
    check = check_of(kind)
    if check:
        check(record, "")
    try:
        return orjson.dumps(record, default=_plain)
    except orjson.JSONEncodeError as error:
        raise SchemaError("", f"cannot be written as JSON: {error}") from error


def parse(data: bytes | str) -> Json:
    """Return the JSON value in ``data`` (UTF-8, no byte order mark).

    Raises SchemaError with the line and column of the first fault. orjson gives up at 1,024 levels of
    nesting, so depth is bounded; the size is the caller's to bound.
    """
    try:
        value: Json = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise SchemaError("", f"not JSON: {error}") from error
    return value


def decode(record_type: type[R], data: bytes | str) -> R:
    """Return the ``record_type`` in ``data``. Raises SchemaError that says where and what."""
    return build(record_type, parse(data))


def build(record_type: type[R], value: Json) -> R:
    """Return the ``record_type`` made of a parsed ``value``. Raises SchemaError: where and what."""
    kind: Any = record_type
    result: R = _decoder(kind)(value, "")
    return result


def json_name(value: object) -> str:
    """Return the JSON type name of a parsed value, for messages."""
    names: Mapping[type, str] = {
        NoneType: "null",
        bool: "boolean",
        int: "integer",
        float: "number",
        str: "string",
        list: "array",
        dict: "object",
    }
    return names.get(type(value), type(value).__name__)


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "...")


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} is not JSON")


@cache
def _decoder(kind: Any) -> Decoder:
    origin = get_origin(kind)
    if origin is Annotated:
        return _annotated(kind)
    if origin is Literal:
        return _literal(get_args(kind))
    if origin in (Union, UnionType):
        return _optional(kind)
    if origin is tuple:
        return _array(get_args(kind)[0])
    if is_dataclass(kind):
        return _record(kind)
    return _scalar(kind)


def _scalar(kind: type) -> Decoder:
    accepted = {bool: (bool,), int: (int,), float: (float, int), str: (str,), bytes: (str,)}[kind]
    expected = {
        bool: "a boolean",
        int: "an integer",
        float: "a number",
        str: "a string",
        bytes: "base64 text",
    }[kind]

    def read(value: Any, where: str) -> Any:
        if type(value) not in accepted:
            raise SchemaError(where, f"expected {expected}, found {json_name(value)}")
        if kind is bytes:
            try:
                return base64.b64decode(value, validate=True)
            except ValueError as error:
                raise SchemaError(where, f"not base64: {error}") from error
        return float(value) if kind is float else value

    return read


def _annotated(kind: Any) -> Decoder:
    inner, *notes = get_args(kind)
    read_inner = _decoder(inner)
    bounds = [note for note in notes if isinstance(note, Bounds)]
    patterns = [re.compile(note.regex) for note in notes if isinstance(note, Pattern)]
    if not bounds and not patterns:
        return read_inner

    def read(value: Any, where: str) -> Any:
        result = read_inner(value, where)
        for bound in bounds:
            if bound.minimum is not None and result < bound.minimum:
                raise SchemaError(where, f"{result} is below {bound.minimum}")
            if bound.maximum is not None and result > bound.maximum:
                raise SchemaError(where, f"{result} is above {bound.maximum}")
        for pattern in patterns:
            if not pattern.fullmatch(result):
                raise SchemaError(where, f"{_quoted(result)} does not match {pattern.pattern}")
        return result

    return read


def _literal(choices: tuple[str, ...]) -> Decoder:
    def read(value: Any, where: str) -> Any:
        if type(value) is not str or value not in choices:
            found = _quoted(value) if type(value) is str else json_name(value)
            raise SchemaError(where, f"expected one of {', '.join(choices)}; found {found}")
        return value

    return read


def _optional(kind: Any) -> Decoder:
    inner = [arm for arm in get_args(kind) if arm is not NoneType]
    assert len(inner) == 1, f"{kind}: only 'T | None' unions are supported"
    read_inner = _decoder(inner[0])
    return lambda value, where: None if value is None else read_inner(value, where)


def _array(item: Any) -> Decoder:
    read_item = _decoder(item)

    def read(value: Any, where: str) -> Any:
        if type(value) is not list:
            raise SchemaError(where, f"expected an array, found {json_name(value)}")
        return tuple(read_item(one, f"{where}[{index}]") for index, one in enumerate(value))

    return read


def _record(kind: Any) -> Decoder:
    hints = get_type_hints(kind, include_extras=True)
    readers = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    required = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]

    def read(value: Any, where: str) -> Any:
        if type(value) is not dict:
            raise SchemaError(where, f"expected an object, found {json_name(value)}")
        dot = f"{where}." if where else ""
        for name in value:
            if name not in readers:
                raise SchemaError(f"{dot}{name[:80]}", f"{kind.__name__} has no such field")
        for name in required:
            if name not in value:
                raise SchemaError(f"{dot}{name}", "missing")
        return kind(**{name: readers[name](one, dot + name) for name, one in value.items()})

    return read
