"""What rises and where, counted not more often than every few seconds, however many ask."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial

from slugline.folds.board.board import HOUR
from slugline.folds.board.kept import Kept
from slugline.folds.board.rising import Lists, counted, things
from slugline.folds.board.trending import Window
from slugline.folds.board.where import Place, places
from slugline.live.choices import choices
from slugline.live.hub import Hub
from slugline.live.workroom import Workroom
from slugline.records.codec import encode

FRESH = 5_000
"""Milliseconds that a count is good for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """What the trends feed says; where it says nothing, ``things`` as the page counts them itself."""

    hours: float
    chains: int
    stories: int
    windows: tuple[Window, ...]
    things: Lists | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where stories of the last hours happen."""

    hours: int
    places: tuple[Place, ...]


class Counted:
    """Counts what stands, in the ``workroom``. No name outlives its story."""

    def __init__(self, hub: Hub, workroom: Workroom) -> None:
        """Count what is on the board of ``hub``."""
        self._hub = hub
        self._workroom = workroom

    async def trends(self) -> bytes:
        """Return the JSON of who and what rises. Raises BusyError."""
        return await self._fresh("trends", self._trends)

    async def places(self, hours: int) -> bytes:
        """Return the JSON of where the stories of so many hours happen. Raises BusyError."""
        return await self._fresh(f"places {hours}", partial(self._places, hours))

    async def choices(self) -> bytes:
        """Return the JSON of what filters can be set to. Raises BusyError."""
        return await self._fresh("choices", self._choices)

    async def _fresh(
        self, what: str, count: Callable[[Sequence[Kept], int], Coroutine[None, None, bytes]]
    ) -> bytes:
        async def make() -> bytes:
            return await count(list(self._hub.board.stories.values()), self._hub.now())

        return await self._workroom.standing((what, self._hub.now() // FRESH), make)

    async def _trends(self, stories: Sequence[Kept], now: int) -> bytes:
        board = self._hub.board
        window = round(board.limits.hours * HOUR)
        counts = await self._workroom.worked(partial(counted, stories, now, window))
        windows = self._hub.trending.windows(now, counts)
        own = None if windows else await self._workroom.worked(partial(things, stories, counts, now, window))
        return encode(
            Trends(
                hours=board.limits.hours, chains=len(board), stories=len(stories), windows=windows, things=own
            )
        )

    async def _places(self, hours: int, stories: Sequence[Kept], now: int) -> bytes:
        found = await self._workroom.worked(partial(places, stories, now - hours * HOUR))
        return encode(Where(hours=hours, places=found))

    async def _choices(self, stories: Sequence[Kept], _: int) -> bytes:
        return encode(await self._workroom.worked(partial(choices, stories)))
