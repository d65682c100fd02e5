"""Stories that stand in more than one partition: which of their rows is the newest, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Final

from slugline.records.register_row import RegisterRow
from slugline.records.status_word import Word

_RANK: Final = {"usable": 0, "withheld": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A story with rows in several partitions.

    ``newest`` is the partition of the row that stays, ``home`` the one that its uri belongs into.
    """

    uri: str
    rows: Mapping[int, RegisterRow]
    newest: int
    home: int

    @property
    def row(self) -> RegisterRow:
        """The row that stays."""
        return self.rows[self.newest]

    @property
    def word(self) -> Word | None:
        """What is said of the story at home, if it was taken back; a status of a later release is a kill."""
        status = self.row.status
        return None if status == "usable" else "withheld" if status == "withheld" else "canceled"

    @property
    def version(self) -> int:
        """The highest version there is of it."""
        return max(row.version for row in self.rows.values())


def parted(uri: str, rows: Mapping[int, RegisterRow], home: int) -> Parted:
    """Return what is to be told of a story by its ``rows`` by partition; at least one."""

    def order(one: int, other: int) -> int:
        return _order(rows[one], rows[other]) or (one == home) - (other == home) or other - one

    return Parted(uri=uri, rows=rows, newest=max(rows, key=cmp_to_key(order)), home=home)


def _order(one: RegisterRow, other: RegisterRow) -> int:
    """Return 1, 0 or -1: newer, the same, older; of the same the one that was taken back is the newer."""
    if one.versioned and other.versioned:
        order = (one.version > other.version) - (one.version < other.version)
        rank = _RANK.get(one.status, 2) - _RANK.get(other.status, 2)
        return order or rank or (one.seen > other.seen) - (one.seen < other.seen)
    if one.moment is not None and other.moment is not None and one.moment != other.moment:
        return (one.moment > other.moment) - (one.moment < other.moment)
    return (one.seen > other.seen) - (one.seen < other.seen)
