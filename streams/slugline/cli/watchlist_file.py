"""A watchlist's file: TOML, or YAML by its name."""

import tomllib
from pathlib import Path
from typing import Any

from slugline.cli.problem import Exit, Problem
from slugline.folds.watch.rules import Watchlist, read
from slugline.records.schema_error import SchemaError

YAML = (".yaml", ".yml")
LARGEST = 16 * 1_048_576
"""Bytes: ten thousand rules take two million."""
FIX = "docs/watchlists.md shows one; `slugline watch --schema` prints the schema that editors check with"


def load(path: Path) -> Watchlist:
    """Return the rules in ``path``. Raises Problem: which file, which rule or line, and what is wrong."""
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(f"{path}: over {LARGEST:,} bytes", code=Exit.USAGE)
        text = path.read_text("utf-8-sig")
        return read(_parsed(text, path.suffix.lower()))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise Problem(f"{path}: cannot be read: {why}", code=Exit.USAGE) from error
    except (SchemaError, ValueError) as error:
        raise Problem(f"{path}: {error}", fix=FIX, code=Exit.USAGE) from error


def _parsed(text: str, suffix: str) -> Any:
    if suffix not in YAML:
        return tomllib.loads(text)
    import yaml

    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(" ".join(str(error).split()) or "nested too deep") from error
