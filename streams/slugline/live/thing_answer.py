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
class Entity:
    """What is read of an EntityEvent."""

    entity_id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is read of a PathStep."""

    qcode: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What is read of a TopicEvent."""

    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is read of an EnrichedStory: a reader passes over what it does not ask for."""

    quotes: tuple[Quote, ...]
    entities: tuple[Entity, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One quote, with the story it is from: of takes that all have it, the newest."""

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
    """Return name and type of a thing: as rows show it, else as the newest story's record has it.

    A row shows neither topics above others nor more than a dozen names.
    """
    for kept in found:
        for one in (*kept.note.entities, *kept.note.topics):
            if one.id == key:
                return one.name, one.type or kind
    told = _told(found[0]) if found and kind != "speaker" else None
    if told:
        entities = ((one.entity_id, one.name, one.type) for one in told.entities)
        steps = ((step.qcode, step.name, kind) for topic in told.topics for step in topic.path)
        for id_, name, type_ in (*entities, *steps):
            if id_ == key:
                return shown(name), shown(type_)
    return key, kind


def _told(kept: Kept) -> Told | None:
    return decode(Told, unpacked(kept.versions[-1].packed)) if kept.versions else None


def _said(stories: list[Kept], key: str, name: str) -> Iterator[Said]:
    seen: set[tuple[str, str, str]] = set()
    for kept in stories:
        told = _told(kept)
        for quote in told.quotes if told else ():
            speaker = quote.speaker_name or ""
            words = kept.row, quote.text, quote.stance
            if words in seen or not (
                key in (quote.speaker_entity, speaker, shown(speaker)) or name == speaker
            ):
                continue
            seen.add(words)
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
