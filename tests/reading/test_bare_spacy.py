"""spaCy comes without its command line, and has it for whoever asks."""

import subprocess
import sys
from typing import Any

import spacy

from slugline.reading import DEFAULT_MODEL
from slugline.reading.bare_spacy import bare_tokenizer
from slugline.reading.reader import Reader

CODE = """
import sys
from slugline.runtime import reader_process
from slugline.settings import Settings
reader_process._end_with_parent = lambda: None  # it has none
reader_process.begin(Settings())
assert reader_process.loaded().model
assert {"spacy", "slugline.topics.model"} <= {*sys.modules}
assert {"spacy.cli", "spacy.cli.info", "langcodes"}.isdisjoint(sys.modules)
import spacy
assert spacy.util.get_lang_class("no").lang == "nb", "the nearest there is"
assert spacy.util.langcodes.standardize_tag("eng_us") == "en-US"
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
assert sys.modules["spacy.cli"].download
from spacy.cli.info import info
assert info is not spacy.info
"""


def test_a_process_that_reads_loads_none_of_it() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_tokenizer_has_the_cases_of_its_file(reader: Reader) -> None:
    ours: Any = reader.nlp.tokenizer
    theirs: Any = spacy.load(DEFAULT_MODEL).tokenizer
    assert ours.rules == theirs.rules and len(ours.rules) > 1_000
    for name in ("prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match"):
        assert vars_of(getattr(ours, name)) == vars_of(getattr(theirs, name)), name
    text = "I don't think Dr. Smith's gonna pay $5m, e.g. to the U.S. :-) at 10 a.m., 'cause he can't."
    assert [one.text for one in ours(text)] == [one.text for one in theirs(text)]


def vars_of(method: object) -> object:
    """Return the pattern that a method of one belongs to."""
    return getattr(method, "__self__", method)


def test_a_pipeline_made_elsewhere_has_all_cases() -> None:
    with bare_tokenizer():
        assert [str(one) for one in spacy.blank("en")("don't")] == ["don't"]
    assert [str(one) for one in spacy.blank("en")("don't")] == ["do", "n't"]
