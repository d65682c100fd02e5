"""``python -m streams.cli`` is the same as ``slugline``."""

from streams.cli import main

if __name__ == "__main__":  # the processes that read stories import this module again
    main()
