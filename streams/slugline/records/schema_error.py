"""The one error of the contracts."""

from typing import Self

from slugline.errors import SluglineError


class SchemaError(SluglineError, ValueError):
    """A value that does not fit its record.

    ``where`` is the path into the value (``entities[3].mentions[0].start``; empty for the value itself),
    ``problem`` says what was expected and what was found.
    """

    def __init__(self, where: str, problem: str) -> None:
        """Keep the address and the problem apart, and say both in the message."""
        super().__init__(f"{where}: {problem}" if where else problem)
        self.where = where
        self.problem = problem

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Let it be sent from one process to another, whole."""
        return type(self), (self.where, self.problem)
