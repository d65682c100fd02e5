"""Who is in a story, and how each speaker is told: ``casts/*.txt``, an invented story each, as in ``rules``.

After "= " stands a line for each of the cast (name, kind, sex; mentions; offices and what else is told), then
one for each thing said: what tells its speaker, how the speaker's words name him, and who that is.
"""

from pathlib import Path

import pytest

from slugline import quotes
from slugline.reading.reader import Reader
from slugline.records.events import EntityType
from tests.quotes.invented import CAST, entities, story

TABLES = Path(__file__).parent / "casts"


def told(text: str, reader: Reader, more: dict[str, EntityType]) -> list[str]:
    invented = story(text)
    (reading,) = reader.read([invented])
    known = list(entities(invented, {**CAST, **more}))
    cast = quotes.settled(invented, known, quotes.said(reading)).cast
    lines = []
    for one in cast.characters:
        spans = ", ".join(invented.text[start:end] for start, end in one.mentions)
        dead = ", dead" if cast.dead(one) else ""
        sex = cast.sex_of(one) or "-"
        lines.append(f"{one.name}, {one.kind}, {sex}{dead}: {spans}; {' '.join(sorted(one.roles))}".strip())
    for part in quotes.attributed(reading, known):
        who = part.who
        name = who.character.name if who is not None and who.character is not None else "-"
        how = who.how if who is not None else "-"
        lines.append(f"{part.evidence}, {part.attribution}, {how}{', nested' * part.nested}: {name}")
    return lines


def stories(file: Path) -> list[tuple[str, str, list[str]]]:
    """Return the name, the text and what is told of each story of a file."""
    _, *blocks = file.read_text("utf-8").strip().split("\n\n")
    found = []
    for block in blocks:
        name, *rest = block.split("\n")
        paragraphs = [line for line in rest if not line.startswith("= ")]
        wanted = [line[2:] for line in rest if line.startswith("= ")]
        found.append((f"{file.stem}: {name}", "\n\n".join(paragraphs), wanted))
    return found


CASES = [row for file in sorted(TABLES.glob("*.txt")) for row in stories(file)]


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_who_is_in_a_story(text: str, wanted: list[str], reader: Reader) -> None:
    assert told(text, reader, {}) == wanted


@pytest.mark.parametrize("order", ["ab", "aba", "abab", "abaab"])
def test_two_bodies_of_one_abbreviation_stay_two(order: str, reader: Reader) -> None:
    bodies = {"a": "Northern Harbour Bank", "b": "National Health Board"}
    text = "\n\n".join(f"The {bodies[one]} (NHB) met on Monday." for one in order)
    cast = told(text, reader, dict.fromkeys(bodies.values(), "ORG"))
    assert sorted(line.partition(",")[0] for line in cast) == [
        "National Health Board",
        "Northern Harbour Bank",
    ]
