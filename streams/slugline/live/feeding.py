"""From Kafka to the board: one consumer of enriched stories, chains and trends, without a group.

It reads committed, from as far back as the window reaches, and commits nothing. Where the broker goes, the
page says so; when it is back, another board is filled from the start and put in the place of the first, so
that it does not matter what the broker has forgotten.
"""

import asyncio
import logging
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from slugline import broker, feed_reader, shown_text
from slugline.feed_names import feed_name
from slugline.folds.board.board import Board
from slugline.kinds import ENRICHED, EnrichedStory
from slugline.live.hub import Hub
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import decode
from slugline.records.events import TrendEvent
from slugline.records.feeds import CHAINS, TRENDS
from slugline.records.schema_error import SchemaError
from slugline.settings import Settings

HOUR = 3_600_000
LOOK = 2.0
"""Seconds between two looks whether the broker is there and has the feeds it had."""
SILENT = 4.0
"""Seconds after which a broker that does not answer a look is said to be silent."""
MOST_SILENT = 15
"""Looks without an answer after which all is read anew: who knows what the broker has forgotten by then."""
TOLD_AGAIN = 60_000
"""Milliseconds between two lines about records that cannot be read."""
PAUSE = 2.0
AT_ONCE = 20
"""Records between two turns of the event loop: others wait meanwhile."""

log = logging.getLogger(__name__)


class Changed(Exception):  # noqa: N818 because it is no error: there is more to read than before
    """The broker has other feeds or partitions than those that are read."""


