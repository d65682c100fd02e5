"""Invented whole pages in the shapes of outlets of many countries, with the zone of every line.

The shapes stand in ``zones/layouts.txt``, which says how it is written, and ``zones/layouts_kept.txt``: rules
were written looking at those of the first ("layouts seen"), at the others ("layouts kept", "layouts third")
only after they had been measured once. Nobody has looked at those of ``layouts_fourth.txt``. Headlines are
halved, too, by a hash. ``scrapes.txt`` has pages that are written out: every other is one of "scrapes
seen"; at what becomes of the rest, "scrapes kept", nobody has looked. Those of ``layouts_fifth.txt``,
written out too, were looked at ("fifth seen") after one count; at the faults of "fifth kept" nobody has.
"sixth seen" and "sixth kept" are the same of ``layouts_sixth.txt``: one list of pages, taken by turns; so are
"seventh" and "eighth", whose pages also have the line breaks of scrapers, mails and exports.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from textwrap import fill
from zlib import crc32

from tests.quality.pages import FIRST, FOLDER, Line, Page, Words

HALVES = (
    "layouts seen",
    "layouts kept",
    "layouts third",
    "layouts fourth",
    "scrapes seen",
    "scrapes kept",
    "fifth seen",
    "fifth kept",
    "sixth seen",
    "sixth kept",
    "seventh seen",
    "seventh kept",
    "eighth seen",
    "eighth kept",
)
FILES = (
    "layouts.txt",
    "layouts_kept.txt",
    "layouts_third.txt",
    "layouts_fourth.txt",
    "scrapes.txt",
    "scrapes.txt",
    "layouts_fifth.txt",
    "layouts_fifth_kept.txt",
    "layouts_sixth.txt",
    "layouts_sixth_kept.txt",
    "layouts_seventh.txt",
    "layouts_seventh_kept.txt",
    "layouts_eighth.txt",
    "layouts_eighth_kept.txt",
)
KINDS = {
    "h": "headline|editor_note", "s": "standfirst", "y": "byline", "d": "byline|boilerplate|dateline",
    "l": "dateline", "D": "dateline", "t": "body", "*": "body", "c": "caption", "g": "caption|boilerplate",
    "b": "boilerplate", "x": "section|boilerplate", "n": "editor_note|boilerplate",
    "u": "bullet|body|standfirst", "w": "byline",
}  # fmt: skip
HEADS = (
    "Ready for {country} railway",
    "Ready to go: {town} metro opens",
    "{Last} wins {town} mayoral race",
    "Pictures of {town} at war go on show",
    "Photo finish in {town} derby",
    "Image is everything for {last}",
    "{country} bans night fishing",
    "Thousands flee as dam bursts near {town}",
    "What next for {country}?",
    "{person} freed after {n} days in {town} jail",
    "Ferry firm fined ${n},000 over {town} spill",
    "Rail fares to rise {d}% from {month}",
    "{country} and {last} trade blame over failed talks",
    "‘We want our land back’: farmers march on {town}",
    "{n} hurt as bus overturns near {town}",
    "Central bank holds rates, warns of slow growth",
    "Mayor of {town} quits over housing deal",
    "Court jails {last} for {d2} years",
    "{storm} strengthens off {country}; flights cancelled",
    "{outlet} buys rival for ${n}m",
    "Explainer: Why {country} is short of rice",
    "{town}: A city of bridges",
    "Inquiry into {town} fire opens",
    "Teachers call off strike in {country}",
    "More rain on the way",
    "{Last}'s party loses {town} for first time",
    "Gold price hits new high",
    "The last lamplighter of {town}",
    "{country} to play {town} XI in final",
    "Second body found in {town} search",
    "A year on, {town} still waits",
    "Police hunt gunman after {town} attack",
    "Talks on {country} ceasefire to resume in {town}",
    "Video of {town} arrest sparks outrage",
    "Report: {n} schools unsafe",
    "School meals to be free from {month}",
)
BODIES = (
    "The council voted by {n} to {d2} to go ahead with the scheme, which will cost ${n} million.",
    "{person}, who has led the union since 2019, said members would not accept less.",
    "“It was dark and we could hear people shouting,” said {person}, a driver from {town}.",
    "Officials in {country} said {n} people had been taken to hospital, {d2} of them with burns.",
    "The company employs {n},000 people in {country} and runs two plants near {town}.",
    "Earlier this month a court in {town} had ordered the ministry to publish the file.",
    '"Nobody asked us," {last} told reporters on {weekday}. "We read it in the paper."',
    "He is due to appear before a judge in {town} next week.",
    "Prices have risen by {d} percent since {month}, according to the statistics office.",
    "{person} declined to comment when asked about the payments.",
    "The road between {town} and {town2} has been closed since {weekday} night.",
    "Work on the line began in 2021 and was to have been done by {month}, but has been held up by floods.",
    "A spokesman for the airline said all {n} passengers were safe.",
    "It is the third time in a year that the port has had to shut.",
    "The film, shot in {town}, opens in {country} in {month}.",
    "Analysts at the bank expect growth of {d} percent next year.",
    "That leaves the two parties with {n} seats each in the {n}-seat assembly.",
    "{person} and {person2} were both at the meeting, according to minutes seen by {outlet}.",
)


@cache
def layouts(half: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The shapes of ``half``: each a name and its lines."""
    text = (FOLDER / FILES[HALVES.index(half)]).read_text("utf-8")
    parts = (part.partition("\n") for part in re.split(r"(?m)^== ", text)[1:])
    named = [(name, tuple(filter(str.strip, rest.splitlines()))) for name, _, rest in parts]
    return tuple(named[HALVES.index(half) % 2 :: 2] if half.startswith("scrapes") else named)


