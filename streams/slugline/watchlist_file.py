"""A watchlist's file: TOML, or YAML by its name."""

import tomllib
from pathlib import Path
from typing import Any, Final

from slugline.errors import SluglineError
from slugline.folds.watch.rules import Watchlist, read
from slugline.records.schema_error import SchemaError

YAML: Final = (".yaml", ".yml")
LARGEST: Final = 16 * 1_048_576
"""Bytes: ten thousand rules take two million."""


class WatchlistError(SluglineError, ValueError):
    """A watchlist that cannot be used; the message says which rule or line, and what is wrong."""


def load(path: Path) -> Watchlist:
    """Return the rules in ``path``. Raises WatchlistError, whose message does not name the file."""
    try:
        if path.stat().st_size > LARGEST:
            raise WatchlistError(f"over {LARGEST:,} bytes")
        return read(_parsed(path.read_text("utf-8-sig"), path.suffix.lower()))
    except (OSError, UnicodeDecodeError) as error:
        raise WatchlistError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    except (SchemaError, ValueError) as error:
        if isinstance(error, WatchlistError):
            raise
        raise WatchlistError(str(error)) from error


def _parsed(text: str, suffix: str) -> Any:
    if suffix not in YAML:
        return tomllib.loads(text)
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(" ".join(str(error).split()) or "nested too deep") from error
