"""From Kafka to the board: one consumer of the enriched stories and of the chains, without a group.

It reads committed, from as far back as the window reaches, and commits nothing. Where the broker goes, the
page says so; when it is back, another board is filled from the start and put in the place of the first, so
that it does not matter what the broker has forgotten.
"""

import asyncio
import logging
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from slugline import broker, feed_reader
from slugline.feed_names import feed_name
from slugline.folds.board.board import Board
from slugline.kinds import ENRICHED, EnrichedStory
from slugline.live.hub import Hub
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import decode
from slugline.records.feeds import CHAINS
from slugline.records.schema_error import SchemaError
from slugline.settings import Settings

HOUR = 3_600_000
LOOK = 3.0
"""Seconds between two looks whether the broker is there and has the feeds it had."""
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
        self._enriched = feed_name(ENRICHED, settings)
        self._chains = feed_name(CHAINS, settings)

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
        self._hub.stands(kafka="reading", why="", chains=self._chains in there)
        async with feed_reader.consumer(self._settings) as one:
            start = max(0, self._hub.now() - round(board.limits.hours * HOUR))
            found = await one.offsets_for_times(dict.fromkeys(parts, start))
            ends = {}
            for part, (_, end) in (await feed_reader.extent(one, parts)).items():
                ends[part] = end
                one.seek(part, feed_reader.since(found.get(part), end))
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
        names = (self._chains, self._enriched)
        return [TopicPartition(name, number) for name in names for number in range(there.get(name, 0))]

    async def _look(self, parts: list[TopicPartition]) -> None:
        """Raise as soon as the broker is gone, or has more to read."""
        failed = 0
        while True:
            await asyncio.sleep(LOOK)
            try:
                there = await broker.list_feeds(self._settings)
            except (broker.UnreachableError, KafkaError, OSError):
                failed += 1
                if failed > 1:
                    raise
                continue
            failed = 0
            if self._parts(there) != parts:
                raise Changed

    async def _follow(self, one: AIOKafkaConsumer, board: Board, ends: dict[TopicPartition, int]) -> None:
        full = False
        while True:
            for batch in (await one.getmany(timeout_ms=200)).values():
                await self._take(board, batch)
            batch = []  # what was killed meanwhile is not to be held until something comes
            gone = board.forget(self._hub.now())
            if board is self._hub.board:
                self._hub.changed(gone)
            if not full and await _reached(one, ends):
                full = True
                if board is not self._hub.board:
                    self._hub.renewed(board)
                self._hub.stands(kafka="live", why="")
                self._tell(f"{len(board.stories):,} stories in {len(board):,} rows; following")

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
                    log.warning("%s/%d/%d: %s", record.topic, record.partition, record.offset, error)
                    self._hub.stands(unread=self._hub.state.unread + 1)
            gone = board.forget(self._hub.now())
            if board is self._hub.board:
                changed |= gone
            self._hub.changed(changed)
            await asyncio.sleep(0)

    def _taken(self, board: Board, record: ConsumerRecord) -> set[str]:
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
