"""Walks over record types, for tests that must not forget one."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints


def records_in(kind: Any) -> Iterator[type]:
    """Yield the record types that ``kind`` is made of, itself first if it is one; one may come twice."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for hint in get_type_hints(kind, include_extras=True).values():
            yield from records_in(hint)
    else:
        for part in get_args(kind):
            yield from records_in(part)
