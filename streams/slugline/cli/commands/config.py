"""``slugline config``: the settings in force."""

import json

import click
from rich.table import Table

from slugline.cli.command import command as make_command
from slugline.cli.printing import terminal
from slugline.settings import exposed, load, shown, table

EXAMPLES = """
slugline config
slugline config | jq -r 'select(.from != "default") | .variable'
SLUGLINE_CONFIG=/etc/slugline.toml slugline config
"""


@make_command("config", EXAMPLES)
@click.option("--long", is_flag=True, help="Also say what each setting is for.")
def command(long: bool) -> None:
    """Show the settings in force and where each comes from; secrets are masked.

    A SLUGLINE_* variable goes before the TOML file, which goes before the default. The file is the one
    named by SLUGLINE_CONFIG, else slugline.toml in the working directory.
    """
    settings, origins = load()
    if warning := exposed():
        terminal.tell(f"warning: {warning}", "yellow")
    values = shown(settings)
    console = terminal.out()
    if not console.is_terminal:
        for row in table():
            line = {"name": row.name, "value": values[row.name], "from": origins[row.name]}
            click.echo(json.dumps(line | {"variable": row.variable, "type": row.type, "help": row.help}))
        return
    grid = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("setting", "value", "from", *(["what for"] if long else [])):
        grid.add_column(name, overflow="fold")
    for row in table():
        origin = origins[row.name]
        cells = [
            row.name,
            values[row.name] or "-",
            origin,
            *([f"{row.help} ({row.type})"] if long else []),
        ]
        grid.add_row(*cells, style="dim" if origin == "default" else "bold")
    console.print(grid)
