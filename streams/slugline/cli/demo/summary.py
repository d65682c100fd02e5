"""The end of the demo: what came out, in figures, and what to try next."""

import os
import sys
from collections import Counter
from pathlib import Path
from shutil import which

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from slugline.cli.demo.observer import Seen, quantile
from slugline.cli.kafka.publisher import Tally
from slugline.kinds import KINDS
from slugline.records.events import TrendKind

TRENDS: dict[TrendKind, str] = {"entity": "trends", "topic": "", "speaker": ""}

LATENCY = "from wire to read back; all were sent at once, so most is waiting in line"


def summary(seen: Seen, tally: Tally) -> RenderableType:
    """Return what was seen, in figures."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    seconds = max(seen.last - seen.first, 0.001)
    stories = f"{tally.published} in {seconds:.1f} s, "
    rows.add_row("stories", Text(stories).append(f"{tally.published / seconds:.1f} a second", "bold"))
    skips = f" ({_counts(seen.skips)})" if seen.skips.total() else ""
    without = f"{seen.outcomes['skipped']} without events{skips}"
    letters = f"{seen.outcomes['dead-lettered']} dead letters"
    rows.add_row("", Text(f"{seen.outcomes['enriched']} with events, {without}, {letters}"))
    kinds = (f"{seen.events[kind]:,} {kind}" for kind in (one.plural for one in KINDS))
    taken_back = f" · {seen.taken_back:,} taken back" if seen.taken_back else ""
    rows.add_row("events", Text(" · ".join(kinds) + taken_back))
    if seen.latencies:
        p50, p95 = quantile(seen.latencies, 0.5), quantile(seen.latencies, 0.95)
        rows.add_row("latency", Text(f"p50 {p50:.2f} s, p95 {p95:.2f} s", style="bold"))
        rows.add_row("", Text(LATENCY, style="dim"))
    for kind, label in TRENDS.items():
        if text := _trends(seen, kind):
            rows.add_row(label, Text(text))
    rows.add_row("dead letters", Text(_counts(seen.reasons) or "none"))
    if seen.unread:
        rows.add_row("unreadable", Text(f"{seen.unread} records"))
    return Group(Rule(style="dim"), rows, Rule(style="dim"))


def next_steps(broker: str, metrics_url: str, page: str | None) -> RenderableType:
    """Return where everything is, and three commands to try, as they work in this folder."""
    # what the user's own settings put before the names of feeds is not before the demo's
    slugline = f"{'SLUGLINE_FEED_PREFIX= ' if os.environ.get('SLUGLINE_FEED_PREFIX') else ''}{_command()}"
    tries = (
        f"{slugline} tail quotes --from start -b {broker}",
        f"echo '\"Bring a coat,\" Mayor Ana Silva said in Lisbon.' | {slugline} publish -b {broker} -",
        f"{slugline} status -b {broker}",
    )
    lines = [
        Text().append("still running", "bold").append("; Ctrl-C ends it", "dim"),
        *([Text().append("  page     ", "dim").append(page)] if page else []),
        Text().append("  broker   ", "dim").append(broker),
        Text().append("  metrics  ", "dim").append(metrics_url),
        Text("in another terminal:", style="bold"),
        *(Text(f"  {one}", style="cyan", no_wrap=True, overflow="ignore") for one in tries),  # to be copied
    ]
    return Group(*lines)


def _command() -> str:
    """Return how to call slugline here: it need not be on the PATH, and is not after ``make demo``."""
    beside = Path(sys.executable).with_name("slugline")
    if which("slugline") or not beside.is_file():
        return "slugline"
    here = Path.cwd()
    return str(beside.relative_to(here) if beside.is_relative_to(here) else beside)


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {reason}" for reason, count in counts.most_common() if count)


def _trends(seen: Seen, kind: TrendKind) -> str:
    """Return the entities, topics or speakers of most stories; empty where there are none."""
    found = [trend for (one, _), trend in seen.trends.items() if one == kind]
    found.sort(key=lambda trend: (-trend.stories, trend.name))
    return ", ".join(f"{trend.name} in {trend.stories} stories" for trend in found[:3])
