"""Word lists as data files: one entry a line, "#" starts a comment line. Each file names its source."""

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the entries of the list ``name`` (a file here), in order, without comments and blanks."""
    text = files(__name__).joinpath(name).read_text("utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of the list ``name`` as a set."""
    return frozenset(lines(name))
