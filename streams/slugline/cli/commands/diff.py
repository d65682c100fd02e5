"""``slugline diff``: what two readings of the same stories differ in, by kind, with a sample to read."""

import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from contextlib import aclosing

import click
from rich.text import Text

from slugline import feed_reader
from slugline.cli.command import command as make_command
from slugline.cli.enriched_lines import opened
from slugline.cli.kafka import connect, side_feeds
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit, Problem
from slugline.folds import differences
from slugline.folds.differences import Difference
from slugline.kinds import ENRICHED, KINDS, EnrichedStory
from slugline.records.codec import decode
from slugline.records.schema_error import SchemaError
from slugline.settings import Settings

Stories = dict[str, bytes]
"""The last record of each uri."""
LONGEST = 80
"""Characters of a value that are shown."""
STYLES = {"went": "red", "came": "green", "moved": "yellow"}
EXAMPLES = """
slugline diff before.jsonl after.jsonl.gz
slugline diff --pipeline next
slugline diff --pipeline next -o json | jq 'select(.kind == "quotes" and .way == "went")'
"""


@make_command("diff", EXAMPLES)
@click.argument("files", metavar="[BEFORE AFTER]", nargs=-1)
@click.option("--pipeline", "label", metavar="LABEL",
              help="Instead of files: what stands on the feed, and what a replay made.")  # fmt: skip
@click.option("-o", "--output", type=click.Choice(["pretty", "json"]),
              help="json: every difference, a line each. [pretty on a terminal, else json]")  # fmt: skip
@click.option("--sample", type=click.IntRange(0), default=5, show_default=True, metavar="N",
              help="So many of each kind and way are shown, of as many stories; json: all.")  # fmt: skip
@connect.brokers_option
def command(
    files: tuple[str, ...], label: str | None, output: str | None, sample: int, brokers: str | None
) -> Exit:
    """Show what two readings of the same stories differ in.

    BEFORE and AFTER have enriched stories, a line each, as "slugline extract" writes them (also packed with
    gzip). Compared are stories that are in both in the same version. Events went, came or moved: the same
    thing, with another speaker, type, link or number of mentions; "story" is what was read of the story
    itself. At the end stand the counts, on stderr.
    """
    if (label is None) == (len(files) != 2):
        raise click.UsageError("name two files, BEFORE and AFTER, or --pipeline LABEL")
    if label is None:
        (before, bad), (after, worse) = (_file(name) for name in files)
    else:
        settings = connect.settings(brokers)
        side = side_feeds.beside(settings, label)
        after, worse = connect.run(side, _feed)
        before, bad = connect.run(settings, lambda settings: _feed(settings, after.keys()))
    console = terminal.out()
    told = _Telling(output == "pretty" or (output is None and console.is_terminal), sample)
    told.all(before, after)
    told.summary()
    return Exit.PARTLY if bad or worse or told.unread else Exit.OK


def _file(name: str) -> tuple[Stories, int]:
    """Return the stories of a file, and how many lines are none."""
    found: Stories = {}
    bad = 0
    for number, line in enumerate(opened(name), 1):
        if isinstance(line, str):
            raise Problem(f"{name}: {line}", code=Exit.USAGE)
        if line.strip():
            try:
                found[decode(EnrichedStory, line).uri] = line
            except SchemaError as error:
                bad += 1
                terminal.tell(f"error: {name}, line {number}: {error}", "red")
    return found, bad


async def _feed(settings: Settings, wanted: Container[str] | None = None) -> tuple[Stories, int]:
    """Return what stands on the enriched feed, or what of it is ``wanted``, by uri."""
    found: Stories = {}
    async with aclosing(feed_reader.records(settings, ENRICHED, "start", follow=False)) as records:
        async for record in records:
            uri = (record.key or b"").decode(errors="replace")
            found.pop(uri, None)
            if record.value is not None and (wanted is None or uri in wanted):
                found[uri] = record.value
    return found, 0


class _Telling:
    """Counts, and tells."""

    def __init__(self, readable: bool, sample: int) -> None:
        self._readable = readable
        self._sample = sample
        self._counts: Counter[tuple[str, str]] = Counter()
        self._fields: Counter[tuple[str, str]] = Counter()
        self._same: Counter[str] = Counter()
        self._shown: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._touched = self._compared = self._other = self._gone = self._only_before = self._only_after = 0
        self.unread = 0

    def all(self, before: Stories, after: Stories) -> None:
        """Tell of all stories that are in both."""
        self._only_before = len(before.keys() - after.keys())
        self._only_after = len(after.keys() - before.keys())
        for uri, value in before.items():
            if uri not in after:
                continue
            try:
                old, new = decode(EnrichedStory, value), decode(EnrichedStory, after[uri])
            except SchemaError as error:
                self.unread += 1
                terminal.tell(f"error: {uri}: {error}", "red")
                continue
            if old.version != new.version:
                self._other += 1
                continue
            if old.status != "usable" or new.status != "usable":  # its words are to be seen nowhere any more
                self._gone += 1
                continue
            self._compared += 1
            found = list(self._of(old, new))
            self._touched += bool(found)
            for one in found:
                self._tell(new, one)

    def _of(self, old: EnrichedStory, new: EnrichedStory) -> Iterator[Difference]:
        yield from differences.story(old, new, [kind.plural for kind in KINDS])
        for kind in KINDS:
            stood, stands = getattr(old, kind.plural), getattr(new, kind.plural)
            found = list(differences.events(kind.plural, stood, stands, kind.what))
            self._same[kind.plural] += len(stood) - sum(one.way != "came" for one in found)
            yield from found

    def _tell(self, story: EnrichedStory, one: Difference) -> None:
        self._counts[one.kind, one.way] += 1
        self._fields.update((one.kind, name) for name, _, _ in one.moved)
        if not self._readable:
            moved = {name: [before, after] for name, before, after in one.moved}
            line = {"uri": story.uri, "version": story.version, "headline": story.headline}
            told = {"kind": one.kind, "way": one.way, "id": one.id, "what": one.what, "moved": moved}
            terminal.write_line(json.dumps(line | told, ensure_ascii=False))
            return
        shown = self._shown[one.kind, one.way]
        if story.uri in shown or len(shown) >= self._sample:
            return
        shown.add(story.uri)
        head = Text(f"{one.kind} {one.way}  ", STYLES[one.way]).append(_cut(one.what), "bold")
        terminal.out().print(terminal.flat(head.append(f"  {story.headline or story.uri}", "dim")))
        for name, before, after in one.moved:
            terminal.out().print(terminal.flat(Text(f"    {name}: {_cut(before)} -> {_cut(after)}")))

    def summary(self) -> None:
        """Say how much is the same, and how much is not."""
        terminal.tell(f"{self._compared:,} stories compared, {self._touched:,} differ")
        for name, count in (
            ("in another version", self._other),
            ("killed or withheld", self._gone),
            ("only before", self._only_before),
            ("only after", self._only_after),
        ):
            if count:
                terminal.tell(f"  {count:6,}  {name}, not compared")
        for kind in ("story", *(kind.plural for kind in KINDS)):
            ways = ", ".join(
                f"{self._counts[kind, way]:,} {way}" for way in STYLES if kind != "story" or way == "moved"
            )
            same = "" if kind == "story" else f", {self._same[kind]:,} as before"
            fields = [f"{name} {count:,}" for (one, name), count in self._fields.most_common() if one == kind]
            terminal.tell(f"  {kind}: {ways}{same}" + (f" ({', '.join(fields)})" if fields else ""))


def _cut(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
