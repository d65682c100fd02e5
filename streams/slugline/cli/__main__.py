"""``python -m slugline.cli`` is the same as ``slugline``."""

from slugline.cli import main

if __name__ == "__main__":  # the processes that read stories import this module again
    main()
