"""The ledger: which events stand of a story, as its row in the register has them, and which are to go."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zlib import crc32

from slugline.records.marks import Open
from slugline.records.register_row import RegisterRow
from slugline.records.retraction import RetractionReason, first_words
from slugline.records.schema_error import SchemaError

_LETTERS = 22
"""Of the 24 that base64 makes of 16 bytes the last two tell nothing."""


@dataclass(frozen=True, kw_only=True)  # without slots it goes through a pipe in a third of the time
class Item:
    """One event that stands: the name of its kind, its id, and what it is about in a few words."""

    kind: str
    id: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """One event that was taken back, and why."""

    item: Item
    reason: Open[RetractionReason]


def written(items: Iterable[Item]) -> tuple[str, ...]:
    """Return ``items`` as the ``events`` of a row: "entity 7cxkQ0kUTZOPLK1l6V0zfA Mara Quill"."""
    return tuple(f"{one.kind} {_short(one.id)} {first_words(one.what)}" for one in items)


def events_sum(items: Iterable[Item]) -> int:
    """Return the CRC-32 of the kinds and ids of ``items``, in order; 0 of none."""
    return crc32(" ".join([f"{one.kind} {one.id}" for one in items]).encode())


def took_written(took: Iterable[Took]) -> tuple[str, ...]:
    """Return what was taken back as the ``took`` of a row."""
    return tuple(f"{one.reason} {text}" for one in took for text in written([one.item]))


def items(row: RegisterRow) -> tuple[Item, ...]:
    """Return the events that stand by ``row``. Raises SchemaError."""
    return tuple(_item(text, f"events[{index}]") for index, text in enumerate(row.events))


def took(row: RegisterRow) -> tuple[Took, ...]:
    """Return what the version of ``row`` took back. Raises SchemaError."""
    found = []
    for index, text in enumerate(row.took):
        reason, _, rest = text.partition(" ")
        found.append(Took(item=_item(rest, f"took[{index}]"), reason=reason))  # type: ignore[arg-type]  # an open list
    return tuple(found)


def taken_back(before: RegisterRow | None, now: Iterable[Item]) -> list[Item]:
    """Return the events that stand by the row ``before`` and are not among those of ``now``, in order."""
    if before is None:
        return []
    left = {(one.kind, one.id) for one in now}
    return [one for one in items(before) if (one.kind, one.id) not in left]


def _short(event_id: str) -> str:
    """Return a UUID in 22 letters: a story has dozens, so `uuid.UUID` is not asked."""
    return urlsafe_b64encode(bytes.fromhex(event_id.replace("-", "")))[:_LETTERS].decode()


def _item(text: str, where: str) -> Item:
    kind, _, rest = text.partition(" ")
    short, _, what = rest.partition(" ")
    try:
        event_id = str(UUID(bytes=urlsafe_b64decode(short + "==")))
    except ValueError:
        raise SchemaError(where, f"expected a kind, an id and words, found {text[:40]!r}") from None
    return Item(kind=kind, id=event_id, what=what)
