"""``python -m slugline.cli`` is the same as ``slugline``."""

import os
import sys

if __name__ == "__main__":  # the processes that read stories import this module again
    if not sys.flags.safe_path and sys.path[0] == os.getcwd():  # noqa: PTH109 because pathlib is not needed yet
        del sys.path[0]  # -m put it there, in front of all: a json.py of the user's would be imported as json
    from slugline.cli import main

    main()
