"""What is left of a JSON list that is cut off, or broken in one of its values."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from slugline.records.codec import Json, parse
from slugline.records.schema_error import SchemaError

_WORD = re.compile(r"[^ \t\r\n]")


@dataclass(frozen=True, slots=True)
class Unread:
    """A piece of ``text`` that is no JSON value, and why."""

    problem: str
    text: str


def parse_cut_off(text: str) -> tuple[dict[str, Json], str | None, Iterator[Json | Unread]] | None:
    """Return the list that ``text``, which is no JSON as a whole, begins with: what is left of it.

    That is, the fields in front of it in the object that it stands in, its name there (None for an array by
    itself), and its values. A value that is none is Unread, and so is a list that does not end.
    None where ``text`` does not begin with a list, or with an object that is broken in one or behind it.
    """
    at = _skip(text, 0)
    if text[at : at + 1] == "[":
        return {}, None, _listed(text, at + 1, alone=True)
    fields: dict[str, Json] = {}
    while text[at : at + 1] in ("{", ","):
        member = _member(text, at + 1)
        if member is None:
            break
        name, start, end = member
        if end is None:
            if text[start : start + 1] == "[":
                return fields, name, _listed(text, start + 1)
            break
        fields[name] = parse(text[start:end])
        at = _skip(text, end)
    lists = {name: value for name, value in fields.items() if isinstance(value, list)}
    if not lists:
        return None
    name = max(lists, key=lambda one: len(lists[one]))
    broken = Unread("not JSON: broken behind the list", "")
    return {one: its for one, its in fields.items() if one != name}, name, iter([*lists[name], broken])


def _member(text: str, at: int) -> tuple[str, int, int | None] | None:
    """Return the name of the member at ``at``, where its value begins and, if it is one, where that ends."""
    try:
        name, end = json.JSONDecoder().raw_decode(text, _skip(text, at))
    except (ValueError, RecursionError):
        return None
    colon = _skip(text, end)
    if not isinstance(name, str) or text[colon : colon + 1] != ":":
        return None
    start = _skip(text, colon + 1)
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
        parse(text[start:end])
    except (ValueError, RecursionError, SchemaError):
        return name, start, None
    return name, start, end


def _listed(text: str, at: int, *, alone: bool = False) -> Iterator[Json | Unread]:
    """Yield the values of the list whose first is at ``at``; ``alone`` says that nothing may follow it."""
    while (at := _skip(text, at)) < len(text) and text[at] != "]":
        try:
            _, end = json.JSONDecoder().raw_decode(text, at)
        except (ValueError, RecursionError):
            end = len(text)
        try:
            yield parse(text[at:end])
        except SchemaError as error:
            yield Unread(error.problem, text[at:end])
            if end == len(text):
                return
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at += 1
        elif at < len(text) and text[at] != "]":
            break
    if at >= len(text):
        yield Unread("not JSON: the list is cut off", "")
    elif text[at] != "]" or (alone and _skip(text, at + 1) < len(text)):
        yield Unread(f"not JSON: unexpected character at {at}", text[at:])


def _skip(text: str, at: int) -> int:
    """Return where the blanks at ``at`` end."""
    found = _WORD.search(text, at)
    return found.start() if found else len(text)
