"""``slugline feeds``: the Kafka topics Slugline reads and writes."""

import json

import click
from aiokafka import TopicPartition
from rich.table import Table

from slugline import broker, feed_reader
from slugline.cli.command import CONTEXT
from slugline.cli.command import command as make_command
from slugline.cli.kafka import connect
from slugline.cli.problem import Exit
from slugline.cli.screen import terminal
from slugline.feed_names import feed_name
from slugline.kinds import FEEDS
from slugline.settings import Settings


@click.group("feeds", context_settings=CONTEXT)
def command() -> None:
    """Create or list the feeds (Kafka topics)."""


@make_command(
    "create", "slugline feeds create\nSLUGLINE_PARTITIONS=32 SLUGLINE_REPLICATION=3 slugline feeds create"
)
@connect.brokers_option
def create(brokers: str | None) -> None:
    """Create the feeds that are missing; those that exist stay as they are.

    Partitions and copies come from the settings "partitions" and "replication".
    """
    settings = connect.settings(brokers)
    made = connect.run(settings, broker.create_feeds)
    console = terminal.out()
    for name in made:
        console.print(f"created {name}" if console.is_terminal else name)
    if not made:
        terminal.err().print("all feeds are there already")


@make_command(
    "list", "slugline feeds list\nslugline feeds list | jq -r 'select(.partitions == null) | .name'"
)
@connect.brokers_option
def list_(brokers: str | None) -> Exit:
    """List the feeds with their partitions and records; the exit code is 4 if one is missing.

    Of records it tells how many offsets are in use. On feeds that workers write some hold none: the end of a
    transaction takes an offset too.
    """
    settings = connect.settings(brokers)
    there, counts = connect.run(settings, _count)
    console = terminal.out()
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("feed", "partitions", "records", "what for"):
        table.add_column(column, justify="right" if column in ("partitions", "records") else "left")
    for feed in FEEDS:
        name = feed_name(feed, settings)
        row = {"name": name, "partitions": there.get(name), "records": counts.get(name)}
        if console.is_terminal:
            missing = name not in there
            table.add_row(name, "missing" if missing else str(row["partitions"]),
                          "" if missing else f"{counts[name]:,}", feed.purpose,
                          style="yellow" if missing else None)  # fmt: skip
        else:
            click.echo(json.dumps(row | {"cleanup": feed.cleanup, "purpose": feed.purpose}))
    if console.is_terminal:
        console.print(table)
    return Exit.OK if len(counts) == len(FEEDS) else Exit.NO_FEED


async def _count(settings: Settings) -> tuple[dict[str, int], dict[str, int]]:
    """Return the partitions of every topic, and how many records each feed holds."""
    there = await broker.list_feeds(settings)
    found = [name for name in (feed_name(feed, settings) for feed in FEEDS) if name in there]
    parts = [TopicPartition(name, number) for name in found for number in range(there[name])]
    counts = dict.fromkeys(found, 0)
    async with feed_reader.consumer(settings) as one:
        for part, (first, end) in (await feed_reader.extent(one, parts)).items():
            counts[part.topic] += end - first
    return there, counts


command.add_command(create)
command.add_command(list_)
