"""Places: the same words in headline, caption, bullets and body are one quotation that stands in several
zones."""

import re
from collections.abc import Set

from slugline.quotes.drafts import Draft
from slugline.quotes.tags import FUNCTION
from slugline.records.zones import ZoneKind

WORD = re.compile(r"[^\W_]+")
EMPTY = frozenset().union(
    *(
        FUNCTION[name]
        for name in (
            "determiner",
            "preposition",
            "auxiliary",
            "coordinator",
            "subordinator",
            "speaking",
            "clipped",
        )
    )
)
SHARE = 0.6
"""How many of the content words of the shorter quotation the longer must have to be the same."""
MOST = 400
"""How many quotations of the body are compared: beyond that a story is no story."""


def fold(text: str, made: list[Draft]) -> list[Draft]:
    """Return the drafts without those in other zones that repeat one of the body, or one another.

    The one that stays is in the body where there is one, else the first; it carries the zones of the
    others in order.
    """
    kept = [draft for draft in made if _zone(draft) == "body"]
    words = {id(draft): _content(text, draft) for draft in made}
    for draft in made:
        if _zone(draft) == "body":
            continue
        main = next((one for one in kept[:MOST] if _same(draft, one, words[id(draft)], words[id(one)])), None)
        if main is None:
            kept.append(draft)
        else:
            main.places.append(_zone(draft))
    return sorted(kept, key=lambda draft: draft.spans[0])


def _zone(draft: Draft) -> ZoneKind:
    return draft.parts[0].said.line.zone.kind


def _content(text: str, draft: Draft) -> Set[str]:
    """Return the words of a draft that carry content, in lower case and without plural s."""
    found = (word.lower() for start, end in draft.spans for word in WORD.findall(text, start, end))
    return frozenset(word.rstrip("s") for word in found if word not in EMPTY)


def _same(draft: Draft, other: Draft, mine: Set[str], theirs: Set[str]) -> bool:
    if _zone(draft) == _zone(other) == "body" or not mine or not theirs:
        return False
    first, second = draft.lead.who, other.lead.who
    if (
        first is not None
        and second is not None
        and first.character is not None
        and second.character is not None
    ) and first.character is not second.character:
        return False
    least = min(len(mine), len(theirs))
    return len(mine & theirs) >= SHARE * least and (least > 1 or mine == theirs)
