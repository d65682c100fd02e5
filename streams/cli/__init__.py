"""The ``slugline`` command."""


def main() -> None:
    """Run the command with the arguments of the process, and exit with its code."""
    import sys

    from streams.cli.root import run  # here, so that importing a part of the package stays cheap

    sys.exit(run(sys.argv[1:]))
