"""A watchlist's file, for commands: what is wrong with it is told as other problems are."""

from pathlib import Path

from slugline import watchlist_file
from slugline.cli.problem import Exit, Problem
from slugline.folds.watchlists.rules import Watchlist
from slugline.watchlist_file import WatchlistError

FIX = "docs/watchlists.md shows one; `slugline watch --schema` prints the schema that editors check with"


def load(path: Path) -> Watchlist:
    """Return the rules in ``path``. Raises Problem: which file, which rule or line, and what is wrong."""
    try:
        return watchlist_file.load(path)
    except WatchlistError as error:
        fix = "" if isinstance(error.__cause__, OSError | UnicodeDecodeError) else FIX
        raise Problem(f"{path}: {error}", fix=fix, code=Exit.USAGE) from error
