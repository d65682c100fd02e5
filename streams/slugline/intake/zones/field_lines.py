"""Lines with the name of a field and a colon above a headline: "To: All desks", "Priority: 4"."""

import re
from collections.abc import Sequence

from slugline.intake.zones.blocks import Block
from slugline.intake.zones.endings import is_paragraph
from slugline.lang.zone_words import ZoneWords, towns

LONGEST, MOST = 120, 12
"""Code points of the longest field, words of what it holds."""

_BRIEF = 6
"""Words of the longest field whose label is not known."""

_LABELS = ZoneWords("field_lines").words("labels")
_FIELD = re.compile(r"(?P<label>[^\W\d_][^\W\d_]*(?: [^\W\d_]+){0,2})\s?:\s+(?P<value>\S.*)")


def is_field(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether ``blocks[at]`` is a field: its label is known, or the line below or above has another.

    "Peru: 45 held after march" is none: it begins with a place.
    """
    label = _label(blocks[at])
    if label is None:
        return False
    below = _label(blocks[at + 1]) if at + 1 < len(blocks) else None
    brief = len(blocks[at].text.split()) <= _BRIEF
    if label in _LABELS or (brief and below is not None and below != label):
        return True
    above = _label(blocks[at - 1]) if at else None
    last = at + 1 < len(blocks) and not is_paragraph(blocks[at + 1].text)
    return brief and last and above is not None and above != label


def _label(block: Block) -> str | None:
    found = _FIELD.fullmatch(block.text) if block.role is None and len(block.text) <= LONGEST else None
    if not found or not found["label"][0].isupper() or len(found["value"].split()) > MOST:
        return None
    label = found["label"].casefold()
    return None if label in towns() or found["value"][-1] in ".!?" else label
