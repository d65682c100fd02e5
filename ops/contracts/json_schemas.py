"""Record types into JSON Schema (draft 2020-12, within what draft 7 also understands)."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from slugline.records.marks import Bounds, Pattern

Schema = dict[str, Any]
"""A JSON Schema as plain JSON."""

BASE64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
"""RFC 4648, section 4; contentEncoding alone is only a remark to validators."""

SCALARS: dict[type, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    bytes: {"type": "string", "contentEncoding": "base64", "pattern": BASE64},
}


def shape(kind: Any, refs: str) -> Schema:
    """Return the schema of a field type; records become references: ``refs`` and the record's name."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _annotated(kind, refs)
    if origin is Literal:
        return {"type": "string", "enum": list(get_args(kind))}
    if origin in (Union, UnionType):
        return _or_null(shape(_inner(kind), refs))
    if origin is tuple:
        return {"type": "array", "items": shape(get_args(kind)[0], refs)}
    if is_dataclass(kind) and isinstance(kind, type):
        return {"$ref": refs + kind.__name__}
    return dict(SCALARS[kind])


def record(kind: type, refs: str) -> Schema:
    """Return the schema of a record: an object with exactly its fields."""
    hints = get_type_hints(kind, include_extras=True)
    own = fields(kind)
    return {
        "title": kind.__name__,
        "description": cleandoc(kind.__doc__ or "").replace("``", "").split("\n\n", 1)[0].replace("\n", " "),
        "type": "object",
        "properties": {field.name: shape(hints[field.name], refs) for field in own},
        "required": [f.name for f in own if f.default is MISSING and f.default_factory is MISSING],
        "additionalProperties": False,
    }


def records_in(kind: Any) -> Iterator[type]:
    """Yield the record types that ``kind`` is made of, itself first if it is one; one may come twice."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for hint in get_type_hints(kind, include_extras=True).values():
            yield from records_in(hint)
    else:
        for part in get_args(kind):
            yield from records_in(part)


def _annotated(kind: Any, refs: str) -> Schema:
    inner, *notes = get_args(kind)
    result = shape(inner, refs)
    for note in notes:
        if isinstance(note, Bounds):
            found = {"minimum": note.minimum, "maximum": note.maximum}
            result.update({name: bound for name, bound in found.items() if bound is not None})
        elif isinstance(note, Pattern):
            result["pattern"] = note.regex
        elif isinstance(note, str):
            result["description"] = note
    return result


def _inner(kind: Any) -> Any:
    return next(arm for arm in get_args(kind) if arm is not NoneType)


def _or_null(inner: Schema) -> Schema:
    """Allow null as well; bounds and patterns say nothing about null, so they may stay."""
    if "$ref" in inner:
        return {"anyOf": [inner, {"type": "null"}]}
    result = {**inner, "type": [inner["type"], "null"]}
    if "enum" in inner:
        result["enum"] = [*inner["enum"], None]
    return result
