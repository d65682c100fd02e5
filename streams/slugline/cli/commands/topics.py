"""``slugline topics``: the vocabulary that stories are sorted into."""

import json

import click
from rich.text import Text

from slugline.cli.command import command as make_command
from slugline.cli.printing import terminal
from slugline.cli.problem import Exit, Problem
from slugline.topics import vocabulary

EXAMPLES = """
slugline topics
slugline topics climate
slugline topics | jq -r '[.qcode, .name] | @tsv'
"""


@make_command("topics", EXAMPLES)
@click.argument("search", metavar="[SEARCH...]", nargs=-1)
def command(search: tuple[str, ...]) -> None:
    """Search the IPTC Media Topics that stories are sorted into, by words or code.

    On a terminal they come as a tree. IPTC Media Topics are by the IPTC, licensed CC BY 4.0.
    """
    known = vocabulary.load()
    words = " ".join(search)
    codes = vocabulary.search(words, known)
    if not codes:
        raise Problem(f"no topic has {words!r} in its name or code", "", "try fewer words", Exit.FAILED)
    console = terminal.out()
    if console.is_terminal:
        for line in vocabulary.tree(words, known):
            indent = len(line) - len(line.lstrip())
            code, _, name = line.strip().partition("  ")
            hit = code in codes and bool(words)
            console.print(
                Text(" " * indent).append(name, style="bold" if hit else "").append(f"  {code}", style="dim")
            )
        return
    for code in codes:
        concept = known.concepts[code]
        path = [known.concepts[step].name for step in concept.path]
        click.echo(
            json.dumps({"qcode": code, "name": concept.name, "path": path, "wikidata": concept.wikidata})
        )
