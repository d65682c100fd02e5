"""``slugline withhold``: a story is taken back for now."""

from slugline.cli.commands.status_commands import anything, make

command = make(
    "withhold",
    "withheld",
    """Withhold a story: all its events are taken back, for now.

    It comes back by `slugline release`, or by its publisher's next version. The word goes to the partition
    where the story stands and acts there, after what came before it.
    """,
    'slugline withhold urn:newsml:wire.example:7 --reason "being checked"\n'
    'slugline withhold --wait urn:newsml:wire.example:7 --reason "lawyers have it"',
    anything,
)
