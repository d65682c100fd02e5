"""Where the chains go on, and with what window; feeds are lists."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndMetadata

from slugline.folds.chains.feed_fold import FeedFold, Mark, key
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import encode
from slugline.records.feeds import CHAINS, IMPRINTS
from slugline.records.story_imprint import StoryImprint
from slugline.runtime import chains_role
from slugline.runtime.chains_note import Note, Places
from slugline.runtime.chains_seat import FeedShorterError, Seat, Seats
from slugline.runtime.processed import Record
from slugline.runtime.worker import UNFIT
from slugline.settings import Settings, SettingsError
from tests.folds.chains.test_chains import HOUR
from tests.folds.chains.test_feed_fold import busy
from tests.patience import PATIENCE
from tests.runtime.lane_parts import Feeds

PART = TopicPartition(IMPRINTS.name, 0)
FEED, ANOTHER = "cluster/1", "cluster/2"
ROWS = busy(3, 60, 48 * HOUR)


class Wire:
    """The two feeds, and what the group has committed."""

    def __init__(self) -> None:
        self.feeds, self.feed = Feeds(), FEED
        self.committed: OffsetAndMetadata | None = None
        self.end = 0
        self.passed: list[int] = []
        self._coordinator = SimpleNamespace(fetch_committed_offsets=self._committed)

    async def _committed(self, parts: Sequence[TopicPartition]) -> dict[TopicPartition, OffsetAndMetadata]:
        return dict.fromkeys(parts, self.committed) if self.committed else {}

    async def end_offsets(self, parts: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        return dict.fromkeys(parts, self.end)

    async def sits(self, before: Seat | None = None) -> Seat:
        async def told() -> str:
            return self.feed

        reader: Any = self.feeds
        producer: Any = object()
        seats = Seats(
            Settings(), self, reader, told, lambda: None, lambda record, _: self.passed.append(record.offset)
        )
        return await seats.take(producer, before)

    def chain(
        self, rows: Sequence[StoryImprint], *, commits: bool = True, fold: FeedFold | None = None
    ) -> FeedFold:
        """Take ``rows`` as a worker does, in one transaction."""
        fold = fold or FeedFold()
        places = Places(begin=0)
        for one in rows:
            events = taken(fold, one, self.end)
            for event in events:
                record = Record(feed=CHAINS.name, key=key(event).encode(), value=encode(event), headers=[])
                places.note(event.order, self.feeds.write(record, 0))
            self.end += 1
        if commits:
            mark = fold.mark(self.end)
            note = Note(mark=mark, chains=places.before(mark.first), feed=self.feed)
            self.committed = OffsetAndMetadata(self.end, note.written())
        return fold


def taken(fold: FeedFold, one: StoryImprint, order: int) -> list[ChainEvent]:
    try:
        return fold.take(one, order, one.arrived)
    except ValueError:
        return []


def put_back(seat: Seat) -> None:
    """Give the seat what it reads until it decides again."""
    for offset in range(seat.first, seat.upto):
        one = ROWS[offset]
        seat.restore(SimpleNamespace(offset=offset, value=encode(one), timestamp=one.arrived))
    seat.restored()


def rest(fold: FeedFold, start: int) -> list[ChainEvent]:
    return [event for order in range(start, len(ROWS)) for event in taken(fold, ROWS[order], order)]


async def test_the_first_of_all_begins_at_the_start() -> None:
    seat = await Wire().sits()
    assert (seat.first, seat.upto, seat.known, len(seat.fold)) == (0, 0, {}, 0)


async def test_another_goes_on_as_the_one_before_would_have() -> None:
    wire = Wire()
    fold = wire.chain(ROWS[:40])
    seat = await wire.sits()
    assert seat.upto == 40
    put_back(seat)
    assert len(seat.fold) == len(fold)
    assert seat.first == seat.upto
    assert rest(seat.fold, 40) == rest(fold, 40)


@pytest.mark.parametrize("metadata", ["", "of another tool"])
async def test_without_a_note_all_that_stands_is_put_back(metadata: str) -> None:
    wire = Wire()
    fold = wire.chain(ROWS[:40])
    wire.committed = OffsetAndMetadata(40, metadata) if metadata else None
    seat = await wire.sits()
    assert (seat.first, seat.mark) == (0, None)
    put_back(seat)
    assert rest(seat.fold, seat.upto) == rest(fold, seat.upto)


async def test_what_stands_on_the_chains_feed_is_never_decided_again() -> None:
    """Whatever the broker, or an operator, says was committed."""
    wire = Wire()
    fold = wire.chain(ROWS[:30])
    before = wire.committed
    wire.chain(ROWS[30:40], commits=False, fold=fold)
    wire.committed = before
    seat = await wire.sits()
    assert seat.upto > 30
    put_back(seat)
    assert rest(seat.fold, seat.upto) == rest(fold, seat.upto)


async def test_the_window_that_is_there_is_kept_if_nobody_went_on() -> None:
    wire = Wire()
    wire.chain(ROWS[:20])
    seat = await wire.sits()
    put_back(seat)
    seat.done = 20
    again = await wire.sits(seat)
    assert again is seat and again.first == 20
    seat.done = None
    assert await wire.sits(seat) is not seat
    seat.done = 19
    assert await wire.sits(seat) is not seat


async def test_a_feed_that_was_made_anew_begins_anew() -> None:
    wire = Wire()
    wire.chain(ROWS[:20])
    wire.feed, wire.end = ANOTHER, 2
    seat = await wire.sits()
    assert (seat.first, seat.upto, seat.known) == (0, 0, {})
    assert seat.places.before(0) == len(wire.feeds.lists[CHAINS.name, 0])


async def test_a_feed_that_ends_too_early_is_not_read() -> None:
    wire = Wire()
    wire.chain(ROWS[:20])
    wire.end = 19
    with pytest.raises(FeedShorterError, match=r"ends at 19, before what was done of it \(20\)"):
        await wire.sits()


async def test_records_of_the_chains_that_are_none_are_passed_over() -> None:
    wire = Wire()
    wire.feeds.write(Record(feed=CHAINS.name, key=b"k", value=b"{}", headers=[]), 0)
    wire.feeds.write(Record(feed=CHAINS.name, key=b"k", value=None, headers=[]), 0)
    fold = wire.chain(ROWS[:20])
    wire.committed = OffsetAndMetadata(20, "")
    seat = await wire.sits()
    put_back(seat)
    assert (wire.passed, len(seat.fold)) == ([0, 1], len(fold))


async def test_a_chains_feed_that_was_made_anew_is_read_from_its_start() -> None:
    wire = Wire()
    wire.chain(ROWS[:20])
    note = Note(mark=Mark(first=0, newest_ms=0), chains=10_000, feed=FEED)
    wire.committed = OffsetAndMetadata(20, note.written())
    seat = await wire.sits()
    assert seat.places.before(0) == 0 and len(seat.known) > 10


def test_the_role_needs_the_setting() -> None:
    both = Settings(roles=("stories", "chains"))
    with pytest.raises(SettingsError, match="SLUGLINE_ROLES has chains, which needs SLUGLINE_CHAINS=true"):
        chains_role.check(both)
    chains_role.check(replace(both, chains=True))
    chains_role.check(Settings())


def test_a_worker_says_so_and_does_not_start() -> None:
    env = {**os.environ, "SLUGLINE_ROLES": "stories,chains", "SLUGLINE_LOG_FORMAT": "text"}
    command = [sys.executable, "-m", "slugline.runtime.worker"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == UNFIT
    (line,) = done.stderr.splitlines()
    assert "SLUGLINE_ROLES has chains, which needs SLUGLINE_CHAINS=true" in line


def test_a_worker_with_a_wrong_model_says_so_before_it_looks_for_a_broker(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"lang": "de"}')
    for model, why in (("xx_nothing", "not installed"), (str(tmp_path), "reads the language 'de'")):
        env = {**os.environ, "SLUGLINE_MODEL": model, "SLUGLINE_LOG_FORMAT": "text"}
        command = [sys.executable, "-m", "slugline.runtime.worker"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == UNFIT
        assert why in done.stderr
