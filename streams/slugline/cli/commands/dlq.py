"""``slugline dlq``: dead letters, what is wrong with them, and trying them again."""

import json
from contextlib import aclosing
from typing import get_args

import click
from aiokafka import ConsumerRecord, TopicPartition

from slugline import feed_reader, shown_text
from slugline.cli.command import CONTEXT
from slugline.cli.command import command as make_command
from slugline.cli.kafka import connect
from slugline.cli.kafka.start_option import StartOption
from slugline.cli.printing import render_records, terminal
from slugline.cli.problem import Exit, Problem
from slugline.feed_names import feed_name
from slugline.records.dead_letter import DeadLetter, Reason
from slugline.records.dead_letter_headers import ATTEMPTS
from slugline.records.feeds import DEAD_LETTERS
from slugline.records.schema_error import SchemaError
from slugline.settings import Settings

Found = list[tuple[ConsumerRecord, DeadLetter]]
WEBHOOK = "webhook"
"""The step of what a webhook did not take: that goes to it, not to a feed, where all would read it again."""

reason_option = click.option(
    "--reason", type=click.Choice(get_args(Reason)), help="Only those with this reason."
)
from_option = click.option(
    "--from", "start", type=StartOption(), default="start", show_default=True,
    help="Only those since then.",
)  # fmt: skip


@click.group("dlq", context_settings=CONTEXT)
def command() -> None:
    """List, show or replay dead letters."""


@make_command("list", "slugline dlq list\nslugline dlq list --reason not-json --from -1h")
@reason_option
@from_option
@connect.brokers_option
def list_(reason: str | None, start: feed_reader.Start, brokers: str | None) -> None:
    """List the dead letters: id, reason, what was wrong, where it came from."""
    found = _find(connect.settings(brokers), start, reason)
    console = terminal.out()
    for record, letter in found:
        if console.is_terminal:
            console.print(render_records.dead(record, letter))
        else:
            terminal.write_line(render_records.line(DEAD_LETTERS, record))
    if not found:
        terminal.err().print("no dead letters")


@make_command("show", "slugline dlq show 3:17\nslugline dlq show 3:17 | jq -r .value > broken.json")
@click.argument("identity", metavar="ID")
@connect.brokers_option
def show(identity: str, brokers: str | None) -> None:
    """Show one dead letter with its headers and its value. ID is as "dlq list" has it: partition:offset."""
    [(record, letter)] = _named(connect.settings(brokers), (identity,))
    console = terminal.out()
    if not console.is_terminal:
        terminal.write_line(render_records.line(DEAD_LETTERS, record))
        return
    console.print(render_records.dead(record, letter))
    for name, value in record.headers:
        console.print(render_records.field(name, value or b""))
    console.print(render_records.field("key", record.key or b"(none)"))
    console.print(render_records.text(record.value or b"(no value)"))


