"""The processor: raw bytes of some stories in, ready-made Kafka records out. A process of the pool runs it.

Pure but for the clock that times the stages: equal bytes give equal records, whenever and wherever they come.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter, time
from typing import TYPE_CHECKING, Any

from slugline import intake
from slugline.enrichment import Split, enrich, pipeline
from slugline.folds.chains.arriving import imprinted
from slugline.folds.register import digests
from slugline.folds.register.ledger import Item
from slugline.intake.formats.foreign_names import renamed
from slugline.intake.formats.story_uri import named_by_key
from slugline.intake.refused import Refused
from slugline.kinds import ENRICHED, KINDS, Kind
from slugline.records.cloudevents import StoryEvent, headers
from slugline.records.codec import encode
from slugline.records.dead_letter import Step
from slugline.records.feeds import Feed
from slugline.records.story import EnrichedStory, Story, emptied
from slugline.runtime.fitting import fitted
from slugline.runtime.processed import FRAMING, Fault, Processed, Raw, Record, in_words, too_long
from slugline.runtime.telling import embargo_end, said_of, told_of
from slugline.runtime.unpacking import to_unpack, unpacked

if TYPE_CHECKING:
    from slugline.reading.reader import Reader

HEADERS = 1_000
"""Bytes that the headers of a record take at most, but for the uri and the trace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """A loaded reader, and the bytes a story may have."""

    reader: "Reader"
    max_story_bytes: int
    fields: Mapping[str, str] = field(default_factory=dict)
    """The user's own names of JSON fields, theirs to ours."""
    kinds: Sequence[Kind] = KINDS
    chains: bool = False
    """Whether stories leave an imprint."""

    def process(self, raws: Sequence[Raw], now: datetime, max_record_bytes: int) -> list[Processed]:
        """Return what came of each of ``raws``, in order; never raises for what is in them.

        A story under an embargo later than ``now`` is held; nothing is looked for in it yet. One of which
        some record is longer than ``max_record_bytes`` is a dead letter.
        """
        began, started = time(), perf_counter()
        taken = [self._take(raw, now, max_record_bytes) for raw in raws]
        intake = (perf_counter() - started) / max(1, len(raws))
        stories = [one for one in taken if isinstance(one, Story)]
        started = perf_counter()
        splits = iter(self._enrich(stories))
        extract = (perf_counter() - started) / max(1, len(stories))
        spent = {"intake": intake, "extract": extract}
        done = [
            self._ready(next(splits), one, raw, max_record_bytes, spent) if isinstance(one, Story) else one
            for raw, one in zip(raws, taken, strict=True)
        ]
        return [replace(one, began=began) for one in done]

    def _renamed(self, value: bytes) -> bytes:
        return renamed(value, self.fields) if self.fields else value

    def _items(self, raw: Raw) -> list[Story | Refused]:
        """Return what is in a record; of an item under its own uri that lacks a text alone the story without.

        Whether such a story says anything, the register of its partition knows. Raises Refused.
        """
        try:
            found = list(intake.items(self._renamed(raw.value), limit=self.max_story_bytes))
        except Refused as refused:
            if refused.emptied is None or refused.emptied.uri.encode() != raw.key:
                raise
            return [refused.emptied]
        if len(found) == 1 and isinstance(found[0], Story):
            return [named_by_key(found[0], raw.key)]
        return found

    def _take(self, raw: Raw, now: datetime, max_record_bytes: int) -> Story | Processed:
        """Return the story to be enriched, or what became of it before that."""
        try:
            items = self._items(raw)
            if to_unpack(raw, items):
                return unpacked(raw, items, max_record_bytes)
            story = intake.the_story(items)
        except Refused as refused:
            fault = Fault(step="intake", reason=refused.reason, detail=refused.detail)
            return _dead(refused.uri, fault, refused.version)
        except Exception as error:  # around one story: whatever is wrong with it must not cost the others
            return _dead(None, _ours("intake", error))
        try:
            story.uri.encode()
        except UnicodeEncodeError as error:
            return _dead(None, _ours("intake", error))
        if story.status != "usable":
            told = said_of(story, raw, self._made_by(max_record_bytes))
            if told.status == "deleted":
                return Processed(outcome="skipped", uri=story.uri, skipped="tombstone", told=told)
            (split,) = enrich([story], self.reader, self.kinds)  # nothing is looked for in it
            told = replace(told, emptied=emptied(split.enriched))
            return Processed(outcome="skipped", uri=story.uri, skipped=story.status, told=told)
        try:
            until = None if raw.released else embargo_end(story.embargoed)
        except ValueError as error:
            fault = Fault(step="intake", reason="embargoed", detail=in_words(error))
            return _dead(story.uri, fault, _version(story))
        if until is not None and until > round(now.timestamp() * 1000):
            told = told_of(story, raw, self._made_by(max_record_bytes), until=until)
            return Processed(outcome="held", uri=story.uri, told=told)
        if raw.look:
            return Processed(outcome="skipped", uri=story.uri, told=told_of(story, raw, b""))
        return story

    def _made_by(self, max_record_bytes: int) -> bytes:
        """Return the digest of what decides about events: where it changes, what is gone is taken back."""
        return digests.made_by(pipeline(self.reader), sorted(self.fields.items()), max_record_bytes)

    def _enrich(self, stories: Sequence[Story]) -> list[Split | Fault]:
        """Enrich all at once, which is fastest; one by one if that fails, to find the one it fails for."""
        try:
            return list(enrich(stories, self.reader, self.kinds)) if stories else []
        except Exception as error:  # around one story, as above
            if len(stories) > 1:
                return [split for story in stories for split in self._enrich([story])]
            return [_ours("reading", error)]

    def _ready(
        self, split: Split | Fault, story: Story, raw: Raw, limit: int, spent: Mapping[str, float]
    ) -> Processed:
        """Return the records of a story; one that cannot be sent makes the story a dead letter.

        Of a story with more events than one record has room for, so many go out as it has room for.
        """
        if isinstance(split, Fault):
            return _dead(story.uri, split, _version(story))
        started = perf_counter()
        enriched = split.enriched
        whole = _record(enriched, ENRICHED, enriched, raw.traceparent, limit)
        if isinstance(whole, Fault) and whole.reason == "output-too-large":
            enriched = fitted(enriched, limit - _beside(story.uri, raw.traceparent), self.kinds)
            whole = _record(enriched, ENRICHED, enriched, raw.traceparent, limit)
        faults: dict[object, Fault] = {
            failure.kind: Fault(step=failure.kind, reason="extractor-failed", detail=failure.detail)
            for failure in split.failures
        }
        records: list[Record] = []
        items: list[Item] = []
        for event, feed, kind in self._outputs(enriched):
            record = whole if kind is None else _record(event, feed, enriched, raw.traceparent, limit)
            if isinstance(record, Fault):
                return _dead(story.uri, record, _version(story))
            records.append(record)
            if kind is not None:
                items.append(Item(kind=kind.name, id=event.id, what=kind.what(event)))
        told = told_of(story, raw, self._made_by(limit), items)
        told = replace(told, imprint=imprinted(story)) if self.chains else told
        feeds = Counter(record.feed for record in records)
        return Processed(
            outcome="skipped" if enriched.skipped else "enriched",
            uri=story.uri, told=told, records=tuple(records),
            faults=tuple(faults.values()), skipped=enriched.skipped,
            counts={kind.name: feeds[kind.feed.name] for kind in self.kinds},
            held=split.held,
            seconds={**spent, "encode": perf_counter() - started},
        )  # fmt: skip

    def _outputs(self, story: EnrichedStory) -> Iterator[tuple[Any, Feed, Kind | None]]:
        """Yield all that is sent for a story, the whole story last."""
        for kind in self.kinds:
            for event in getattr(story, kind.plural):
                yield event, kind.feed, kind
        yield story, ENRICHED, None


