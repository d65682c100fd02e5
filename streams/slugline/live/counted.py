"""What rises and where, counted not more often than every few seconds, however many ask."""

from collections.abc import Callable
from dataclasses import dataclass

from slugline.folds.board.board import HOUR
from slugline.folds.board.rising import Lists, things
from slugline.folds.board.where import Place, places
from slugline.live.hub import Hub
from slugline.records.codec import encode

FRESH = 5_000
"""Milliseconds that a count is good for."""
MOST = 8
"""Answers that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """All that is counted, over so many hours."""

    hours: float
    chains: int
    stories: int
    things: Lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where stories of the last hours happen."""

    hours: int
    places: tuple[Place, ...]


class Counted:
    """Keeps the last answers. A kill has all counted anew: no name outlives its story."""

    def __init__(self, hub: Hub) -> None:
        """Nothing is counted yet."""
        self._hub = hub
        self._known: dict[int, tuple[int, int, bytes]] = {}
        """By hours (0 for the trends): when it was counted, behind how many kills, and the answer."""
        hub.forgets.append(self._known.clear)

    def trends(self) -> bytes:
        """Return the JSON of who and what rises."""
        return self._fresh(0, self._trends)

    def places(self, hours: int) -> bytes:
        """Return the JSON of where the stories of so many hours happen."""
        return self._fresh(hours, lambda: self._places(hours))

    def _fresh(self, key: int, count: Callable[[], bytes]) -> bytes:
        now, taken_back = self._hub.now(), self._hub.board.taken_back
        at, behind, answer = self._known.get(key, (0, -1, b""))
        if behind != taken_back or now - at >= FRESH:
            answer = count()
            if len(self._known) > MOST:
                self._known.clear()
            self._known[key] = now, taken_back, answer
        return answer

    def _trends(self) -> bytes:
        board = self._hub.board
        found = things(board.stories.values(), self._hub.now(), round(board.limits.hours * HOUR))
        return encode(
            Trends(hours=board.limits.hours, chains=len(board), stories=len(board.stories), things=found)
        )

    def _places(self, hours: int) -> bytes:
        since = self._hub.now() - hours * HOUR
        return encode(Where(hours=hours, places=places(self._hub.board.stories.values(), since)))
