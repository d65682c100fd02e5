"""One enriched story into what it adds to the trends, one tally for each partition of the tallies feed."""

from zlib import crc32

from slugline.folds.trends.counted import CountedStory
from slugline.records.events import TrendKind
from slugline.records.marks import Open
from slugline.records.tally import Tally, Thing


def things(story: CountedStory) -> tuple[Thing, ...]:
    """Return the entities, topics and known speakers of ``story``, sorted by kind and key, each once."""
    names = {entity.entity_id: entity.name for entity in story.entities}
    found: dict[tuple[TrendKind, str], str] = {}
    for entity in story.entities:
        found.setdefault(("entity", entity.entity_id), entity.name)
    for topic in story.topics:
        found.setdefault(("topic", topic.qcode), topic.name)
    for quote in story.quotes:
        if quote.speaker_entity is not None:
            name = quote.speaker_name or names.get(quote.speaker_entity) or quote.speaker_entity
            found.setdefault(("speaker", quote.speaker_entity), name)
    return tuple(Thing(kind=kind, key=key, name=name) for (kind, key), name in sorted(found.items()))


def partition_of(kind: Open[TrendKind], key: str, partitions: int) -> int:
    """Return where a thing is counted, from 0. Stable: CRC-32 of kind and key, modulo the partitions."""
    return crc32(f"{kind}:{key}".encode()) % partitions


def tallies(
    story: CountedStory,
    moment: int | None,
    arrived: int,
    partitions: int,
    place: tuple[int, int],
    feed: str | None = None,
) -> list[Tally]:
    """Return the tally for each partition, partition 0 first.

    ``moment`` is the story's event time, None if it is too old to count; ``arrived`` is the time of its
    record, which stands in for it; ``place`` are the partition and the offset of the record, and ``feed``
    which enriched feed it is on. A story that does not count, whatever the reason, takes back what an
    earlier record of it said.
    """
    counted = moment is not None and story.status == "usable" and story.skipped is None
    shares: list[list[Thing]] = [[] for _ in range(partitions)]
    if counted:
        for thing in things(story):
            shares[partition_of(thing.kind, thing.key, partitions)].append(thing)
    when = max(arrived if moment is None else moment, 0)
    return [
        Tally(
            uri=story.uri, version=story.version, moment=when, counted=counted, things=tuple(share),
            partition=place[0], offset=place[1], feed=feed,
        )
        for share in shares
    ]  # fmt: skip
