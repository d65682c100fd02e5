"""spaCy comes without its command line, and has it for whoever asks."""

import subprocess
import sys

CODE = """
import sys
from slugline.runtime import reader_process
from slugline.settings import Settings
reader_process._end_with_parent = lambda: None  # it has none
reader_process.begin(Settings())
assert reader_process.loaded().model
assert {"spacy", "slugline.topics.model"} <= {*sys.modules}
assert {"spacy.cli", "spacy.cli.info"}.isdisjoint(sys.modules)
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
assert sys.modules["spacy.cli"].download
from spacy.cli.info import info
assert info is not spacy.info
"""


def test_a_process_that_reads_loads_none_of_it() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
