"""``slugline extract``: stories from files to enriched stories, without Kafka."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain, islice

import click

from slugline.cli import input_files
from slugline.cli.command import command as make_command
from slugline.cli.enrich_job import Job, enrich_job
from slugline.cli.printing import terminal
from slugline.cli.printing.enriched_output import Output, Write, writer
from slugline.cli.problem import Exit
from slugline.cli.raw_story import Item, items
from slugline.intake.formats.foreign_names import own_names
from slugline.intake.formats.table import AUTO, BY_NAME
from slugline.parallel import cores, in_order
from slugline.reading import BATCH
from slugline.settings import Settings, load

LARGE = 262_144
"""Bytes; a larger input is taken apart before it is handed to a process."""

FEW = 4
"""So many batches are done before a second process has loaded the model."""

EXAMPLES = """
slugline extract story.txt
slugline extract -o json ninjs.json | jq '.quotes[].text'
slugline extract wire.jsonl.gz > enriched.jsonl
tail -f wire.jsonl | slugline extract -p 1 -
"""


@make_command("extract", EXAMPLES)
@click.argument("files", metavar="[FILE...|-]", nargs=-1)
@input_files.format_option
@input_files.encoding_option
@click.option("-o", "--output", type=click.Choice(["pretty", "json", "jsonl"]),
              help="json is indented, jsonl a line each. [pretty on a terminal, else jsonl]")  # fmt: skip
@click.option("-p", "--processes", type=click.IntRange(1, 1024), metavar="N",
              help="Processes that read stories; 1 works in the process itself. [one per core]")  # fmt: skip
def command(
    files: tuple[str, ...], form: str, encoding: str | None, output: Output | None, processes: int | None
) -> Exit:
    """Enrich stories from files or stdin, without Kafka.

    FILE is in one of the formats below (also packed), a folder of such files, or - for stdin.

    One enriched story comes out for each story, in the same order. A story that cannot be read is told on
    stderr, the rest goes on, and the exit code is 5 at the end. With "-p 1 -" each story of a pipe comes
    out as soon as it went in.
    """
    if not files and click.get_text_stream("stdin").isatty():
        raise click.UsageError("no FILE; name files, or - for stdin")
    settings, _ = load()
    paths = input_files.find(files or ("-",))
    console = terminal.out()
    raws = input_files.read(paths, form, settings.max_story_bytes, encoding, own_names(settings.fields))
    one_by_one = processes == 1 and None in paths
    jobs = _jobs(raws, settings, 1 if one_by_one else BATCH)
    if processes is None:
        first = list(islice(jobs, FEW + 1))
        processes = 1 if len(first) <= FEW else settings.processes or cores()
        jobs = chain(first, jobs)
    with writer(output or ("pretty" if console.is_terminal else "jsonl"), console) as write:
        failed = _run(jobs, processes, input_files.size(paths), write)
    return Exit.PARTLY if failed else Exit.OK


def _jobs(raws: Iterator[input_files.Raw], settings: Settings, size: int) -> Iterator[Job]:
    inputs = _inputs(raws, settings.max_story_bytes)
    while batch := tuple(islice(inputs, size)):
        one_by_one = tuple(one for one, _ in batch)
        yield Job(
            one_by_one, settings.model, settings.gazetteer, settings.min_confidence, settings.max_story_bytes,
            batch[-1][1],
        )  # fmt: skip


def _inputs(raws: Iterator[input_files.Raw], limit: int) -> Iterator[tuple[input_files.Raw | Item, int]]:
    """Yield the raw inputs with their positions, a large one story by story: it may hold thousands."""
    for raw in raws:
        if len(raw.data) > LARGE and not (raw.form != AUTO and BY_NAME[raw.form].lines):
            for item in items(raw, limit):
                yield item, raw.position
        else:
            yield raw, raw.position


def _run(jobs: Iterable[Job], processes: int, total: int | None, write: Write) -> int:
    """Enrich everything, and return for how many stories something could not be done."""
    failed = 0
    with (
        terminal.progress(terminal.err(), "enriching", total, wanted=not sys.stdout.isatty()) as bar,
        closing(in_order(enrich_job, jobs, processes)) as results,
    ):
        for job, outcomes in results:
            for outcome in outcomes:
                for problem in outcome.problems:
                    terminal.tell(f"error: {outcome.where}: {problem}", "red")
                failed += bool(outcome.problems)
                if outcome.value is not None:
                    write(outcome.value)
            sys.stdout.flush()
            bar.advance(len(outcomes), job.position)
    return failed
