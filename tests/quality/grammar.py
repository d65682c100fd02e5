"""Invented pages, wire copy and releases drawn from a grammar: the order and the forms of all parts vary.

The forms stand in ``zones/grammar.toml``. Their names nest: every form of a byline meets every way to name
writers. A hash of its words puts each form into one half ("grammar seen": rules may be written looking at it)
or the other ("grammar kept": there to measure with).
"""

import random
import tomllib
from collections.abc import Iterator
from functools import cache
from zlib import crc32

from tests.quality.layouts import BODIES, HEADS
from tests.quality.pages import FIRST, FOLDER, Line, Page, Words

HALVES = ("grammar seen", "grammar kept")
BYLINE, PICTURE = "byline|boilerplate", "caption|boilerplate"
FURNITURE, ABOVE, CROSSHEAD = "boilerplate", "boilerplate|section", "section|boilerplate"


@cache
def forms(half: str) -> dict[str, tuple[str, ...]]:
    """The forms of every part in ``half``."""
    wanted = HALVES.index(half)
    tables: dict[str, list[str]] = tomllib.loads((FOLDER / "grammar.toml").read_text("utf-8"))
    tables |= {"title": list(HEADS), "body": list(BODIES)}
    return {
        name: tuple(one for one in its if crc32(one.encode()) % 2 == wanted) for name, its in tables.items()
    }


def pages(half: str, count: int, seed: int = 1) -> Iterator[Page]:
    """Yield ``count`` pages of the forms of ``half``; the same for the same seed."""
    draw = random.Random(f"{half} {seed}")
    for number in range(count):
        yield (_Web, _Web, _Web, _Wire, _Release)[number % 5](draw, half).page()


class _Copy(Words):
    """Puts one page together."""

    def __init__(self, draw: random.Random, half: str) -> None:
        super().__init__(draw)
        self.forms = forms(half)
        self.gap = draw.choice(("\n\n", "\n\n", "\n"))
        self.text = ""
        self.lines: list[Line] = []
        self.used: set[str] = set()

    def page(self) -> Page:
        self.above()
        self.body()
        self.below()
        return Page(self.text, tuple(self.lines))

    def above(self) -> None:
        """What stands above the first paragraph."""

    def below(self) -> None:
        """What stands below the last paragraph."""

    def between(self) -> None:
        """What may stand between two paragraphs."""

    def body(self) -> None:
        """The paragraphs, the first with its dateline."""
        way = self.draw.random()
        if way < 0.1:
            self.line("filed_line", "dateline")
        elif way < 0.65:
            self.line("filed", "dateline", end="")
        self.line("first_body", "body")
        for _ in range(self.draw.randint(2, 5)):
            self.between()
            self.line("body", "body")

    def maybe(self, chance: float, name: str, kinds: str, most: int = 1) -> None:
        if self.draw.random() < chance:
            for _ in range(self.draw.randint(1, most)):
                self.line(name, kinds)

    def line(self, name: str, kinds: str, end: str | None = None) -> None:
        """Add a line of the forms ``name``, one that the page has not yet if there is one."""
        choice = self.forms[name]
        template = self.draw.choice([one for one in choice if one not in self.used] or choice)
        self.used.add(template)
        words = self.fill(template)
        words = words[:1].upper() + words[1:] if name == "title" else words
        start = len(self.text)
        self.text += words + (self.gap if end is None else end)
        self.lines.append(Line(tuple(kinds.split("|")), start, start + len(words), f"{name}: {template}"))

    def word(self, name: str) -> str:
        if name in self.forms:
            return self.draw.choice(self.forms[name])
        if name == "initials":
            return "".join(self.draw.choice(FIRST)[0] for _ in range(2)).casefold()
        return super().word(name)


class _Web(_Copy):
    """A page of the web, scraped."""

    def above(self) -> None:
        self.maybe(0.5, "menu", ABOVE, 4)
        self.maybe(0.3, "section", "section|boilerplate|headline")
        self.line("title", "headline")
        self.maybe(0.35, "dek", "standfirst")
        parts = [self.signed, self.dated, self.pictured]
        self.draw.shuffle(parts)
        for part in parts:
            part()
            self.maybe(0.25, "share", FURNITURE, 2)

    def signed(self) -> None:
        if self.draw.random() < 0.7:
            self.line("by", "byline")
            self.maybe(0.3, "by_more", BYLINE)

    def dated(self) -> None:
        self.maybe(0.7, "stamp", "byline|boilerplate|dateline", 2)

    def pictured(self, chance: float = 0.5) -> None:
        if self.draw.random() > chance:
            return
        self.maybe(0.2, "around_picture", PICTURE)
        way = self.draw.random()
        if way < 0.5:
            self.line("caption", "caption")
        elif way < 0.8:
            self.line("picture", "caption")
            self.line("credit", PICTURE)
        elif way < 0.9:
            self.line("credit", PICTURE)
            self.line("picture", "caption")
        else:
            self.line("credit", PICTURE)

    def between(self) -> None:
        way = self.draw.random()
        if way < 0.2:
            self.line("mid", FURNITURE)
        elif way < 0.3:
            self.line("label", FURNITURE)
        elif way < 0.36:
            self.line("list_head", FURNITURE)
            for _ in range(self.draw.randint(1, 3)):
                self.line("title", FURNITURE)
        elif way < 0.44:
            self.pictured(1)
        elif way < 0.5:
            self.line("crosshead", CROSSHEAD)

    def below(self) -> None:
        self.maybe(0.8, "tail", FURNITURE, 6)
        if self.draw.random() < 0.4:
            self.line("list_head", FURNITURE)
            for _ in range(self.draw.randint(1, 4)):
                self.line("title", FURNITURE)


class _Wire(_Copy):
    """An agency's copy."""

    def above(self) -> None:
        self.maybe(0.4, "wire_note", "editor_note|boilerplate")
        self.line("title", "headline")
        self.maybe(0.4, "by", "byline")

    def below(self) -> None:
        self.maybe(0.8, "wire_tail", "boilerplate|editor_note", 3)


class _Release(_Copy):
    """A release, with the fields of its letter above and whom to ask below."""

    def above(self) -> None:
        self.maybe(0.8, "field", "boilerplate|section|editor_note|byline", 4)
        self.line("title", "headline")
        self.maybe(0.4, "dek", "standfirst")

    def below(self) -> None:
        self.maybe(0.9, "release_tail", FURNITURE, 5)
