"""How many events of a story go out: as many as the record of the whole story has room for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slugline.kinds import KINDS, Kind
from slugline.records.codec import encode
from slugline.records.story import EnrichedStory


def fitted(story: EnrichedStory, limit: int, kinds: Sequence[Kind] = KINDS) -> EnrichedStory:
    """Return ``story`` with so many of its events that it takes at most ``limit`` bytes of JSON.

    Of each kind the first stay, as they are in its list: the most salient entities, the highest topics, the
    quotes that come first. The kinds take turns, so that none pushes out another. A story of which events
    are left out is ``truncated``. One whose text alone is longer than that has none left, and is too long
    still.
    """
    if len(encode(story)) <= limit:
        return story
    none: dict[str, Any] = {kind.plural: () for kind in kinds}
    room = limit - len(encode(replace(story, truncated=True, **none)))
    events = {kind.plural: getattr(story, kind.plural) for kind in kinds}
    counts = _counts(tuple(events.values()), room)
    kept: dict[str, Any] = {
        name: many[:count] for (name, many), count in zip(events.items(), counts, strict=True)
    }
    return replace(story, truncated=True, **kept)


def _counts(lists: Sequence[Sequence[object]], room: int) -> list[int]:
    """Return how many of each list there is ``room`` for, a comma behind each."""
    counts = [0] * len(lists)
    open_ones = [number for number, events in enumerate(lists) if events]
    while open_ones:
        for number in tuple(open_ones):
            size = len(encode(lists[number][counts[number]])) + 1
            fits = size <= room
            if fits:
                room -= size
                counts[number] += 1
            if not fits or counts[number] == len(lists[number]):
                open_ones.remove(number)
    return counts
