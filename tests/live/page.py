"""A live page on a free port, in a thread of this process, fed by hand: no Kafka is needed to look at it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from slugline.folds.board.board import Board, Limits, Watching
from slugline.live.hub import Hub
from slugline.live.raw_feed import Look
from slugline.live.serving import listening, milliseconds, server
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import encode
from slugline.records.events import TrendEvent
from slugline.records.story import EnrichedStory
from tests.patience import PATIENCE


class Page:
    """One running page."""

    def __init__(
        self,
        port: int = 0,
        prefix: str = "",
        limits: Limits | None = None,
        watch: Watching | None = None,
        look: Look | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._listener = listening("127.0.0.1", port)
        self.port: int = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}{prefix}/"
        self._loop = asyncio.new_event_loop()
        self._last = 0
        self.hub = Hub(Board(self.limits, watch or (lambda _: ())), milliseconds)
        self.hub.stands(kafka="live", watching=watch is not None)
        self._server = server(self.hub, prefix, (), look)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Page":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the server did not end"
        self._listener.close()
        self._loop.close()

    def put(self, *records: EnrichedStory | ChainEvent | TrendEvent, moment: int | None = None) -> None:
        """Feed the page, each record later than the one before, and return when it has taken that in."""

        def take() -> None:
            for record in records:
                self._last = moment or max(self._last + 1, milliseconds())
                if isinstance(record, TrendEvent):
                    self.hub.trending.take(record, self._last)
                    continue
                if isinstance(record, ChainEvent):
                    changed = self.hub.board.chain(record)
                else:
                    changed = self.hub.board.story(record, encode(record), partition=0, moment=self._last)
                self.hub.changed(changed | self.hub.board.forget(milliseconds()))

        self._do(take)

    def stands(self, **change: object) -> None:
        self._do(lambda: self.hub.stands(**change))

    def _do(self, work: object) -> None:
        done = threading.Event()

        def run() -> None:
            try:
                work()  # type: ignore[operator]
            finally:
                done.set()

        self._loop.call_soon_threadsafe(run)
        assert done.wait(PATIENCE)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve([self._listener]))


@contextmanager
def page(prefix: str = "") -> Iterator[Page]:
    with Page(prefix=prefix) as one:
        yield one
