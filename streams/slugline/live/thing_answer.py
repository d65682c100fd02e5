"""What the page of a person, a place or a topic is made of: where it is named, what it said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Literal

from slugline.folds.board.board import HOUR
from slugline.folds.board.kept import Kept, unpacked
from slugline.folds.board.note import folded, has_line, shown
from slugline.folds.board.rising import line
from slugline.live.hub import Hub
from slugline.live.workroom import Workroom
from slugline.records.codec import decode, encode

Kind = Literal["entity", "topic", "speaker"]
STORIES = 60
"""Stories whose quotes are looked through, the newest."""
MOST = 100
LONGEST_QUOTE = 2_000
"""Code points of a quote that are told; its story has all of it."""
FRESH = 1_000
"""Milliseconds that an answer is good for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What is read of a QuoteEvent."""

    text: str
    kind: str
    stance: str = "said"
    confidence: float
    speaker_name: str | None
    speaker_entity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What is read of an EnrichedStory: a reader passes over what it does not ask for."""

    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One quote, with the story it is from."""

    uri: str
    headline: str
    source: str
    moment: int
    text: str
    kind: str
    stance: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A thing. ``line`` is by time how many chains name it, the latest last, over ``hours``."""

    id: str
    kind: str
    name: str
    type: str
    stories: int
    chains: int
    hours: float
    line: tuple[int, ...]
    said: tuple[Said, ...]


async def answer(hub: Hub, workroom: Workroom, kind: Kind, key: str) -> bytes:
    """Return the JSON of a thing, a second old at most. Raises BusyError."""

    async def make() -> About:
        stories = list(hub.board.stories.values())
        return await workroom.worked(partial(_about, stories, kind, key, hub.now(), hub.board.limits.hours))

    return encode(await workroom.standing(("thing", kind, key, hub.now() // FRESH), make))


def _about(stories: Iterable[Kept], kind: Kind, key: str, now: int, hours: float) -> About:
    sought, words = folded(key), f"{kind}_words"
    found = [kept for kept in stories if has_line(getattr(kept.note, words), sought)]
    found.sort(key=lambda kept: -kept.moved)
    name, type_ = _named(found, kind, key)
    return About(
        id=key,
        kind=kind,
        name=name,
        type=type_,
        stories=len(found),
        chains=len({kept.row for kept in found}),
        hours=hours,
        line=line(found, now, round(hours * HOUR)),
        said=tuple(islice(_said(found[:STORIES], key, name), MOST)) if kind != "topic" else (),
    )


def _named(found: list[Kept], kind: Kind, key: str) -> tuple[str, str]:
    for kept in found:
        for one in (*kept.note.entities, *kept.note.topics):
            if one.id == key:
                return one.name, one.type or kind
    return key, kind


def _said(stories: list[Kept], key: str, name: str) -> Iterator[Said]:
    for kept in stories:
        for version in kept.versions[-1:]:
            for quote in decode(Quoted, unpacked(version.packed)).quotes:
                speaker = quote.speaker_name or ""
                if key in (quote.speaker_entity, speaker, shown(speaker)) or name == speaker:
                    yield Said(
                        uri=kept.note.uri,
                        headline=kept.note.headline,
                        source=kept.note.source,
                        moment=kept.moved,
                        text=shown(quote.text, LONGEST_QUOTE),
                        kind=quote.kind,
                        stance=quote.stance,
                        confidence=quote.confidence,
                    )
