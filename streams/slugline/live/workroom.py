"""Work that takes long, in one thread of its own: each thing once, however many ask for it.

The threads that everything else needs stay free, and the loop goes on; what was made is kept until a story
is taken back.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from slugline.live.hub import Hub

T = TypeVar("T")
MOST_WAITING = 16
"""Different things that are made or wait for it; who asks for one more is to come again."""
MOST_KEPT = 32
TRIES = 3


class BusyError(Exception):
    """Too much is asked for at once."""


class Workroom:
    """Makes things and keeps the last of them."""

    def __init__(self, hub: Hub, most: int = MOST_WAITING) -> None:
        """Nothing is made yet; of different things no more than ``most`` are made or waited for at once."""
        self._most = most
        self._thread = ThreadPoolExecutor(1, "slugline-live")
        self._turn = 0
        """How often a story was taken back: what was begun before that is nobody's any more."""
        self._going: dict[tuple[int, Hashable], asyncio.Future[Any]] = {}
        self._known: OrderedDict[Hashable, Any] = OrderedDict()
        hub.forgets.append(self._forget)

    async def made(self, key: Hashable, make: Callable[[], Coroutine[None, None, T]]) -> T:
        """Return what ``make`` returns, or returned when it was asked for under this ``key``.

        Raises BusyError, and what ``make`` raises. Whoever asks looks again whether the stories that it is
        made of still stand.
        """
        if key in self._known:
            self._known.move_to_end(key)
            found: T = self._known[key]
            return found
        turn = self._turn, key
        going = self._going.get(turn)
        if going is None:
            if len(self._going) >= self._most:
                raise BusyError
            going = self._going[turn] = asyncio.ensure_future(self._make(turn, make))
        return await asyncio.shield(going)

    async def standing(self, key: Hashable, make: Callable[[], Coroutine[None, None, T]]) -> T:
        """Return the same, made once more where a story was taken back meanwhile. Raises BusyError, too."""
        for _ in range(TRIES):
            turn = self._turn
            found = await self.made(key, make)
            if turn == self._turn:
                return found
        raise BusyError

    async def worked(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, which has the thread for itself."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _make(self, turn: tuple[int, Hashable], make: Callable[[], Coroutine[None, None, T]]) -> T:
        try:
            made = await make()
        finally:
            del self._going[turn]
        if turn[0] == self._turn:
            self._known[turn[1]] = made
            if len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
        return made

    def _forget(self) -> None:
        self._turn += 1
        self._known.clear()
