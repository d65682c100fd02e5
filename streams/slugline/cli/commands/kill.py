"""``slugline kill``: a story is taken back for good."""

from slugline.cli.commands.status_commands import anything, make

command = make(
    "kill",
    "canceled",
    """Kill a story: all its events are taken back, for good.

    The word goes to the partition where the story stands and acts there, after what came before it. Its
    enriched record is emptied, and no version that comes late revives it; a newer one of its publisher does.
    The text still stands in older records until Kafka cleans them away: see docs/consuming.md.
    """,
    'slugline kill urn:newsml:wire.example:7 --reason "names a minor"\n'
    'slugline kill --wait --version 3 urn:newsml:wire.example:7 --reason "wrong photo agency"',
    anything,
)
