"""What takes events back: a retraction for each, and the emptied record that stands where the story stood."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from slugline.folds.register.ledger import Took
from slugline.kinds import ENRICHED, KINDS
from slugline.records.cloudevents import headers
from slugline.records.codec import encode
from slugline.records.events import StoryRef
from slugline.records.register_row import RegisterRow
from slugline.records.retraction import Retraction
from slugline.records.story import EnrichedStory
from slugline.runtime.processed import Record, Told

FEED_OF = {kind.name: kind.feed for kind in KINDS}


def retractions(
    took: Iterable[Took], told: Told, version: int, traceparent: str | None, time: str | None = None
) -> Iterator[Record]:
    """Yield the records that take back what ``took`` names, in the name of ``version`` of the story.

    Equal calls give equal records. What is of a kind that this release does not have is passed over.
    """
    story = StoryRef(uri=told.uri, version=version, source=told.source)
    for one in took:
        feed = FEED_OF.get(one.item.kind)
        if feed is not None:
            record = Retraction(id=one.item.id, story=story, retracted=one.item.what, reason=one.reason)
            value = encode(record)
            yield Record(
                feed=feed.name, key=told.uri.encode(), value=value,
                headers=headers(record, feed, time=time, traceparent=traceparent, value=value),
            )  # fmt: skip


def emptied_record(
    told: Told, version: int, before: RegisterRow | None, traceparent: str | None, limit: int
) -> Record:
    """Return the enriched record of a story that is taken back; a tombstone where it was deleted.

    What the word that takes it back does not say itself, source and slug, is what was known ``before``. Its
    links are left out where the record would pass ``limit`` bytes: a kill is not to fail for them.
    """
    key = told.uri.encode()
    if told.emptied is None:
        return Record(feed=ENRICHED.name, key=key, value=None, headers=[])
    story = replace(
        told.emptied,
        version=version,
        source=told.emptied.source or (before.source if before else None),
        slugline=told.emptied.slugline or (before.slug if before else None),
    )
    record = _enriched(story, key, traceparent)
    return record if record.size <= limit else _enriched(replace(story, links=()), key, traceparent)


def _enriched(story: EnrichedStory, key: bytes, traceparent: str | None) -> Record:
    value = encode(story)
    return Record(
        feed=ENRICHED.name, key=key, value=value,
        headers=headers(story, ENRICHED, time=story.published, traceparent=traceparent, value=value),
    )  # fmt: skip
