"""The walk of a story through the modules: one way, and the cast stands still while speakers are resolved."""

import ast
from itertools import product
from pathlib import Path

import pytest

from slugline import quotes
from slugline.entities import extraction
from slugline.intake.formats.plain_text import read_text
from slugline.quotes import attribution
from slugline.quotes.cast import Cast
from slugline.reading.reader import Reader
from slugline.reading.reading import unnamed
from tests.work import calls

ROOM = Path(quotes.__file__).parent
WALK = (
    "quote_marks", "person_names", "labels", "paragraph", "times", "phrases", "before_verbs",
    "subjects", "openers", "cues", "doubts", "phrase_names", "extent", "pieces", "refusals", "characters",
    "around_names", "cast", "namesakes", "described", "floor", "resolution", "signatures", "turns",
    "attribution", "quote_events",
)  # fmt: skip


def imported(source: str) -> set[str]:
    """Return the modules of this room that ``source`` imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "slugline.quotes":
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("slugline.quotes."):
            names.add((node.module or "").split(".")[2])
    return names


def test_every_module_is_on_the_walk() -> None:
    assert {path.stem for path in ROOM.glob("*.py")} - {"__init__"} == set(WALK)


@pytest.mark.parametrize("number", range(len(WALK)), ids=WALK)
def test_a_module_imports_only_from_those_before_it(number: int) -> None:
    source = (ROOM / f"{WALK[number]}.py").read_text("utf-8")
    assert imported(source) <= set(WALK[:number])


def standing(cast: Cast) -> list[tuple[str, str, tuple[tuple[int, int], ...], frozenset[str]]]:
    return [(one.name, one.kind, tuple(one.mentions), frozenset(one.roles)) for one in cast.characters]


def test_nothing_is_added_to_the_cast_while_speakers_are_resolved(reader: Reader) -> None:
    text = (
        "Sgt. Brenniq Olvessar said the ferry was late.\n\n"
        "“It never sailed,” said Tolvar Quenby, a docker. The mayor, Ilse Wrenfold, said it sank.\n\n"
        "According to a statement from Marnek Oduyale, who said little, nobody knew."
    )
    (reading,) = reader.read([read_text(text, uri="urn:test:cast")])
    paragraphs = quotes.said(reading)
    resolver = quotes.settled(reading.story, list(extraction.extract(reading)), paragraphs)
    before = standing(resolver.cast)
    found = attribution.attribute(text, paragraphs, resolver)
    assert standing(resolver.cast) == before
    names = {one.who.character.name for one in found if one.who is not None and one.who.character is not None}
    assert {"Brenniq Olvessar", "Tolvar Quenby", "Ilse Wrenfold"} <= names


def work(copy: list[str]) -> int:
    """Return how many calls it takes to find the quotes of ``copy``, names unread."""
    reading = unnamed(read_text("\n\n".join(copy), uri="urn:test:names"))
    return calls(lambda: list(quotes.extract(reading, ())))


def test_work_grows_no_faster_than_the_names() -> None:
    letters = product("bdk", "aeiou", "lmnrs", "aeiou", "tvz", "o")
    names = ["".join(row).title() for row in letters]
    copy = [f"{name}, a farmer, said no. Sgt. {name[::-1].title()} did." for name in names]
    work(copy[:10])  # what is made at first use
    assert work(copy[:1_000]) < 6 * work(copy[:250]), "linear work is four times as much"
