"""What differs between two readings of the same story: events that went, came or moved, and the story itself.

An event is the same one by its id, or else by what it is called: a quote whose words stand and whose speaker
is another, an entity of the same name with another type.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

Way = Literal["went", "came", "moved"]
NOISE = 0.05
"""Salience, confidence and the like that differ by less say nothing."""
OWN = ("id", "story")
"""Fields of an event that differ with the event, or with its story."""
UNTOLD = ("uri", "version", "pipeline")
"""Fields of a story that are the same here, or differ always."""

Moved = tuple[str, object, object]
"""A field, what was in it, and what is: of a list how long it is, of words the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that went, came or moved."""

    kind: str
    """The plural of the kind of event; "story" for what was read of the story itself."""
    way: Way
    id: str
    what: str
    """Its name, or its first words."""
    moved: tuple[Moved, ...] = ()


def events(
    kind: str, before: Iterable[Any], after: Iterable[Any], what: Callable[[Any], str]
) -> Iterator[Difference]:
    """Yield what differs among the events of a ``kind``, those that stood first, in their order."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    lost = [one for key, one in old.items() if key not in new]
    found = [one for key, one in new.items() if key not in old]
    pairs = [(one, new[key]) for key, one in old.items() if key in new]
    for one in list(lost):
        other = next((two for two in found if what(two) == what(one)), None)
        if other is not None:
            pairs.append((one, other))
            lost.remove(one)
            found.remove(other)
    for one, two in pairs:
        if moved := _moved(one, two, OWN):
            yield Difference(kind=kind, way="moved", id=two.id, what=what(two), moved=moved)
    yield from (Difference(kind=kind, way="went", id=one.id, what=what(one)) for one in lost)
    yield from (Difference(kind=kind, way="came", id=one.id, what=what(one)) for one in found)


def story(before: Any, after: Any, kinds: Sequence[str]) -> Iterator[Difference]:
    """Yield what differs in what was read of the story itself; ``kinds`` are its lists of events."""
    if moved := _moved(before, after, (*UNTOLD, *kinds)):
        yield Difference(
            kind="story", way="moved", id=after.uri, what=after.headline or after.uri, moved=moved
        )


def _moved(one: Any, two: Any, but: Sequence[str]) -> tuple[Moved, ...]:
    names = [field.name for field in fields(two) if field.name not in but]
    pairs = [(name, getattr(one, name, None), getattr(two, name)) for name in names]
    return tuple((name, _shown(old), _shown(new)) for name, old, new in pairs if not _alike(old, new))


def _alike(old: object, new: object) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return abs(old - new) < NOISE
    return old == new


def _shown(value: Any) -> object:
    if isinstance(value, tuple):
        return len(value)
    if hasattr(value, "text"):
        return value.text
    if hasattr(value, "__dataclass_fields__"):
        told = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: one for name, one in told.items() if one is not None}
    return value
