"""The processor: raw bytes of some stories in, ready-made Kafka records out. A process of the pool runs it.

Pure but for the clock that times the stages: equal bytes give equal records, whenever and wherever they come.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter

from slugline import intake
from slugline.enrichment import Split, enrich
from slugline.intake.formats.foreign_names import renamed
from slugline.intake.refused import Refused
from slugline.kinds import ENRICHED, KINDS, Kind
from slugline.reading.reader import Reader
from slugline.records.cloudevents import StoryEvent, headers
from slugline.records.codec import encode
from slugline.records.feeds import Feed
from slugline.records.story import EnrichedStory, Story
from slugline.runtime.processed import Fault, Processed, Raw, Record
from slugline.runtime.unpacking import to_unpack, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """A loaded reader, and the bytes a story may have."""

    reader: Reader
    max_story_bytes: int
    fields: Mapping[str, str] = field(default_factory=dict)
    """The user's own names of JSON fields, theirs to ours."""
    kinds: Sequence[Kind] = KINDS

    def process(self, raws: Sequence[Raw], now: datetime, max_record_bytes: int) -> list[Processed]:
        """Return what came of each of ``raws``, in order; never raises for what is in them.

        A story under an embargo later than ``now`` is a dead letter, to be replayed when its time has come.
        So is a story of which some record is longer than ``max_record_bytes``; its other records go out.
        """
        started = perf_counter()
        taken = [self._take(raw, now, max_record_bytes) for raw in raws]
        intake = (perf_counter() - started) / max(1, len(raws))
        stories = [one for one in taken if isinstance(one, Story)]
        started = perf_counter()
        splits = iter(self._enrich(stories))
        extract = (perf_counter() - started) / max(1, len(stories))
        results = []
        for raw, one in zip(raws, taken, strict=True):
            if isinstance(one, Story):
                spent = {"intake": intake, "extract": extract}
                results.append(self._ready(next(splits), one.uri, raw.traceparent, max_record_bytes, spent))
            else:
                results.append(one)
        return results

    def _renamed(self, value: bytes) -> bytes:
        return renamed(value, self.fields) if self.fields else value

    def _take(self, raw: Raw, now: datetime, max_record_bytes: int) -> Story | Processed:
        """Return the story to be enriched, or what became of it before that."""
        try:
            items = list(intake.items(self._renamed(raw.value), limit=self.max_story_bytes))
            if to_unpack(raw, items):
                return unpacked(raw, items, max_record_bytes)
            story = intake.the_story(items)
        except Refused as refused:
            return _dead(None, Fault(step="intake", reason=refused.reason, detail=refused.detail))
        except Exception as error:  # around one story: whatever is wrong with it must not cost the others
            return _dead(None, Fault(step="intake", reason="internal-error", detail=_words(error)))
        if story.status == "withheld":
            return Processed(outcome="skipped", uri=story.uri, skipped="withheld")
        if story.status != "canceled" and story.embargoed and not _over(story.embargoed, now):
            detail = f"not to be published before {story.embargoed}"
            return _dead(story.uri, Fault(step="intake", reason="embargoed", detail=detail))
        return story

    def _enrich(self, stories: Sequence[Story]) -> list[Split | Fault]:
        """Enrich all at once, which is fastest; one by one if that fails, to find the one it fails for."""
        try:
            return list(enrich(stories, self.reader, self.kinds)) if stories else []
        except Exception as error:  # around one story, as above
            if len(stories) > 1:
                return [split for story in stories for split in self._enrich([story])]
            return [
                Fault(step="reading", reason="internal-error", detail=f"reading the text: {_words(error)}")
            ]

    def _ready(
        self, split: Split | Fault, uri: str, traceparent: str | None, limit: int, spent: Mapping[str, float]
    ) -> Processed:
        """Return the records of a story; one that cannot be sent becomes a fault, one for each reason."""
        if isinstance(split, Fault):
            return _dead(uri, split)
        started = perf_counter()
        story = split.enriched
        faults: dict[object, Fault] = {
            failure.kind: Fault(step=failure.kind, reason="extractor-failed", detail=failure.detail)
            for failure in split.failures
        }
        records: list[Record] = []
        for event, feed in self._outputs(story):
            record = _record(event, feed, story, traceparent, limit)
            if isinstance(record, Fault):
                faults.setdefault(record.reason, record)
            else:
                records.append(record)
        feeds = Counter(record.feed for record in records)
        whole = feeds[ENRICHED.name] > 0
        return Processed(
            outcome="dead-lettered" if not whole else "skipped" if story.skipped else "enriched",
            uri=uri, records=tuple(records), faults=tuple(faults.values()), skipped=story.skipped,
            counts={kind.name: feeds[kind.feed.name] for kind in self.kinds},
            held=split.held,
            seconds={**spent, "encode": perf_counter() - started},
        )  # fmt: skip

    def _outputs(self, story: EnrichedStory) -> Iterator[tuple[StoryEvent | EnrichedStory, Feed]]:
        """Yield all that is sent for a story, the whole story last."""
        for kind in self.kinds:
            for event in getattr(story, kind.plural):
                yield event, kind.feed
        yield story, ENRICHED


def _record(
    event: StoryEvent | EnrichedStory, feed: Feed, story: EnrichedStory, traceparent: str | None, limit: int
) -> Record | Fault:
    try:
        key, value = story.uri.encode(), encode(event)
    except ValueError as error:  # a lone surrogate, which UTF-8 cannot carry
        return Fault(step="send", reason="internal-error", detail=f"{feed.event}: {error}")
    told = headers(event, feed, time=story.published, traceparent=traceparent)
    record = Record(feed=feed.name, key=key, value=value, headers=told)
    if record.size > limit:
        detail = f"{feed.event}: a record of {record.size:,} bytes; {limit:,} are allowed"
        return Fault(step="send", reason="output-too-large", detail=detail)
    return record


def _dead(uri: str | None, fault: Fault) -> Processed:
    return Processed(outcome="dead-lettered", uri=uri, faults=(fault,))


def _over(moment: str, now: datetime) -> bool:
    """Say whether an embargo has passed: a bare date means its first minute UTC; what is no date never."""
    try:
        end = datetime.fromisoformat(moment)
    except ValueError:
        return False
    return (end if end.tzinfo else end.replace(tzinfo=UTC)) <= now


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
