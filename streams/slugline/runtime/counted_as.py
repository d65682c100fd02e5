"""A story without a version that stands behind one with a number: its records say that number, not 1.

What the wire did not number counts as the newest version that is known, so that numbers on the feeds never
go back; which one that is the register tells, after the story was read.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from slugline.kinds import ENRICHED, KINDS
from slugline.records.cloudevents import headers
from slugline.records.codec import decode, encode
from slugline.records.feeds import Feed
from slugline.runtime.processed import Record


def counted_as(version: int, records: tuple[Record, ...], traceparent: str | None) -> tuple[Record, ...]:
    """Return the ``records`` of a story, the whole story last, as those of ``version``; ids stay.

    Raises SchemaError for what is no story.
    """
    whole = records[-1]
    assert ENRICHED.record is not None
    story: Any = decode(ENRICHED.record, whole.value or b"")
    kinds = {
        kind.plural: tuple(
            replace(event, story=replace(event.story, version=version))
            for event in getattr(story, kind.plural)
        )
        for kind in KINDS
    }
    story = replace(story, version=version, **kinds)
    made = []
    for record, feed in _outputs(story):
        value = encode(record)
        told = headers(record, feed, time=story.published, traceparent=traceparent, value=value)
        made.append(Record(feed=feed.name, key=whole.key, value=value, headers=told))
    return tuple(made)


def _outputs(story: Any) -> Iterator[tuple[Any, Feed]]:
    """Yield what is sent for a story, the whole story last."""
    for kind in KINDS:
        for event in getattr(story, kind.plural):
            yield event, kind.feed
    yield story, ENRICHED
