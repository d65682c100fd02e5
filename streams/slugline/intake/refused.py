"""The one error of intake."""

from collections.abc import Callable
from typing import Self, TypeVar

from slugline.errors import SluglineError
from slugline.records.dead_letter import Reason
from slugline.records.story import Story

LONGEST_URI = 2_048
"""Characters of a story's uri. It is the key of every record of the story, and stands in each of its events,
in the register and in headers: formats have addresses there, and no more than this of one is in use anywhere.
"""
NO_TEXT = "no headline and no body with a word in it"
T = TypeVar("T")


class Refused(SluglineError):  # noqa: N818 because it is an outcome, not a fault of ours
    """A raw record that cannot become a story.

    ``reason`` is from the closed set of dead-letter reasons; ``detail`` tells a person what was wrong, where.
    ``data`` are the bytes of the item alone, where it is one of several and its format can tell. ``uri`` and
    ``version`` are those of the item, where they could be read whatever else could not. ``emptied`` is the
    story without a text, of a usable item that lacks nothing else: where one stands, its text is gone.
    """

    def __init__(
        self,
        reason: Reason,
        detail: str,
        data: bytes | None = None,
        uri: str | None = None,
        version: int | None = None,
        emptied: Story | None = None,
    ) -> None:
        """Keep all, and say reason and detail in the message."""
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail
        self.data = data
        self.uri = uri
        self.version = version
        self.emptied = emptied

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        """Let it be sent from one process to another, whole."""
        return type(self), (self.reason, self.detail, self.data, self.uri, self.version, self.emptied)

    def among(self, data: bytes | None, place: str = "") -> "Refused":
        """Return it as that of one item among several: with its bytes, and its ``place`` among them."""
        detail = f"{place}: {self.detail}" if place else self.detail
        return Refused(self.reason, detail, data, self.uri, self.version, self.emptied)

    def name(self, uri: Callable[[], str | None], version: Callable[[], int | None]) -> None:
        """Let it name the item: by the uri and the version that these return, where they can be read.

        A uri that no story may have is not told.
        """
        told = (readable(uri) or "").strip()
        if told and told.isprintable() and len(told) <= LONGEST_URI:
            self.uri = told
        self.version = readable(version) or self.version


def readable(read: Callable[[], T]) -> T | None:
    """Return what ``read`` returns; None where it raises Refused."""
    try:
        return read()
    except Refused:
        return None


def checked_uri(uri: str, where: str = "uri") -> str:
    """Return ``uri``, which stands ``where``.

    Raises Refused for control characters, and for more than LONGEST_URI: cut it would be another story's.
    """
    if not uri.isprintable():
        raise Refused("control-characters", f"{where}: {uri[:80]!r}")
    if len(uri) > LONGEST_URI:
        why = f"{where}: {len(uri):,} characters; {LONGEST_URI:,} are allowed"
        raise Refused("too-large", why)
    return uri
