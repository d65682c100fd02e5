"""Origins: where a record that was unpacked came from, so that it moves nothing when it is unpacked again.

The record that several stories came in is unpacked once more after a crash, behind what came since: by its
place the copy of a story would be its newest version. So the row of a story names, for each partition, the
last record from which it was unpacked: what comes from there, or from before it, was here already.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MOST_DIGITS: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The record of the stories feed that a story was unpacked from; ``item``: its how many-th, from 0."""

    partition: int
    offset: int
    item: int
    moment: int
    """When that record was written, milliseconds since 1970 UTC."""

    def __str__(self) -> str:
        """Return it as a row has it: "3/17/0/1764000000000"."""
        return f"{self.partition}/{self.offset}/{self.item}/{self.moment}"


def origin(text: str) -> Origin | None:
    """Return what a ``text`` of that form says; None for any other."""
    numbers = text.split("/")
    if len(numbers) != 4 or not all(one.isdecimal() and len(one) <= MOST_DIGITS for one in numbers):
        return None
    partition, offset, item, moment = map(int, numbers)
    return Origin(partition=partition, offset=offset, item=item, moment=moment)


def came_before(one: Origin, noted: Iterable[str]) -> bool:
    """Tell whether a story from ``one`` was here before, by the origins that are ``noted`` of it.

    Who writes an origin of his own into a record cannot have later ones of others pass for old: these were
    written later, too.
    """
    last = _by_partition(noted).get(one.partition)
    return last is not None and _place(one) <= _place(last) and one.moment <= last.moment


def with_origins(noted: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """Return the last origin of each partition."""
    found = _by_partition([*noted, *more])
    return tuple(str(found[partition]) for partition in sorted(found))


def _by_partition(noted: Iterable[str]) -> dict[int, Origin]:
    found: dict[int, Origin] = {}
    for one in map(origin, noted):
        if one is not None:
            last = found.get(one.partition, one)
            newest = max(one, last, key=_place)
            found[one.partition] = Origin(
                partition=one.partition, offset=newest.offset, item=newest.item,
                moment=max(one.moment, last.moment),
            )  # fmt: skip
    return found


def _place(one: Origin) -> tuple[int, int]:
    return one.offset, one.item
