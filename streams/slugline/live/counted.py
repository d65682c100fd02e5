"""What rises, counted not more often than every few seconds, however many ask."""

from dataclasses import dataclass

from slugline.folds.board.board import HOUR
from slugline.folds.board.rising import Lists, things
from slugline.live.hub import Hub
from slugline.records.codec import encode

FRESH = 5_000
"""Milliseconds that a count is good for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """All that is counted, over so many hours."""

    hours: float
    chains: int
    stories: int
    things: Lists


class Counted:
    """Keeps the last answer. What it names is of stories that stood when it was counted."""

    def __init__(self, hub: Hub) -> None:
        """Nothing is counted yet."""
        self._hub = hub
        self._at = -FRESH
        self._taken_back = -1
        self._answer = b""

    def answer(self) -> bytes:
        """Return the JSON of all lists. A kill has them counted anew: no name outlives its story."""
        now, board = self._hub.now(), self._hub.board
        if now - self._at >= FRESH or board.taken_back != self._taken_back:
            window = round(board.limits.hours * HOUR)
            found = things(board.stories.values(), now, window)
            self._answer = encode(
                Trends(hours=board.limits.hours, chains=len(board), stories=len(board.stories), things=found)
            )
            self._at, self._taken_back = now, board.taken_back
        return self._answer
