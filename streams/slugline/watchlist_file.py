"""A watchlist's file: TOML, or YAML by its name."""

import tomllib
from pathlib import Path
from typing import Any, Final

from slugline.errors import SluglineError
from slugline.folds.watchlists.rules import Watchlist, read
from slugline.records.schema_error import SchemaError

YAML: Final = (".yaml", ".yml")
LARGEST: Final = 16 * 1_048_576
"""Bytes: ten thousand rules take two million."""
MOST_NODES: Final = 1_000_000
"""Of YAML with its aliases written out, or as many as it has characters: they make gigabytes of a page."""


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
    except RecursionError as error:
        raise WatchlistError("nested too deep") from error
    except (SchemaError, ValueError) as error:
        if isinstance(error, WatchlistError):
            raise
        raise WatchlistError(str(error)) from error


def _parsed(text: str, suffix: str) -> Any:
    if suffix not in YAML:
        return tomllib.loads(text)
    import yaml

    try:
        loader = yaml.SafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return None
            if _size(node, {}) > max(MOST_NODES, len(text)):
                raise ValueError("its aliases make too much of it")
            return loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:  # without the line itself, which may hold a url with a secret
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise ValueError(f"{where}{error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error


def _size(node: Any, known: dict[Any, int]) -> int:
    """Return of how many nodes one of YAML's is made, aliases written out; ``known`` is filled on the way.

    Raises ValueError for a key that stands twice, of which YAML's own reader drops the first, and for what
    holds itself.
    """
    if node in known:
        if not known[node]:
            raise ValueError(f"line {node.start_mark.line + 1}: holds itself")
        return known[node]
    known[node] = 0
    inner = node.value
    if node.id == "mapping":
        keys: set[tuple[str, str]] = set()
        for key, _ in node.value:
            if key.id == "scalar" and (key.tag, key.value) in keys:
                raise ValueError(f"line {key.start_mark.line + 1}: {key.value[:40]!r} stands twice")
            keys.add((key.tag, str(key.value)))
        inner = [one for pair in node.value for one in pair]
    known[node] = 1 + (0 if node.id == "scalar" else sum(_size(one, known) for one in inner))
    return known[node]
