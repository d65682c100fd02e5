"""``slugline completion``: the script that lets a shell complete commands and options."""

import click
from click.shell_completion import get_completion_class

from slugline.cli.command import command as make_command

EXAMPLES = """
slugline completion bash >> ~/.bashrc
slugline completion zsh >> ~/.zshrc
slugline completion fish > ~/.config/fish/completions/slugline.fish
"""


@make_command("completion", EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the shell script that completes commands and options."""
    from slugline.cli.root import root  # here, because the root lists this module

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(root, {}, "slugline", "_SLUGLINE_COMPLETE").source())
