"""What a lane knows of its partition: read from the feeds, read on, placed, and kept within bounds."""

import asyncio
from dataclasses import replace
from typing import Any
from zlib import crc32

import pytest
from aiokafka.errors import KafkaConnectionError

from slugline.folds.register.known import NOTHING, known_of
from slugline.records.codec import encode
from slugline.records.feeds import HELD, REGISTER
from slugline.records.register_row import RegisterRow
from slugline.runtime import partition_state
from slugline.runtime.held_stories import gone_record, held_record
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Record
from tests.runtime.lane_parts import URI, Feeds, context, source, told

ROW = RegisterRow(
    uri=URI, version=1, versioned=True, status="usable", moment=None, seen=5, content="00" * 8,
    made_by="00" * 4, raw="wire.stories.raw.v1/0/3",
)  # fmt: skip


def row_record(row: RegisterRow | None = ROW, key: bytes | None = None) -> Record:
    value = None if row is None else encode(row)
    return Record(feed=REGISTER.name, key=key or (row or ROW).uri.encode(), value=value, headers=[])


async def caught_up(feeds: Feeds, state: PartitionState | None = None) -> PartitionState:
    state = state or PartitionState()
    await state.catch_up(context(feeds, {}), 0)
    return state


async def test_it_is_a_fold_of_both_feeds() -> None:
    feeds = Feeds()
    for version in (1, 2):
        feeds.write(row_record(replace(ROW, version=version)), 0)
    feeds.write(row_record(replace(ROW, uri="urn:x:2", status="canceled")), 0)
    feeds.write(row_record(replace(ROW, uri="urn:x:3")), 0)
    feeds.write(row_record(None, b"urn:x:3"), 0)
    for uri in ("urn:x:4", "urn:x:5"):
        feeds.write(held_record(told(uri=uri), source(uri=uri), 70), 0)
    feeds.write(gone_record("urn:x:4"), 0)
    state = await caught_up(feeds)
    known = state.register.get(URI)
    assert known is not None and (known.version, known.offset, known.raw) == (2, 1, 3)
    assert (len(state.register), state.register.get("urn:x:3")) == (2, None)
    assert ("urn:x:4" in state.held, "urn:x:5" in state.held, state.held.next()) == (False, True, 70)


async def test_it_reads_on_where_it_was_and_drops_what_somebody_else_wrote_anew() -> None:
    feeds = Feeds()
    state = await caught_up(feeds)
    state.put(URI, known_of(ROW, offset=-1, partition=0), ROW)
    state.place_row(URI, feeds.write(row_record(), 0))
    assert await state.row(URI, state.register.get(URI) or known(), context(feeds, {}), 0) == ROW
    newer = replace(ROW, version=2)
    feeds.write(row_record(newer), 0)
    feeds.lists[REGISTER.name, 0][0] = None  # what was read once is not read again
    await caught_up(feeds, state)
    assert list(state.rows()) == []
    assert await state.row(URI, known(state), context(feeds, {}), 0) == newer


def known(state: PartitionState | None = None) -> Any:
    return state.register.get(URI) if state else None


async def test_what_was_not_delivered_is_forgotten() -> None:
    feeds = Feeds()
    feeds.write(row_record(), 0)
    state = await caught_up(feeds)
    state.clean = False
    state.put(URI, known_of(replace(ROW, version=9), offset=-1, partition=0), replace(ROW, version=9))
    state.put("urn:x:2", known_of(ROW, offset=-1, partition=0), ROW)
    await caught_up(feeds, state)
    assert (state.clean, known(state).version, len(state.register)) == (True, 1, 1)


@pytest.mark.parametrize(
    "record",
    [
        Record(feed=REGISTER.name, key=None, value=b"{}", headers=[]),
        Record(feed=REGISTER.name, key=b"\xff", value=encode(ROW), headers=[]),
        Record(feed=REGISTER.name, key=b"k", value=b"\xff{", headers=[]),
        Record(feed=REGISTER.name, key=b"k", value=b'{"uri":"x"}', headers=[]),
        row_record(replace(ROW, raw="f/0/" + "9" * 30)),
        row_record(replace(ROW, raw="f/0/" + "9" * 9_000)),
        row_record(replace(ROW, version=2**63 - 1, moment=-(2**63))),
        Record(feed=REGISTER.name, key=b"k", value=encode(ROW).replace(b":1,", b":1%030d," % 0), headers=[]),
        Record(feed=HELD.name, key=b"\xff", value=b"x", headers=[]),
        Record(feed=HELD.name, key=None, value=b"x", headers=[]),
        Record(feed=HELD.name, key=b"k", value=b"x", headers=[("slugline_version", b"\xff")]),
        Record(feed=HELD.name, key=None, value=None, headers=[]),
    ],
)  # fmt: skip
async def test_a_record_that_cannot_be_read_ends_nothing(record: Record) -> None:
    feeds = Feeds()
    feeds.write(record, 0)
    feeds.write(row_record(replace(ROW, uri="urn:x:2")), 0)
    feeds.write(held_record(told(uri="urn:x:3"), source(uri="urn:x:3"), 70), 0)
    state = await caught_up(feeds)
    assert state.register.get("urn:x:2") is not None
    assert state.held.next() == 70


