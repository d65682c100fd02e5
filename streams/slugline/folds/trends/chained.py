"""Which stories are one chain, as far as the trends care: by the records of the chains, in their order."""

from collections.abc import Collection, Set
from dataclasses import dataclass

from slugline.folds.trends.counted import CountedChain

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a story is: its chain, and when that was said, milliseconds since 1970 UTC."""

    chain: str
    moment: int


class Chaining:
    """The chains of the stories of the last windows. All partitions that a worker counts share one.

    Of a record `stirred` says before it is taken which stories may be counted otherwise after it; with
    `take` it holds. Reading the feed again from the same moment on makes the same of it.
    """

    def __init__(self) -> None:
        """Every story is a chain of its own."""
        self._places: dict[str, _Place] = {}
        self._members: dict[str, set[str]] = {}

    def __len__(self) -> int:
        """Return of how many stories the chain is known."""
        return len(self._places)

    def shared(self, uri: str) -> str | None:
        """Return the chain of a story if there is another story in it, else None."""
        place = self._places.get(uri)
        return place.chain if place is not None and len(self._members[place.chain]) > 1 else None

    def stirred(self, record: CountedChain) -> set[str]:
        """Return the uris of the stories that ``record`` moves, and of those it leaves or joins alone."""
        moved = self._moved(record)
        joined = self._members.get(_target(record) or "", _NONE)
        return self.beside(moved) | (joined if len(joined) == 1 else _NONE)

    def take(self, record: CountedChain, moment: int) -> None:
        """Let ``record``, written at ``moment``, hold; of a merger, what it moves gets no younger by it."""
        target = _target(record)
        for uri in self._moved(record):
            before = self._leave(uri)
            if target is not None:
                when = before.moment if before and record.relation == "merged" else moment
                self._places[uri] = _Place(target, when)
                self._members.setdefault(target, set()).add(uri)

    def over(self, oldest: int) -> set[str]:
        """Return the uris of which nothing was said since ``oldest``, to be let go of."""
        return {uri for uri, place in self._places.items() if place.moment < oldest}

    def beside(self, uris: Set[str]) -> set[str]:
        """Return ``uris`` and the stories that are alone in their chains once those are gone."""
        left = (self._members[place.chain] - uris for uri in uris if (place := self._places.get(uri)))
        return set(uris).union(*(members for members in left if len(members) == 1))

    def let_go(self, uris: Collection[str]) -> None:
        """Forget the chains of ``uris``."""
        for uri in uris:
            self._leave(uri)

    def _moved(self, record: CountedChain) -> set[str]:
        if record.relation == "merged":
            return set(self._members.get(record.chain or "", _NONE))
        return {record.story.uri}

    def _leave(self, uri: str) -> _Place | None:
        """Take a story out of its chain; return where it was."""
        place = self._places.pop(uri, None)
        if place is not None:
            members = self._members[place.chain]
            members.discard(uri)
            if not members:
                del self._members[place.chain]
        return place


def _target(record: CountedChain) -> str | None:
    """Return the chain in which a record puts what it moves; None: they are in no chain any more."""
    if record.relation == "merged":
        return record.merged_into
    return record.chain if record.status == "usable" else None
