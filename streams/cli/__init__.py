"""The ``slugline`` command."""


def main() -> None:
    """Run the command with the arguments of the process, and exit with its code."""
    import sys

    from streams.cli.root import run  # here, so that importing a part of the package stays cheap

    args = sys.argv[1:]
    del sys.argv[1:]  # Faust looks there for options of its own when imported, and takes our --loop for one
    sys.exit(run(args))
