"""``slugline status``: how far the workers are behind, for people and for scripts."""

import json
from dataclasses import dataclass, replace
from functools import partial

import click
from aiokafka import TopicPartition
from rich.table import Table
from rich.text import Text

from slugline import feed_reader
from slugline.cli.command import command as make_command
from slugline.cli.kafka import connect
from slugline.cli.kafka.embargoes import held_until
from slugline.cli.kafka.workers import Workers, workers
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit
from slugline.feed_names import feed_name
from slugline.records.feeds import ENRICHED, HELD, IMPRINTS, STORIES, Feed
from slugline.settings import Settings

VERSIONS = ("stale", "republish", "reread", "reinstate", "take-back", "retractions")
"""What is told of versions: the actions of the register, and how many events were taken back."""

EXAMPLES = """
slugline status
slugline status --max-lag 1000 || alert "the wire is behind"
slugline status | jq -s 'map(.lag) | add'
"""


@dataclass(frozen=True, slots=True)
class Row:
    """How far one group is in one partition; ``done`` is the offset it goes on from.

    ``expired`` are records that retention removed after the last commit, before the group had read them.
    """

    group: str
    feed: str
    partition: int
    done: int
    end: int
    expired: int = 0
    workers: int | None = None
    """How many members the group has; None where the broker does not say."""

    @property
    def lag(self) -> int:
        """Records still to do."""
        return self.end - self.done


@make_command("status", EXAMPLES)
@click.option("--max-lag", type=click.IntRange(0), default=100, show_default=True, metavar="N",
              help="So many stories may wait before the exit code is 6.")  # fmt: skip
@connect.brokers_option
def command(max_lag: int, brokers: str | None) -> Exit:
    """Show how far the workers are behind, by partition.

    The lag is what stands on a feed and is not committed yet by the workers' group; what retention removed
    before they had read it is told apart, and so are stories that wait for the end of their embargo, and how
    many workers are in the group. What became of versions, and what retention took since they started, is
    told by the workers whose /metrics can be had from here, at the port of the settings. The exit code is 0
    while no group lags by more than --max-lag, and 6 otherwise.
    """
    settings = connect.settings(brokers)
    rows = connect.run(settings, _rows)
    crew = {group: connect.run(settings, partial(workers, group=group)) for group in _groups(settings)}
    rows = [replace(row, workers=crew[row.group].alive) for row in rows]
    held = connect.run(settings, held_until)
    console = terminal.out()
    if console.is_terminal:
        for group in dict.fromkeys(row.group for row in rows):
            mine = [row for row in rows if row.group == group]
            lag = sum(row.lag for row in mine)
            alive = crew[group].alive
            there = "" if alive is None else f", {alive} workers" if alive != 1 else ", 1 worker"
            rest = f" in {mine[0].feed}: {lag:,} to do{there}"
            console.print(Text(group, "bold").append(rest, "not bold"))
            console.print(_table(mine))
        if held:
            console.print(
                f"{len(held):,} stories wait for their embargo, the next until {held[0].isoformat()}"
            )
    else:
        for row in rows:
            line = {"group": row.group, "feed": row.feed, "partition": row.partition}
            told = {"done": row.done, "end": row.end, "lag": row.lag, "expired": row.expired}
            click.echo(json.dumps({**line, **told, "workers": row.workers}))
        if held:
            waits = {"held": len(held), "next": held[0].isoformat(), "lag": 0}
            click.echo(json.dumps({"group": settings.group, "feed": feed_name(HELD, settings)} | waits))
    _tell_versions(settings, crew[settings.group])
    if crew[settings.group].alive == 0:
        terminal.err().print(
            f"no worker is in the group {settings.group}: no story gets done", style="yellow"
        )
    if any(one.refused for one in crew.values()):
        terminal.err().print(
            "the watchlist that was to be read anew is no good, and the rules of before hold: the log of the "
            "workers with the role alerts says why, and so does `slugline watch RULES --check`",
            style="yellow",
        )
    for row in rows:
        if row.expired:
            terminal.err().print(
                f"lost: retention removed {row.expired:,} records of {row.feed}/{row.partition} that "
                f"{row.group} had not read",
                style="red",
            )
    if lost := crew[settings.group].counts["expired"]:
        terminal.err().print(
            f"lost: retention removed {lost:,} records of {feed_name(STORIES, settings)} before they were "
            f"read, by what {_heard(crew[settings.group])} have counted since they started",
            style="red",
        )
    lags = {row.group: 0 for row in rows}
    for row in rows:
        lags[row.group] += row.lag
    behind = {group: lag for group, lag in lags.items() if lag > max_lag}
    for group, lag in behind.items():
        terminal.err().print(
            f"behind: {group} has {lag:,} records to do; is a worker running?", style="yellow"
        )
    return Exit.BEHIND if behind else Exit.OK


def _tell_versions(settings: Settings, told: Workers) -> None:
    """Write what became of versions, if a worker could be asked."""
    if not told.heard:
        return
    counts = {name.replace("-", "_"): told.counts[name] for name in VERSIONS}
    if terminal.out().is_terminal:
        words = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
        terminal.out().print(f"versions since they started, by {_heard(told)}: {words}")
        return
    line = {"group": settings.group, "feed": feed_name(STORIES, settings), "versions": counts}
    click.echo(json.dumps({**line, "expired": told.counts["expired"], "workers_heard": told.heard, "lag": 0}))


def _heard(told: Workers) -> str:
    return f"{told.heard} of {told.alive} workers"


def _groups(settings: Settings) -> tuple[str, ...]:
    chains = (settings.chains_group,) if settings.chains else ()
    alerts = (settings.alerts_group,) if settings.watchlist else ()
    return settings.group, settings.trends_group, *chains, *alerts


async def _rows(settings: Settings) -> list[Row]:
    return [
        *await _group(settings, settings.group, STORIES),
        *await _group(settings, settings.trends_group, ENRICHED),
        *(await _group(settings, settings.chains_group, IMPRINTS) if settings.chains else ()),
        *(await _group(settings, settings.alerts_group, ENRICHED) if settings.watchlist else ()),
    ]


async def _group(settings: Settings, group: str, feed: Feed) -> list[Row]:
    parts = await feed_reader.partitions(settings, feed)
    async with feed_reader.consumer(settings, group) as one:
        committed = {part: await one.committed(part) for part in parts}
        reach = await feed_reader.extent(one, parts)
        done = {part: max(first, committed[part] or 0) for part, (first, _) in reach.items()}
        ends = {part: end for part, (_, end) in reach.items()}
        done = await feed_reader.first_records(one, done, ends)
        return [
            _row(group, part, committed[part], first, done[part], end) for part, (first, end) in reach.items()
        ]


def _row(group: str, part: TopicPartition, committed: int | None, first: int, done: int, end: int) -> Row:
    """Return a partition's row; ``committed`` is None where the group has never done anything there.

    ``done`` is where the first record stands that is not done yet.
    """
    expired = 0 if committed is None else max(0, first - committed)
    return Row(group, part.topic, part.partition, done, end, expired)


def _table(rows: list[Row]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    lost = any(row.expired for row in rows)
    for name in ("partition", "done", "end", "lag", *(["expired"] if lost else [])):
        table.add_column(name, justify="right")
    for row in rows:
        style = "red" if row.expired else "yellow" if row.lag else None
        cells = [row.done, row.end, row.lag, *([row.expired] if lost else [])]
        table.add_row(str(row.partition), *(f"{cell:,}" for cell in cells), style=style)
    return table
