"""What the chains are told of a version that stands from now on, or takes back what stood: one record."""

from collections.abc import Iterator
from dataclasses import replace

from slugline.records.codec import encode
from slugline.records.events import StoryRef
from slugline.records.feeds import IMPRINTS
from slugline.records.story_imprint import StoryImprint
from slugline.runtime.processed import Record, Told

MOST_BYTES = 65_536
"""Of an imprint: some hold 300,000 of them, and a publisher may call a story by a name of any length."""


def imprint_record(told: Told, version: int, came: int, limit: int) -> Record | None:
    """Return the record for the imprints feed, the same for the same story, however often it comes.

    ``came`` is when its raw record was written, or its embargo ended, milliseconds since 1970 UTC. Of a
    record longer than ``limit`` bytes what can be done without is left out; None where it is too long even
    so: such a story is in no chain, and all else comes of it.
    """
    for one in _shorter(_imprint(told, version, came)):
        record = Record(feed=IMPRINTS.name, key=told.uri.encode(), value=encode(one), headers=[], partition=0)
        if record.size <= min(limit, MOST_BYTES):
            return record
    return None


def without_details(record: StoryImprint) -> StoryImprint:
    """Return the least that is to be said of the same story, where it would be too long."""
    return replace(record, links=(), paragraphs=(), story=replace(record.story, source=None, signals=()))


def _imprint(told: Told, version: int, came: int) -> StoryImprint:
    if told.imprint is not None:
        story = replace(told.imprint.story, version=version)
        return replace(told.imprint, story=story, arrived=came)
    story = StoryRef(uri=told.uri, version=version, source=told.source)
    return StoryImprint(story=story, status=told.status, published=None, arrived=came)


def _shorter(one: StoryImprint) -> Iterator[StoryImprint]:
    yield one
    yield without_details(one)
