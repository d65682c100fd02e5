"""``slugline demo``: the whole thing on this machine, for somebody who sees it for the first time."""

import time
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from slugline import broker
from slugline.cli import input_files
from slugline.cli.command import command as make_command
from slugline.cli.demo import run, summary
from slugline.cli.demo.embedded_broker import EmbeddedBroker
from slugline.cli.demo.live_page import live_page
from slugline.cli.demo.worker_process import WorkerChild, WorkerFailed
from slugline.cli.kafka import connect
from slugline.cli.kafka.publisher import Plan
from slugline.cli.printing import terminal
from slugline.cli.problem import Problem
from slugline.cli.raw_story import items
from slugline.intake.refused import Refused
from slugline.release import VERSION
from slugline.settings import Settings

EXAMPLES = """
slugline demo
slugline demo --all
slugline demo --keep
"""


@make_command("demo", EXAMPLES)
@click.option("--all", "everything", is_flag=True, help="Show every story and dead letter as it comes.")
@click.option("--keep", is_flag=True, help="Leave it running at the end, and say what to try next.")
def command(everything: bool, keep: bool) -> None:
    """See the whole thing work on this machine.

    Starts a Kafka-compatible broker that keeps all in memory, creates the feeds, starts a worker, publishes
    thirty stories and a few broken ones, and shows the best of what comes out. Then everything is stopped
    again. No other broker is touched: whatever SLUGLINE_BROKERS says, the demo uses its own.
    """
    console = terminal.out()
    try:
        _demo(console, everything, keep)
    except WorkerFailed as failure:
        for line in failure.lines:
            console.print(f"  {line}", style="dim")
        raise


def _demo(console: Console, everything: bool, keep: bool) -> None:
    console.print(
        Text()
        .append("Slugline ", "bold")
        .append(f"{VERSION}  ", style="dim")
        .append("wire stories in, events out")
    )
    console.print()
    stories = Path(str(files("slugline.cli.demo") / "stories"))
    plan = Plan(files=input_files.find([str(stories)]), unchecked=True)
    with EmbeddedBroker() as tansu:
        settings = Settings(brokers=tansu.address)
        _step(console, "broker", f"Tansu, in memory, on {tansu.address}")
        made = connect.run(settings, broker.create_feeds)
        _step(console, "feeds", f"{len(made)} created, {settings.partitions} partitions each")
        with WorkerChild(tansu.address, f"{_days(plan)}d") as worker:
            started = time.monotonic()
            with console.status("worker: starting ...") as status:
                worker.wait_ready(lambda why: status.update(f"worker: {why} ..."))
            took = time.monotonic() - started
            _step(console, "worker", f"pid {worker.pid}, {worker.metrics_url}, ready in {took:.1f} s")
            console.print()
            seen, tally = connect.run(
                settings, lambda settings: run.play(settings, plan, worker, console, everything=everything)
            )
            terminal.show(console, summary.summary(seen, tally))
            if keep:
                _keep(console, tansu, worker)
            with console.status("stopping worker and broker ..."):
                worker.stop()
    console.print("worker and broker stopped", style="dim")


def _step(console: Console, what: str, text: str) -> None:
    console.print(Text().append("  ✓ ", "green").append(f"{what:<8}").append(text, "dim"))


def _days(plan: Plan) -> int:
    """Return how many days back the oldest of the stories was published, so that the trends reach it."""
    oldest = datetime.now(UTC)
    for raw in input_files.read(plan.files, plan.form, plan.limit):
        for item in items(raw, plan.limit):
            if isinstance(item.story, Refused) or not item.story.published:
                continue
            moment = datetime.fromisoformat(item.story.published)
            oldest = min(oldest, moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    return (datetime.now(UTC) - oldest).days + 2


def _keep(console: Console, tansu: EmbeddedBroker, worker: WorkerChild) -> None:
    """Leave everything running until Ctrl-C."""
    try:  # from the first line on: it says that Ctrl-C ends it
        with live_page(tansu.address) as page:
            terminal.show(console, summary.next_steps(tansu.address, worker.metrics_url, page))
            while True:
                worker.check()
                if not tansu.running:
                    raise Problem("the embedded broker ended", tansu.address)
                time.sleep(0.5)
    except KeyboardInterrupt:
        console.print()
