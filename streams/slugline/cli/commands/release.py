"""``slugline release``: a story that waits for the end of its embargo, or is withheld, goes out now."""

from slugline.cli.commands.status_commands import can_be_let_go, make

command = make(
    "release",
    "released",
    """Let a story go that waits for the end of its embargo, or that is withheld.

    Of what waits `slugline status` tells how many there are. A story that is withheld, by `slugline withhold`
    or by its publisher, comes back as it was out before, for as long as the feed of raw stories keeps it. One
    that was killed comes back only by its publisher's next version.
    """,
    'slugline release urn:newsml:wire.example:7 --reason "speech was delivered early"\n'
    'slugline release --wait urn:newsml:wire.example:7 --reason "cleared by the desk"',
    can_be_let_go,
)
