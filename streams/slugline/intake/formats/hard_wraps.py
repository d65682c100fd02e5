"""Lines of a wire that were broken to fit a column, put together to the paragraphs they were."""

import re
from collections.abc import Sequence
from itertools import pairwise

_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_TABLE = re.compile(r"\S(?: {3,}|\t)\S.*(?: {3,}|\t)\S|^\S+(?: {3,}|\t).*\d$")
"""Columns: such a line stays a line."""

_DEEP = 2
_LIST = re.compile(r"(?:[•‣▪●◦*-]|\d{1,2}[.)]) ")


def paragraphs(lines: Sequence[str], *, indents: bool = False) -> list[str]:
    """Return the paragraphs of hard-wrapped ``lines``, each in one line; takes linear time.

    A blank line, a list mark, a row of a table, and an indent deeper by two than that of most begin a
    paragraph; with ``indents`` any indent does.
    """
    kept = [line.expandtabs(4).rstrip() for line in lines]
    depths = [len(line) - len(line.lstrip()) for line in kept]
    margin = (
        0 if indents else min((depth for depth, line in zip(depths, kept, strict=True) if line), default=0)
    )
    found: list[list[str]] = []
    fresh = True
    for line, depth in zip(kept, depths, strict=True):
        bare = line.strip()
        if not bare:
            fresh = True
            continue
        table = _TABLE.search(bare) is not None
        if fresh or table or depth >= margin + _DEEP or _LIST.match(bare):
            found.append([bare])
        else:
            found[-1].append(bare)
        fresh = table
    return [_joined(parts) for parts in found]


def _joined(parts: Sequence[str]) -> str:
    """Put lines together; where one ends in a hyphen, it stands within a word that has one."""
    pieces = list(parts[:1])
    for before, part in pairwise(parts):
        pieces += ["" if _BROKEN_WORD.search(before) else " ", part]
    return "".join(pieces)
