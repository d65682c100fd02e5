"""``slugline watch``: tries the rules of a watchlist on stored stories, or on the feed as it comes."""

import json
import sys
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.text import Text

import slugline
from slugline import feed_reader
from slugline.cli.command import command as make_command
from slugline.cli.enriched_lines import opened
from slugline.cli.kafka import connect
from slugline.cli.kafka.start_option import StartOption
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit, Problem
from slugline.cli.watchlist_problem import load
from slugline.entities.town_codes import code_of
from slugline.folds.watchlists import rules
from slugline.folds.watchlists.matching import Found, Met, Watch
from slugline.kinds import ENRICHED, EnrichedStory
from slugline.records.codec import decode
from slugline.records.schema_error import SchemaError
from slugline.runtime.webhook_addresses import is_public
from slugline.settings import Settings

SCHEMA = Path(slugline.__file__).parent / "schemas" / "watchlist.schema.json"
MOST = 100_000
"""Stories of which it is remembered which rules they met, so that it is told when one is taken back."""
EXAMPLES = """
slugline watch rules.toml
slugline watch rules.toml --from -6h --stop
slugline extract wire.jsonl.gz | slugline watch rules.yaml - | jq -r '[.rule, .headline] | @tsv'
slugline watch rules.toml --check
slugline watch --schema > watchlist.schema.json
"""


@make_command("watch", EXAMPLES)
@click.argument("watchlist", metavar="RULES", type=click.Path(path_type=Path), required=False)
@click.argument("files", metavar="[FILE...|-]", nargs=-1)
@click.option("-o", "--output", type=click.Choice(["pretty", "json"]),
              help="json: a line each. [pretty on a terminal, else json]")  # fmt: skip
@click.option("--from", "start", type=StartOption(), default="end", show_default=True,
              help="Without FILE: begin at the start, the end, or so long ago (s, m, h, d).")  # fmt: skip
@click.option("--stop", is_flag=True, help="Without FILE: stop where the feed ends now.")
@click.option("--check", is_flag=True, help="Say whether the rules can be used, and no more.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a watchlist, and no more.")
@connect.brokers_option
def command(
    watchlist: Path | None,
    files: tuple[str, ...],
    output: str | None,
    start: feed_reader.Start,
    stop: bool,
    check: bool,
    schema: bool,
    brokers: str | None,
) -> Exit:
    """Try the rules of a watchlist on stories, or on the feed as it comes.

    It tells which rules are met by which stories, and by what.

    RULES is a file in TOML or YAML. FILE has enriched stories, a line each, as `slugline extract` writes them
    (also packed with gzip), - for stdin. Without FILE the enriched feed is followed until Ctrl-C. A story
    that is taken back is told with its rules once more. At the end stands how often each rule was met.
    """
    if schema:
        click.echo(SCHEMA.read_text("utf-8"), nl=False)
        return Exit.OK
    if watchlist is None:
        raise click.UsageError("no RULES; name a watchlist, a file in TOML or YAML")
    found = load(watchlist)
    if check:
        terminal.tell(f"{watchlist}: {_many(found.rule)} good", "green")
        for one in found.webhook:
            _tell_private(one)
        return Exit.OK
    console = terminal.out()
    told = _Telling(found, console, output == "pretty" or (output is None and console.is_terminal))
    if files:
        unread = told.lines(files)
    else:
        unread = connect.run(connect.settings(brokers), lambda settings: told.feed(settings, start, not stop))
    told.summary()
    return Exit.PARTLY if unread else Exit.OK


def _many(rule: Sequence[rules.Rule]) -> str:
    return "1 rule is" if len(rule) == 1 else f"{len(rule):,} rules are"


def _tell_private(webhook: rules.Webhook) -> None:
    """Tell of an address to which nothing is sent; of a name that is seen only when something is."""
    try:
        address = ip_address(urlsplit(webhook.url).hostname or "")
    except ValueError:
        return
    if not is_public(address):
        terminal.tell(
            f"webhook {webhook.name}: {address} is no public address: nothing is sent there, unless "
            "SLUGLINE_WEBHOOK_NETWORKS of the worker has it",
            "yellow",
        )


