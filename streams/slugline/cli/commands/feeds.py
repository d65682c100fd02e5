"""``slugline feeds``: the Kafka topics Slugline reads and writes."""

import json
from contextlib import aclosing

import click
from aiokafka import TopicPartition
from rich.table import Table

from slugline import broker, feed_reader
from slugline.cli.command import CONTEXT
from slugline.cli.command import command as make_command
from slugline.cli.kafka import connect, parted_stories, repartition
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit
from slugline.feed_names import feed_name
from slugline.folds.register.parted import Parted
from slugline.settings import Settings
from slugline.shown_text import line as shown


@click.group("feeds", context_settings=CONTEXT)
def command() -> None:
    """Create, list or mend the feeds (Kafka topics)."""


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
    for feed in broker.own_feeds(settings):
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
    return Exit.OK if len(counts) == len(broker.own_feeds(settings)) else Exit.NO_FEED


async def _count(settings: Settings) -> tuple[dict[str, int], dict[str, int]]:
    """Return the partitions of every topic, and how many records each feed holds."""
    there = await broker.list_feeds(settings)
    found = [
        name for name in (feed_name(feed, settings) for feed in broker.own_feeds(settings)) if name in there
    ]
    parts = [TopicPartition(name, number) for name in found for number in range(there[name])]
    counts = dict.fromkeys(found, 0)
    async with feed_reader.consumer(settings) as one:
        for part, (first, end) in (await feed_reader.extent(one, parts)).items():
            counts[part.topic] += end - first
    return there, counts


@make_command(
    "repartition",
    "slugline feeds repartition --dry-run\nslugline feeds repartition | jq 'select(.done | not)'",
)
@click.option("--dry-run", is_flag=True, help="Show what is to be brought together; change nothing.")
@connect.brokers_option
def repartition_(dry_run: bool, brokers: str | None) -> Exit:
    """Bring together stories that stand or wait in more than one partition.

    That comes of publishers that partition differently, or of partitions that were added. The newest version
    stays, in the partition where its uri belongs by Kafka's default, and what waits for the end of an embargo
    waits there; what stands or waits elsewhere is taken back and forgotten. Where its raw record is gone it
    stays where it is. Workers do it: some must run. The exit code is 5 if something could not be mended.
    """
    settings = connect.settings(brokers)

    async def work(settings: Settings) -> tuple[int, int]:
        stories = await parted_stories.find(settings)
        if dry_run:
            for story in stories:
                _tell(story, story.home, None, again=True)
            return len(stories), len(stories)
        done = 0
        async with aclosing(repartition.mend(settings, stories)) as mending:
            async for one in mending:
                _tell(one.story, one.stays, one.done, again=one.again)
                done += one.done
        return len(stories), done

    found, done = connect.run(settings, work)
    if not found:
        terminal.tell("every story stands in one partition, and waits where it belongs")
    elif dry_run:
        terminal.tell(f"{found:,} stories are to be brought together; nothing was changed")
    else:
        terminal.tell(f"{found:,} stories were to be brought together, {done:,} are mended")
    return Exit.OK if done == found else Exit.PARTLY


def _tell(story: Parted, stays: int, done: bool | None, *, again: bool) -> None:
    """Write a line of a story; ``done`` is None before anything is done."""
    others = sorted(story.places - {stays})
    status = None if story.row is None else story.row.status
    version = story.version if story.row is None else story.row.version
    console = terminal.out()
    if not console.is_terminal:
        terminal.write_line(
            json.dumps({
                "uri": story.uri, "version": version, "status": status, "stays": stays,
                "was": sorted(story.rows), "waited": sorted(story.waiting), "waits": story.next is not None,
                "done": done,
            })
        )  # fmt: skip
        return
    where = ", ".join(map(str, others))
    what = {None: "to be taken back", True: "taken back", False: "NOT taken back: no worker has acted"}[done]
    rest = "" if again else "; its raw record is gone, so it was not sent again"
    waits = ""
    if story.waiting:
        waits = ", one waits for its embargo" if story.next is not None else ", what waited does not go out"
    stands = f"version {version}, {status}" if status else "nothing of it is out"
    console.print(
        shown(f"{story.uri}: {stands}{waits}; it stays in partition {stays}; {what} in {where}{rest}")
    )


command.add_command(create)
command.add_command(list_)
command.add_command(repartition_)
