"""What a story says, laid out so that rules find it: by name, by word, by place."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from slugline.lang.letters import without_diacritics
from slugline.records.events import EntityEvent
from slugline.records.story import EnrichedStory

WORD: Final = re.compile(r"\w+")
_NO_BLANKS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese, which have no blanks between words."""
WORD_OR_SIGN: Final = re.compile(rf"(?=\w)[{_NO_BLANKS}]|[^\W{_NO_BLANKS}]+")
PERHAPS_MARKS: Final = re.compile(
    "[\xad\u0300-\u036f\u0483-\u1fff\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20d0-\u20ff\u3000-\U0010ffff]"
)
"""English copy has none of these, whatever its quotation marks."""
UNSEEN: Final = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*")
"""Where a line may be broken, or must not be; what joins letters or tells their direction."""
_SIGN: Final = re.compile(f"[{_NO_BLANKS}]")
CodeOf = Callable[[EntityEvent], str]
"""Tells the ISO 3166 code of the region, or else the country, in which a town is; "" if nobody knows."""


def words(text: str) -> list[tuple[int, int]]:
    """Return where the words of ``text`` stand. Marks on its letters, and what cannot be seen, cut none.

    Where a script has no blanks between words each of its signs is one: so a phrase is found within others.
    """
    if text.isascii() or not PERHAPS_MARKS.search(text):
        return [match.span() for match in WORD.finditer(text)]
    joined: list[tuple[int, int]] = []
    for match in WORD_OR_SIGN.finditer(text):
        start, end = match.span()
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1
        letters = joined and not _SIGN.match(text, start) and not _SIGN.match(text, joined[-1][0])
        if letters and UNSEEN.fullmatch(text, joined[-1][1], start):
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """Return one word, in small letters, without accents and what cannot be seen; vowels on letters stay."""
    if _SIGN.match(word):
        return unicodedata.normalize("NFKC", word)  # their marks make other sounds
    signs = without_diacritics(word).casefold()
    return "".join(one for one in signs if one.isalnum() or one == "_" or unicodedata.category(one)[0] == "M")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return ``text`` for comparison: its words without case and accents, one blank between."""
    return " ".join(_plain(text[start:end].casefold()) for start, end in words(text))


@dataclass(frozen=True)
class Facts:
    """A story, and what rules ask of it."""

    story: EnrichedStory
    code_of: CodeOf

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """The words of the text with their places."""
        text, found = self.story.text, []
        for start, end in words(text):
            word = text[start:end].casefold()
            found.append((word if word.isascii() else _plain(word), start, end))
        return found

    @cached_property
    def at(self) -> dict[str, list[int]]:
        """The numbers of the words by word."""
        found: dict[str, list[int]] = {}
        for number, (word, _, _) in enumerate(self.words):
            found.setdefault(word, []).append(number)
        return found

    @cached_property
    def names(self) -> list[tuple[EntityEvent, frozenset[str]]]:
        """The entities with all names the story has for them, folded."""
        return [
            (one, frozenset(map(folded, {one.name, *(mention.text for mention in one.mentions)})))
            for one in self.story.entities
        ]

    @cached_property
    def places(self) -> list[tuple[EntityEvent, str]]:
        """The places with an id, each with the ISO 3166 code of its own or of what it is in."""
        return [(one, _code(one) or self.code_of(one)) for one in self.story.entities if _is_place(one)]

    def phrase(self, words: tuple[str, ...]) -> tuple[int, int] | None:
        """Return where ``words`` stand in the text one behind the other, for the first time."""
        places = [self.at.get(word, ()) for word in words]
        rarest = min(range(len(words)), key=lambda step: len(places[step]))
        last = len(self.words) - len(words)
        for place in places[rarest]:
            number = place - rarest
            if 0 <= number <= last and all(
                self.words[number + step][0] == word for step, word in enumerate(words)
            ):
                return self.words[number][1], self.words[number + len(words) - 1][2]
        return None

    def triggers(self) -> Iterator[str]:
        """Yield what a condition may be looked up by: rules are kept by these."""
        for one, names in self.names:
            yield from (f"name {name}" for name in names)
            yield from (f"id {key}" for key in ids(one))
        for quote in self.story.quotes:
            yield from (f"speaker {name}" for name in speakers(quote.speaker_name, quote.speaker_entity))
            if quote.speaker is not None:
                yield f"speaker {folded(quote.speaker.text)}"
        for topic in self.story.topics:
            for step in topic.path:
                yield f"topic {step.qcode}"
                yield f"topic {folded(step.name)}"
        for _, code in self.places:
            yield from (f"place {code}", f"place {code[:2]}")
        if self.story.source:
            yield f"source {folded(self.story.source)}"
        yield from (f"signal {one}" for one in self.story.signals)
        yield from (f"word {word}" for word in self.at)
        yield ""


def ids(entity: EntityEvent) -> Iterator[str]:
    """Yield what an entity is called elsewhere."""
    links = entity.links
    yield entity.entity_id
    ids = (links.wikidata, links.iso3166, links.iso3166_2, links.geonames, links.isin, links.ticker)
    yield from (one for one in ids if one)


def speakers(name: str | None, entity_id: str | None) -> Iterator[str]:
    """Yield what a speaker may be called."""
    if name:
        yield folded(name)
    if entity_id:
        yield entity_id


def _is_place(entity: EntityEvent) -> bool:
    return entity.type in ("GPE", "LOC", "FAC") and any(
        one is not None
        for one in (entity.links.iso3166, entity.links.iso3166_2, entity.links.geonames, entity.links.lat)
    )


def _code(entity: EntityEvent) -> str:
    return entity.links.iso3166_2 or entity.links.iso3166 or ""
