"""Every metric, listed once: name, type, labels, meaning. Seconds and bytes; labels come from closed sets.

A leaf: anything from ``slugline.runtime`` rightward may import it. Each Metrics has a registry of its own, so
that two in one process (two tests, two apps) do not meet.
"""

import platform
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal, TypeVar, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector
from prometheus_client.metrics import MetricWrapperBase

from slugline.kinds import FEEDS, KINDS
from slugline.records.dead_letter import Reason
from slugline.records.events import TrendKind
from slugline.records.feeds import STORIES
from slugline.records.story import SkipReason
from slugline.release import VERSION
from slugline.settings import Role

Outcome = Literal["enriched", "skipped", "dead-lettered"]
Stage = Literal["queue", "intake", "extract", "encode", "send"]

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
SLOW = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)

M = TypeVar("M", bound=MetricWrapperBase)
SKIPS = (*get_args(SkipReason), "tombstone")
TREND_KINDS = (*get_args(TrendKind), "other")
OUTPUTS = tuple(feed.name for feed in FEEDS if feed is not STORIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One metric as the documentation lists it."""

    name: str
    type: str
    labels: tuple[str, ...]
    meaning: str


class Metrics:
    """All metrics of one worker, every label set that is known beforehand at zero."""

    def __init__(self, outputs: Sequence[str] = OUTPUTS) -> None:
        """Create them in a registry of their own, with the process's own CPU and memory figures.

        ``outputs`` are the names of the feeds that are written, as they are on this cluster.
        """
        self.registry = CollectorRegistry()
        self._outputs = outputs
        self._rows: list[Row] = []
        ProcessCollector(registry=self.registry)
        self._stories()
        self._feeds()
        self._worker()
        self._trends()

    def _stories(self) -> None:
        self.stories = self._make(
            Counter, "slugline_stories", "stories done, by what became of them",
            outcome=get_args(Outcome),
        )  # fmt: skip
        self.skips = self._make(
            Counter, "slugline_skips", "stories without events, by why none were looked for", reason=SKIPS
        )
        self.events = self._make(
            Counter,
            "slugline_events",
            "events acknowledged by the broker, by kind",
            kind=[kind.name for kind in KINDS],
        )
        self.dead_letters = self._make(
            Counter, "slugline_dead_letters", "dead letters, by reason", reason=get_args(Reason)
        )
        self.stage_seconds = self._make(
            Histogram, "slugline_stage_seconds",
            "time one story takes: waiting for a process, being read in, being searched, encoded, delivered",
            buckets=FAST, stage=get_args(Stage),
        )  # fmt: skip
        self.latency_seconds = self._make(
            Histogram, "slugline_latency_seconds",
            "time from the raw record's timestamp to the acknowledgement of all that came of it",
            buckets=SLOW,
        )  # fmt: skip
        self.in_flight = self._make(Gauge, "slugline_in_flight_stories", "stories taken and not yet done")

    def _feeds(self) -> None:
        self.consumed_bytes = self._make(
            Counter, "slugline_consumed_bytes", "keys and values read from the stories feed"
        )
        self.produced_bytes = self._make(
            Counter, "slugline_produced_bytes", "keys and values acknowledged, by feed", feed=self._outputs
        )
        self.send_retries = self._make(
            Counter, "slugline_send_retries", "sends tried again because the broker was away"
        )
        self.lag_records = self._make(
            Gauge, "slugline_lag_records", "records of the feed not yet done, per assigned partition",
            feed=None, partition=None,
        )  # fmt: skip
        self.lag_seconds = self._make(
            Gauge, "slugline_lag_seconds", "age of the oldest story taken in and not yet done, by partition",
            feed=None, partition=None,
        )  # fmt: skip
        self.assigned = self._make(
            Gauge, "slugline_assigned_partitions", "partitions this worker has", role=get_args(Role)
        )
        self.rebalances = self._make(
            Counter, "slugline_rebalances", "times partitions were dealt out anew", role=get_args(Role)
        )

    def _worker(self) -> None:
        self.ready = self._make(Gauge, "slugline_ready", "1 while stories are taken, else 0")
        self.last_progress = self._make(
            Gauge, "slugline_last_progress_timestamp_seconds",
            "when a story was last done, or there was last none to do; Unix time",
        )  # fmt: skip
        self.build = self._make(Info, "slugline_build", "versions of Slugline and Python")
        self.build.info({"version": VERSION, "python": platform.python_version()})
        self.model = self._make(Info, "slugline_model", "name and version of the spaCy pipeline")

    def _trends(self) -> None:
        self.trend_events = self._make(
            Counter,
            "slugline_trend_events",
            "trend events sent, by kind",
            kind=TREND_KINDS,
        )
        self.trend_stories = self._make(
            Gauge, "slugline_trend_stories", "stories in the trend windows of this worker"
        )
        self.trend_skips = self._make(Counter, "slugline_trend_skips", "records the trends could not use")
        self.trend_restarts = self._make(
            Counter, "slugline_trend_restarts", "times the trends failed and were started anew"
        )

    def _make(
        self,
        family: type[M],
        name: str,
        meaning: str,
        /,
        buckets: tuple[float, ...] | None = None,
        **labels: Iterable[str] | None,
    ) -> M:
        """Create one metric. A label's known values are set to zero; None: they come and go (partitions)."""
        more: dict[str, Any] = {"buckets": buckets} if buckets else {}
        metric = family(name, meaning, tuple(labels), registry=self.registry, **more)
        known = [tuple(values) for values in labels.values() if values is not None]
        if labels and len(known) == len(labels):
            for values in product(*known):
                metric.labels(*values)
        kind = family.__name__.lower()
        suffix = {"counter": "_total", "info": "_info"}.get(kind, "")
        self._rows.append(Row(name=name + suffix, type=kind, labels=tuple(labels), meaning=meaning))
        return metric

    def table(self) -> tuple[Row, ...]:
        """Return every metric in order."""
        return tuple(self._rows)

    def drop(self, feed: str, partition: int) -> None:
        """Remove the series of a partition that this worker no longer has."""
        for gauge in (self.lag_records, self.lag_seconds):
            if (feed, str(partition)) in gauge._metrics:
                gauge.remove(feed, str(partition))

    def progress(self) -> None:
        """Note that a story got done, or that there is none to do."""
        self.last_progress.set(time.time())
