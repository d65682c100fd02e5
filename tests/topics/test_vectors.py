from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from slugline.topics import vectors

WORDS = [
    "Rutte",
    "peace",
    "unemployment",
    "NATO",
    "Zürich",
    "cease-fire",
    "中",
    "1987",
    "U.S",
    "x",
    "Kinshasans",
]


@pytest.fixture(scope="module")
def read() -> vectors.Vectors:
    return vectors.read()


def test_a_word_is_cut_as_the_tokeniser_cuts_it(read: vectors.Vectors) -> None:
    spec = find_spec("wordllama")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    real = Tokenizer.from_file(str(Path(spec.submodule_search_locations[0]) / vectors.TOKENIZER))
    for word in WORDS:
        assert read.pieces(word) == real.encode(word, add_special_tokens=False).ids


def test_words_that_say_nothing_have_no_vector_and_do_not_count(read: vectors.Vectors) -> None:
    rows = read.of(["The", "war", "was", "war's"])
    assert rows.shape == (4, vectors.SIZE + 1)
    assert rows[:, -1].tolist() == [0, 1, 0, 1]
    assert not rows[0].any()
    assert np.array_equal(rows[1], rows[3])
    assert np.allclose(vectors.mean(rows), rows[1, :-1])


def test_forgetting_changes_no_answer() -> None:
    few = vectors.read(remembered=4)
    before = few.of(["war", "peace"])
    few.of(["oil", "gas", "coal"])
    assert np.array_equal(few.of(["war", "peace"]), before)


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    header = b'{"t":{"dtype":"F32","shape":[1,256],"data_offsets":[0,1024]}}'
    path = tmp_path / "table.safetensors"
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(1024))
    with pytest.raises(ValueError, match="half floats"):
        vectors.read_table(path)


def test_more_words_at_once_than_are_remembered(read: vectors.Vectors) -> None:
    few = vectors.read(remembered=4)
    words = [
        "port",
        "strike",
        "talks",
        "union",
        "harbour",
        "mayor",
        "budget",
        "court",
        "police",
        "storm",
        "port",
    ]
    assert np.array_equal(few.of(words), read.of(words))
