import numpy as np
import pytest
from numpy.typing import NDArray
from spacy.tokens import Doc

from slugline.reading.name_words import SHAPES, NameWords
from slugline.reading.reader import Reader


def shapes(doc: Doc) -> NDArray[np.uint64]:
    return np.asarray(doc.to_array("SHAPE"), dtype=np.uint64)


ROWS = (
    # what is looked at stands in brackets
    "the rain over northern [parts of Oslo fell until] six in the morning",
    "[He said it] would be the last of the winter storms",
    "the ministry [of the Interior said so] when asked about it",
    "and then [a certain Jin - hee came] in as they all left",
    "[the quiet “ Macondo ” was a] hit with them",
    "[nobody knows if the senate will meet in may]",
    "[NO WAY OUT OF THIS] ",
)


@pytest.mark.parametrize("row", ROWS)
def test_words_near_a_capital_are_looked_at(reader: Reader, row: str) -> None:
    doc = reader.nlp.make_doc(row.replace("[", "").replace("]", "").strip())
    near = NameWords(reader.nlp.vocab.strings)(shapes(doc), np.array([0]))
    looked_at = [token.text for token, is_near in zip(doc, near, strict=True) if is_near]
    assert looked_at == row[row.index("[") + 1 : row.index("]")].split()


def test_each_sentence_is_asked_for_capitals_by_itself(reader: Reader) -> None:
    doc = reader.nlp.make_doc("we went there last summer . And so did they in the end")
    near = NameWords(reader.nlp.vocab.strings)(shapes(doc), np.array([0, 6]))
    assert near.tolist() == [True] * 9 + [False] * 4


def test_a_text_without_a_word_has_none(reader: Reader) -> None:
    none = np.zeros(0, dtype=np.int64)
    assert NameWords(reader.nlp.vocab.strings)(none.astype(np.uint64), none).tolist() == []


def test_shapes_of_words_do_not_pile_up(reader: Reader) -> None:
    words = NameWords(reader.nlp.vocab.strings)
    for number in range(3):
        many = [reader.nlp.vocab.strings.add(f"{number}-{at}") for at in range(SHAPES)]
        words(np.array(many, dtype=np.uint64), np.array([0]))
    assert len(words._kinds) <= 2 * SHAPES
