"""The slots of one story: the same slot has the same words all through it."""

import re
from random import Random

from tests.quality.attribution_templates.names import People, Person
from tests.quality.attribution_templates.pools import CITIES, POOLS, SEXED
from tests.quality.attribution_templates.topics import TOPICS

_CHOICE = re.compile(r"\[([^\[\]|]*(?:\|[^\[\]|]*)+)\]")
_SLOT = re.compile(r"\{([A-Za-z]+)(\d*)(?:\.(\w+))?\}")
_START = re.compile(r"(?:^|[.!?]|\n|(?:^|\n)[^\n]{0,9}[-—•]|(?:^|\n)\d\d:\d\d)[\s\"'”“]*$")
_ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Sgt|Lt|Gen|St)\.\s*$")
_TAG = re.compile(r"<[^>]*>")


class Filling:
    """Words for the slots of one story."""

    def __init__(self, rng: Random, people: tuple[str, ...]) -> None:
        self._rng = rng
        self._names = People(rng)
        self._persons: dict[str, Person] = {}
        self._words: dict[str, str] = {}
        self._taken: set[str] = set()
        self._topic = rng.choice(TOPICS)
        self._declare(people)

    def fill(self, text: str) -> str:
        """Return the text with all choices made and all slots filled."""
        while _CHOICE.search(text):
            text = _CHOICE.sub(lambda match: self._rng.choice(match[1].split("|")), text)
        while match := _SLOT.search(text):
            before = _TAG.sub("", text[: match.start()])
            words = self._slot(match[1], match[2], match[3])
            if not before or (_START.search(before[-20:]) and not _ABBREVIATION.search(before)):
                words = words[:1].upper() + words[1:] if before or "<" in text or " " in text else words
            text = text[: match.start()] + words + text[match.end() :]
        return text

    def _declare(self, people: tuple[str, ...]) -> None:
        sexes = dict(part.split("=") for part in people if "=" in part)
        for pair in (part for part in people if "~" in part):
            other, one = pair.split("~")
            marks = (sexes.pop(one, ""), sexes.pop(other, ""))
            pair_found = self._names.namesakes(
                (self._sex(marks[0]), self._sex(marks[1])), plain="+" in marks[0]
            )
            self._persons[one], self._persons[other] = pair_found
        for key, mark in sexes.items():
            self._persons[key] = self._names.one(self._sex(mark), plain="+" in mark)

    def _sex(self, mark: str = "") -> str:
        return mark.rstrip("+") or self._rng.choice("mf")

    def _slot(self, base: str, number: str, part: str | None) -> str:
        if len(base) == 1:
            return self._person(base, part)
        key = base + number
        if key not in self._words:
            raw = self._rng.choice([words for words in self._pool(base) if words not in self._taken])
            self._taken.add(raw)
            self._words[key] = self.fill(raw)
        words = self._words[key]
        return words[:1].lower() + words[1:] if part == "low" else words.upper() if part == "up" else words

    def _pool(self, base: str) -> tuple[str, ...]:
        topic = self._topic
        own = {"say": topic.says, "clause": topic.clauses, "fill": topic.fills, "head": topic.heads}
        return own.get(base) or (CITIES if base == "city" else tuple(dict.fromkeys(POOLS[base])))

    def _person(self, key: str, part: str | None) -> str:
        if key not in self._persons:
            self._persons[key] = self._names.one(self._sex())
        person = self._persons[key]
        if part in SEXED:
            return SEXED[part][person.sex == "f"]
        found = {
            None: person.full, "last": person.last, "first": person.first,
            "LAST": person.last.upper(), "FULL": person.full.upper(),
        }  # fmt: skip
        return found[part]
