"""Every rule of quotes, a row each and a near miss beside it: ``rules/*.txt``, a file for each idea.

A row is its name, the paragraphs of an invented story, a line each, and after "= " what is said in it, as
``invented.line`` tells it; before them may stand who else is in the cast, as "@ ORG Tidewater Fund".
The lines of ``confidence.txt`` end with the confidence.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from slugline.reading.reader import Reader
from slugline.records.events import EntityType
from tests.quotes.invented import heard, line

RULES = Path(__file__).parent / "rules"


class Row(NamedTuple):
    """One row of a table."""

    name: str
    cast: dict[str, EntityType]
    text: str
    wanted: list[str]


def rows(idea: str) -> Iterator[Row]:
    """Yield the rows of a file."""
    _, *blocks = (RULES / f"{idea}.txt").read_text("utf-8").strip().split("\n\n")
    for block in blocks:
        name, *rest = block.split("\n")
        cast = [words[2:].partition(" ")[::2] for words in rest if words.startswith("@ ")]
        story = "\n\n".join(words for words in rest if words[:2] not in ("@ ", "= "))
        wanted = [words[2:] for words in rest if words.startswith("= ")]
        yield Row(f"{idea}: {name}", {name: cast_type(kind) for kind, name in cast}, story, wanted)


def cast_type(kind: str) -> EntityType:
    """Return the type of an entity by its name."""
    return next(known for known in get_args(EntityType) if known == kind)


CASES = [row for file in sorted(RULES.glob("*.txt")) if file.stem != "confidence" for row in rows(file.stem)]
SURE = list(rows("confidence"))


@pytest.mark.parametrize("row", CASES, ids=[row.name for row in CASES])
def test_a_rule(row: Row, reader: Reader) -> None:
    assert [line(event) for event in heard(row.text, reader, row.cast)] == row.wanted


@pytest.mark.parametrize("row", SURE, ids=[row.name for row in SURE])
def test_how_sure(row: Row, reader: Reader) -> None:
    told = heard(row.text, reader, row.cast)
    assert [f"{line(event)} | {event.confidence}" for event in told] == row.wanted
