"""The guarantees as checks over what was read.

Nothing lost, order per story, repeats equal byte for byte; and the fold of each feed of events, by "the last
record of an id wins, a retraction takes it out", is exactly what the enriched feed's last records have.
"""

import json
from collections.abc import Iterable
from typing import Any

from slugline.kinds import KINDS
from slugline.records.codec import decode
from slugline.records.feeds import ENRICHED
from slugline.records.story import EnrichedStory
from tests.integration.tap import Tap, header

FEEDS = (*(kind.feed.name for kind in KINDS), ENRICHED.name)


def stories(tap: Tap) -> list[EnrichedStory]:
    """The enriched stories in the order of the feed's partitions, repeats included."""
    records = tap.records[ENRICHED.name]
    return [decode(EnrichedStory, record.value) for record in records if record.value is not None]


def complete(tap: Tap) -> bool:
    """Whether every event of every enriched story read so far has been read on its own feed as well."""
    seen = stories(tap)
    return all(
        sum(len(getattr(story, kind.plural)) for story in seen) <= len(tap.records[kind.feed.name])
        for kind in KINDS
    )


def check(tap: Tap, expected: Iterable[tuple[str, int]]) -> int:
    """Check everything for the (uri, version) pairs published; return how many records are repeats."""
    seen = stories(tap)
    found = {(story.uri, story.version) for story in seen}
    assert found == set(expected), f"lost {set(expected) - found}, strange {found - set(expected)}"
    _whole(tap, seen)
    _in_order(seen)
    return _equal_repeats(tap)


def _whole(tap: Tap, seen: list[EnrichedStory]) -> None:
    """Every event of every enriched story is on its own feed too, and the folds are equal."""
    final: dict[str, EnrichedStory | None] = {}
    for record in tap.records[ENRICHED.name]:
        story = None if record.value is None else decode(EnrichedStory, record.value)
        final[record.key.decode()] = story
    for kind in KINDS:
        read = [json.loads(record.value) for record in tap.records[kind.feed.name]]
        inside = {event.id for story in seen for event in getattr(story, kind.plural)}
        outside = {event["id"] for event in read if "retracted" not in event}
        assert inside == outside, (
            f"{kind.feed.name}: {len(inside - outside)} lost, {len(outside - inside)} strange"
        )
        fold: dict[str, Any] = {}
        for event in read:
            fold[event["id"]] = event
        standing = {key for key, event in fold.items() if "retracted" not in event}
        true = {event.id for story in final.values() if story for event in getattr(story, kind.plural)}
        assert standing == true, (
            f"{kind.feed.name}: {len(standing - true)} too many, {len(true - standing)} less"
        )


def _in_order(seen: list[EnrichedStory]) -> None:
    """Versions of a story come in order, both at their first time and at their last."""
    first: dict[str, list[int]] = {}
    last: dict[str, list[int]] = {}
    for story in seen:
        versions = first.setdefault(story.uri, [])
        if story.version not in versions:
            versions.append(story.version)
        final = last.setdefault(story.uri, [])
        if story.version in final:
            final.remove(story.version)
        final.append(story.version)
    for order in (*first.values(), *last.values()):
        assert order == sorted(order)


def _equal_repeats(tap: Tap) -> int:
    repeats = 0
    for feed in FEEDS:
        kept: dict[str, Any] = {}
        for record in tap.records[feed]:
            if record.value is None:
                continue  # a deletion says nothing
            before = kept.setdefault(header(record, "ce_id"), record)
            if before is not record:
                repeats += 1
                assert (before.key, before.value, before.headers) == (
                    record.key,
                    record.value,
                    record.headers,
                ), f"{feed} changed when it came again:\n{before.value}\n{record.value}"
    return repeats
