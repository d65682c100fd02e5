"""Every metric, listed once: name, type, labels, meaning. Seconds and bytes; labels come from closed sets.

A metric is one row of `Metrics`, and one line where it is counted; docs/metrics.md is made from the rows. A
leaf: anything from ``slugline.runtime`` rightward may import it. Each Metrics has a registry of its own, so
that two in one process (two tests, two apps) do not meet.
"""

import platform
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Generic, Literal, Self, TypeVar, get_args, overload

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.metrics import MetricWrapperBase

from slugline.folds.register.verdict import Action
from slugline.kinds import FEEDS, KINDS
from slugline.records.alert_event import AlertCause
from slugline.records.chain_event import ChainRelation
from slugline.records.dead_letter import Reason
from slugline.records.events import TrendKind
from slugline.records.feeds import STORIES
from slugline.records.retraction import RetractionReason
from slugline.records.story import SkipReason
from slugline.release import VERSION
from slugline.settings import Role

Outcome = Literal["enriched", "skipped", "dead-lettered", "unpacked", "held"]
Partitioner = Literal["murmur2", "crc32", "either", "other"]
"""Kafka's own default, librdkafka's, what fits both, and what fits none."""
Unpacking = Literal["several", "key"]
"""Why a raw record is unpacked: it holds several stories, or its key is not the uri of its story."""
Stage = Literal["queue", "intake", "extract", "encode", "send"]

FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
SLOW = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)
SUFFIXES = {"counter": "_total", "info": "_info"}
"""What Prometheus puts behind the names of these types."""
RETRACTION_REASONS = (*get_args(RetractionReason), "other")
"""Why events are taken back; a reason of a later release is counted as other."""
TREND_KINDS = (*get_args(TrendKind), "other")
"""What a trend counts; a kind of a later release is counted as other."""
OUTPUTS = tuple(feed.name for feed in FEEDS if feed is not STORIES)

M = TypeVar("M", bound=MetricWrapperBase)


class Row(Generic[M]):
    """One row of the table: a metric as the documentation lists it, and of a Metrics its own instance of it.

    ``labels`` have their values where they are known beforehand (they are then exposed at zero), and None
    where they come and go: feeds have a prefix, partitions are given and taken.
    """

    def __init__(
        self,
        family: type[M],
        name: str,
        meaning: str,
        /,
        buckets: tuple[float, ...] | None = None,
        **labels: Iterable[str] | None,
    ) -> None:
        """``name`` is without Prometheus's suffix; ``buckets`` are a histogram's."""
        self._family = family
        self._base = name
        self.type = family.__name__.lower()
        self.name = name + SUFFIXES.get(self.type, "")
        self.meaning = meaning
        self.buckets = buckets
        self.labels: Mapping[str, tuple[str, ...] | None] = {
            label: None if values is None else tuple(values) for label, values in labels.items()
        }

    @overload
    def __get__(self, metrics: None, owner: type["Metrics"]) -> Self: ...
    @overload
    def __get__(self, metrics: "Metrics", owner: type["Metrics"]) -> M: ...
    def __get__(self, metrics: "Metrics | None", owner: type["Metrics"]) -> Self | M:
        """Return the row itself; in a Metrics stands its metric, see `Metrics.__init__`."""
        return self

    def make(self, registry: CollectorRegistry) -> M:
        """Create the metric, every label set that is known beforehand at zero."""
        more: dict[str, Any] = {"buckets": self.buckets} if self.buckets else {}
        metric = self._family(self._base, self.meaning, tuple(self.labels), registry=registry, **more)
        known = [values for values in self.labels.values() if values is not None]
        if known and len(known) == len(self.labels):
            for values in product(*known):
                metric.labels(*values)
        return metric


