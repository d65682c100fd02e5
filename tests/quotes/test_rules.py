"""Every rule of quotes, a row each and a near miss beside it: ``rules/*.txt``, a file for each idea.

A row is its name, the paragraphs of an invented story, a line each, and after "= " what is said in it, as
``invented.line`` tells it. The same with ``confidence.txt``, whose lines end with the confidence.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from slugline.reading.reader import Reader
from tests.quotes.invented import heard, line

RULES = Path(__file__).parent / "rules"


def rows(idea: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield name, story and lines of each row of a file."""
    _, *blocks = (RULES / f"{idea}.txt").read_text("utf-8").strip().split("\n\n")
    for block in blocks:
        name, *rest = block.split("\n")
        story = "\n\n".join(words for words in rest if not words.startswith("= "))
        yield f"{idea}: {name}", story, [words[2:] for words in rest if words.startswith("= ")]


CASES = [row for file in sorted(RULES.glob("*.txt")) if file.stem != "confidence" for row in rows(file.stem)]


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_a_rule(text: str, wanted: list[str], reader: Reader) -> None:
    assert [line(event) for event in heard(text, reader)] == wanted


SURE = list(rows("confidence"))


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in SURE], ids=[row[0] for row in SURE])
def test_how_sure(text: str, wanted: list[str], reader: Reader) -> None:
    assert [f"{line(event)} | {event.confidence}" for event in heard(text, reader)] == wanted
