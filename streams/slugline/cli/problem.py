"""What the command says when it cannot go on: one line with what, where and how to fix it; the exit codes."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of the command, as its help lists them."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NO_BROKER = 3
    NO_FEED = 4
    PARTLY = 5
    BEHIND = 6
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS = {
    Exit.OK: "all went well",
    Exit.FAILED: "it could not be done",
    Exit.USAGE: "wrong usage: unknown option or setting, no such file, missing extra",
    Exit.NO_BROKER: "the Kafka broker cannot be reached",
    Exit.NO_FEED: "a feed does not exist",
    Exit.PARTLY: "done, but some of the input was refused",
    Exit.BEHIND: "status: more records wait than --max-lag allows",
    Exit.INTERRUPTED: "stopped by Ctrl-C",
    Exit.TERMINATED: "stopped by SIGTERM",
}
"""What each exit code means, for the help."""


class Problem(Exception):  # noqa: N818 because it is told to the user as it stands, not handled
    """What went wrong, where, and how to fix it: something the user can act on."""

    def __init__(self, what: str, where: str = "", fix: str = "", code: Exit = Exit.FAILED) -> None:
        """Put the parts into the one line the user sees."""
        super().__init__("; ".join(part for part in (what, where, fix) if part))
        self.code = code
