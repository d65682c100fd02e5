"""Invented stories labelled by hand: the copy, then a line ``---``, then what is to be found in it.

In the copy, ``@kind `` begins a zone of that kind, which lasts until the next mark or the end of its
paragraph; a paragraph without a mark is body. The marks are no part of the text. Labels are lines of words,
and offsets are computed from them:

    GPE Split | SPLIT #3190261       type, names (wherever they stand), GeoNames id or ISO code of a country
    > We sail, ... We must. -- harbour master Ivo Maretic => Ivo Maretic        what is said, in quote marks
    ~ two boats had been damaged -- he => Ivo Maretic                           without marks, or half in them

The first name is the canonical one; `` ... `` parts the pieces of a quote; ``--`` gives the speaker as
written and ``=>`` who that is, each only where the text says so. The stories of ``kept/`` are there to
measure with: nobody looks at them to write a rule.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

STORIES = Path(__file__).parent / "stories"
MARK = re.compile(r"^@([a-z-]+) | @([a-z-]+) ", re.MULTILINE)

Span = tuple[int, int]


@dataclass(frozen=True)
class Name:
    """Somebody or something with all places where it is named."""

    type: str
    name: str
    link: str | None
    mentions: frozenset[Span]


@dataclass(frozen=True)
class Said:
    """What somebody says."""

    direct: bool
    pieces: tuple[Span, ...]
    speaker: str | None
    resolved: str | None


@dataclass
class Gold:
    """A story and its labels."""

    id: str
    text: str
    zones: list[tuple[str, int, int]]
    names: list[Name] = field(default_factory=list)
    quotes: list[Said] = field(default_factory=list)


def load(folder: str) -> list[Gold]:
    """Return the stories of a folder. Raises ValueError where the words of a label are not in their story."""
    files = sorted((STORIES / folder).glob("*.txt"))
    return [parse(f"{folder}/{file.stem}", file.read_text("utf-8")) for file in files]


def parse(name: str, source: str) -> Gold:
    """Return the story in ``source``. Raises ValueError."""
    copy, _, labels = source.partition("\n---\n")
    gold = Gold(name, *_zones(copy))
    lines = labels.splitlines()
    names = [line for line in lines if line[0] not in ">~"]
    gold.names = _names(gold.text, names, name)
    gold.quotes = [_quote(gold.text, line, name) for line in lines if line[0] in ">~"]
    return gold


def _zones(copy: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, zones = "", []
    for line in copy.split("\n"):
        kind, at = "body", 0
        for mark in [*MARK.finditer(line), None]:
            words = line[at : mark.start() if mark else len(line)]
            if words.strip():
                zones.append((kind, len(text), len(text) + len(words)))
            text += words
            if mark:
                text += " " if mark.start() else ""
                kind, at = mark[1] or mark[2], mark.end()
        text += "\n"
    return text, zones


def _names(text: str, lines: list[str], story: str) -> list[Name]:
    """Longer names take their places first: "Quebec City" is no mention of Quebec."""
    parsed = []
    for line in lines:
        kind, _, rest = line.partition(" ")
        rest, _, link = rest.partition(" #")
        parsed.append((kind, [name.strip() for name in rest.split("|")], link or None))
    forms = {form: number for number, (_, names, _) in enumerate(parsed) for form in names}
    taken: dict[int, set[Span]] = {number: set() for number in range(len(parsed))}
    free = text
    for form in sorted(forms, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", free):
            taken[forms[form]].add(match.span())
        free = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", lambda match: "\0" * len(match[0]), free)
    for number, (_, names, _) in enumerate(parsed):
        if not taken[number]:
            raise ValueError(f"{story}: {names} is not in the text")
    return [
        Name(kind, names[0], link, frozenset(taken[number]))
        for number, (kind, names, link) in enumerate(parsed)
    ]


def _quote(text: str, line: str, story: str) -> Said:
    words, _, speaker = line[2:].partition(" -- ")
    speaker, _, resolved = speaker.partition(" => ")
    pieces, at = [], 0
    for piece in words.split(" ... "):
        start = text.find(piece.strip(), at)
        if start < 0:
            raise ValueError(f"{story}: {piece!r} is not in the text, or not in this order")
        at = start + len(piece.strip())
        pieces.append((start, at))
    if speaker and speaker.lower() not in text.lower():
        raise ValueError(f"{story}: the speaker {speaker!r} is not in the text")
    return Said(line[0] == ">", tuple(pieces), speaker or None, resolved or None)