@cache
def _heads(half: str) -> tuple[str, ...]:
    return tuple(one for one in HEADS if crc32(one.encode()) % 2 == HALVES.index(half) % 2)


def pages(half: str, count: int, seed: int = 1) -> Iterator[tuple[str, Page]]:
    """Yield ``count`` pages of ``half``, each shape as often as the others, with the name of its shape."""
    draw = random.Random(f"{half} {seed}")
    shapes = layouts(half)
    for number in range(count):
        name, lines = shapes[number % len(shapes)]
        yield name, _Page(draw, half, name.partition(" | ")[2]).page(lines)


class _Page(Words):
    """Puts one page together."""

    def __init__(self, draw: random.Random, half: str, breaks: str) -> None:
        super().__init__(draw)
        self.heads = _heads(half)
        self.breaks, _, width = breaks.partition(" ")
        self.width = int(width or 0)
        self.gap = draw.choice(("\n\n", "\n\n", "\n"))
        if self.breaks:
            self.gap = "\n" if self.breaks in ("tight", "mixed") else "\n\n"
        self.text = ""
        self.lines: list[Line] = []

    def page(self, shape: tuple[str, ...]) -> Page:
        for line in shape:
            kind, _, template = line.partition("|")
            if kind.startswith("?") and self.draw.random() < 0.5:
                continue
            if kind.startswith("+"):
                self.text = self.text.rstrip("\n") + " "
            self.add(kind.lstrip("?+"), template)
        return Page(self.text, tuple(self.lines))

    def add(self, kind: str, template: str) -> None:
        kinds = KINDS[kind]
        if kind == "*":
            for _ in range(self.draw.randint(2, 5)):
                self.put("body", self.draw.choice(BODIES), self.gap)
        elif kind == "D":
            mark, _, body = template.partition("|")
            self.put(kinds, mark, "")
            self.put("body", body, self.gap)
        else:
            if kind == "y" and "person" not in template.casefold():
                kinds = "byline|boilerplate"
            if kind == "b" and not any(one.kinds[0] == "headline" for one in self.lines):
                kinds = "boilerplate|section"
            self.put(kinds, template, self.gap)

    def put(self, kinds: str, template: str, end: str) -> None:
        words = self.fill(template)
        words = words[:1].upper() + words[1:] if kinds.startswith("headline") else words
        start = len(self.text)
        if self.width:
            used = start - self.text.rfind("\n") - 1
            words = fill(words, self.width, initial_indent=" " * used, break_long_words=False)[used:]
        if self.breaks == "mixed" and kinds == "body" and end:
            end = "\n\n"
        self.text += words + end
        self.lines.append(Line(tuple(kinds.split("|")), start, start + len(words), template))

    def word(self, name: str) -> str:
        if name in ("head", "title"):
            return self.draw.choice(self.heads)
        if name == "body":
            return self.draw.choice(BODIES)
        if name == "initials":
            return "".join(self.draw.choice(FIRST)[0] for _ in range(2)).casefold()
        return super().word(name)
