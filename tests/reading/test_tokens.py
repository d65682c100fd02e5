"""Tokens of ordinary text are spaCy's; odd text costs time in proportion to its length and loses nothing."""

from time import process_time

import pytest

from slugline.reading.reader import Reader
from slugline.reading.tokens import LONGEST, tokenise

ODD = ['"', "'", "(", "“", "!", "a", "”", "'s", "\u200b"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        'The minister\'s aide said "no" at 5.30 p.m., twice.\n\nShe left.',
        "See https://example.org/" + "a" * 60 + " for more.",
        "x" * LONGEST,
    ],
)
def test_ordinary_text_is_tokenised_as_spacy_does(reader: Reader, text: str) -> None:
    assert [token.text for token in tokenise(reader.nlp, text)] == [t.text for t in reader.nlp.make_doc(text)]


@pytest.mark.parametrize("unit", ODD)
@pytest.mark.parametrize("size", [LONGEST + 1, 5 * LONGEST, 1234])
def test_a_long_stretch_keeps_its_text(reader: Reader, unit: str, size: int) -> None:
    text = f"He said  so. {(unit * size)[:size]} Then\n\n{(unit * size)[:size]}"
    doc = tokenise(reader.nlp, text)
    assert doc.text == text
    assert [token.text for token in doc][:4] == ["He", "said", " ", "so"]


@pytest.mark.parametrize("unit", ["“", "a"])
def test_time_is_linear_in_the_length_of_a_stretch(reader: Reader, unit: str) -> None:
    def seconds(size: int) -> float:
        started = process_time()
        tokenise(reader.nlp, unit * size)
        return process_time() - started

    seconds(1_000)
    short, long = min(seconds(5_000) for _ in range(3)), min(seconds(20_000) for _ in range(3))
    assert long < 8 * short + 0.05  # quadratic would be 16 times
