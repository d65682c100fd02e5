"""One row of the page: a chain as it stands, made of its stories."""

from collections.abc import Collection
from dataclasses import dataclass

from slugline.folds.board.kept import Kept
from slugline.folds.board.note import Named

COPIES = ("copy", "pick-up", "repeat", "translation")
"""Relations of stories that say nothing of their own: another one of the chain gives the headline."""
MOST_TOPICS, MOST_ENTITIES, MOST_SOURCES, MOST_TAKEN_BACK = 3, 6, 12, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A story that is killed, withheld or deleted, by its slug."""

    uri: str
    slug: str
    status: str
    source: str
    moment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands of a chain. Times are milliseconds since 1970 UTC."""

    id: str
    uri: str
    """Of the story whose headline it is."""
    headline: str
    status: str
    """"usable" where a story of it stands, else that of the story that was taken back last."""
    language: str
    sources: tuple[str, ...]
    stories: int
    """Stories that stand."""
    takes: int
    """Stories and versions that came."""
    version: int
    relation: str
    """What the story that moved last is to its chain; "" where nobody said."""
    urgency: int | None
    signals: tuple[str, ...]
    topics: tuple[Named, ...]
    entities: tuple[Named, ...]
    speakers: tuple[str, ...]
    watched: tuple[str, ...]
    """Rules of a watchlist that one of its stories meets."""
    published: str | None
    first: int
    moved: int
    taken_back: tuple[TakenBack, ...]


def made(row: str, stories: Collection[Kept], relations: dict[str, str]) -> Row:
    """Return the row ``row`` of its ``stories``, of which there is one at least.

    ``relations`` says what stories are to the chain, by uri.
    """
    newest = sorted(stories, key=lambda one: (-one.moved, one.note.uri))
    standing = [one for one in newest if one.note.stands]
    own = [one for one in standing if relations.get(one.note.uri) not in COPIES]
    lead = (own or standing or newest)[0]
    note = lead.note
    sources = dict.fromkeys(one.note.source for one in standing or newest if one.note.source)
    return Row(
        id=row,
        uri=note.uri,
        headline=note.headline,
        status=note.status,
        language=note.language,
        sources=tuple(sources)[:MOST_SOURCES],
        stories=len(standing),
        takes=sum(one.seen for one in stories),
        version=note.version,
        relation=relations.get(newest[0].note.uri, ""),
        urgency=note.urgency,
        signals=note.signals,
        topics=note.topics[:MOST_TOPICS],
        entities=note.entities[:MOST_ENTITIES],
        speakers=note.speakers[:MOST_ENTITIES],
        watched=tuple(dict.fromkeys(rule for one in standing for rule in one.note.watched)),
        published=note.published,
        first=min(one.first for one in stories),
        moved=newest[0].moved,
        taken_back=tuple(map(_taken_back, [one for one in newest if not one.note.stands][:MOST_TAKEN_BACK])),
    )


def _taken_back(one: Kept) -> TakenBack:
    note = one.note
    return TakenBack(
        uri=note.uri, slug=note.headline, status=note.status, source=note.source, moment=one.moved
    )
