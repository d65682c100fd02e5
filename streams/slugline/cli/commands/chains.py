"""``slugline chains``: which stories of a file copy or continue an earlier one, without Kafka."""

import json
import sys
from collections.abc import Iterator

import click

from slugline.cli import input_files
from slugline.cli.command import command as make_command
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit
from slugline.cli.raw_story import items
from slugline.folds.chains.fold import Chained, Chains
from slugline.intake.formats.foreign_names import own_names
from slugline.intake.refused import Refused
from slugline.records.story import Story
from slugline.runtime.telling import milliseconds
from slugline.settings import load

HOUR = 3_600_000
EXAMPLES = """
slugline chains wire.jsonl.gz > chains.jsonl
slugline chains wire.jsonl | jq -r 'select(.relation == "correction") | .id'
tail -f wire.jsonl | slugline chains -
"""


@make_command("chains", EXAMPLES)
@click.argument("files", metavar="[FILE...|-]", nargs=-1)
@input_files.format_option
@input_files.encoding_option
@click.option("--window", type=click.IntRange(1, 24 * 30), default=48, show_default=True, metavar="HOURS",
              help="How long after a story another one may continue it.")  # fmt: skip
def command(files: tuple[str, ...], form: str, encoding: str | None, window: int) -> Exit:
    """Tell which stories are takes, copies or corrections of one, without Kafka.

    The stories are to come in the order of time. One line of JSON comes out for each: its "id" (the uri), its
    "chain", the "relation" to that ("first", "update", "correction", "repeat", "copy", "pick-up",
    "translation"), which story it "follows", and how much of it is "new" (0 to 1). A story that is canceled
    or withheld leaves its chain: its relation is its status. Where two chains turn out to be one, the stories
    of the other come once more, with the relation "merged".
    """
    if not files and click.get_text_stream("stdin").isatty():
        raise click.UsageError("no FILE; name files, or - for stdin")
    settings, _ = load()
    paths = input_files.find(files or ("-",))
    raws = input_files.read(paths, form, settings.max_story_bytes, encoding, own_names(settings.fields))
    chains, moment, failed = Chains(window * HOUR), 0, 0
    wanted = not sys.stdout.isatty()
    with terminal.progress(terminal.err(), "chaining", input_files.size(paths), wanted=wanted) as bar:
        for raw in raws:
            count = 0
            for item in items(raw, settings.max_story_bytes):
                count += 1
                if isinstance(item.story, Refused):
                    terminal.tell(f"error: {item.where}: {item.story}", "red")
                    failed += 1
                    continue
                told = milliseconds(item.story.published)
                moment = moment if told is None else told  # what tells no time came with what came before
                for line in _lines(chains, item.story, moment):
                    click.echo(json.dumps(line, ensure_ascii=False))
            sys.stdout.flush()
            bar.advance(count, raw.position)
    return Exit.PARTLY if failed else Exit.OK


def _lines(chains: Chains, story: Story, moment: int) -> Iterator[dict[str, object]]:
    if story.status != "usable":
        yield _line(story.uri, chains.take_back(story.uri), str(story.status), None, 0.0)
        return
    one: Chained = chains.add(story, moment)
    yield _line(story.uri, one.chain, one.relation, one.follows, one.new)
    for uri in one.moved:
        yield _line(uri, one.chain, "merged", None, 0.0)


def _line(uri: str, chain: str | None, relation: str, follows: str | None, new: float) -> dict[str, object]:
    return {"id": uri, "chain": chain, "relation": relation, "follows": follows, "new": new}
