"""Tokens of ordinary text are spaCy's; odd text costs time in proportion to its length and loses nothing."""

import re
from random import Random
from typing import Any

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


@pytest.mark.parametrize("letters", ["“”", "abc"])
def test_work_is_linear_in_the_length_of_a_stretch(reader: Reader, letters: str) -> None:
    seen = 0
    tokenizer: Any = reader.nlp.tokenizer
    strip = tokenizer.prefix_search

    def prefix_search(rest: str) -> re.Match[str] | None:
        nonlocal seen
        seen += len(rest)  # spaCy looks at all that is left each time: this is what made it quadratic
        return strip(rest) if strip else None

    def work(size: int) -> int:
        nonlocal seen
        seen = 0
        tokenise(reader.nlp, "".join(Random(size).choices(letters, k=size)))  # spaCy remembers what repeats
        return seen

    tokenizer.prefix_search = prefix_search
    try:
        assert 0 < work(20_000) < 6 * work(5_000), "linear work is four times as much"
    finally:
        tokenizer.prefix_search = strip
