"""Stories that stand or wait in more than one partition: what of them is the newest, and what it says."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cmp_to_key
from typing import Final

from slugline.folds.register.known import NOTHING, known_of
from slugline.folds.register.verdict import Arrived, Held, decide
from slugline.records.register_row import RegisterRow
from slugline.records.status_word import Word

_RANK: Final = {"usable": 0, "withheld": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A version that waits in one partition; ``arrived`` in milliseconds since 1970 UTC."""

    held: Held
    arrived: int
    offset: int
    """Of its record on the held feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A story that is to be brought together.

    ``home`` is the partition that its uri belongs into, ``newest`` that of the row that stays, ``next`` that
    of the version that goes on waiting; None where there is none.
    """

    uri: str
    home: int
    newest: int | None
    next: int | None = None
    rows: Mapping[int, RegisterRow]
    waiting: Mapping[int, Waiting] = field(default_factory=dict)

    @property
    def row(self) -> RegisterRow | None:
        """The row that stays."""
        return None if self.newest is None else self.rows[self.newest]

    @property
    def places(self) -> Set[int]:
        """The partitions where something of it stands or waits."""
        return self.rows.keys() | self.waiting.keys()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is to be done: it is in one partition, and elsewhere only noted to be killed.

        A note is written wherever versions may come. It is to be heeded where it is newer than what stands.
        """
        real = {place for place, row in self.rows.items() if not is_note(row)}
        if self.waiting and (self.waiting.keys() != {self.home} or self.next != self.home):
            return False
        said = {self.rows[place].status for place in real}
        heeded = not real or self.newest in real or (self.row is not None and {self.row.status} == said)
        return len(real | self.waiting.keys()) < 2 and heeded

    @property
    def word(self) -> Word | None:
        """What is said of the story at home, if it was taken back; a status of a later release is a kill."""
        status = "usable" if self.row is None else self.row.status
        if status == "usable":
            return None
        known: tuple[Word, ...] = ("withheld", "deleted")
        return next((one for one in known if one == status), "canceled")

    @property
    def version(self) -> int:
        """The highest version there is of it."""
        return max([self.standing, *(one.held.version for one in self.waiting.values())])

    @property
    def standing(self) -> int:
        """The highest version that stands or does not go out any more; 1 where there is none."""
        dropped = [one.held.version for one in self.waiting.values()] if self.next is None else []
        return max([1, *(row.version for row in self.rows.values()), *dropped])


def parted(
    uri: str,
    rows: Mapping[int, RegisterRow],
    home: int,
    waiting: Mapping[int, Waiting] | None = None,
    sweeping: Set[int] = frozenset(),
) -> Parted:
    """Return what is to be told of a story by its ``rows`` and what is ``waiting``, by partition.

    ``sweeping`` are the partitions where it was taken back without a number: that was said of whatever was
    newest, wherever it stood, when it was said.
    """
    waiting = waiting or {}

    def order(one: int, other: int) -> int:
        return (
            _order(rows[one], rows[other], one in sweeping, other in sweeping)
            or (one == home) - (other == home)
            or other - one
        )

    def later(one: int, other: int) -> int:
        return _later(waiting[one], waiting[other]) or (one == home) - (other == home) or other - one

    left = [
        place for place, one in waiting.items()
        if all(_outlasts(one, row, at in sweeping) for at, row in rows.items())
    ]  # fmt: skip
    return Parted(
        uri=uri, home=home, rows=rows, waiting=waiting,
        newest=max(rows, key=cmp_to_key(order)) if rows else None,
        next=max(left, key=cmp_to_key(later)) if left else None,
    )  # fmt: skip


def counts_for_all(row: RegisterRow) -> bool:
    """Tell of a ``row`` alone whether it was taken back without a number, where its raw record is gone."""
    none = bytes.fromhex(row.content) == NOTHING and row.version == 1
    return row.status == "deleted" or (row.status != "usable" and none)


def is_note(row: RegisterRow) -> bool:
    """Tell of what was said in another partition; where a publisher's own kill stands, he sends to both."""
    known = known_of(row, offset=0, partition=0)
    return known.is_hearsay


def _order(one: RegisterRow, other: RegisterRow, sweeps: bool = False, swept: bool = False) -> int:
    """Return 1, 0 or -1: newer, the same, older; of the same the one that was taken back is the newer."""
    if sweeps != swept:  # who took it back without a number meant what had come before
        if sweeps and one.seen >= other.seen:
            return 1
        if swept and other.seen >= one.seen:
            return -1
    if one.versioned and other.versioned:
        order = (one.version > other.version) - (one.version < other.version)
        rank = _RANK.get(one.status, 2) - _RANK.get(other.status, 2)
        return order or rank or (one.seen > other.seen) - (one.seen < other.seen)
    if one.moment is not None and other.moment is not None and one.moment != other.moment:
        return (one.moment > other.moment) - (one.moment < other.moment)
    return (one.seen > other.seen) - (one.seen < other.seen)


def _later(one: Waiting, other: Waiting) -> int:
    """Return 1, 0 or -1 for two versions that wait."""
    if one.held.versioned and other.held.versioned and one.held.version != other.held.version:
        return (one.held.version > other.held.version) - (one.held.version < other.held.version)
    if one.held.moment is not None and other.held.moment is not None and one.held.moment != other.held.moment:
        return (one.held.moment > other.held.moment) - (one.held.moment < other.held.moment)
    return (one.arrived > other.arrived) - (one.arrived < other.arrived)


def _outlasts(one: Waiting, row: RegisterRow, sweeps: bool) -> bool:
    """Tell whether what waits is still to come, had both come into one partition as they arrived."""
    known = known_of(row, offset=0, partition=0)
    held = one.held
    if row.seen >= one.arrived:
        came = Arrived(
            version=row.version, versioned=row.versioned, status=known.status, moment=row.moment,
            content=known.content, made_by=known.made_by,
        )  # fmt: skip
        return not sweeps and not decide(None, held, came, 0).drop_held
    came = Arrived(
        version=held.version, versioned=held.versioned, status="usable", moment=held.moment,
        content=held.content, made_by=known.made_by, embargoed_ms=held.until_ms, seen=one.arrived,
    )  # fmt: skip
    return decide(known, None, came, held.until_ms - 1).action == "hold"
