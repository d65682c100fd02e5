"""People whose names the model misses, told by what stands around them."""

from pathlib import Path

import pytest

from slugline.quotes import around_names
from tests.quotes.test_cues import read, rows

CASES = rows(Path(__file__).parent / "signs" / "unread_names.txt")


def told(text: str) -> list[str]:
    return [text[start:end] for start, end in around_names.find(read(text))]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_a_name_is_told_by_what_stands_around_it(text: str, wanted: list[str]) -> None:
    assert told(text) == wanted
