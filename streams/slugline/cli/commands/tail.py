"""``slugline tail``: what is on a feed, and what comes."""

import json
import sys
from contextlib import aclosing
from typing import Literal

import click
from aiokafka import ConsumerRecord
from rich.console import Console

from slugline import feed_reader
from slugline.cli.command import command as make_command
from slugline.cli.kafka import connect
from slugline.cli.kafka.client_warnings import tell_warnings
from slugline.cli.kafka.start_option import StartOption
from slugline.cli.printing import render_records, terminal
from slugline.feed_choice import FEEDS
from slugline.records.feeds import Feed
from slugline.records.schema_error import SchemaError
from slugline.settings import Settings
from slugline.standing import Standing

EXAMPLES = """
slugline tail enriched
slugline tail quotes --from start | jq -r '[.speaker_name, .text] | @tsv'
slugline tail dlq --from -15m --stop
slugline tail entities -n 20 -o json > twenty.jsonl
slugline tail quotes --current | jq -s length
"""


@make_command("tail", EXAMPLES)
@click.argument("feed", type=click.Choice(list(FEEDS)))
@click.option("-o", "--output", type=click.Choice(["pretty", "json"]),
              help="json: a line each. [pretty on a terminal, else json]")  # fmt: skip
@click.option("--from", "start", type=StartOption(), default="end", show_default=True,
              help="Begin at the start, the end, or so long ago (s, m, h, d).")  # fmt: skip
@click.option("-n", "--count", type=click.IntRange(1), metavar="N", help="Stop after N records.")
@click.option("--stop", is_flag=True, help="Stop where the feed ends now, instead of waiting for more.")
@click.option("--current", is_flag=True,
              help="Read all of the feed, and show what stands on it now: by id, or uri.")  # fmt: skip
@connect.brokers_option
def command(
    feed: str,
    output: Literal["pretty", "json"] | None,
    start: feed_reader.Start,
    count: int | None,
    stop: bool,
    current: bool,
    brokers: str | None,
) -> None:
    """Show what is on a feed, and what comes, until Ctrl-C.

    An event is shown as it stands on Kafka, and so is the retraction that takes one back. Raw stories, dead
    letters and records without a value are shown with their key, address, time and headers. A record that
    cannot be read is shown as such and counted at the end.
    """
    console = terminal.out()
    readable = output == "pretty" or (output is None and console.is_terminal)
    chosen = FEEDS[feed]
    if current and feed in ("stories", "dlq"):
        raise click.UsageError(f"on {feed} no record takes the place of another: --current is for the others")

    def told(record: ConsumerRecord) -> bool:
        return _show(console, chosen, record) if readable else _write(chosen, record)

    async def stands(settings: Settings) -> None:
        unread = 0
        standing: Standing[ConsumerRecord] = Standing()
        async with aclosing(feed_reader.records(settings, chosen, "start", follow=False)) as records:
            async for record in records:
                try:
                    what = render_records.decoded(chosen, record)
                    standing.take(
                        record.key, what, record, partition=record.partition, timestamp=record.timestamp
                    )
                except SchemaError:
                    unread += 1
        for record in list(standing.found.values())[:count]:
            told(record)
        _warn(unread)

    async def follow(settings: Settings) -> None:
        left = count
        unread = 0
        ready = _say_ready(feed, start, stop)
        try:
            async with aclosing(feed_reader.records(settings, chosen, start, not stop, ready)) as records:
                async for record in records:
                    unread += not told(record)
                    left = None if left is None else left - 1
                    if left == 0:
                        return
        finally:
            _warn(unread)

    connect.run(connect.settings(brokers), stands if current else follow)


def _warn(unread: int) -> None:
    if unread:
        terminal.err().print(f"warning: {unread} of the records could not be read", style="yellow")


def _show(console: Console, feed: Feed, record: ConsumerRecord) -> bool:
    """Show ``record`` to a person; say whether it could be read."""
    try:
        shown = render_records.render(feed, record)
    except SchemaError as error:
        terminal.show(console, render_records.unread(feed, record, error))
        return False
    terminal.show(console, shown)
    return True


def _write(feed: Feed, record: ConsumerRecord) -> bool:
    """Write ``record`` as a line of JSON; say whether it is what it should be."""
    try:
        line, known = render_records.line(feed, record), True
    except SchemaError:
        line, known = json.dumps(render_records.envelope(feed, record), ensure_ascii=False), False
    terminal.write_line(line)
    sys.stdout.buffer.flush()
    return known


def _say_ready(feed: str, start: feed_reader.Start, stop: bool) -> feed_reader.Ready:
    def say() -> None:
        if not stop:
            tell_warnings()
        errors = terminal.err()
        if errors.is_terminal and not stop:
            since = start if isinstance(start, str) else render_records.moment(start)
            errors.print(f"{feed} from {since} on; Ctrl-C ends", style="dim")

    return say
