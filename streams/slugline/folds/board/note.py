"""What the board keeps of one story beside its packed record: what a row shows and what filters look at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from slugline.records.events import EntityEvent, TopicEvent
from slugline.records.story import EnrichedStory

MOST_NAMED = 12
"""Entities and speakers that are kept by name; filters find the others all the same."""
PLACES = frozenset({"GPE", "LOC", "FAC"})
HEADLINE = 200
"""Code points of a story's first words where it has no headline."""


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
        """Bytes, roughly."""
        return 4_000 + len(self.words) + len(self.topic_words) + len(self.entity_words)


def folded(text: str) -> bytes:
    """Return ``text`` as it is compared: no case, one blank between words."""
    return " ".join(text.casefold().split()).encode(errors="replace")


def has_line(lines: bytes, line: bytes) -> bool:
    """Tell whether one of the ``lines`` is ``line``, folded both."""
    return b"\n%s\n" % line in b"\n%s\n" % lines


def noted(story: EnrichedStory, watched: tuple[str, ...] = ()) -> Note:
    """Return what is kept of ``story``, which meets the rules that are called ``watched``."""
    slug = story.slugline or story.uri
    if story.status != "usable":
        return Note(
            uri=story.uri,
            version=story.version,
            status=story.status,
            headline=slug,
            slug=slug,
            source=story.source or "",
            source_words=folded(story.source or ""),
            signals=story.signals,
            published=story.published,
        )
    entities = sorted(story.entities, key=lambda one: -one.salience)
    speakers = dict.fromkeys(one.speaker_name for one in story.quotes if one.speaker_name)
    return Note(
        uri=story.uri,
        version=story.version,
        status=story.status,
        headline=_headline(story, slug),
        slug=slug,
        source=story.source or "",
        source_words=folded(story.source or ""),
        urgency=story.urgency,
        signals=story.signals,
        topics=tuple(Named(id=one.qcode, name=one.name) for one in deepest(story.topics)),
        entities=tuple(
            Named(id=one.entity_id, name=one.name, type=one.type) for one in entities[:MOST_NAMED]
        ),
        speakers=tuple(speakers)[:MOST_NAMED],
        watched=watched,
        watch_words=_lines(set(watched)),
        spots=tuple(islice(_spots(entities), MOST_NAMED)),
        speaker_words=_lines(set(speakers)),
        published=story.published,
        language=story.language,
        words=folded(f"{story.headline or ''} {slug} {story.text}"),
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
                id=one.entity_id, name=one.name, lat=links.lat, lon=links.lon, town=links.point == "place"
            )


def _headline(story: EnrichedStory, slug: str) -> str:
    if story.headline:
        return story.headline
    words = " ".join(story.text[: 4 * HEADLINE].split())
    return (f"{words[: HEADLINE - 1]}…" if len(words) > HEADLINE else words) or slug


def _lines(words: set[str]) -> bytes:
    return b"\n".join(sorted(map(folded, words)))
