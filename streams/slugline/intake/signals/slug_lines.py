"""Slug lines: "BC-EU--Norway-Ferry Fire, 2nd Ld-Writethru,310" above a story."""

import re
from dataclasses import dataclass

from slugline.intake.signals import labels
from slugline.lang.zone_words import ZoneWords
from slugline.records.signals import Signal

LONGEST = 120
"""Code points; a longer line is no slug line."""

_WORDS = ZoneWords("signals")
_CYCLE = re.compile(rf"\^?(?:{_WORDS.alternation('cycles')})-{{1,2}}(?=[A-Z])")
_SLUG = re.compile(r"\^?[A-Z][\w&.'’ ]*(?:-{1,2}[\w&.'’ ]+)+")


@dataclass(frozen=True, slots=True)
class SlugLine:
    """The slug, with its cycle, and what stands behind it."""

    slug: str
    signals: tuple[Signal, ...]
    take: tuple[int, int | None] | None


def slug_order(slug: str) -> Signal | None:
    """Return "kill" or "withhold" where a piece of ``slug`` is that and no more: "Norvik/fire/KILL"."""
    for piece in re.split(r"[-/,^]+", slug[:LONGEST])[1:]:
        told = labels.known(piece) if piece.isupper() else None
        if told in ("kill", "withhold"):
            return told
    return None


def slug_line(text: str) -> SlugLine | None:
    """Return what ``text`` says if it is a slug line: a cycle or a signal behind it makes it one."""
    if len(text) > LONGEST or "\n" in text or text.rstrip()[-1:] in '.!?"”':
        return None
    head, _, tail = text.partition(",")
    found, take = labels.tokens(tail)
    cycle = _CYCLE.match(head)
    if not cycle:
        if not (found or take) or not _SLUG.fullmatch(head.strip()) or len(tail) > 40:
            return None
        if not all(labels.tokens(piece)[0] or labels.tokens(piece)[1] or piece.strip().isdigit()
                   for piece in tail.split(",") if piece.strip()):  # fmt: skip
            return None
    slug = head.strip().lstrip("^")
    return SlugLine(slug, found, take) if len(slug.split()) <= 8 else None
