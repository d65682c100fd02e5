"""``slugline live``: the wire at a glance, in a browser."""

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import click

from slugline.cli.command import command as make_command
from slugline.cli.demo.live_page import NEEDS
from slugline.cli.kafka import connect
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit, Problem
from slugline.cli.watchlist_problem import load
from slugline.entities.town_codes import code_of
from slugline.folds.watchlists.matching import Watch
from slugline.kinds import EnrichedStory

EXAMPLES = """
slugline live
slugline live --port 9000 --hours 12
slugline live --watch rules.toml
slugline live --host 0.0.0.0 --allow-host desk.example --prefix /wire
"""
PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
MEGABYTE = 1_000_000


@make_command("live", EXAMPLES)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8008, show_default=True,
              help="Port of the same; 0: any free one.")  # fmt: skip
@click.option("--prefix", default="", metavar="/PATH", help="Path that a proxy puts before all addresses.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME",
              help="A host name that it answers to, beside localhost and addresses.")  # fmt: skip
@click.option("--hours", type=click.FloatRange(0.1, 24 * 30), default=48, show_default=True,
              help="How far back the page reaches.")  # fmt: skip
@click.option("--stories", type=click.IntRange(1, 1_000_000), default=10_000, show_default=True,
              help="Stories it keeps, at most.")  # fmt: skip
@click.option("--memory", type=click.IntRange(1, 100_000), default=256, show_default=True, metavar="MB",
              help="Megabytes it keeps them in, at most.")  # fmt: skip
@click.option("--watch", "watchlist", metavar="RULES", type=click.Path(path_type=Path),
              help="A watchlist (docs/watchlists.md): rows tell which rules they meet.")  # fmt: skip
@connect.brokers_option
def command(
    host: str,
    port: int,
    prefix: str,
    names: tuple[str, ...],
    hours: float,
    stories: int,
    memory: int,
    watchlist: Path | None,
    brokers: str | None,
) -> None:
    """Show the wire at a glance, in a browser: one row for each story as it develops.

    It reads the enriched stories, and the chains where there are any, keeps what stands of the last hours in
    memory, and shows it as it comes. Nobody can change anything by it. Who may look is the proxy's to say:
    it has no passwords.
    """
    if any(find_spec(name) is None for name in NEEDS):
        raise Problem("the live page needs the 'live' extra", "", "pip install 'slugline[live]'", Exit.USAGE)
    from slugline.folds.board.board import Limits
    from slugline.live.serving import listening, serve  # here: without the extra it cannot be imported

    prefix = prefix.rstrip("/")
    if prefix and not PREFIX.fullmatch(prefix):
        raise click.UsageError(f"--prefix must be a path like /wire, not {prefix!r}")
    watch = _watching(watchlist) if watchlist else None
    settings = connect.settings(brokers)
    limits = Limits(hours=hours, stories=stories, bytes=memory * MEGABYTE)
    listener = listening(host, port)
    at = listener.getsockname()
    shown = f"[{at[0]}]" if ":" in at[0] else at[0]
    terminal.tell(f"live page at http://{shown}:{at[1]}{prefix}/; Ctrl-C ends", "green")
    connect.run(
        settings,
        lambda settings: serve(
            settings, limits, listener, terminal.tell, prefix=prefix, names=(host, *names), watch=watch
        ),
    )


def _watching(path: Path) -> Callable[[EnrichedStory], tuple[str, ...]]:
    """Return what names the rules in the file ``path`` that a story meets. Raises Problem."""
    watch = Watch(load(path).rule, code_of)
    return lambda story: tuple(met.rule.name for met in watch.met(story))
