"""The cast: the people and bodies a story names, with their full names, their sex and what they are."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from schemas.events import EntityEvent
from streams.extract.quotes import words

Sex = Literal["m", "f"]
TITLES = words.groups("titles")
NAMES = words.groups("names")
PARTICLE = frozenset(
    [
        "de",
        "la",
        "le",
        "du",
        "da",
        "di",
        "del",
        "der",
        "den",
        "van",
        "von",
        "bin",
        "al",
        "el",
        "ibn",
        "dos",
        "das",
        "of",
        "the",
    ]
)
PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.I)
NEXT_PERSON = 160
"""How many characters after a mention a pronoun still tells its sex."""


@dataclass(slots=True)
class Character:
    """Somebody or something that may speak."""

    name: str
    kind: str
    entity_id: str | None
    mentions: list[tuple[int, int]] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    sex: Sex | None = None

    @property
    def person(self) -> bool:
        """Return whether this is a human being."""
        return self.kind == "PERSON"

    @property
    def last(self) -> str:
        """Return the last word of the name, in lower case."""
        return plain(self.name).split()[-1] if plain(self.name) else ""


def plain(name: str) -> str:
    """Return a name in lower case without titles in front, possessive and Jr.

    >>> plain("Dr. Keith Ahamad's")
    'keith ahamad'
    """
    parts = re.sub(r"['’]s?$", "", name).replace("’", "'").lower().split()
    titles = TITLES["m"] | TITLES["f"] | TITLES["n"]
    while len(parts) > 1 and parts[0] in titles:
        parts.pop(0)
    while len(parts) > 1 and parts[-1].strip(".") in ("jr", "sr", "ii", "iii"):
        parts.pop()
    return " ".join(part.strip(",") for part in parts)


def untitled(name: str) -> str:
    """Return a name as written without titles in front and possessive at the end."""
    name = re.sub(r"['’]s?$", "", name.strip())
    parts = name.split()
    while len(parts) > 1 and parts[0].lower() in TITLES["m"] | TITLES["f"] | TITLES["n"]:
        parts.pop(0)
    return " ".join(parts)


class Cast:
    """All characters of a story, found by the place of a mention or by name."""

    def __init__(self, text: str, events: Iterable[EntityEvent]) -> None:
        """Take the story's text and its entity events."""
        self.text = text
        self.characters: list[Character] = []
        self.by_last: dict[str, list[Character]] = {}
        self.by_name: dict[str, Character] = {}
        self._places: list[tuple[int, int, Character]] = []
        self._starts: list[int] = []
        for event in events:
            spans = [(mention.start, mention.end) for mention in event.mentions]
            self.add(event.name, event.type, event.entity_id, spans, event.role)
        self._index()

    def add(
        self,
        name: str,
        kind: str,
        entity_id: str | None,
        spans: list[tuple[int, int]],
        role: str | None = None,
    ) -> Character:
        """Put a character into the cast and return it; one of the same name takes the mentions over."""
        clean = untitled(name) if kind == "PERSON" else name
        known = self.by_name.get(plain(clean))
        if known is not None and known.person == (kind == "PERSON"):
            known.mentions.extend(spans)
            return known
        character = Character(clean, kind, entity_id, list(spans))
        if role:
            character.roles.update(role.lower().split())
        self.characters.append(character)
        self.by_name.setdefault(plain(clean), character)
        if kind == "PERSON" and len(clean.split()) > 1:
            self.by_last.setdefault(character.last, []).append(character)
        self._places = []
        return character

    def _index(self) -> None:
        self._places = sorted(
            ((start, end, one) for one in self.characters for start, end in one.mentions),
            key=lambda row: row[:2],
        )
        self._starts = [start for start, _, _ in self._places]

    def places(self) -> list[tuple[int, int, Character]]:
        """Return all mentions with their characters in the order of the text."""
        if not self._places:
            self._index()
        return self._places

    def within(self, start: int, end: int) -> list[tuple[int, int, Character]]:
        """Return the mentions that overlap ``text[start:end]``."""
        places = self.places()
        at = max(0, bisect_right(self._starts, start) - 3)
        found = []
        while at < len(places) and places[at][0] < end:
            if places[at][1] > start:
                found.append(places[at])
            at += 1
        return found

    def full(self, character: Character, at: int) -> Character:
        """Return the full-named character that a single-worded one stands for, as seen from offset ``at``."""
        if not character.person or len(character.name.split()) > 1:
            return character
        return self.named(character.name, at) or character

    def named(self, name: str, at: int) -> Character | None:
        """Return the person of that full or last (or first) name nearest before offset ``at``."""
        key = plain(name)
        parts = key.split()
        if not parts:
            return None
        if len(parts) > 1 and key in self.by_name:
            return self.by_name[key]
        options = self.by_last.get(parts[-1], [])
        if len(parts) > 1:
            options = (
                [one for one in options if plain(one.name).split()[0][0] == parts[0][0]] if options else []
            )
        if not options and len(parts) == 1:
            options = [
                one
                for one in self.characters
                if one.person and " " in one.name and plain(one.name).split()[0] == key
            ]
        if not options:
            return self.by_name.get(key)
        return max(
            options, key=lambda one: max((start for start, _ in one.mentions if start <= at), default=-1)
        )

    def sex_of(self, character: Character) -> Sex | None:
        """Return the sex that title, first name or the pronouns after the name tell."""
        if character.sex is None:
            character.sex = (
                self._title_sex(character) or _name_sex(character.name) or self._pronoun_sex(character)
            )
        return character.sex

    def _title_sex(self, character: Character) -> Sex | None:
        for start, _ in character.mentions[:6]:
            before = self.text[max(0, start - 14) : start].lower().split()
            here = self.text[start : start + 16].lower().split()
            for word in (*before[-1:], *here[:1]):
                if word in TITLES["m"] and word not in ("chief",):
                    return "m"
                if word in TITLES["f"]:
                    return "f"
        return None

    def _pronoun_sex(self, character: Character) -> Sex | None:
        votes = {"m": 0, "f": 0}
        for _, end in character.mentions[:8]:
            stop = min(
                [
                    start
                    for start, _, other in self.within(end, end + NEXT_PERSON)
                    if other.person and start > end
                ]
                or [end + NEXT_PERSON]
            )
            match = PRONOUN.search(self.text, end, stop)
            if match is not None:
                votes[
                    "m"
                    if match.group()[0] in "hH"
                    and match.group()[1] in "eEiI"
                    and not match.group().lower().startswith("her")
                    else "f"
                ] += 1
        if votes["m"] == votes["f"]:
            return None
        return "m" if votes["m"] > votes["f"] else "f"


def _name_sex(name: str) -> Sex | None:
    first = name.lower().split()[0] if name else ""
    if first in NAMES["m"] or first.split("-")[0] in NAMES["m"]:
        return "m"
    if first in NAMES["f"] or first.split("-")[0] in NAMES["f"]:
        return "f"
    return None
