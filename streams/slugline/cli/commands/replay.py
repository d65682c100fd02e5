"""``slugline replay``: the stories of a stretch of the feed, read again by this release into side feeds."""

import os
import time

import click

from slugline import feed_reader
from slugline.child_python import COMMAND
from slugline.cli.command import command as make_command
from slugline.cli.demo.child_process import Child
from slugline.cli.kafka import connect, side_feeds
from slugline.cli.kafka.start_option import StartOption
from slugline.cli.printing import terminal
from slugline.cli.problem import Problem
from slugline.release import VERSION
from slugline.settings import Settings

EVERY = 2.0
"""Seconds between two looks at how far the worker is."""
STOP_SECONDS = 90.0
EXAMPLES = """
slugline replay --pipeline next --from -6h
slugline replay --pipeline next --from -2d --to -1d && slugline diff --pipeline next
SLUGLINE_MODEL=en_core_web_lg slugline replay --pipeline lg --from -1h
"""


@make_command("replay", EXAMPLES)
@click.option(
    "--pipeline", "label", required=True, metavar="LABEL", help="What the side feeds are called by."
)
@click.option("--from", "start", type=StartOption(), default="start", show_default=True,
              help="Begin at the start, or so long ago (s, m, h, d).")  # fmt: skip
@click.option("--to", "end", type=StartOption(), default="end", show_default=True,
              help="Stop at the end, or before what came so long ago.")  # fmt: skip
@connect.brokers_option
def command(label: str, start: feed_reader.Start, end: feed_reader.Start, brokers: str | None) -> None:
    """Read stories of the feed again, with this release, into side feeds.

    The side feeds are called as the live ones, behind "replay.LABEL."; the live ones are only read. The raw
    stories of the stretch are copied there, and a worker of this installation works them off, corrections and
    kills included. "slugline diff --pipeline LABEL" says then what has changed, and
    SLUGLINE_FEED_PREFIX=replay.LABEL. lets every other command read them. Delete their topics when done.
    """
    if end == "start":
        raise click.UsageError("--to is the end, or a time ago")
    settings = connect.settings(brokers)
    side = side_feeds.beside(settings, label)
    connect.run(settings, lambda settings: side_feeds.make(settings, side))
    count = connect.run(settings, lambda settings: side_feeds.copy(settings, side, start, end))
    terminal.tell(f"{count:,} records of the stories feed, read again by slugline {VERSION}")
    if count:
        _work(side)
    terminal.tell(f"they are on the feeds behind {side.feed_prefix}", "green")
    terminal.tell(f"what has changed: slugline diff --pipeline {label}")


def _work(side: Settings) -> None:
    """Have a worker do what is there, and end it. Raises Problem where it ends before."""
    environ = side_feeds.environ(side, os.environ)
    with Child([*COMMAND, "-m", "slugline.cli", "worker"], env=environ) as worker:
        told = None
        while left := connect.run(side, side_feeds.left):
            if not worker.running:
                for line in worker.last_lines():
                    terminal.tell(line, "dim")
                raise Problem("the worker ended before it was done", "", "its last words are above")
            if left != told:
                terminal.tell(f"{left:,} to do", "dim")
                told = left
            time.sleep(EVERY)
        worker.stop(timeout=STOP_SECONDS)
