"""Records to JSON bytes and back. The only module that uses orjson and msgspec's converter.

Writers are strict, readers tolerant (docs/adr/0009). Encoding is deterministic: exactly the fields of the
record, in their order, no blanks, so equal records give equal bytes. Decoding passes over fields it does not
know, gives missing ones their default and keeps unknown values of open lists as text; it refuses wrong
types, values out of bounds, and missing fields without a default. It is stricter than JSON Schema in one
place: 1.0 is no integer here. Of a name that comes twice in an object, the last one counts.
"""

import base64
import gc
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from math import isfinite
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import orjson

from slugline.records.schema_error import SchemaError

R = TypeVar("R")
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

FAULT = re.compile(r"(?P<problem>.*?)(?: - at `\$\.?(?P<where>.*)`)?", re.DOTALL)
"""How msgspec words a ValidationError."""
FIELD = re.compile(r"Object (missing required|contains unknown) field `(.*)`", re.DOTALL)
NAMES = {"None": "null", "bool": "boolean", "int": "integer", "float": "number", "str": "string",
         "bytes": "base64 text", "list": "array", "dict": "object"}  # fmt: skip
"""JSON's names of Python's types."""
WORD = re.compile(r"[^ \t\r\n]")
TYPE = re.compile("|".join(NAMES))


def encode(record: object) -> bytes:
    """Return ``record`` (a dataclass, or anything JSON) as compact UTF-8 JSON; bytes become base64 text.

    Raises SchemaError, with the address in a record, for what JSON cannot carry: a number that is not finite,
    a text with a lone surrogate, an integer beyond 64 bits. Outside of records NaN becomes null.
    """
    kind: Any = type(record)
    whole = is_dataclass(kind)
    plain = msgspec.to_builtins(record) if whole else record  # faster than orjson on its own
    finite = _finite(kind)
    try:
        if finite and not finite(record):
            raise ValueError("a number that is not finite")
        return orjson.dumps(plain, default=_text)
    except (ValueError, TypeError) as error:
        fault = _unwritable(plain, "") if whole else None
        raise fault or SchemaError("", f"cannot be written as JSON: {error}") from error


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


def parse_each(text: str) -> Iterator[Json]:
    """Yield the JSON values in ``text``, which follow each other with nothing but blanks between.

    Raises SchemaError where something else comes; what stands before it has been yielded then.
    """
    at = 0
    while found := WORD.search(text, at):
        try:
            _, end = json.JSONDecoder().raw_decode(text, found.start())
        except (ValueError, RecursionError):
            end = len(text)
        yield parse(text[found.start() : end])
        at = end


def decode(record_type: type[R], data: bytes | str) -> R:
    """Return the ``record_type`` in ``data``. Raises SchemaError that says where and what.

    Python's collector is held meanwhile: an enriched story is some thousand objects, none of them garbage,
    and it would look them all through several times (a quarter of the time, measured).
    """
    held = gc.isenabled()
    gc.disable()
    try:
        return build(record_type, parse(data))
    finally:
        if held:
            gc.enable()


def build(record_type: type[R], value: Json) -> R:
    """Return the ``record_type`` made of a parsed ``value``. Raises SchemaError: where and what."""
    try:
        return msgspec.convert(value, record_type)
    except msgspec.ValidationError as error:
        raise _fault(str(error), value) from None


def json_name(value: object) -> str:
    """Return the JSON type name of a parsed value, for messages."""
    name = "None" if value is None else type(value).__name__
    return NAMES.get(name, name)


def _fault(message: str, value: Json) -> SchemaError:
    """Return what msgspec found wrong in ``value``: its address is ours, its words get what was found."""
    match = FAULT.fullmatch(message)
    assert match is not None
    problem, where = match["problem"], match["where"] or ""
    if field := FIELD.fullmatch(problem):
        where = f"{where}.{field[2][:80]}" if where else field[2][:80]
        return SchemaError(where, "missing" if field[1].startswith("missing") else "no such field")
    problem = re.sub(r", got .*|(?<=enum value) .*", "", problem, flags=re.DOTALL)
    problem = re.sub("`(.*?)`", lambda types: TYPE.sub(lambda one: NAMES[one[0]], types[1]), problem)
    problem = problem[:1].lower() + problem[1:].replace(r"\\", "\\").replace(r"\Z", "$")
    return SchemaError(where, f"{problem}, found {_shown(_at(value, where))}")


def _at(value: Any, where: str) -> Any:
    """Return what stands at an address that leads somewhere."""
    for step in re.findall(r"\w+", where):
        value = value[int(step) if isinstance(value, list) else step]
    return value


def _shown(value: object) -> str:
    """Return a short text for a value found: itself, or its type where it has parts."""
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:40] + "...")
    return json_name(value) if isinstance(value, list | dict) else json.dumps(value)


@cache
def _finite(kind: Any) -> Callable[[Any], bool] | None:
    """Return what says whether all numbers in a value of the type ``kind`` are finite; None: it holds none.

    orjson and msgspec alike would write null for NaN, and a reader would refuse the record.
    """
    if kind is float:
        return isfinite
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        checks = [(field.name, check) for field in fields(kind) if (check := _finite(hints[field.name]))]
        return (lambda it: all(check(getattr(it, name)) for name, check in checks)) if checks else None
    inner = next((check for part in get_args(kind) if (check := _finite(part))), None)
    if inner and get_origin(kind) is tuple:
        return lambda many: all(map(inner, many))
    if inner and NoneType in get_args(kind):
        return lambda it: it is None or inner(it)
    return inner


def _unwritable(value: Any, where: str) -> SchemaError | None:
    """Return what JSON cannot carry in a record's plain ``value``, and where; None if there is nothing."""
    if isinstance(value, dict):
        found = (_unwritable(one, f"{where}.{name}" if where else name) for name, one in value.items())
        return next(filter(None, found), None)
    if isinstance(value, list | tuple):
        found = (_unwritable(one, f"{where}[{index}]") for index, one in enumerate(value))
        return next(filter(None, found), None)
    try:
        if not isinstance(value, float) or isfinite(value):
            orjson.dumps(value)
            return None
        problem = f"{value} cannot be written as JSON"
    except orjson.JSONEncodeError as error:
        problem = f"cannot be written as JSON: {error}"
    return SchemaError(where, problem)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} is not JSON")
