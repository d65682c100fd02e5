"""``slugline authority``: files of names with their ids elsewhere, checked and made into an index."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click

from slugline.authority import Entry, GazetteerError, entries, index, sources
from slugline.authority import companies as listed_companies
from slugline.cli.command import CONTEXT
from slugline.cli.command import command as make_command
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit, Problem
from slugline.records.events import EntityType
from slugline.shown_text import line as shown

MOST_TOLD = 20
"""Faults that are told one by one."""

_files = click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
_form = click.option(
    "--format",
    "form",
    type=click.Choice(("auto", *sources.FORMS)),
    default="auto",
    show_default=True,
    help="What the files are; by their names unless told otherwise.",
)
_kind = click.option(
    "--type",
    "kind",
    type=click.Choice(get_args(EntityType), case_sensitive=False),
    help="The type of entries that tell none.",
)
_language = click.option(
    "--language",
    default="en",
    show_default=True,
    metavar="CODE",
    help="The language of labels in SKOS and Wikidata.",
)


@click.group("authority", context_settings=CONTEXT)
def command() -> None:
    """Check files of names and make the index that all processes share.

    An authority file has the names that you know, with their ids: people, organisations, places. Name it in
    SLUGLINE_GAZETTEER and its names win over the model's. JSON lines do for some thousands; of more, an index
    takes no memory to speak of and no time to load.
    """


@make_command(
    "build",
    "slugline authority build people.jsonl companies.csv -o names.idx\n"
    "slugline authority build query.csv --type PERSON -o people.idx\n"
    "slugline authority build latest-all.json.bz2 -o wikidata.idx\n"
    "SLUGLINE_GAZETTEER=own.jsonl,names.idx slugline worker",
)
@_files
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The index; it is put there when it is whole.",
)
@_form
@_kind
@_language
@click.option("--skip-bad", is_flag=True, help="Leave out entries with faults; else there is no index.")
def build(
    files: tuple[Path, ...], output: Path, form: str, kind: EntityType | None, language: str, skip_bad: bool
) -> Exit:
    """Make an index of the entries of all FILEs.

    JSON lines ({"name", "type", "aliases", "ids", "country", "roles", "prior"}), CSV with a header (also what
    a SPARQL endpoint gives: item, itemLabel, itemAltLabel ...), SKOS (extra `skos`), a JSON dump of Wikidata;
    packed with gzip, bzip2 or xz too.
    """
    faults = _Faults()
    with terminal.progress(terminal.err(), "building", None) as bar:
        entries = faults.left(files, form, kind, language)
        try:
            made = index.write(
                _all(entries, faults, skip_bad), output, lambda count: bar.advance(count - bar.done, 0)
            )
        except OSError as error:
            raise Problem(f"{output}: cannot be written: {error.strerror or error}") from error
        except GazetteerError as error:
            raise Problem(str(error)) from error
    faults.tell()
    terminal.tell(f"{shown(str(output))}: {len(made):,} entries, {made.header['names']:,} names, "
                  f"{made.header['shared']:,} of them of several", "green")  # fmt: skip
    return Exit.PARTLY if faults.count else Exit.OK


@make_command("check", "slugline authority check names.jsonl\nslugline authority check query.csv --type ORG")
@_files
@_form
@_kind
@_language
def check(files: tuple[Path, ...], form: str, kind: EntityType | None, language: str) -> Exit:
    """Tell every fault of the FILEs, with its line; the exit code is 5 if there is one."""
    faults, count = _Faults(), 0
    try:
        for _ in faults.left(files, form, kind, language):
            count += 1
    except GazetteerError as error:
        raise Problem(str(error)) from error
    faults.tell()
    terminal.tell(f"{count:,} entries are good, {faults.count:,} are not", "red" if faults.count else "green")
    return Exit.PARTLY if faults.count else Exit.OK


@make_command("stats", "slugline authority stats names.idx | jq .names")
@click.argument("file", type=click.Path(path_type=Path))
def stats(file: Path) -> None:
    """Tell what is in an index, as JSON: entries, names, how many names several entries have, its digest."""
    try:
        made = index.opened(file)
    except GazetteerError as error:
        raise Problem(str(error)) from error
    told = {name: made.header[name] for name in ("entries", "names", "shared", "digest")}
    click.echo(json.dumps(told | {"bytes": file.stat().st_size}))


@make_command(
    "companies",
    "slugline authority companies > companies.jsonl\n"
    "SLUGLINE_GAZETTEER=own.jsonl,companies.jsonl slugline worker",
)
def companies() -> None:
    """Print some 1,700 listed companies as lines of an authority file: names, market, symbol, ISIN.

    They are those of the package pytickersymbols (MIT; extra `companies`), the members of twenty indices in
    Europe, Japan and the United States.
    """
    try:
        for one in listed_companies.installed():
            click.echo(entries.line(one))
    except GazetteerError as error:
        raise Problem(str(error), code=Exit.USAGE) from error


class _Faults:
    """Collects what is wrong."""

    def __init__(self) -> None:
        self.count = 0
        self._first: list[GazetteerError] = []

    def left(
        self, files: tuple[Path, ...], form: str, kind: EntityType | None, language: str
    ) -> Iterator[Entry]:
        """Yield the entries that have no fault."""
        for path in files:
            for found in sources.read(path, form, kind, language):
                if isinstance(found, Entry):
                    yield found
                    continue
                self.count += 1
                if len(self._first) < MOST_TOLD:
                    self._first.append(found)

    def tell(self) -> None:
        """Tell the first of them, and how many more there are."""
        for one in self._first:
            terminal.tell(f"error: {one}", "red")
        if self.count > len(self._first):
            terminal.tell(f"and {self.count - len(self._first):,} more", "red")


def _all(entries: Iterator[Entry], faults: _Faults, skip_bad: bool) -> Iterator[Entry]:
    """Yield the entries. Raises GazetteerError behind the last where some had faults that are not to be."""
    yield from entries
    if faults.count and not skip_bad:
        faults.tell()
        raise Problem(
            f"{faults.count:,} entries have faults", fix="mend them, or leave them out with --skip-bad"
        )


for _one in (build, check, companies, stats):
    command.add_command(_one)