class Metrics:
    """All metrics of one worker."""

    stories = Row(Counter, "slugline_stories", "stories done, by what became of them",
                  outcome=get_args(Outcome))  # fmt: skip
    unpacked = Row(Counter, "slugline_unpacked_records",
                   "raw records made of others, by why: those held several, or had another key than the uri",
                   why=get_args(Unpacking))  # fmt: skip
    skips = Row(
        Counter, "slugline_skips", "stories without events, by why none were looked for",
        reason=(*get_args(SkipReason), "tombstone", "stale", "released", "moved", "seen"),
    )  # fmt: skip
    events = Row(Counter, "slugline_events", "events acknowledged by the broker, by kind",
                 kind=[kind.name for kind in KINDS])  # fmt: skip
    held = Row(Counter, "slugline_unsure_events", "events held back, their confidence below min_confidence",
               kind=[kind.name for kind in KINDS if kind.sure])  # fmt: skip
    verdicts = Row(Counter, "slugline_versions", "stories read, by what they did to what was known of them",
                   action=get_args(Action))  # fmt: skip
    retractions = Row(Counter, "slugline_retractions", "events taken back, by reason",
                      reason=RETRACTION_REASONS)  # fmt: skip
    held_stories = Row(Gauge, "slugline_held_stories", "stories that wait for the end of their embargo")
    next_release = Row(Gauge, "slugline_next_release_timestamp_seconds",
                       "when the next of them is to go out; Unix time, 0: none waits")  # fmt: skip
    releases = Row(Counter, "slugline_released_stories", "stories whose embargo came to its end")
    release_seconds = Row(
        Histogram, "slugline_release_seconds",
        "time from the end of an embargo to the acknowledgement of all that came of the story", buckets=SLOW,
    )  # fmt: skip
    register_stories = Row(Gauge, "slugline_register_stories", "stories in the registers of this worker")
    kills_unmatched = Row(Counter, "slugline_unmatched_kills",
                          "words that take back a story which is unknown, or not the only one")  # fmt: skip
    uris_twice = Row(Counter, "slugline_split_uris", "uris met in a second partition")
    partitioners = Row(Counter, "slugline_keyed_records",
                       "publishers' records with a key, by the partitioner that puts it where it stood",
                       partitioner=get_args(Partitioner))  # fmt: skip
    partitions_lost = Row(Counter, "slugline_lost_partitions",
                          "partitions let go of: another worker's, or the broker said no")  # fmt: skip
    dead_letters = Row(Counter, "slugline_dead_letters", "dead letters, by reason", reason=get_args(Reason))
    stage_seconds = Row(
        Histogram, "slugline_stage_seconds",
        "time one story takes: waiting for a process, being read in, being searched, encoded, delivered",
        buckets=FAST, stage=get_args(Stage),
    )  # fmt: skip
    latency_seconds = Row(
        Histogram, "slugline_latency_seconds",
        "time from the raw record's timestamp to the acknowledgement of all that came of it", buckets=SLOW,
    )  # fmt: skip
    in_flight = Row(Gauge, "slugline_in_flight_stories", "stories taken and not yet done")

    consumed_bytes = Row(Counter, "slugline_consumed_bytes", "keys and values read from the stories feed")
    produced_bytes = Row(Counter, "slugline_produced_bytes", "keys and values acknowledged, by feed",
                         feed=None)  # fmt: skip
    broker_trouble = Row(
        Counter, "slugline_broker_trouble_seconds",
        "seconds in which no broker answered, or records sent long before were not acknowledged",
        role=get_args(Role),
    )  # fmt: skip
    send_retries = Row(Counter, "slugline_send_retries", "sends tried again because the broker was away")
    lag_records = Row(
        Gauge, "slugline_lag_records",
        "records of the feed not yet done, per assigned partition; absent while no broker answers",
        feed=None, partition=None,
    )  # fmt: skip
    lag_seconds = Row(
        Gauge, "slugline_lag_seconds", "age of the oldest story taken in and not yet done, by partition",
        feed=None, partition=None,
    )  # fmt: skip
    assigned = Row(Gauge, "slugline_assigned_partitions", "partitions this worker has", role=get_args(Role))
    rebalances = Row(Counter, "slugline_rebalances", "times partitions were dealt out anew",
                     role=get_args(Role))  # fmt: skip

    evictions = Row(Counter, "slugline_evictions", "times the group put this worker out",
                    role=get_args(Role))  # fmt: skip
    expired = Row(Counter, "slugline_records_expired",
                  "records of the stories feed that retention removed before they were read")  # fmt: skip

    rewinds = Row(Counter, "slugline_rewound_partitions",
                  "partitions read from their start: the feed was made anew, or lost records")  # fmt: skip

    lost_rows = Row(Counter, "slugline_lost_rows",
                    "rows of the register and held stories that are gone from their feeds")  # fmt: skip

    ready = Row(
        Gauge, "slugline_ready", "1 while the role does its work, else 0; /readyz says why", role=None
    )
    last_progress = Row(
        Gauge, "slugline_last_progress_timestamp_seconds",
        "when a story was last done, or there was last none to do; Unix time",
    )  # fmt: skip
    stalled = Row(
        Gauge, "slugline_stalled_seconds", "for how long stories have waited and none got done, by this clock"
    )
    build = Row(Info, "slugline_build", "versions of Slugline and Python")
    model = Row(Info, "slugline_model", "name and version of the spaCy pipeline")

    trend_events = Row(Counter, "slugline_trend_events", "trend events sent, by kind",
                       kind=TREND_KINDS)  # fmt: skip
    trend_stories = Row(Gauge, "slugline_trend_stories", "stories in the trend windows of this worker")
    trend_skips = Row(Counter, "slugline_trend_skips", "records the trends could not use")
    trend_restarts = Row(Counter, "slugline_trend_restarts", "times the trends failed and were started anew")

    imprints_left_out = Row(Counter, "slugline_imprints_left_out",
                            "stories that are in no chain, since their uri is too long")  # fmt: skip
    chain_records = Row(Counter, "slugline_chain_records",
                        "records of the chains, by what the story is to its chain",
                        relation=get_args(ChainRelation))  # fmt: skip
    chain_stories = Row(Gauge, "slugline_chain_stories", "stories in the window of the chains")
    chain_skips = Row(Counter, "slugline_chain_skips", "records the chains could not use")
    chain_restarts = Row(Counter, "slugline_chain_restarts", "times the chains failed and were started anew")

    alerts = Row(Counter, "slugline_alerts", "records of the alerts feed, by why they were written",
                 cause=(*get_args(AlertCause), "retracted"))  # fmt: skip
    alert_rules = Row(Gauge, "slugline_alert_rules", "rules of the watchlist that hold")
    alert_stories = Row(Gauge, "slugline_alert_stories", "stories known that meet rules")
    alerts_waiting = Row(Gauge, "slugline_alerts_waiting", "of these, stories that wait to be chained")
    alert_lag = Row(Gauge, "slugline_alert_lag_records", "enriched stories that the alerts have to do")
    alert_skips = Row(Counter, "slugline_alert_skips", "records the alerts could not use")
    alert_restarts = Row(
        Counter,
        "slugline_alert_restarts",
        "times the alerts, or their webhooks, failed and were started anew",
    )
    watchlist_reloads = Row(Counter, "slugline_watchlist_reloads", "times the watchlist was read anew",
                            outcome=("done", "refused"))  # fmt: skip
    watchlist_refused = Row(Gauge, "slugline_watchlist_refused",
                            "1 while the rules of before hold, since the file was no good")  # fmt: skip

    webhooks = Row(Counter, "slugline_webhook_messages", "alerts to a webhook, by what came of a try",
                   webhook=None, outcome=None)  # fmt: skip
    webhook_waiting = Row(
        Gauge, "slugline_webhook_waiting_seconds",
        "for how long an alert has been tried again by its next try; 0: none is", webhook=None,
    )  # fmt: skip

    def __init__(self, outputs: Sequence[str] = OUTPUTS) -> None:
        """Create them in a registry of their own, with the process's own CPU and memory figures.

        ``outputs`` are the names of the feeds that are written, as they are on this cluster.
        """
        # a second series for each counter, of which nobody has a use
        disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no types
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        for attribute, row in rows().items():
            vars(self)[attribute] = row.make(self.registry)
        for name in outputs:
            self.produced_bytes.labels(name)
        self.build.info({"version": VERSION, "python": platform.python_version()})

    def drop(self, feed: str, partition: int) -> None:
        """Remove the series of a partition that this worker no longer has."""
        for gauge in (self.lag_records, self.lag_seconds):
            if (feed, str(partition)) in gauge._metrics:
                gauge.remove(feed, str(partition))

    def drop_webhook(self, webhook: str) -> None:
        """Remove the series of a webhook that is gone."""
        for metric in (self.webhooks, self.webhook_waiting):
            for labels in [labels for labels in metric._metrics if labels[0] == webhook]:
                metric.remove(*labels)

    def lag_is_unknown(self, feed: str) -> None:
        """Remove how many records of a feed are to do: nobody says where it ends, and 0 would say "none"."""
        for labels in [labels for labels in self.lag_records._metrics if labels[0] == feed]:
            self.lag_records.remove(*labels)

    def progress(self) -> None:
        """Note that a story got done, or that there is none to do."""
        self.last_progress.set(time.time())


def rows() -> Mapping[str, Row[Any]]:
    """Return every metric in order, by its attribute of Metrics."""
    return {attribute: row for attribute, row in vars(Metrics).items() if isinstance(row, Row)}


def table() -> tuple[Row[Any], ...]:
    """Return every metric in order."""
    return tuple(rows().values())
