"""What ``slugline kill``, ``withhold`` and ``release`` have in common."""

import json
from collections.abc import Awaitable, Callable, Iterator

import click

from slugline import feed_reader
from slugline.cli.command import command as make_command
from slugline.cli.kafka import connect, parted_stories, status_words
from slugline.cli.kafka.status_words import Standing
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit, Problem
from slugline.intake.refused import LONGEST_URI
from slugline.records.marks import GREATEST_VERSION
from slugline.records.status_word import StatusWord, Word
from slugline.settings import Settings
from slugline.shown_text import line as shown

Check = Callable[[Settings, StatusWord, list[Standing]], Awaitable[None]]
"""Raises Problem where the word would do nothing."""


def make(name: str, status: Word, help_text: str, examples: str, check: Check) -> click.Command:
    """Return the command ``name`` that says ``status`` of a story."""

    @click.argument("uri")
    @click.option(
        "--reason", metavar="TEXT", required=True, help="Why; it stands on the feed of raw stories."
    )
    @click.option("--version", type=click.IntRange(1, GREATEST_VERSION), metavar="N",
                  help="Of this version and those before it. [whatever is newest]")  # fmt: skip
    @click.option("--wait", is_flag=True, help="Return only when the enriched feed shows it.")
    @connect.brokers_option
    def command(uri: str, reason: str, version: int | None, wait: bool, brokers: str | None) -> Exit:
        about, why = _sound("URI", uri), _sound("--reason", reason)
        word = StatusWord(uri=about, status=status, version=version, reason=why)

        async def work(settings: Settings) -> tuple[list[Standing], list[int]]:
            where = await status_words.standings(settings, uri)
            await check(settings, word, where)
            return where, await status_words.send(settings, word, where, wait)

        where, partitions = connect.run(connect.settings(brokers), work)
        if where[0].partition is None:
            terminal.err().print(
                f"warning: no worker knows {shown(uri)}: noted for versions that may come", style="yellow"
            )
        for warning in _warnings(word, where):
            terminal.err().print(f"warning: {warning}", style="yellow")
        for one, partition in zip(where, partitions, strict=True):
            _tell(word, one, partition, done=wait)
        return Exit.OK

    command.__doc__ = help_text
    return make_command(name, examples)(command)


def _sound(what: str, text: str) -> str:
    """Return what was typed for ``what``, if it is a text. Raises UsageError."""
    if not text.strip():
        raise click.UsageError(f"{what} is empty")
    if not text.isprintable():
        raise click.UsageError(f"{what} has characters that cannot be shown: {shown(ascii(text))}")
    if what == "URI" and len(text.strip()) > LONGEST_URI:
        raise click.UsageError(
            f"{what} has {len(text):,} characters, and no story's has over {LONGEST_URI:,}"
        )
    return text.strip()


def _warnings(word: StatusWord, where: list[Standing]) -> Iterator[str]:
    """Yield what whoever says ``word`` may not expect of it."""
    killed = [one for one in where if one.outlives(word)]
    if killed:
        yield f"version {killed[0].version} is {killed[0].status}: what is killed stays killed"
    if any(one.waits for one in killed):
        yield "the version that waits is not withheld by that: name it with --version, or kill the story"
    newest = max((one.version or 0 for one in where), default=0)
    waits = any(one.waits for one in where)
    if word.status != "released" and word.version is not None and 0 < newest < word.version and not waits:
        yield (
            f"version {newest} is the newest known: those up to {word.version} that may come are "
            f"{word.status}, too"
        )


def _tell(word: StatusWord, one: Standing, partition: int, done: bool) -> None:
    console = terminal.out()
    if not console.is_terminal:
        was = {"was": one.status, "version": one.version, "waits": one.waits}
        line = {"uri": word.uri, "status": word.status, "partition": partition, **was, "done": done}
        terminal.write_line(json.dumps(line))
        return
    if one.partition is None:
        was_words = "not known: noted for versions that may come"
    else:
        waits = "a version waits for its time" if one.waits else ""
        stood = f"version {one.version} was {one.status}" if one.status else ""
        was_words = ", ".join(part for part in (stood, waits) if part)
    console.print(shown(f"{word.status} {word.uri} in partition {partition} ({was_words})"))


async def can_be_let_go(settings: Settings, _word: StatusWord, where: list[Standing]) -> None:
    """Raise Problem where no version waits, or is withheld, that could be let go."""
    if any(one.waits for one in where):
        return
    withheld = [one for one in where if one.status == "withheld" and one.row is not None]
    async with feed_reader.consumer(settings) as reader:
        for one in withheld:
            assert one.row is not None
            if await parted_stories.standing_record(settings, reader, one.row) is not None:
                return
    stands = next(
        (f"version {one.version} is {one.status}" for one in where if one.status), "it is not known"
    )
    if withheld and withheld[0].row is not None and withheld[0].row.copy is None:
        stands += ", and nothing of it was out before, or it was killed"
    elif withheld:
        stands += ", and the record of what was out is gone from the feed of raw stories"
    raise Problem(
        "no version of it waits, or is withheld, that could go out", stands,
        "it comes back by its publisher's next version: one with a higher number",
    )  # fmt: skip


async def anything(_settings: Settings, word: StatusWord, where: list[Standing]) -> None:
    """Raise Problem where a newer version stands than the one named: the word would be late."""
    newest = max((one.version or 0 for one in where), default=0)
    if word.version is not None and word.version < newest:
        raise Problem(f"version {newest} stands, and {word.version} is older", "", "name it, or no version")
