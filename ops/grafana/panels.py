"""What the dashboard shows, as a table: rows of panels, each with its queries.

Units are Grafana's names for them. Queries use nothing that came with Prometheus 3, and of Grafana's own
variables only ``$__rate_interval``. Metric names: streams/slugline/metrics.py.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["lines", "stacked", "number", "text"]
PER_SECOND = "suffix:/s"
STORIES_DONE = 'sum(rate(slugline_stories_total{outcome!="unpacked"}[$__rate_interval]))'


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel; ``width`` in 24ths of the page. ``alarm``: the value from which it is drawn red."""

    title: str
    meaning: str
    queries: tuple[tuple[str, str], ...]
    """Expression and legend."""
    kind: Kind = "lines"
    unit: str = "short"
    width: int = 12
    alarm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A titled row of panels."""

    title: str
    panels: tuple[Panel, ...]


def quantile(share: float, histogram: str, by: str = "") -> str:
    """The expression for a quantile of ``histogram``, per label ``by`` if named."""
    return f"histogram_quantile({share}, sum by ({by}le) (rate({histogram}_bucket[$__rate_interval])))"


def per_minute(counter: str, by: str) -> str:
    """The expression for how much ``counter`` goes up a minute, per label ``by``."""
    return f"sum by ({by}) (rate({counter}[$__rate_interval])) * 60"


NOW = Row(
    title="Now",
    panels=(
        Panel(
            title="Workers ready", kind="number", width=4,
            meaning="Workers that take stories.", queries=(('sum(slugline_ready{role="stories"})', "ready"),),
        ),
        Panel(
            title="Stories", kind="number", unit=PER_SECOND, width=4,
            meaning="Stories done per second, whatever became of them.",
            queries=((STORIES_DONE, "stories"),),
        ),
        Panel(
            title="Latency, p95", kind="number", unit="s", width=4, alarm=30,
            meaning="From the raw record's timestamp to the last acknowledged event of the story.",
            queries=((quantile(0.95, "slugline_latency_seconds"), "p95"),),
        ),
        Panel(
            title="Waiting", kind="number", width=4,
            meaning="Stories published and not yet done.",
            queries=(('sum(slugline_lag_records{feed=~".*wire.stories.raw.v1"})', "stories"),),
        ),
        Panel(
            title="Oldest waiting", kind="number", unit="s", width=4, alarm=300,
            meaning="Age of the oldest story not yet done.",
            queries=(('max(slugline_lag_seconds{feed=~".*wire.stories.raw.v1"})', "age"),),
        ),
        Panel(
            title="Dead letters, last hour", kind="number", width=4, alarm=1,
            meaning="Records that could not be read or handled: `slugline dlq list` shows them.",
            queries=(("sum(increase(slugline_dead_letters_total[1h]))", "dead letters"),),
        ),
    ),
)  # fmt: skip

THROUGHPUT = Row(
    title="Throughput",
    panels=(
        Panel(
            title="Stories by outcome", kind="stacked", unit=PER_SECOND, width=8,
            meaning="enriched: events went out; skipped: nothing was looked for; dead-lettered: refused; "
            "unpacked: a record of several, or with another key than the uri.",
            queries=(("sum by (outcome) (rate(slugline_stories_total[$__rate_interval]))", "{{outcome}}"),),
        ),
        Panel(
            title="Events by kind", kind="stacked", unit=PER_SECOND, width=8,
            meaning="Events acknowledged by the brokers.",
            queries=(("sum by (kind) (rate(slugline_events_total[$__rate_interval]))", "{{kind}}"),),
        ),
        Panel(
            title="Bytes in and out", unit="Bps", width=8,
            meaning="Keys and values read from the stories feed, and acknowledged by feed.",
            queries=(
                ("sum(rate(slugline_consumed_bytes_total[$__rate_interval]))", "read"),
                ("sum by (feed) (rate(slugline_produced_bytes_total[$__rate_interval]))", "{{feed}}"),
            ),
        ),
    ),
)  # fmt: skip

LATENCY = Row(
    title="Latency",
    panels=(
        Panel(
            title="From wire to events", unit="s", width=8,
            meaning="From the raw record's timestamp to the last acknowledged event of the story.",
            queries=tuple(
                (quantile(share, "slugline_latency_seconds"), name)
                for share, name in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
            ),
        ),
        Panel(
            title="Stages, p95", unit="s", width=8,
            meaning="Where the time goes: waiting for a process, read in, searched, encoded, delivered.",
            queries=((quantile(0.95, "slugline_stage_seconds", "stage, "), "{{stage}}"),),
        ),
        Panel(
            title="In flight", width=8,
            meaning="Stories taken and not yet done; a worker at its window all the time is at its limit.",
            queries=(("sum by (instance) (slugline_in_flight_stories)", "{{instance}}"),),
        ),
    ),
)  # fmt: skip

LAG = Row(
    title="Lag by partition",
    panels=(
        Panel(
            title="Records waiting", kind="stacked",
            meaning="Records not yet done, for every partition that a worker has.",
            queries=(("max by (feed, partition) (slugline_lag_records)", "{{feed}} {{partition}}"),),
        ),
        Panel(
            title="Age of the oldest record waiting", unit="s",
            meaning="One partition that stands out: one key has most of the stories, or its worker is stuck.",
            queries=(("max by (feed, partition) (slugline_lag_seconds)", "{{feed}} {{partition}}"),),
        ),
    ),
)  # fmt: skip

LOSSES = Row(
    title="What did not become events",
    panels=(
        Panel(
            title="Dead letters by reason", kind="stacked", width=8,
            meaning="Per minute. Reasons that did not occur are not drawn.",
            queries=((per_minute("slugline_dead_letters_total", "reason") + " > 0", "{{reason}}"),),
        ),
        Panel(
            title="Skipped by reason", kind="stacked", width=8,
            meaning="Per minute: another language, withheld or canceled copy, no text, tombstones.",
            queries=((per_minute("slugline_skips_total", "reason") + " > 0", "{{reason}}"),),
        ),
        Panel(
            title="Without brokers", width=8,
            meaning="Seconds of each minute in which no broker answered, or none took what was sent.",
            queries=((per_minute("slugline_broker_trouble_seconds_total", "instance"), "{{instance}}"),),
        ),
    ),
)  # fmt: skip

WORKERS = Row(
    title="Workers",
    panels=(
        Panel(
            title="Up and ready", width=6,
            meaning="up: Prometheus reaches it; the rest: its roles that are at work.",
            queries=(
                ('up{job="slugline"}', "{{instance}} up"),
                ("slugline_ready", "{{instance}} {{role}}"),
            ),
        ),
        Panel(
            title="Since the last progress", unit="s", width=6, alarm=60,
            meaning="Time since a story got done or none was to do; climbing while stories wait: a stall.",
            queries=(("time() - (slugline_last_progress_timestamp_seconds > 0)", "{{instance}}"),),
        ),
        Panel(
            title="Partitions", width=6,
            meaning="Partitions by worker and role, and how often they were dealt out anew (per hour).",
            queries=(
                ("slugline_assigned_partitions", "{{instance}} {{role}}"),
                ("sum by (role) (increase(slugline_rebalances_total[1h]))", "rebalances {{role}}"),
            ),
        ),
        Panel(
            title="Processor and memory", unit="short", width=6,
            meaning="The worker's own process, without its reading processes: cores, and memory in GB.",
            queries=(
                ('rate(process_cpu_seconds_total{job="slugline"}[$__rate_interval])', "{{instance}} cores"),
                ('process_resident_memory_bytes{job="slugline"} / 1e9', "{{instance}} GB"),
            ),
        ),
        Panel(
            title="Version", kind="text",
            meaning="Slugline and Python. More than one line: workers of different versions.",
            queries=(
                ("count by (version, python) (slugline_build_info)", "{{version}}, Python {{python}}"),
            ),
        ),
        Panel(
            title="Model", kind="text",
            meaning="The spaCy pipeline that reads the stories.",
            queries=(("count by (model) (slugline_model_info)", "{{model}}"),),
        ),
    ),
)  # fmt: skip

TRENDS = Row(
    title="Trends",
    panels=(
        Panel(
            title="Trend events by kind", kind="stacked", unit=PER_SECOND, width=8,
            meaning="Counts of entities, topics and speakers that went out.",
            queries=(("sum by (kind) (rate(slugline_trend_events_total[$__rate_interval]))", "{{kind}}"),),
        ),
        Panel(
            title="Stories in the windows", width=8,
            meaning="What the trends of each worker remember.",
            queries=(("slugline_trend_stories", "{{instance}}"),),
        ),
        Panel(
            title="Trends skipped and restarted", width=8,
            meaning="Per hour: records they could not use, and times they failed. Neither holds up a story.",
            queries=(
                ("sum(increase(slugline_trend_skips_total[1h]))", "skipped"),
                ("sum(increase(slugline_trend_restarts_total[1h]))", "restarts"),
            ),
        ),
    ),
)  # fmt: skip

STANDING = Row(
    title="Taken back and held",
    panels=(
        Panel(
            title="Events taken back by reason", kind="stacked", width=8,
            meaning="Per minute: newer versions, kills, copy that is withheld.",
            queries=((per_minute("slugline_retractions_total", "reason") + " > 0", "{{reason}}"),),
        ),
        Panel(
            title="Under embargo", width=8,
            meaning="Stories that wait for the end of their embargo, by worker.",
            queries=(("slugline_held_stories", "{{instance}}"),),
        ),
        Panel(
            title="From the end of an embargo to events", unit="s", width=8,
            meaning="Until all that came of the story was acknowledged.",
            queries=((quantile(0.95, "slugline_release_seconds"), "p95"),),
        ),
    ),
)  # fmt: skip

CHAINS = Row(
    title="Chains",
    panels=(
        Panel(
            title="Stories by what they are to their chain", kind="stacked", width=8,
            meaning="Per minute. Empty where stories are not chained (SLUGLINE_CHAINS).",
            queries=((per_minute("slugline_chain_records_total", "relation") + " > 0", "{{relation}}"),),
        ),
        Panel(
            title="Stories in the window", width=8,
            meaning="Of the one worker that chains; 0 on the others.",
            queries=(("slugline_chain_stories", "{{instance}}"),),
        ),
        Panel(
            title="Chains skipped and restarted", width=8,
            meaning="Per hour: records they could not use, and times they failed. Neither holds up a story.",
            queries=(
                ("sum(increase(slugline_chain_skips_total[1h]))", "skipped"),
                ("sum(increase(slugline_chain_restarts_total[1h]))", "restarts"),
            ),
        ),
    ),
)  # fmt: skip

ALERTS = Row(
    title="Alerts",
    panels=(
        Panel(
            title="Alerts by why they were written", kind="stacked", width=8,
            meaning="Per minute: met, moved on, put right, taken back. Empty without a watchlist.",
            queries=((per_minute("slugline_alerts_total", "cause") + " > 0", "{{cause}}"),),
        ),
        Panel(
            title="Stories that meet rules", width=8,
            meaning="Of the one worker that tells alerts; 0 on the others. Some wait to be chained.",
            queries=(
                ("sum(slugline_alert_stories)", "known"), ("sum(slugline_alerts_waiting)", "waiting"),
                ("sum(slugline_alert_lag_records)", "stories to do"),
            ),
        ),
        Panel(
            title="Webhooks by what came of a try", kind="stacked", width=8,
            meaning="Per minute: delivered, tried again, given up (dead letters).",
            queries=(
                (per_minute("slugline_webhook_messages_total", "webhook, outcome") + " > 0",
                 "{{webhook}} {{outcome}}"),
            ),
        ),
        Panel(
            title="How long an alert has been tried again", unit="s", width=8,
            meaning="By webhook, until its next try; what comes behind it waits. 0: none is.",
            queries=(("max by (webhook) (slugline_webhook_waiting_seconds)", "{{webhook}}"),),
        ),
        Panel(
            title="Alerts skipped and restarted, watchlists refused", width=8,
            meaning="Per hour. None of it holds up a story.",
            queries=(
                ("sum(increase(slugline_alert_skips_total[1h]))", "skipped"),
                ("sum(increase(slugline_alert_restarts_total[1h]))", "restarts"),
                ('sum(increase(slugline_watchlist_reloads_total{outcome="refused"}[1h]))', "refused"),
            ),
        ),
    ),
)  # fmt: skip

ROWS = (NOW, THROUGHPUT, LATENCY, LAG, LOSSES, STANDING, WORKERS, TRENDS, CHAINS, ALERTS)