class _Telling:
    """Asks the rules of each story, and tells."""

    def __init__(self, found: rules.Watchlist, console: Console, readable: bool) -> None:
        self._rules = found.rule
        self._watch = Watch(found.rule, code_of)
        self._console = console
        self._readable = readable
        self._met: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._counts: Counter[str] = Counter()
        self._stories = 0

    def story(self, story: EnrichedStory) -> None:
        """Tell what ``story`` meets, and of what it met before that it is taken back."""
        self._stories += 1
        before = self._met.pop(story.uri, ())
        met = self._watch.met(story)
        now = tuple(one.rule.name for one in met)
        why = story.status if story.status != "usable" else "changed"
        self._gone(story.uri, [one for one in before if one not in now], why, version=story.version)
        for one in met:
            self._counts[one.rule.name] += one.rule.name not in before
            self._tell(story, one)
        if met:
            self._met[story.uri] = now
            if len(self._met) > MOST:
                self._met.popitem(last=False)

    def lines(self, files: tuple[str, ...]) -> int:
        """Tell of the stories in ``files``; return how many lines could not be read."""
        unread = 0
        for name in files:
            where = "stdin" if name == "-" else name
            for number, line in enumerate(opened(name), 1):
                if isinstance(line, bytes):
                    unread += not self._line_read(line, f"{where}, line {number}")
                    continue
                if len(files) == 1:
                    raise Problem(f"{where}: {line}", code=Exit.USAGE)
                unread += 1
                terminal.tell(f"error: {where}: {line}", "red")
        return unread

    def _line_read(self, line: bytes, where: str) -> bool:
        """Tell of the story in a ``line``; return whether there is one, where it is not blank."""
        try:
            if line.strip():
                self.story(decode(EnrichedStory, line))
        except SchemaError as error:
            fix = "`slugline extract` makes enriched stories"
            terminal.tell(f"error: {where}: {error}; {fix}", "red")
            return False
        return True

    async def feed(self, settings: Settings, start: feed_reader.Start, follow: bool) -> int:
        """Tell of the stories on the enriched feed; return how many records could not be read."""
        unread = 0
        async with aclosing(feed_reader.records(settings, ENRICHED, start, follow)) as records:
            async for record in records:
                if record.value is None:
                    uri = (record.key or b"").decode(errors="replace")
                    self._gone(uri, self._met.pop(uri, ()), "deleted")
                    continue
                try:
                    self.story(decode(EnrichedStory, record.value))
                except SchemaError as error:
                    unread += 1
                    terminal.tell(f"error: offset {record.offset}: {error}", "red")
        return unread

    def summary(self) -> None:
        """Say how often each rule was met."""
        terminal.tell(f"{self._stories:,} stories, {len(self._rules):,} rules")
        for rule in self._rules:
            count = self._counts[rule.name]
            terminal.tell(f"  {count:6,}  {rule.name}", None if count else "dim")

    def _tell(self, story: EnrichedStory, met: Met) -> None:
        if not self._readable:
            self._line({
                "rule": met.rule.name, "uri": story.uri, "version": story.version,
                "headline": story.headline, "source": story.source, "published": story.published,
                "found": [_plain(one) for one in met.found],
            })  # fmt: skip
            return
        head = Text(met.rule.name, "bold yellow").append(f"  {story.headline or story.uri}", "bold")
        self._console.print(terminal.flat(head.append(f"  {story.source or ''}", "dim")))
        for one in met.found:
            self._console.print(terminal.flat(Text(f"    {one.where}: ", "dim").append(one.words[:200], "")))

    def _gone(self, uri: str, names: Iterable[str], why: str, **more: object) -> None:
        for name in names:
            if self._readable:
                self._console.print(terminal.flat(Text(name, "strike").append(f"  {uri}: {why}", "red")))
            else:
                self._line({"rule": name, "uri": uri, **more, "taken_back": why})

    def _line(self, value: object) -> None:
        terminal.write_line(json.dumps(value, ensure_ascii=False))
        sys.stdout.flush()


def _plain(one: Found) -> dict[str, object]:
    place = {} if one.start is None else {"start": one.start, "end": one.end}
    return {"where": one.where, "words": one.words, **place}
