"""What one item is to another: IPTC's item relations, and words that newsrooms use beside them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from slugline.intake.formats.statuses import tail
from slugline.records.signals import LinkRel

RELATIONS: Final[Mapping[str, LinkRel]] = MappingProxyType(
    {
        "evolvedfrom": "evolved-from", "previousversion": "evolved-from", "prevversion": "evolved-from",
        "pred": "evolved-from", "corrects": "corrects", "correctionof": "corrects",
        "iscorrectionof": "corrects", "repeats": "repeats", "repeatof": "repeats", "replaces": "replaces",
        "replacementof": "replaces", "updates": "updates", "updateof": "updates", "isupdateof": "updates",
        "addsto": "adds-to", "kills": "kills", "cancels": "kills", "withholds": "withholds",
        "translatedfrom": "translation-of", "translationof": "translation-of",
        "istranslationof": "translation-of", "derivedfrom": "derived-from", "partof": "part-of",
        "ispartof": "part-of", "memberof": "part-of", "seealso": "see-also", "about": "about",
        "permalink": "web", "web": "web", "canonical": "web",
    }
)  # fmt: skip


def relation(code: str | None) -> LinkRel | None:
    """Return the relation of a ``code``, "irel:replaces" or "replaces"; None where it is not known."""
    return RELATIONS.get(tail(code))
