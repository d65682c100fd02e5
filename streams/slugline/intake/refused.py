"""The one error of intake."""

from collections.abc import Callable
from typing import Self, TypeVar

from slugline.errors import SluglineError
from slugline.records.dead_letter import Reason

T = TypeVar("T")


class Refused(SluglineError):  # noqa: N818 because it is an outcome, not a fault of ours
    """A raw record that cannot become a story.

    ``reason`` is from the closed set of dead-letter reasons; ``detail`` tells a person what was wrong, where.
    ``data`` are the bytes of the item alone, where it is one of several and its format can tell. ``uri`` and
    ``version`` are those of the item, where they could be read whatever else could not.
    """

    def __init__(
        self,
        reason: Reason,
        detail: str,
        data: bytes | None = None,
        uri: str | None = None,
        version: int | None = None,
    ) -> None:
        """Keep all, and say reason and detail in the message."""
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail
        self.data = data
        self.uri = uri
        self.version = version

    def __reduce__(self) -> tuple[type[Self], tuple[Reason, str, bytes | None, str | None, int | None]]:
        """Let it be sent from one process to another, whole."""
        return type(self), (self.reason, self.detail, self.data, self.uri, self.version)

    def among(self, data: bytes | None, place: str = "") -> "Refused":
        """Return it as that of one item among several: with its bytes, and its ``place`` among them."""
        detail = f"{place}: {self.detail}" if place else self.detail
        return Refused(self.reason, detail, data, self.uri, self.version)

    def name(self, uri: Callable[[], str | None], version: Callable[[], int | None]) -> None:
        """Let it name the item: by the uri and the version that these return, where they can be read.

        A uri that no story may have is not told.
        """
        told = (readable(uri) or "").strip()
        if told and told.isprintable():
            self.uri = told
        self.version = readable(version) or self.version


def readable(read: Callable[[], T]) -> T | None:
    """Return what ``read`` returns; None where it raises Refused."""
    try:
        return read()
    except Refused:
        return None
