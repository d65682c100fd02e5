"""What the page of a person, a place or a topic is made of: where it is named, what it said."""

from dataclasses import dataclass
from functools import partial
from typing import Literal

from slugline.folds.board.board import HOUR
from slugline.folds.board.kept import Kept, unpacked
from slugline.folds.board.note import folded, has_line
from slugline.folds.board.rising import line
from slugline.live.hub import Hub
from slugline.live.workroom import Workroom
from slugline.records.codec import decode, encode

Kind = Literal["entity", "topic", "speaker"]
STORIES = 60
"""Stories whose quotes are looked through, the newest."""
MOST = 100


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
    """Return the JSON of a thing. Raises BusyError."""
    sought, limits = folded(key), hub.board.limits
    words = f"{kind}_words"
    found = [kept for kept in hub.board.stories.values() if has_line(getattr(kept.note, words), sought)]
    found.sort(key=lambda kept: -kept.moved)
    name, type_ = _named(found, kind, key)
    said: list[Said] = []
    if kind != "topic":
        newest = [(kept, kept.versions[-1].packed) for kept in found[:STORIES] if kept.versions]
        of = (key, name, *((kept.note.uri, kept.moved) for kept, _ in newest))
        told = await workroom.made(("said", of), lambda: workroom.worked(partial(_said, newest, key, name)))
        # what was killed while that was read is not to be told
        said = [one for one in told if hub.standing(one.uri)]
    about = About(
        id=key,
        kind=kind,
        name=name,
        type=type_,
        stories=len(found),
        chains=len({kept.row for kept in found}),
        hours=limits.hours,
        line=line(found, hub.now(), round(limits.hours * HOUR)),
        said=tuple(said[:MOST]),
    )
    return encode(about)


def _named(found: list[Kept], kind: Kind, key: str) -> tuple[str, str]:
    for kept in found:
        for one in (*kept.note.entities, *kept.note.topics):
            if one.id == key:
                return one.name, one.type or kind
    return key, kind


def _said(stories: list[tuple[Kept, bytes]], key: str, name: str) -> list[Said]:
    found = []
    for kept, packed in stories:
        for quote in decode(Quoted, unpacked(packed)).quotes:
            if quote.speaker_entity != key and quote.speaker_name not in (key, name):
                continue
            found.append(
                Said(
                    uri=kept.note.uri,
                    headline=kept.note.headline,
                    source=kept.note.source,
                    moment=kept.moved,
                    text=quote.text,
                    kind=quote.kind,
                    stance=quote.stance,
                    confidence=quote.confidence,
                )
            )
    return found