async def test_a_broker_that_is_away_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition_state, "PAUSE", 0.0)
    feeds = Feeds(trouble=[KafkaConnectionError(), OSError("no route")])
    feeds.write(row_record(), 0)
    state = await caught_up(feeds)
    assert len(state.register) == 1
    feeds.trouble = [KafkaConnectionError(), TimeoutError()]
    assert await state.row(URI, known(state), context(feeds, {}), 0) == ROW


async def test_it_can_be_given_up_while_it_catches_up_and_reads_on_later() -> None:
    feeds = Feeds()
    for number in range(500):
        feeds.write(row_record(replace(ROW, uri=f"urn:x:{number}")), 0)
    state = PartitionState()
    catching = asyncio.create_task(state.catch_up(context(feeds, {}), 0))
    while not len(state.register):  # noqa: ASYNC110  # it is to be stopped as early as can be
        await asyncio.sleep(0)
    catching.cancel()
    await asyncio.gather(catching, return_exceptions=True)
    assert 0 < len(state.register) < 500
    assert len((await caught_up(feeds, state)).register) == 500


@pytest.mark.parametrize("stands", [None, b"", b"{", encode(replace(ROW, uri="urn:x:other"))])
async def test_a_row_that_is_gone_or_another_is_none(stands: bytes | None) -> None:
    feeds = Feeds()
    feeds.write(row_record(), 0)
    state = await caught_up(feeds)
    feeds.lists[REGISTER.name, 0][0].value = stands
    assert await state.row(URI, known(state), context(feeds, {}), 0) is None
    feeds.lists[REGISTER.name, 0][0] = None
    assert await state.row(URI, known(state), context(feeds, {}), 0) is None


async def test_rows_are_kept_only_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition_state, "ROWS", 10)
    monkeypatch.setattr(partition_state, "EVENTS", 100)
    state = PartitionState()

    def put(uri: str, events: int) -> None:
        row = replace(ROW, uri=uri, events=("entity x y",) * events)
        state.put(uri, known_of(row, offset=-1, partition=0), row)

    for number in range(30):
        put(f"urn:x:{number}", 1)
    assert len(list(state.rows())) == 30, "none goes before its place on the feed is known"
    state.trim()
    assert [row.uri for row in state.rows()] == [f"urn:x:{number}" for number in range(20, 30)]
    put("urn:x:20", 60)
    put("urn:x:20", 60)
    put("urn:x:long", 60)
    state.trim()
    assert [row.uri for row in state.rows()] == ["urn:x:long"]
    state.forget("urn:x:long")
    assert (list(state.rows()), state.register.get("urn:x:long")) == ([], None)
    assert vars(state)["_events"] == 0


@pytest.mark.parametrize(
    ("rows", "now", "another"),
    [
        (["0a0a0a0a"], "0a0a0a0a", False), (["0a0a0a0a"], "0b0b0b0b", True), (["0a0a0a0a"], None, False),
        (["0a0a0a0a", "0b0b0b0b"], "0b0b0b0b", False), (["0a0a0a0a", None], "0b0b0b0b", True),
        ([None], "0b0b0b0b", False), ([], "0b0b0b0b", False),
    ],
)  # fmt: skip
async def test_the_last_row_tells_which_stories_feed_was_read(
    rows: list[str | None], now: str | None, another: bool
) -> None:
    feeds = Feeds()
    for number, raw_feed in enumerate(rows):
        feeds.write(row_record(replace(ROW, uri=f"urn:x:{number}", raw_feed=raw_feed)), 0)
    assert (await caught_up(feeds)).is_of_another_feed(now) is another


async def test_notes_of_kills_do_not_tell_where_publishers_put_stories() -> None:
    feeds = Feeds()
    uris = [f"urn:newsml:wire.example:{number}" for number in range(200)]
    for uri in uris:
        if crc32(uri.encode()) % 4 == 0:
            feeds.write(row_record(replace(ROW, uri=uri, status="canceled", content=NOTHING.hex())), 0)
    sources = context(feeds, {}, partitions=4)
    await PartitionState().catch_up(sources, 0)
    assert max(len(sources.publishers.homes(uri.encode())) for uri in uris) == 1
