"""Which stories are in flight, up to where each partition is done, and the metrics and log lines of it."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from time import time

from slugline.metrics import Metrics
from slugline.runtime.dead_letters import Source
from slugline.runtime.processed import STATUS_OF, Processed, Record
from slugline.runtime.traces import Traces

BEHIND_SECONDS = 1.0
log = logging.getLogger("slugline.splitter")


class Progress:
    """The books of a splitter. It decides nothing."""

    def __init__(self, metrics: Metrics) -> None:
        """Begin with nothing in flight."""
        self._metrics = metrics
        self.traces: Traces | None = None
        """Where the traces of stories go."""
        self.acknowledged = 0
        """Stories done since the start."""
        self.done: dict[int, int] = {}
        """By partition, the offset after the last story done."""
        self.flying: dict[int, dict[int, int]] = {}
        """By partition, the timestamps (milliseconds since 1970) of the stories in flight, by offset."""
        self.taken: Callable[[int, int], None] = lambda _partition, _offset: None
        """Is told the place of each story that is taken."""

    def took(self, source: Source) -> None:
        """Note that a story is in flight."""
        self.taken(source.partition, source.offset)
        self.flying.setdefault(source.partition, {})[source.offset] = source.timestamp
        self._metrics.consumed_bytes.inc(source.size)

    def behind(self, partition: int) -> bool:
        """Tell whether the oldest story in flight of a partition is more than BEHIND_SECONDS old."""
        oldest = next(iter(self.flying.get(partition, {}).values()), None)
        return oldest is not None and time() - oldest / 1000 > BEHIND_SECONDS

    def waited(self, seconds: float) -> None:
        """Note how long a story waited for a process."""
        self._metrics.stage_seconds.labels("queue").observe(seconds)

    def inside(self, stories: int) -> None:
        """Note how many stories are in flight."""
        self._metrics.in_flight.set(stories)

    def finished(
        self,
        source: Source,
        processed: Processed,
        records: Sequence[Record],
        sending: float,
        *,
        acknowledged: bool = True,
    ) -> None:
        """Note that a story is done: ``records`` is all that was sent, in ``sending`` seconds.

        One that waited for the end of its embargo was ``acknowledged`` long before.
        """
        self.acknowledged += 1
        trace = self.traces.story(source, processed, sending) if self.traces is not None else None
        if acknowledged:
            self.done[source.partition] = source.offset + 1
            self.flying.get(source.partition, {}).pop(source.offset, None)
            exemplar = None if trace is None else {"trace_id": trace}
            self._metrics.latency_seconds.observe(max(0.0, time() - source.timestamp / 1000), exemplar)
        self._count(processed, records, word=any(name == STATUS_OF for name, _ in source.headers))
        for stage, seconds in (*processed.seconds.items(), ("send", sending)):
            self._metrics.stage_seconds.labels(stage).observe(seconds)
        self._metrics.progress()
        about = {
            "story": processed.uri, "trace": source.trace_id,
            "feed": source.feed, "partition": source.partition, "offset": source.offset,
        }  # fmt: skip
        for fault in processed.faults:
            log.warning("dead letter (%s): %s", fault.reason, fault.detail, extra=about)
        log.debug("%s: %d records", processed.outcome, len(records), extra=about)

    def forget(self, partition: int) -> None:
        """Let go of a partition: where it stands is for whoever has it now to find out."""
        self.done.pop(partition, None)
        self.flying.pop(partition, None)

    def _count(self, processed: Processed, records: Sequence[Record], *, word: bool) -> None:
        """Count what came of a story; a ``word`` of ours about one is none, and counts by what it sends."""
        metrics = self._metrics
        if not word:
            metrics.stories.labels(processed.outcome).inc()
        if processed.outcome == "unpacked":
            made = len(records) - len(processed.faults)
            metrics.unpacked.labels("several" if len(records) > 1 else "key").inc(made)
        if processed.skipped and not word:
            metrics.skips.labels(processed.skipped).inc()
        for kind, count in processed.counts.items():
            metrics.events.labels(kind).inc(count)
        for kind, count in processed.held.items():
            metrics.held.labels(kind).inc(count)
        sizes = Counter[str]()  # a story has dozens of records, and a metric is slower to find than to add up
        for record in records:
            sizes[record.feed] += len(record.key or b"") + len(record.value or b"")
        for feed, size in sizes.items():
            metrics.produced_bytes.labels(feed).inc(size)
        for fault in processed.faults:
            metrics.dead_letters.labels(fault.reason).inc()