def _record(
    event: StoryEvent | EnrichedStory, feed: Feed, story: EnrichedStory, traceparent: str | None, limit: int
) -> Record | Fault:
    try:
        key, value = story.uri.encode(), encode(event)
    except ValueError as error:  # a lone surrogate, which UTF-8 cannot carry
        return Fault(step="send", reason="internal-error", detail=f"{feed.event}: {error}")
    told = headers(event, feed, time=story.published, traceparent=traceparent, value=value)
    record = Record(feed=feed.name, key=key, value=value, headers=told)
    if record.size > limit:
        detail = f"{feed.name}: {too_long(record.size, limit)}"
        return Fault(step="send", reason="output-too-large", detail=detail)
    return record


def _beside(uri: str, traceparent: str | None) -> int:
    """Return how many bytes a record takes beside its value, at most: its key and its headers."""
    return 2 * len(uri.encode()) + len((traceparent or "").encode()) + FRAMING + HEADERS


def _version(story: Story) -> int | None:
    """Return the version that the wire gave."""
    return story.version if story.versioned else None


def _dead(uri: str | None, fault: Fault, version: int | None = None) -> Processed:
    return Processed(outcome="dead-lettered", uri=uri, version=version, faults=(fault,))


def _ours(step: Step, error: Exception) -> Fault:
    """Return the fault of what should never happen, but for a story that takes too much memory."""
    if not isinstance(error, MemoryError):
        return Fault(step=step, reason="internal-error", detail=in_words(error))
    detail = f"no room for it within SLUGLINE_READER_MEMORY: {in_words(error)}"
    return Fault(step=step, reason="too-much-memory", detail=detail)
