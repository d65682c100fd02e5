"""Folders of stories: which of their files are read, and why others are not."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slugline.intake.formats import other_files
from slugline.intake.formats.start import PEEK, start_of
from slugline.intake.formats.table import SUFFIXES, telling
from slugline.intake.refused import Refused

_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
"""What systems put into folders beside hidden files."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that is not read, and why, for a person."""

    path: Path
    why: str


def in_folder(folder: Path) -> Iterator[Path | Skipped]:
    """Yield the files in ``folder`` and those below it, sorted by path, without hidden ones."""
    for path in sorted(folder.rglob("*")):
        names = path.relative_to(folder).parts
        hidden = any(name.startswith((".", "~$")) or name.lower() in _SYSTEM for name in names)
        if hidden:
            continue
        try:
            is_file = path.is_file()
            why = None if is_file else _unread(path)
        except OSError as error:
            is_file, why = False, f"cannot be read: {error.strerror or error}"
        if not is_file:
            if why is not None:
                yield Skipped(path, why)
            continue
        why = None if path.name.lower().endswith((*SUFFIXES, ".zip")) else _why_not(path)
        yield path if why is None else Skipped(path, why)


def _unread(path: Path) -> str | None:
    """Return why what is no file is not read; None for a folder, whose files come by themselves."""
    if path.is_symlink():
        return "a link to a folder is not followed" if path.is_dir() else "a link to nothing"
    if path.is_dir():
        return None if os.access(path, os.R_OK | os.X_OK) else "cannot be read: Permission denied"
    return "no file"


def _why_not(path: Path) -> str | None:
    """Return why a file is not read whose name does not say that it holds stories; None if it does."""
    try:
        with path.open("rb") as file:
            data = file.read(PEEK)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    try:
        other_files.refuse(data)
    except Refused as refused:
        return refused.detail
    if not data.strip():
        return "empty"
    if telling(start_of(data)) is not None:
        return None
    return "neither its name nor its content is that of a format; to read it all the same, name it alone"
