"""What is told of the first blocks of a story while they are read."""

from dataclasses import dataclass, field

from slugline.intake.zones.bylines import Byline
from slugline.intake.zones.dateline_heads import Filed
from slugline.records.zones import ZoneKind

MOST = 16
"""Blocks looked at from the start."""

FEW = 4
"""Words of the longest line of a menu, or of a page's own, that is told by what stands around it."""


@dataclass(slots=True)
class Top:
    """The kinds of the first blocks, and what they say. Filled while the blocks are read, in order."""

    headline: str | None
    kinds: list[ZoneKind] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    filed: Filed | None = None
