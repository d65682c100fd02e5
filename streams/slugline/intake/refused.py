"""The one error of intake."""

from typing import Self

from slugline.errors import SluglineError
from slugline.records.dead_letter import Reason


class Refused(SluglineError):  # noqa: N818 because it is an outcome, not a fault of ours
    """A raw record that cannot become a story.

    ``reason`` is from the closed set of dead-letter reasons; ``detail`` tells a person what was wrong, where.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        """Keep both, and say both in the message."""
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[Self], tuple[Reason, str]]:
        """Let it be sent from one process to another, whole."""
        return type(self), (self.reason, self.detail)
