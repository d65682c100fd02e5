"""Invented pages and wire copy, put together by a seeded generator, with the zone of every line.

The lines are templates. Rules may be written looking at those of ``zones/seen.toml``; those of
``zones/kept.toml`` are there to measure with. ``zones/outlets.toml`` has many more, in the ways of other
outlets; a hash of its words puts each into one half ("outlets seen") or the other ("outlets kept"). A page
is a list of lines, each with the kinds that are right for it ("caption|boilerplate": either); a dateline in
front of a paragraph is a line of its own kind that no line break ends.
"""

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

FOLDER = Path(__file__).parent / "zones"
SLOT = re.compile(r"\{(\w+)\}")

FIRST = (
    "Kari", "Jon", "Amina", "Pedro", "Mei", "Tomasz", "Ruth", "Kwame", "Leila", "Oskar", "Ngozi", "Hannah",
    "Rajiv", "Elena", "Mark", "Siobhan",
)  # fmt: skip
LAST = (
    "Moe", "Dahl", "Okafor", "Silva", "Tan", "Nowak", "Adler", "Mensah", "Haddad", "Lindqvist", "O'Rourke",
    "van Dijk", "Mehta", "Petrova", "Hill", "McBride", "de la Cruz", "Young",
)  # fmt: skip
TOWNS = (
    "Ostvik", "Lagos", "Sydney", "Bonn", "Quito", "Harare", "Port Louis", "San Marco", "Dunmore", "Tokyo",
    "Buenos Aires", "Kampala", "Rotterdam", "St. John's", "New Delhi", "Nairobi",
)  # fmt: skip
COUNTRIES = ("Norway", "Nigeria", "Australia", "Peru", "Kenya", "Japan", "Malta", "New Zealand", "Ireland")
AGENCIES = ("Reuters", "AP", "AFP", "Xinhua", "dpa", "Kyodo", "ANI", "PTI")
PICTURES = ("Getty Images", "AFP", "EPA", "Shutterstock", "AP", "Anadolu")
OUTLETS = ("Harbour Times", "Daily Northern", "Norvik Press", "The Coast Herald", "Upland News")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Line:
    """A stretch of a page: where it stands, its kinds, and the template it was made from."""

    kinds: tuple[str, ...]
    start: int
    end: int
    template: str


@dataclass(frozen=True)
class Page:
    """A page's text and its lines, in order."""

    text: str
    lines: tuple[Line, ...]


def pages(half: str, count: int, seed: int = 1) -> Iterator[Page]:
    """Yield ``count`` pages of the templates of ``half``; the same for the same seed.

    ``half`` is "seen", "kept", "outlets seen" or "outlets kept".
    """
    draw = random.Random(f"{half} {seed}")
    for _ in range(count):
        yield _Composer(draw, half).page()


@cache
def _templates(half: str) -> dict[str, list[str]]:
    name, _, part = half.partition(" ")
    found: dict[str, list[str]] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    if part:
        wanted = ("seen", "kept").index(part)
        found = {
            key: [one for one in lines if crc32(one.encode()) % 2 == wanted] for key, lines in found.items()
        }
    return found


