"""A story whose embargo is over, fetched from where it waited."""

import logging
from time import time

from aiokafka.errors import KafkaError

from slugline.feed_names import feed_name
from slugline.records.feeds import HELD
from slugline.runtime.dead_letters import Source
from slugline.runtime.held_stories import HeldStory, source_of
from slugline.runtime.partition_state import PartitionState, Sources

PAUSE_MS = 2_000
"""Until a story is called again whose record could not be read."""

log = logging.getLogger("slugline.lane")


async def called(story: HeldStory, state: PartitionState, sources: Sources, partition: int) -> Source | None:
    """Return the story from its feed; None where it cannot be had.

    While the broker is away it is called again later. One that is gone, or no worker wrote, waits no more.
    """
    feed = feed_name(HELD, sources.settings)
    try:
        record = await sources.reader.at(feed, partition, story.offset)
    except (KafkaError, OSError) as error:
        log.warning("cannot read %s yet: %r", feed, error)
        state.held.wind(story, round(time() * 1000) + PAUSE_MS)
        return None
    try:
        if record is not None and record.value is not None:
            return source_of(record)
    except (ValueError, LookupError) as error:
        log.error("%s/%d/%d: %r", feed, partition, story.offset, error)
    log.error("%s/%d/%d: no held story stands there", feed, partition, story.offset)
    state.held.pop(story.uri)
    return None
