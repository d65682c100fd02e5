"""What all commands have alike: --debug, the help options, the exit codes at the end of the help."""

from collections.abc import Callable
from typing import Any

import click

from slugline.cli.problem import MEANINGS

EXIT_CODES = "\b\nExit codes:\n" + "\n".join(f"  {code:<4} {text}" for code, text in MEANINGS.items())

CONTEXT = {"help_option_names": ["-h", "--help"]}

debugging = click.option(
    "--debug", is_flag=True, expose_value=False, help="Show the trace of an error, not only one line."
)
"""The option is looked for in the arguments at the outermost edge, so that it works anywhere on the line."""


def command(name: str, examples: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command: the function's docstring is its help, ``examples`` its last part, a line each."""
    lines = "".join(f"\n  {line}" for line in examples.strip().splitlines())

    def make(function: Callable[..., Any]) -> click.Command:
        epilog = f"\b\nExamples:{lines}\n\nExit codes: slugline --help"
        return click.command(name, epilog=epilog, context_settings=CONTEXT)(debugging(function))

    return make
