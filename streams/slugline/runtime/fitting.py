"""How much of a story goes out: as many events, and as much text, as the record of it all has room for."""

from bisect import bisect_right
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
    are left out is ``truncated``. So is one whose text has room as it stands and none as JSON, where a quote
    mark or a backslash takes two bytes: it has no events, and its text is cut. One whose text alone is longer
    than that has none left, and is too long still.
    """
    if len(encode(story)) <= limit:
        return story
    none: dict[str, Any] = {kind.plural: () for kind in kinds}
    bare = replace(story, truncated=True, **none)
    room = limit - len(encode(bare))
    if room < 0:
        return _cut(bare, limit) if len(story.text.encode()) <= limit else bare
    events = {kind.plural: getattr(story, kind.plural) for kind in kinds}
    counts = _counts(tuple(events.values()), room)
    kept: dict[str, Any] = {
        name: many[:count] for (name, many), count in zip(events.items(), counts, strict=True)
    }
    return replace(story, truncated=True, **kept)


def _cut(story: EnrichedStory, limit: int) -> EnrichedStory:
    """Return ``story``, which has no events, with as much of its text as there is room for."""
    lengths = range(len(story.text) + 1)
    most = bisect_right(lengths, limit, key=lambda length: len(encode(_until(story, length)))) - 1
    return _until(story, max(0, most))


def _until(story: EnrichedStory, end: int) -> EnrichedStory:
    zones = (replace(one, end=min(one.end, end)) for one in story.zones if one.start < end)
    return replace(story, text=story.text[:end], zones=tuple(zones))


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
