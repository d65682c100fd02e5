"""``slugline release``: a story that waits for the end of its embargo goes out now."""

from slugline.cli.commands.status_word import make, must_wait

command = make(
    "release",
    "released",
    """Let a story go that waits for the end of its embargo.

    It is for stories that `slugline status` counts as held. A story that was withheld or killed comes back by
    its publisher's next version, not by this.
    """,
    'slugline release urn:newsml:wire.example:7 --reason "speech was delivered early"\n'
    'slugline release --wait urn:newsml:wire.example:7 --reason "cleared by the desk"',
    must_wait,
)