class Words:
    """Fills the slots of templates."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw

    def fill(self, template: str) -> str:
        """Return ``template`` with words in its slots; a slot in capitals gives them in capitals."""
        while found := SLOT.search(template):
            name = found[1]
            word = self.word(name.lower())
            if name == "Town" or name == "AGENCY" or name == name.lower():
                word = word.upper() if name == "AGENCY" else word
            elif name.isupper():
                word = word.upper()
            template = template[: found.start()] + word + template[found.end() :]
        return template

    def word(self, name: str) -> str:
        """Return a word, a name or a number for the slot ``name``."""
        draw = self.draw
        first, last = draw.choice(FIRST), draw.choice(LAST)
        month = draw.choice(MONTHS)
        words = {
            "person": f"{first} {last}", "person2": f"{first} {last}", "photog": f"{first} {last}",
            "first": first, "last": last, "town": draw.choice(TOWNS), "town2": draw.choice(TOWNS),
            "country": draw.choice(COUNTRIES), "agency": draw.choice(AGENCIES),
            "pics": draw.choice(PICTURES), "outlet": draw.choice(OUTLETS), "month": month,
            "mon": month[:3], "dd": str(draw.randint(1, 28)), "n": str(draw.randint(11, 58)),
            "d": str(draw.randint(1, 9)), "d2": str(draw.randint(2, 9)), "h": str(draw.randint(10, 11)),
            "mm": str(draw.randint(10, 59)), "weekday": draw.choice(DAYS),
            "storm": draw.choice(("Vera", "Otto")),
            "handle": f"{first}{last}".lower().replace(" ", "").replace("'", ""),
            "date": draw.choice((
                f"{month} {draw.randint(1, 28)}, 2030", f"{draw.randint(1, 28)} {month} 2030",
                f"2030-0{draw.randint(1, 9)}-{draw.randint(10, 28)}",
            )),
        }  # fmt: skip
        return words[name]


class _Composer(Words):
    """Puts one page together."""

    def __init__(self, draw: random.Random, half: str) -> None:
        super().__init__(draw)
        self.half = half
        self.gap = draw.choice(("\n\n", "\n\n", "\n"))
        self.text = ""
        self.lines: list[Line] = []
        self.seen: set[str] = set()

    def page(self) -> Page:
        """A page of the web or an agency's copy, equally often."""
        web = self.draw.random() < 0.6
        if web:
            self.some("boilerplate_top", "boilerplate|section", 0, 3)
        self.line("headline", "headline|editor_note")  # a label in front of it is a note
        if web:
            self.maybe("standfirst", "standfirst", 0.25)
            self.maybe("byline", "byline", 0.6)
            self.maybe("date", "byline|boilerplate", 0.5)
            self.pictured(0.4)
        else:
            self.maybe("note", "editor_note", 0.3)
            self.maybe("byline", "byline", 0.4)
        self.body(web)
        self.below(web)
        return Page(self.text, tuple(self.lines))

    def body(self, web: bool) -> None:
        """The first paragraph with its dateline, and the others with what pages put between them."""
        filed = self.draw.random()
        if filed < 0.1 and self.gap == "\n\n":
            self.line("dateline_line", "dateline")
        elif filed < 0.7:
            self.line("dateline", "dateline", end="")
        self.line("body", "body")
        for _ in range(self.draw.randint(3, 7)):
            if web and self.draw.random() < 0.35:
                self.between()
            self.line("body", "body")

    def between(self) -> None:
        """Something that is not the story, in the middle of it."""
        way = self.draw.random()
        if way < 0.2:
            self.pictured(1)
        elif way < 0.3:
            self.line("caption_pair", "caption|boilerplate")
            self.add("caption|boilerplate", self.draw.choice((
                "Rescuers carry a child from the school", "The hall was built in 1931",
                "Ministers met behind closed doors",
            )), "caption below its label", self.gap)  # fmt: skip
        elif way < 0.5:
            self.line("links", "boilerplate")
            self.some("title", "boilerplate", 1, 3)
        else:
            self.line("boilerplate_mid", "boilerplate")

    def pictured(self, chance: float) -> None:
        """A caption, a credit below it, or both."""
        if self.draw.random() >= chance:
            return
        if "credit" not in _templates(self.half):
            self.line("caption", "caption")
            return
        way = self.draw.random()
        if way < 0.75:
            self.line("caption", "caption")
        if way > 0.5:
            self.line("credit", "caption|boilerplate")

    def below(self, web: bool) -> None:
        """What follows a story."""
        if not web and self.draw.random() < 0.3:
            self.line("ends", "boilerplate")
            self.some("after_ends", "boilerplate", 1, 4)
            return
        self.some("boilerplate_end", "boilerplate", 0, 3)
        if web and self.draw.random() < 0.3:
            self.line("links", "boilerplate")
            self.some("title", "boilerplate", 2, 5)

    def some(self, name: str, kinds: str, least: int, most: int) -> None:
        for _ in range(self.draw.randint(least, most)):
            self.line(name, kinds)

    def maybe(self, name: str, kinds: str, chance: float) -> None:
        if self.draw.random() < chance:
            self.line(name, kinds)

    def line(self, name: str, kinds: str, end: str | None = None) -> None:
        """Add a line of the templates ``name``, one that the page has not yet if there is one."""
        choice = _templates(self.half)[name]
        fresh = [one for one in choice if one not in self.seen] or choice
        template = self.draw.choice(fresh)
        self.seen.add(template)
        self.add(kinds, self.fill(template), template, self.gap if end is None else end)

    def add(self, kinds: str, words: str, template: str, end: str) -> None:
        start = len(self.text)
        self.text += words + end
        self.lines.append(Line(tuple(kinds.split("|")), start, start + len(words), template))

    def word(self, name: str) -> str:
        return self.draw.choice(_templates(self.half)["title"]) if name == "title" else super().word(name)
