"""The command as a whole: its list of commands, its help, and how it ends."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module

import click

from slugline import shown_text
from slugline.cli import termination
from slugline.cli.command import EXIT_CODES, debugging
from slugline.cli.problem import Exit, Problem
from slugline.errors import SluglineError
from slugline.release import VERSION
from slugline.setting import SettingsError

COMMANDS = {
    "demo": "See the whole thing work on this machine.",
    "chains": "Tell which stories are takes, copies or corrections of one, without Kafka.",
    "extract": "Enrich stories from files or stdin, without Kafka.",
    "publish": "Publish stories to Kafka.",
    "tail": "Show what is on a feed, and what comes.",
    "watch": "Try the rules of a watchlist on stories, or on the feed as it comes.",
    "live": "Show the wire at a glance, in a browser.",
    "worker": "Run a worker: stories in, events out, until stopped.",
    "status": "Show how far the workers are behind.",
    "replay": "Read stories of the feed again, with this release, into side feeds.",
    "diff": "Show what two readings of the same stories differ in.",
    "feeds": "Create, list or mend the feeds (Kafka topics).",
    "dlq": "List, show or replay dead letters.",
    "kill": "Kill a story: all its events are taken back, for good.",
    "withhold": "Withhold a story: all its events are taken back, for now.",
    "release": "Let a story go that waits for the end of its embargo, or that is withheld.",
    "authority": "Check files of names and make the index that all processes share.",
    "topics": "Search the IPTC Media Topics that stories are sorted into.",
    "config": "Show the settings in force and where each comes from.",
    "completion": "Print the shell script that completes commands and options.",
}
"""The commands in the order of the help; each lives in the module of its name and is imported when called."""

ADVICE = {
    "LanguageError": "SLUGLINE_MODEL",
    "ModelError": "SLUGLINE_MODEL; pip install it, or unset the variable for the default model",
    "GazetteerError": "SLUGLINE_GAZETTEER; mend the file, or unset the variable",
}
"""Where an error of this name comes from and how to fix it; the classes would load the model's libraries."""

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where output does not fit any more."""


class ReaderGone(Exception):  # noqa: N818 because it is no error: whoever reads our output had enough
    """Nobody reads stdout any more."""


class Commands(click.Group):
    """A group whose help imports none of its commands, so that it comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, the most wanted first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"slugline.cli.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may be meant."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"no command {args[0]!r}" + (f", did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; click itself would make a broken pipe an error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    "slugline",
    cls=Commands,
    epilog="\b\nStart here:\n  slugline demo\n  slugline extract story.txt\n  slugline COMMAND --help\n\n"
    + EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(VERSION, "-V", "--version", message="slugline %(version)s")
@debugging
def root() -> None:
    """Wire stories in, events out: who and what a story names, who said what, and what it is about.

    Settings come from SLUGLINE_* variables over a TOML file: see "slugline config".
    """


def run(args: Sequence[str]) -> int:
    """Run the command with ``args`` and return its exit code; errors are told in one line on stderr."""
    complaining = sys.unraisablehook
    with termination.heard() as terminated:
        try:
            code = _run(args)
        finally:
            sys.unraisablehook = complaining
    return Exit.TERMINATED if terminated.came and code == Exit.INTERRUPTED else code


def _run(args: Sequence[str]) -> int:
    try:
        result = root.main(args=list(args), prog_name="slugline", standalone_mode=False)
        sys.stdout.flush()
    except (ReaderGone, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except (KeyboardInterrupt, click.Abort):  # click has begun a new line
        termination.show_cursor()
        click.echo("stopped", err=True)
        # what it caught half made, as an event loop, complains as it goes
        sys.unraisablehook = lambda _: None
        return Exit.INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return Exit.USAGE
    except Exception as error:  # the outermost edge: whatever it is, the user gets a line and a code
        return _tell(error, debug="--debug" in args)
    return result if isinstance(result, int) else Exit.OK


def _tell(error: Exception, debug: bool) -> int:
    message, code = _line(error)
    if debug:
        click.echo(shown_text.lines("".join(traceback.format_exception(error))), err=True, nl=False)
    click.echo(shown_text.line(f"error: {message}"), err=True)
    return code


def _line(error: Exception) -> tuple[str, Exit]:
    if isinstance(error, Problem):
        return str(error), error.code
    if isinstance(error, click.UsageError):
        where = f"{error.ctx.command_path} --help" if error.ctx else "slugline --help"
        return f"{' '.join(error.format_message().split()).rstrip('.')}; see: {where}", Exit.USAGE
    if isinstance(error, click.ClickException):
        return error.format_message(), Exit.FAILED
    if isinstance(error, SettingsError):
        return str(error), Exit.USAGE
    if isinstance(error, SluglineError):
        advice = next((ADVICE[one.__name__] for one in type(error).__mro__ if one.__name__ in ADVICE), "")
        return (f"{error}; {advice}", Exit.USAGE) if advice else (str(error), Exit.FAILED)
    if isinstance(error, OSError) and error.errno in FULL:
        return f"cannot write: {error.strerror}; make room, then run it again", Exit.FAILED
    fault = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"{fault}; this is a fault of slugline, run it again with --debug to see where", Exit.FAILED
