"""Elements of a document as bytes, for the dead letters of those that are no story."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST = 65_536
"""Bytes of parts that any document may be told in."""


class Parts:
    """Writes elements of a document of some length, no more than twice that in all.

    Each element comes with every namespace that the document declares: thousands of both fill memory else.
    """

    def __init__(self, length: int) -> None:
        """Begin with the whole room."""
        from lxml import etree  # here, because most commands never need it

        self._room = max(2 * length, _LEAST)
        self._written = etree.tostring

    def __call__(self, element: "_Element") -> bytes | None:
        """Return ``element`` by itself; None where there is no room left."""
        if self._room <= 0:
            return None
        data: bytes = self._written(element, encoding="utf-8", with_tail=False)
        self._room -= len(data)
        return data
