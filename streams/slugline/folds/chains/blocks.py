"""What is kept of many stories in one piece: an object for each, with holes between, takes a fifth more."""

from array import array
from typing import Final

MOST: Final = 256
"""Pieces of a block: so small a number is no object of its own."""


class Block:
    """Up to MOST pieces of bytes, by their numbers; gone as a whole when nobody has it any more."""

    __slots__ = ("data", "starts")

    def __init__(self) -> None:
        """There is none yet."""
        self.data: bytes | bytearray = bytearray()
        self.starts = array("I")
        """Where each piece starts in ``data``, by its number."""

    @property
    def full(self) -> bool:
        """Whether no more may be added."""
        return len(self.starts) == MOST

    def add(self, piece: bytes) -> int:
        """Return the number of one more."""
        self.starts.append(len(self.data))
        self.data += piece
        if self.full:
            self.data = bytes(self.data)  # without what it had for more
        return len(self.starts) - 1
