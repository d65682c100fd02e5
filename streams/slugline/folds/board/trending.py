"""What the trends feed says of the windows that are open, by the board's lists.

Of each length the window that ends next is told anew after each hop, thing by thing. While that comes in, the
one before it is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from itertools import islice
from types import MappingProxyType

from slugline.folds.board.note import LONGEST_ID, folded, shown
from slugline.folds.board.rising import ALL_TOPICS, KINDS, MOST, Counts, Lists, Thing, line_of
from slugline.records import instants
from slugline.records.events import TrendEvent

SETTLED = 20_000
"""Milliseconds after which what is told of a new window is whole: workers tell of it every 15 seconds."""
KEPT = 3
"""Windows of a length that are kept, those that end last."""
HEARD = 30_000
"""Milliseconds after which what is told knows of a kill: twice what workers let go by before they tell."""
MOST_LENGTHS, MOST_THINGS, MOST_OFF = 12, 5_000, 20_000
ENTITY_LISTS = ("people", "places", "organisations")
ALL_LISTS = (*ENTITY_LISTS, "speakers")
PREFIXES = MappingProxyType({kind.casefold(): name for kind, name in KINDS.items()} | {"iso": "places"})
"""Lists of entities by how their ids begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What is told of one window. Times are milliseconds since 1970 UTC."""

    start: int
    end: int
    chained: bool
    """Whether chains are counted; else stories."""
    things: Lists


@dataclass(slots=True)
class _Open:
    begun: int
    events: dict[tuple[str, str], tuple[TrendEvent, int]] = field(default_factory=dict)
    """With when each was written."""


class Trending:
    """Takes the records of the trends feed, of whatever partition, in whatever order."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._by_length: dict[int, dict[int, _Open]] = {}
        """By the length of a window and by its end."""
        self._off: dict[bytes, int] = {}
        """Ids and names in stories that were taken back, folded, and when that was."""

    def take(self, event: TrendEvent, moment: int) -> None:
        """Note what ``event``, written at ``moment``, says; the last that is said of a thing counts."""
        start, end = instants.read(event.window.start), instants.read(event.window.end)
        if end - start not in self._by_length and len(self._by_length) == MOST_LENGTHS:
            del self._by_length[min(self._by_length, key=lambda length: max(self._by_length[length]))]
        ends = self._by_length.setdefault(end - start, {})
        window = ends.setdefault(end, _Open(moment))
        if len(event.key) <= LONGEST_ID and len(window.events) < MOST_THINGS:
            window.events[event.kind, event.key] = event, moment
        if len(ends) > KEPT:
            del ends[min(ends)]

    def take_back(self, lines: bytes, moment: int) -> None:
        """Note what a story named that was taken back at ``moment``: ids and names, folded, a line each.

        Until the feed must have heard of that, whom or what no story on the board names is not told.
        """
        for line in lines.split(b"\n"):
            self._off.pop(line, None)
            self._off[line] = moment
        for line in list(islice(self._off, max(0, len(self._off) - MOST_OFF))):
            del self._off[line]

    def windows(self, now: int, counts: Counts) -> tuple[Window, ...]:
        """Return what is told of the windows open at ``now``, the shortest first.

        ``counts`` are the board's own: they say of which kind an entity is, and when a thing was named.
        """
        found = []
        for length, ends in sorted(self._by_length.items()):
            open_ = {end: one for end, one in ends.items() if end > now - length}
            settled = [end for end, one in open_.items() if now - one.begun >= SETTLED]
            if open_:
                end = max(settled or open_)
                events = [
                    event
                    for event, moment in open_[end].events.values()
                    if event.kind == "topic" or self._told(event.key, moment, counts)
                ]
                chained = any(one.chains is not None for one in events)
                found.append(
                    Window(start=end - length, end=end, chained=chained, things=_lists(events, counts))
                )
        return tuple(found)

    def _told(self, key: str, moment: int, counts: Counts) -> bool:
        """Tell whether a person, say, may be named by what was written at ``moment``."""
        off = self._off.get(folded(key))
        return off is None or moment >= off + HEARD or any(key in counts.get(name, {}) for name in ALL_LISTS)


def _lists(events: Iterable[TrendEvent], counts: Counts) -> Lists:
    lists: dict[str, list[Thing]] = {one.name: [] for one in fields(Lists)}
    for event in events:
        if event.stories:
            for name in _list_of(event, counts):
                lists[name].append(_thing(event, counts))
    for found in lists.values():
        found.sort(key=lambda one: (-one.score, -one.chains, one.id))
    return Lists(**{name: tuple(found[:MOST]) for name, found in lists.items()})


def _list_of(event: TrendEvent, counts: Counts) -> Iterator[str]:
    if event.kind == "topic":
        yield "topics"
    elif event.kind == "speaker":
        yield "speakers"
    elif event.kind == "entity":
        known = next((name for name in ENTITY_LISTS if event.key in counts.get(name, {})), None)
        if name := known or PREFIXES.get(event.key.partition(":")[0]):
            yield name


def _thing(event: TrendEvent, counts: Counts) -> Thing:
    chains = event.stories if event.chains is None else event.chains
    before = event.previous if event.chains_previous is None else event.chains_previous
    if event.kind == "topic":
        count = counts.get(ALL_TOPICS, {}).get(folded(event.key).decode())
    else:
        count = next((found for name in ENTITY_LISTS if (found := counts.get(name, {}).get(event.key))), None)
    return Thing(
        id=event.key,
        name=shown(event.name),
        stories=event.stories,
        chains=chains,
        recent=chains,
        before=before,
        score=event.score,
        line=line_of(count),
    )
