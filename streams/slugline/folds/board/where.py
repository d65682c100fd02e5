"""Where the stories on the board happen: the places they name that have a point on the map."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from slugline.folds.board.kept import Kept
from slugline.folds.board.note import Spot

MOST = 400
HEADLINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A story that names a place."""

    uri: str
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place, by how many chains name it, with the newest of their stories."""

    spot: Spot
    chains: int
    newest: tuple[Head, ...]


@dataclass(slots=True)
class _Count:
    spot: Spot
    rows: dict[str, Head] = field(default_factory=dict)


def places(stories: Iterable[Kept], since: int) -> tuple[Place, ...]:
    """Return the places that most chains name, of stories that moved after ``since`` (milliseconds)."""
    counts: dict[str, _Count] = {}
    standing = (one for one in stories if one.note.stands and one.moved > since)
    for kept in sorted(standing, key=lambda one: -one.moved):
        for spot in kept.note.spots:
            count = counts.setdefault(spot.id, _Count(spot))
            count.rows.setdefault(kept.row, Head(uri=kept.note.uri, headline=kept.note.headline))
    found = sorted(counts.values(), key=lambda one: (-len(one.rows), one.spot.id))[:MOST]
    return tuple(
        Place(spot=one.spot, chains=len(one.rows), newest=tuple(one.rows.values())[:HEADLINES])
        for one in found
    )
