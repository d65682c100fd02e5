"""``slugline publish``: stories from files to Kafka."""

import json
import time
from dataclasses import replace

import click

from slugline import feed_reader
from slugline.cli import input_files
from slugline.cli.command import command as make_command
from slugline.cli.kafka import connect
from slugline.cli.kafka.publisher import Plan, Tally, publish
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit
from slugline.feed_names import feed_name
from slugline.intake.formats.foreign_names import own_names
from slugline.records.feeds import STORIES
from slugline.runtime.delivery import feed_limits
from slugline.settings import Settings

EXAMPLES = """
slugline publish stories/
slugline publish --dry-run wire.jsonl.gz
slugline publish --rate 5 --loop stories/*.json
kcat -C -b other:9092 -t wire -e | slugline publish -
"""


@make_command("publish", EXAMPLES)
@click.argument("paths", metavar="PATH...|-", nargs=-1, required=True)
@input_files.format_option
@input_files.encoding_option
@click.option(
    "--rate", type=click.FloatRange(0, min_open=True), metavar="N", help="At most N stories a second."
)
@click.option("--loop", is_flag=True, help="Begin again at the end, until Ctrl-C.")
@click.option("--dry-run", is_flag=True, help="Read and check everything, and send nothing.")
@click.option(
    "--unchecked", is_flag=True, help="Publish what cannot be read, too; the worker dead-letters it."
)
@connect.brokers_option
def command(
    paths: tuple[str, ...],
    form: str,
    encoding: str | None,
    rate: float | None,
    loop: bool,
    dry_run: bool,
    unchecked: bool,
    brokers: str | None,
) -> Exit:
    """Publish stories to Kafka.

    PATH is a file in one of the formats below (also packed), a folder of such files, or - for stdin. Each
    story goes to the feed of raw stories as it stands, with its uri as the key. What cannot be read is
    skipped, told on stderr, and counted in the summary; the exit code is 5 then.
    """
    files = input_files.find(paths)
    if loop and None in files:
        raise click.UsageError("--loop needs files; stdin ends")
    settings = connect.settings(brokers)
    plan = Plan(files=files, form=form, encoding=encoding, fields=own_names(settings.fields),
                limit=settings.max_story_bytes, rate=rate, loop=loop, unchecked=unchecked)  # fmt: skip
    tally, feed = Tally(), feed_name(STORIES, settings)

    async def work(settings: Settings) -> None:
        with terminal.progress(
            terminal.err(), "publishing", None if loop else input_files.size(files)
        ) as bar:
            if dry_run:
                await publish(plan, feed, None, tally, bar.advance)
                return
            await feed_reader.partitions(settings, STORIES)
            limits = await feed_limits(settings, [STORIES])
            fitting = replace(plan, room=min([plan.room, *limits.values()]))
            async with connect.producer(settings) as producer:
                await publish(fitting, feed, producer, tally, bar.advance)

    try:
        connect.run(settings, work)
    except KeyboardInterrupt:
        if not loop:
            raise
    _summary(tally, feed, dry_run)
    return Exit.PARTLY if tally.skipped else Exit.OK


def _summary(tally: Tally, feed: str, dry_run: bool) -> None:
    seconds = time.monotonic() - tally.started
    console = terminal.out()
    if not console.is_terminal:
        line = {
            "published": 0 if dry_run else tally.published,
            "bytes": tally.bytes,
            "seconds": round(seconds, 3),
        }
        dry = {"would_publish": tally.published, "held": tally.held} if dry_run else {}
        click.echo(json.dumps(line | dry | {"skipped": tally.skipped, "feed": feed}))
        return
    verb = "would publish" if dry_run else "published"
    console.print(f"{verb} {tally.published:,} stories ({tally.bytes:,} bytes) to {feed} in {seconds:.1f} s")
    for reason, count in tally.held.most_common() if dry_run else ():
        console.print(f"of these held {count:,}: {reason}", style="yellow")
    for reason, count in tally.skipped.most_common():
        console.print(f"skipped {count:,}: {reason}", style="yellow")
