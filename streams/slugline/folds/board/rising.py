"""Who and what the stories on the board are about, by how many chains, and what rises now.

Chains are counted, not stories: ten takes of one story are one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from slugline.folds.board.kept import Kept
from slugline.folds.trends.unusual import unusual

STEPS = 24
"""Points of a small line over the whole window."""
RECENT = 1 / 8
"""The share of the window that is "now", compared with the one of the same length before it."""
MOST = 40
KINDS = MappingProxyType(
    {"PERSON": "people", "ORG": "organisations", "GPE": "places", "LOC": "places", "FAC": "places"}
)
"""Of entities by type; others are in no list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An entity, a topic or a speaker, counted."""

    id: str
    name: str
    stories: int
    chains: int
    recent: int
    """Chains that named it now, and in the time of the same length before that."""
    before: int
    score: float
    line: tuple[int, ...]
    """Chains by time, the latest last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The most unusual first."""

    people: tuple[Thing, ...]
    places: tuple[Thing, ...]
    organisations: tuple[Thing, ...]
    topics: tuple[Thing, ...]
    speakers: tuple[Thing, ...]


@dataclass(slots=True)
class Count:
    """What is counted of a thing: in which rows it is named, and when."""

    name: str
    stories: int = 0
    rows: set[str] = field(default_factory=set)
    recent: set[str] = field(default_factory=set)
    before: set[str] = field(default_factory=set)
    steps: set[tuple[int, str]] = field(default_factory=set)


Counts = Mapping[str, Mapping[str, Count]]
"""By the name of a list, and by id."""
ALL_TOPICS = "all topics"
"""Not a list: topics with those above them, by their code as it is folded."""


def things(stories: Collection[Kept], counts: Counts, now: int, window: int) -> Lists:
    """Return who and what the stories that stand are about; ``counts`` are what `counted` made of them.

    "Now" is the last part of the window.
    """
    late, later = now - window * RECENT, now - 2 * window * RECENT
    totals = _rows(stories, late, now), _rows(stories, later, late)
    return Lists(**{one.name: _most(counts.get(one.name, {}), *totals) for one in fields(Lists)})


def counted(stories: Iterable[Kept], now: int, window: int) -> Counts:
    """Return how often the stories that stand name whom and what.

    ``now`` and the length of the ``window`` are in milliseconds.
    """
    counts: defaultdict[str, dict[str, Count]] = defaultdict(dict)
    late, later = now - window * RECENT, now - 2 * window * RECENT
    for kept in stories:
        if not kept.note.stands or not now - window < kept.moved:
            continue
        step = _step(now - kept.moved, window)
        for kind, key, name in _named(kept):
            count = counts[kind].setdefault(key, Count(name))
            count.stories += 1
            count.rows.add(kept.row)
            count.steps.add((step, kept.row))
            if kept.moved > late:
                count.recent.add(kept.row)
            elif kept.moved > later:
                count.before.add(kept.row)
        for word in kept.note.topic_words.split(b"\n"):
            name = word.decode()
            counts[ALL_TOPICS].setdefault(name, Count(name)).steps.add((step, kept.row))
    return counts


def _rows(stories: Collection[Kept], after: float, until: float) -> int:
    return len({one.row for one in stories if one.note.stands and after < one.moved <= until})


def line(stories: Iterable[Kept], now: int, window: int) -> tuple[int, ...]:
    """Return by time how many chains these stories are of."""
    return _line({(_step(now - one.moved, window), one.row) for one in stories if one.moved > now - window})


def _step(ago: int, window: int) -> int:
    return min(STEPS - 1, max(0, STEPS - 1 - ago * STEPS // window))


def line_of(count: Count | None) -> tuple[int, ...]:
    """Return the same of what was counted of a thing; nothing where it was not."""
    return _line(count.steps) if count else (0,) * STEPS


def _line(steps: set[tuple[int, str]]) -> tuple[int, ...]:
    found = [0] * STEPS
    for step, _ in steps:
        found[step] += 1
    return tuple(found)


def _named(kept: Kept) -> Iterator[tuple[str, str, str]]:
    for one in kept.note.entities:
        kind = KINDS.get(one.type)
        if kind:
            yield kind, one.id, one.name
    for one in kept.note.topics:
        yield "topics", one.id, one.name
    for name in kept.note.speakers:
        yield "speakers", name, name


def _most(counts: Mapping[str, Count], recent: int, before: int) -> tuple[Thing, ...]:
    found = [
        Thing(
            id=key,
            name=one.name,
            stories=one.stories,
            chains=len(one.rows),
            recent=len(one.recent),
            before=len(one.before),
            score=unusual(len(one.recent), len(one.before), recent, before),
            line=_line(one.steps),
        )
        for key, one in counts.items()
    ]
    found.sort(key=lambda one: (-one.score, -one.chains, one.id))
    return tuple(found[:MOST])
