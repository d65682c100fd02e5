"""The ``slugline`` command."""


def main() -> None:
    """Run the command with the arguments of the process, and exit with its code."""
    import io
    import sys

    try:
        from slugline.cli.root import run  # here, so that importing a part of the package stays cheap

        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a character gets a "?"
        args = sys.argv[1:]
        # Faust looks there for options of its own when imported, and takes our --loop for one
        del sys.argv[1:]
        code = run(args)
    except KeyboardInterrupt:  # while what tells it elsewhere is not loaded yet
        sys.stderr.write("stopped\n")
        code = 130
    sys.exit(code)
