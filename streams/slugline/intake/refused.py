"""The one error of intake."""

from typing import Self

from slugline.errors import SluglineError
from slugline.records.dead_letter import Reason


class Refused(SluglineError):  # noqa: N818 because it is an outcome, not a fault of ours
    """A raw record that cannot become a story.

    ``reason`` is from the closed set of dead-letter reasons; ``detail`` tells a person what was wrong, where.
    ``data`` are the bytes of the item alone, where it is one of several and its format can tell.
    """

    def __init__(self, reason: Reason, detail: str, data: bytes | None = None) -> None:
        """Keep all, and say reason and detail in the message."""
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail
        self.data = data

    def __reduce__(self) -> tuple[type[Self], tuple[Reason, str, bytes | None]]:
        """Let it be sent from one process to another, whole."""
        return type(self), (self.reason, self.detail, self.data)
