"""Whether the feeds of a role are still those that it began with: deleted and made anew, each has another id.

A client reads on in a new feed at its offset in the old one. Where the new one is shorter by then brokers
say so, and it is read from its start; where it is longer nobody does, and what stands before is passed over.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial

from slugline.errors import SluglineError
from slugline.feed_names import feed_name
from slugline.records.feeds import Feed
from slugline.runtime.feed_identity import identities, is_another
from slugline.settings import Settings

LOOK_SECONDS = 15.0
"""Between two looks. It must be another at two: a broker may tell of one that is no more for a moment."""

Ask = Callable[[Settings, Sequence[str]], Awaitable[dict[str, str]]]


class MadeAnewError(SluglineError):
    """A feed that is read is another one than as it was begun with; the message says which."""


class SameFeeds:
    """Looks at the ids of feeds again and again; knows nothing where brokers do not tell them."""

    def __init__(
        self, settings: Settings, reads: Sequence[Feed], writes: Sequence[Feed], ask: Ask = identities
    ) -> None:
        """``ask`` is not yet asked which they are."""
        self._settings = settings
        self._ask = partial(ask, settings)
        self._reads = [feed_name(feed, settings) for feed in reads]
        self._writes = [feed_name(feed, settings) for feed in writes]
        self._began: dict[str, str] = {}
        self._seen: dict[str, str] = {}
        """Other ids, at the last look."""

    def id_of(self, feed: Feed) -> str | None:
        """Return which ``feed`` it was at the beginning; None where brokers did not tell."""
        return self._began.get(feed_name(feed, self._settings))

    async def begin(self) -> None:
        """Ask which they are."""
        self._began = await self._ask([*self._reads, *self._writes])

    async def look(self, log: logging.Logger) -> None:
        """Look once; a feed that is only written to is told of. Raises MadeAnewError."""
        now = await self._ask([*self._reads, *self._writes])
        others = {feed: one for feed, one in now.items() if is_another(self._began.get(feed), one)}
        sure = {feed: one for feed, one in others.items() if self._seen.get(feed) == one}
        self._seen = others
        self._began = now | self._began | sure  # also those that were not there, or not told, before
        for feed in sure:
            if feed in self._writes:
                log.warning("%s was made anew: what stood there is gone", feed)
        if anew := [feed for feed in self._reads if feed in sure]:
            raise MadeAnewError(f"{', '.join(anew)} was made anew while it was read")

    @asynccontextmanager
    async def watched(
        self, log: logging.Logger, turned: Callable[[], None]
    ) -> AsyncIterator[Callable[[], None]]:
        """Look on during the block; give what is to be called at each turn in the place of ``turned``.

        It calls that, and raises MadeAnewError, or whatever ended the looking.
        """
        await self.begin()
        looking = asyncio.create_task(self.look_on(log))

        def look_and_turn() -> None:
            if looking.done():
                looking.result()
            turned()

        try:
            yield look_and_turn
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    async def look_on(self, log: logging.Logger) -> None:
        """Look again and again. Raises MadeAnewError."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look(log)
