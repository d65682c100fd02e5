"""The verdict: what an arriving version does to what stands of its story and to what waits of it."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from slugline.folds.register.known import NOTHING, Known
from slugline.records.register_row import Standing
from slugline.records.retraction import RetractionReason

Action = Literal[
    "first", "repeat", "replace", "republish", "reread", "reinstate", "take-back", "record", "hold", "stale",
    "stand",
]  # fmt: skip
"""- "first": nothing was known. "repeat": it stands already, the same records go out again.
- "replace": by a newer version. "republish": by other content of the same version. "reread": the same bytes,
  read by another pipeline. "reinstate": a newer usable version of a story that was withheld or killed.
- "take-back": a kill or withhold of what stands. "record": one of a story of which nothing stands.
- "hold": it waits until its embargo is over.
- "stale": something newer stands, or it was handled before; nothing goes out.
- "stand": it could not be read wholly, and a version stands, be it the same: nothing goes out but the dead
  letter. Only the first version of a story goes out as far as it could be read.
"""

_RANK: Final = {"usable": 0, "withheld": 1, "canceled": 2, "deleted": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came in. Moments are milliseconds since 1970 UTC; ``content`` and ``made_by`` as in Known.

    ``moment`` is the publisher's own time, None where it gave no more than a day. ``versioned``: the wire
    gave the version; else ``version`` is 1 and says nothing. A null value is of the status "deleted" and not
    versioned. ``broken``: a kind of its events could not be read.
    """

    version: int
    versioned: bool
    status: Standing
    moment: int | None
    content: bytes
    made_by: bytes
    embargoed_ms: int | None = None
    broken: bool = False
    seen: int = 0
    """When its record was written."""
    raw: int = -1
    """The offset of its record in the input partition; -1 for what was held and is released now."""
    held_raw: int = -1
    """That of what was held and is released now: what came before it is not to act again."""
    released_by: int = -1
    """The offset of the operator's word that brings it back; -1 where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A version that waits for its time."""

    version: int
    versioned: bool
    moment: int | None
    until_ms: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be done.

    ``version`` is the one that it counts as: a kill without a version, or a null value, counts as the newest
    that is known, held ones included. ``drop_held``: what waits is to go. ``reason`` is that of the events
    that are taken back, None where none can be.
    """

    action: Action
    version: int
    drop_held: bool = False
    reason: RetractionReason | None = None


class _Version(Protocol):
    """What two versions are compared by."""

    @property
    def version(self) -> int: ...
    @property
    def versioned(self) -> bool: ...
    @property
    def moment(self) -> int | None: ...
    @property
    def content(self) -> bytes: ...


def decide(known: Known | None, held: Held | None, arrived: Arrived, now_ms: int) -> Verdict:
    """Return what ``arrived`` does to what is ``known`` of its story and to what is ``held`` of it."""
    if known and 0 <= arrived.raw <= known.raw and arrived.seen <= known.seen:
        if arrived.raw < known.raw:  # it was handled before the one that stands
            return Verdict(action="stale", version=_counts_as(known, None, arrived))
        held = None  # it is the one that stands: what waits came after it
    version = _counts_as(known, held, arrived)
    if arrived.status != "usable":
        return _of_kill(known, held, arrived, version)
    waits = arrived.embargoed_ms is not None and arrived.embargoed_ms > now_ms
    after_held = _after(arrived, held, known) if held else -1
    released = after_held == 0 and not waits
    order = _order(arrived, known) if known else 1
    if known and _is_brought_back(arrived, known):
        does: Action = "stand" if arrived.broken else "reinstate"
        return Verdict(action=does, version=max(version, known.version))
    if known and (
        order < 0
        or (known.status != "usable" and (order == 0 or _revives_unasked(arrived, known)))
        or _was_meant(arrived, known)
    ):
        return Verdict(action="stale", version=version, drop_held=released)
    action, reason = _of_usable(known, arrived, order)
    if waits and action != "repeat":
        return Verdict(action="stale" if held and after_held < 0 else "hold", version=version)
    if arrived.broken and action != "first":
        return Verdict(action="stand", version=version, drop_held=released)
    return Verdict(action=action, version=version, reason=reason, drop_held=after_held >= 0)


def becomes(verdict: Verdict, known: Known | None, held: Held | None, arrived: Arrived) -> Known | None:
    """Return what is known after the ``verdict``: the row to be written; ``known`` where none is.

    ``offset`` and ``took`` are for whoever writes the row to say.
    """
    if verdict.action in ("hold", "stale", "stand"):
        return known
    usable = arrived.status == "usable"
    killed = None if usable else held if verdict.drop_held and _newer(held, known) else known
    counted = None if arrived.versioned else killed
    moments = [one.moment for one in (arrived, counted) if one is not None and one.moment is not None]
    return Known(
        version=verdict.version,
        versioned=arrived.versioned or (not usable and (counted is None or counted.versioned)),
        status=arrived.status,
        moment=max(moments, default=None),
        seen=max(arrived.seen, known.seen if known else 0),
        content=arrived.content if usable else killed.content if killed else NOTHING,
        made_by=arrived.made_by,
        raw=max(arrived.raw, arrived.held_raw, known.raw if known else -1),
        unnumbered=not usable and (not arrived.versioned or (known is not None and known.unnumbered)),
    )


def _counts_as(known: Known | None, held: Held | None, arrived: Arrived) -> int:
    if arrived.versioned:
        return arrived.version
    others = [known, held] if arrived.status != "usable" else [known]
    return max((one.version for one in others if one), default=1)


def _of_kill(known: Known | None, held: Held | None, arrived: Arrived, version: int) -> Verdict:
    """A kill acts on the newest version that is not newer than itself; without a number, on whatever is."""
    behind = known is not None and arrived.versioned and arrived.version < known.version
    numbered = arrived.versioned and known is not None and known.versioned
    same = known is not None and (not numbered or arrived.version == known.version)
    drop = held is not None and not (arrived.versioned and held.versioned and arrived.version < held.version)
    of_held = drop and not arrived.versioned and _newer(held, known)  # that is the newest, whatever stands
    if behind or (known and same and not of_held and _RANK[arrived.status] < _RANK[known.status]):
        return Verdict(action="stale", version=version)
    if known is None:
        return Verdict(action="record", version=version, drop_held=drop)
    if known.status == "usable" and arrived.status != "usable":
        return Verdict(action="take-back", version=version, drop_held=drop, reason=arrived.status)
    again = same and known.status == arrived.status
    return Verdict(action="repeat" if again else "record", version=version, drop_held=drop)


def _of_usable(known: Known | None, arrived: Arrived, order: int) -> tuple[Action, RetractionReason | None]:
    """Return what a usable version does that is not older than what stands."""
    if known is None:
        return "first", None
    if known.status != "usable":
        return "reinstate", None
    if order > 0:
        return "replace", "corrected"
    if arrived.content != known.content:
        return "republish", "corrected"
    return ("repeat", None) if arrived.made_by == known.made_by else ("reread", "superseded")


def _order(one: _Version, other: _Version) -> int:
    """Return 1, 0 or -1: ``one``, which came later, is newer than ``other``, the same version, or older."""
    if one.versioned and other.versioned:
        return (one.version > other.version) - (one.version < other.version)
    if one.versioned and one.version < other.version:
        return -1
    if one.content == other.content:
        return 0
    if one.moment is not None and other.moment is not None:
        return (one.moment > other.moment) - (one.moment < other.moment)
    return 1


def _after(arrived: Arrived, held: Held, known: Known | None) -> int:
    """Return 1, 0 or -1: what arrived is newer than what waits, the same, older.

    What stands already and comes once more is older than what waits: that came behind it. Numbers that both
    have go before that: version 2 with the words of version 1 is newer than a version 1 that waits.
    """
    if arrived.versioned and held.versioned:
        return _order(arrived, held)
    again = known is not None and known.status == "usable" and known.content == arrived.content
    if again and known is not None and held.content != arrived.content:
        return -_order(held, known)
    return _order(arrived, held)


def _revives_unasked(arrived: Arrived, known: Known) -> bool:
    """Tell whether nothing says that what came is newer than what was taken back by its number."""
    timed = arrived.moment is not None and known.moment is not None
    taken = known.status in ("canceled", "withheld") and known.versioned
    return taken and not arrived.versioned and not timed


def _was_meant(arrived: Arrived, known: Known) -> bool:
    """Tell whether the version was there when the story was taken back without a number: it came late."""
    if known.status == "usable" or not known.unnumbered:
        return False
    if arrived.moment is not None and known.moment is not None and arrived.moment != known.moment:
        return arrived.moment < known.moment
    return arrived.seen < known.seen


def _is_brought_back(arrived: Arrived, known: Known) -> bool:
    """Tell whether an operator let go what was withheld: that very content, and withheld before the word."""
    same = known.status == "withheld" and arrived.content == known.content
    return same and arrived.released_by >= max(0, known.raw)


def _newer(held: Held | None, known: Known | None) -> bool:
    return held is not None and (known is None or _order(held, known) > 0)