@make_command(
    "replay", "slugline dlq replay 3:17\nslugline dlq replay --all --reason internal-error --from -1h"
)
@click.argument("identities", metavar="[ID...]", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that --reason and --from leave.")
@reason_option
@from_option
@click.option("--dry-run", is_flag=True, help="Say what would be replayed, and send nothing.")
@connect.brokers_option
def replay(
    identities: tuple[str, ...],
    everything: bool,
    reason: str | None,
    start: feed_reader.Start,
    dry_run: bool,
    brokers: str | None,
) -> Exit:
    """Send dead letters to the feed they came from, key and value untouched, to be tried again.

    The dead letters stay on their feed. To replay one twice does no harm: events have the same ids each time.
    One that came without its bytes, which stand where it says, is passed over: sent as it is it would take
    back the story of its key. What a webhook did not take is sent to it once more, from here, unless
    something newer was told of that alert since.
    """
    if bool(identities) == everything:
        raise click.UsageError("name dead letters by ID, or say --all")
    settings = connect.settings(brokers)
    found = _find(settings, start, reason) if everything else _named(settings, identities)
    empty = [record for record, _ in found if record.value is None]
    for record in empty:
        terminal.err().print(f"passed over: {record.partition}:{record.offset} does not hold its bytes")
    found = [pair for pair in found if pair[0].value is not None]
    failed: dict[str, str] = {}
    if not dry_run:
        hooked = [pair for pair in found if pair[1].step == WEBHOOK]
        others = [pair for pair in found if pair[1].step != WEBHOOK]
        connect.run(settings, lambda settings: _send(settings, others))
        failed = _to_webhooks(settings, hooked) if hooked else {}
    for address, why in failed.items():
        terminal.err().print(shown_text.line(f"not replayed: {address}: {why}"), style="yellow")
    found = [pair for pair in found if f"{pair[0].partition}:{pair[0].offset}" not in failed]
    console = terminal.out()
    for record, letter in found:
        address = f"{record.partition}:{record.offset}"
        if console.is_terminal:
            verb = "would replay" if dry_run else "replayed"
            where = "its webhook" if letter.step == WEBHOOK else letter.feed
            console.print(shown_text.line(f"{verb} {address} to {where}"))
        else:
            line = {"id": address, "feed": letter.feed, "replayed": not dry_run}
            terminal.write_line(json.dumps(line))
    if not found and not failed:
        terminal.err().print("no dead letters to replay")
    return Exit.PARTLY if empty or failed else Exit.OK


def _to_webhooks(settings: Settings, found: Found) -> dict[str, str]:
    """Send what webhooks did not take once more; return why it was not done, by id."""
    from slugline.cli.kafka.webhook_replay import send_again  # here: it brings a client for HTTP

    return connect.run(settings, lambda settings: send_again(settings, found))


async def _send(settings: Settings, found: Found) -> None:
    async with connect.producer(settings) as producer:
        for record, letter in found:
            headers = [(ATTEMPTS, str(letter.attempts).encode())]
            headers += [(name, value) for name, value in record.headers if name == "traceparent"]
            await producer.send_and_wait(
                letter.feed,
                record.value,
                key=record.key,
                headers=headers,
                # where it came from: what is known of its story stands there, whatever partitioner it had
                partition=letter.partition,
            )


def _find(settings: Settings, start: feed_reader.Start, reason: str | None) -> Found:
    async def read(settings: Settings) -> Found:
        found: Found = []
        async with aclosing(feed_reader.records(settings, DEAD_LETTERS, start, follow=False)) as records:
            async for record in records:
                letter = _letter(record)
                if letter and reason in (None, letter.reason):
                    found.append((record, letter))
        return found

    return sorted(connect.run(settings, read), key=lambda pair: pair[0].timestamp)


def _named(settings: Settings, identities: tuple[str, ...]) -> Found:
    feed = feed_name(DEAD_LETTERS, settings)
    addresses = {identity: _address(feed, identity) for identity in identities}

    async def read(settings: Settings) -> Found:
        parts = await feed_reader.partitions(settings, DEAD_LETTERS)
        found: Found = []
        async with feed_reader.consumer(settings) as one:
            reach = await feed_reader.extent(one, parts)
            for identity, (part, offset) in addresses.items():
                first, end = reach.get(part, (0, 0))
                if not first <= offset < end:
                    raise Problem(f"no dead letter {identity}", "", "slugline dlq list has them all")
                one.seek(part, offset)
                record = await one.getone(part)
                if letter := _letter(record):
                    found.append((record, letter))
        return found

    return connect.run(settings, read)


def _address(feed: str, identity: str) -> tuple[TopicPartition, int]:
    number, _, offset = identity.partition(":")
    if not (number.isdigit() and offset.isdigit()):
        raise Problem(
            f"{identity!r} is no dead letter's id", "", "it is partition:offset, like 3:17", Exit.USAGE
        )
    return TopicPartition(feed, int(number)), int(offset)


def _letter(record: ConsumerRecord) -> DeadLetter | None:
    """Return the dead letter in ``record``; say so and return None where it is not one of ours."""
    try:
        return render_records.letter(record)
    except SchemaError as error:
        address = f"{record.partition}:{record.offset}"
        terminal.tell(f"warning: {address} is not a dead letter of slugline: {error}")
        return None


for one in (list_, show, replay):
    command.add_command(one)