class Feeding:
    """Keeps the hub's board up to date, until it is cancelled."""

    def __init__(
        self, settings: Settings, hub: Hub, new_board: Callable[[], Board], say: Callable[[str], None]
    ) -> None:
        """``new_board`` makes the board that is filled where the first one is given up.

        ``say`` gets a line each time the way to Kafka is lost or found.
        """
        self._settings = settings
        self._hub = hub
        self._new_board = new_board
        self._say = say
        self._said = ""
        self._full = False
        """Whether all is on the board that was in the feeds when it was begun."""
        self._unread_told = 0
        self._enriched = feed_name(ENRICHED, settings)
        self._chains = feed_name(CHAINS, settings)
        self._trends = feed_name(TRENDS, settings)

    async def run(self) -> None:
        """Read, and where that fails begin anew.

        A board is shown when all is on it that was in the feeds: a kill may be the last of it.
        """
        while True:
            board = self._new_board()
            try:
                await self._read(board)
            except Changed:
                self._tell("the broker has other feeds than before: reading them from the start")
            except feed_reader.NoFeedError as error:
                self._away("the feed of enriched stories is not there yet", f"{error}; waiting for it")
            except (broker.UnreachableError, KafkaError, OSError) as error:
                self._away("no broker answers", f"{error}; waiting for it")
            except Exception as error:
                # whatever it is, the page must not go on looking alive: it says so, and begins anew
                log.exception("reading failed")
                self._away("reading the feeds failed", f"reading the feeds failed: {error!r}")
            await asyncio.sleep(PAUSE)

    def _back(self) -> None:
        """Say that all is well, or will be when what came before is read."""
        self._hub.stands(kafka="live" if self._full else "reading", why="")
        if self._full:
            board = self._hub.board
            self._tell(f"{len(board.stories):,} stories in {len(board):,} rows; following")

    def _away(self, why: str, line: str) -> None:
        self._hub.stands(kafka="away", why=why)
        self._tell(line)

    def _tell(self, line: str) -> None:
        if line != self._said:
            self._say(line)
        self._said = line

    async def _read(self, board: Board) -> None:
        """Fill ``board`` and keep it; it becomes the hub's as soon as it is full."""
        there = await broker.list_feeds(self._settings)
        parts = self._parts(there)
        if not any(part.topic == self._enriched for part in parts):
            raise feed_reader.NoFeedError(f"no feed {self._enriched} on {self._settings.brokers}")
        self._full = False
        self._hub.stands(kafka="reading", why="", chains=self._chains in there, unread=0, unread_last="")
        async with feed_reader.consumer(self._settings) as one:
            start = max(0, self._hub.now() - round(board.limits.hours * HOUR))
            moments = {part: self._since_hop() if part.topic == self._trends else start for part in parts}
            begin = await feed_reader.since(one, moments)
            ends = {part: end for part, (_, end) in (await feed_reader.extent(one, parts)).items()}
            for part, offset in begin.items():
                one.seek(part, offset)
            looking = asyncio.ensure_future(self._look(parts))
            reading = asyncio.ensure_future(self._follow(one, board, ends))
            try:
                done, _ = await asyncio.wait({looking, reading}, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in (looking, reading):
                    task.cancel()
                await asyncio.gather(looking, reading, return_exceptions=True)

    def _parts(self, there: dict[str, int]) -> list[TopicPartition]:
        names = (self._chains, self._enriched, self._trends)
        return [TopicPartition(name, number) for name in names for number in range(there.get(name, 0))]

    def _since_hop(self) -> int:
        """Return from when on the trends are read: each hop all that trends is told again."""
        return max(0, self._hub.now() - round(2_000 * self._settings.trend_hop) - TOLD_AGAIN)

    async def _look(self, parts: list[TopicPartition]) -> None:
        """Raise as soon as the broker is gone, or has more to read.

        One that is silent, as it is while it is paused, keeps its records: the page says so, and reads on.
        """
        failed = silent = 0
        while True:
            await asyncio.sleep(LOOK)
            try:
                async with asyncio.timeout(SILENT):
                    there = await broker.list_feeds(self._settings)
            except TimeoutError:
                silent += 1
                self._away("the broker does not answer", "the broker does not answer; waiting for it")
                if silent > MOST_SILENT:
                    raise
                continue
            except (broker.UnreachableError, KafkaError, OSError):
                failed += 1
                if failed > 1:
                    raise
                continue
            if self._parts(there) != parts:
                raise Changed
            if silent:
                self._back()
            failed = silent = 0

    async def _follow(self, one: AIOKafkaConsumer, board: Board, ends: dict[TopicPartition, int]) -> None:
        while True:
            for batch in (await one.getmany(timeout_ms=200)).values():
                await self._take(board, batch)
            batch = []  # what was killed meanwhile is not to be held until something comes
            self._hub.changed(self._forgotten(board))
            if not self._full and await _reached(one, ends):
                self._full = True
                if board is not self._hub.board:
                    self._hub.renewed(board)
                self._back()

    async def _take(self, board: Board, batch: list[ConsumerRecord]) -> None:
        for begin in range(0, len(batch), AT_ONCE):
            changed: set[str] = set()
            for record in batch[begin : begin + AT_ONCE]:
                try:
                    before = board.taken_back
                    moved = self._taken(board, record)
                    if board is self._hub.board:
                        changed |= moved
                    elif record.value is None or board.taken_back != before:
                        # the one that is still shown must hear of it, too, whatever the new one knew
                        changed |= self._taken(self._hub.board, record)
                except SchemaError as error:
                    self._unread(record, error)
            changed |= self._forgotten(board)
            self._hub.changed(changed)
            await asyncio.sleep(0)

    def _unread(self, record: ConsumerRecord, error: SchemaError) -> None:
        """Count a record that cannot be read, and say which, a line a minute at most."""
        where = f"{record.topic}, partition {record.partition}, offset {record.offset}"
        count, now = self._hub.state.unread + 1, self._hub.now()
        self._hub.stands(unread=count, unread_last=where)
        if count == 1 or now - self._unread_told >= TOLD_AGAIN:
            self._unread_told = now
            self._say(f"{where} cannot be read: {shown_text.line(str(error))} ({count:,} so far)")

    def _forgotten(self, board: Board) -> set[str]:
        """Let go what is out of the window, and return the rows that are others on the board that is shown.

        While another one is filled, both together have the bytes of one: what is shown gives way.
        """
        now, shown = self._hub.now(), self._hub.board
        gone = board.forget(now)
        return gone if board is shown else shown.forget(now, beside=board.size)

    def _taken(self, board: Board, record: ConsumerRecord) -> set[str]:
        if record.topic == self._trends:
            if record.value:
                self._hub.trending.take(decode(TrendEvent, record.value), record.timestamp)
            return set()
        place = {"partition": record.partition, "moment": record.timestamp}
        if record.topic == self._chains:
            return board.chain(decode(ChainEvent, record.value)) if record.value else set()
        if record.value is None:
            return board.deleted((record.key or b"").decode(errors="replace"), **place)
        return board.story(decode(EnrichedStory, record.value), record.value, **place)


async def _reached(one: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    for part, end in ends.items():
        if await one.position(part) < end:
            return False
    return True
