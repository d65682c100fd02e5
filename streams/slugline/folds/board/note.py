"""What the board keeps of one story beside its packed record: what a row shows and what filters look at.

What a row shows is clipped: a headline of a megabyte is a fault of somebody's, or worse.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from sys import getsizeof

from slugline.records.events import EntityEvent, TopicEvent
from slugline.records.story import EnrichedStory

MOST_NAMED = 12
"""Entities and speakers that are kept by name; filters find the others all the same."""
PLACES = frozenset({"GPE", "LOC", "FAC"})
HEADLINE = 300
"""Code points of a headline, or of a story's first words where it has none."""
NAME = 200
"""Code points of any other text that is shown: a slug, a source, a name."""
LONGEST_ID = 1_000
"""Code points of the id of an entity, topic or speaker that has a page."""
MOST_SIGNALS = 20
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
OBJECT = 80
"""Bytes that a small object takes beside what it holds, roughly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity, or a topic: its id and what it is called; of an entity also its type."""

    id: str
    name: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that has a point on the map."""

    id: str
    name: str
    lat: float
    lon: float
    town: bool
    """Whether that is its own point, and not the middle of a region or a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is kept of a story. Of one that was taken back there is a slug and a source, and no words."""

    uri: str
    version: int
    status: str
    headline: str
    """Where there is none, the first words; of what was taken back, the slug."""
    slug: str
    """The uri where there is none."""
    source: str
    urgency: int | None = None
    signals: tuple[str, ...] = ()
    topics: tuple[Named, ...] = ()
    entities: tuple[Named, ...] = ()
    speakers: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    watched: tuple[str, ...] = ()
    """Rules of a watchlist that it meets."""
    published: str | None = None
    language: str = "und"
    words: bytes = b""
    """Headline, slug and text, folded by `folded`."""
    topic_words: bytes = b""
    """Codes and names of all topics and of those above them, folded, a line each."""
    entity_words: bytes = b""
    """Ids and names of all entities and the words they are named by, the same way."""
    source_words: bytes = b""
    watch_words: bytes = b""
    speaker_words: bytes = b""
    """Names of all speakers, the same way."""

    @property
    def stands(self) -> bool:
        """Whether it may be shown."""
        return self.status == "usable"

    @property
    def size(self) -> int:
        """Bytes: of what is shown twice as many, since a row is made of it."""
        return sum(
            _size(getattr(self, name)) * (1 if name.endswith("words") else 2) for name in Note.__slots__
        )


def shown(text: str, most: int = NAME) -> str:
    """Return ``text`` as it is shown beside others: it is not longer than ``most``, and turns none of them.

    Marks that turn what follows, up to another mark, are left out.
    """
    if len(text) > most:
        text = f"{text[: most - 1]}…"
    return text if text.isascii() else TURNING.sub("", text)


def folded(text: str) -> bytes:
    """Return ``text`` as it is compared: no case, one blank between words, no marks that turn it."""
    text = text if text.isascii() else TURNING.sub("", text)
    return " ".join(text.casefold().split()).encode(errors="replace")


def has_line(lines: bytes, line: bytes) -> bool:
    """Tell whether one of the ``lines`` is ``line``, folded both."""
    return b"\n%s\n" % line in b"\n%s\n" % lines


def noted(story: EnrichedStory, watched: tuple[str, ...] = ()) -> Note:
    """Return what is kept of ``story``, which meets the rules that are called ``watched``."""
    slug = shown(story.slugline or story.uri)
    source = story.source or ""
    signals = tuple(shown(one) for one in story.signals[:MOST_SIGNALS])
    published = story.published and shown(story.published)
    if story.status != "usable":
        return Note(
            uri=story.uri,
            version=story.version,
            status=story.status,
            headline=slug,
            slug=slug,
            source=shown(source),
            source_words=_lines({source}),
            signals=signals,
            published=published,
        )
    entities = sorted(story.entities, key=lambda one: -one.salience)
    linked = [one for one in entities if len(one.entity_id) <= LONGEST_ID]
    speakers = dict.fromkeys(one.speaker_name for one in story.quotes if one.speaker_name)
    return Note(
        uri=story.uri,
        version=story.version,
        status=story.status,
        headline=_headline(story, slug),
        slug=slug,
        source=shown(source),
        source_words=_lines({source}),
        urgency=story.urgency,
        signals=signals,
        topics=tuple(Named(id=one.qcode, name=shown(one.name)) for one in deepest(story.topics)),
        entities=tuple(
            Named(id=one.entity_id, name=shown(one.name), type=shown(one.type)) for one in linked[:MOST_NAMED]
        ),
        speakers=tuple(shown(one) for one in islice(speakers, MOST_NAMED)),
        watched=watched,
        watch_words=_lines(set(watched)),
        spots=tuple(islice(_spots(linked), MOST_NAMED)),
        speaker_words=_lines(set(speakers)),
        published=published,
        language=shown(story.language),
        words=folded(f"{story.headline or ''} {story.slugline or story.uri} {story.text}"),
        topic_words=_lines({
            word for one in story.topics for step in one.path for word in (step.qcode, step.name)
        } | {word for one in story.topics for word in (one.qcode, one.name)}),
        entity_words=_lines({
            word
            for one in story.entities
            for word in (one.entity_id, one.name, *(mention.text for mention in one.mentions))
        }),
    )  # fmt: skip


def deepest(topics: tuple[TopicEvent, ...]) -> list[TopicEvent]:
    """Return the topics that stand above none of the others, the best first."""
    above = {step.qcode for one in topics for step in one.path[:-1]}
    return sorted((one for one in topics if one.qcode not in above), key=lambda one: one.rank)


def _spots(entities: Iterable[EntityEvent]) -> Iterator[Spot]:
    for one in entities:
        links = one.links
        if one.type in PLACES and links.lat is not None and links.lon is not None:
            yield Spot(
                id=one.entity_id,
                name=shown(one.name),
                lat=links.lat,
                lon=links.lon,
                town=links.point == "place",
            )


def _headline(story: EnrichedStory, slug: str) -> str:
    text = story.headline or " ".join(story.text[: 4 * HEADLINE].split())
    return shown(text, HEADLINE) or slug


def _lines(words: set[str]) -> bytes:
    """Return the words folded, a line each, as they are and as they are shown."""
    return b"\n".join(sorted({folded(form) for word in words for form in (word, shown(word))}))


def _size(value: object) -> int:
    if isinstance(value, tuple):
        return getsizeof(value) + sum(map(_size, value))
    if isinstance(value, Named | Spot):
        return OBJECT + sum(_size(getattr(value, name)) for name in value.__slots__)
    return getsizeof(value)
