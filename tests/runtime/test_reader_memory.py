"""What memory a process that reads stories may keep, and what becomes of it when it has more."""

import asyncio
import ctypes
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from slugline.runtime import reader_pool, reader_slot
from slugline.runtime.processed import Raw
from slugline.runtime.reader_memory import KEPT, LONG_RECORD, may_have_kept, own_bytes
from slugline.runtime.reader_pool import ReaderPool
from slugline.runtime.reader_process import give_back
from tests.integration.wire import story
from tests.patience import until
from tests.runtime import traps
from tests.runtime.test_reader_pool import Unstartable, read_by, trapped

LONG = "The harbour is open. " * (LONG_RECORD // 20)
ROUGHLY = 5 << 20


async def read(pool: ReaderPool, *texts: str) -> list[str]:
    raws = [Raw(value=story(number, body_text=text)) for number, text in enumerate(texts)]
    return [read_by(one) for one in await pool.process(raws, datetime.now(UTC), 1_000_000)]


async def test_a_long_record_is_read_by_a_process_that_has_kept_little(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    assert KEPT > traps.STAYS > may_have_kept(len(LONG))
    async with trapped(1, 60) as pool:
        first = pool.pids
        assert await read(pool, LONG) == ["enriched"]
        assert pool.pids == first
        assert await read(pool, traps.KEEPS) == ["enriched"]
        assert abs(pool._slots[0].kept - traps.STAYS) < ROUGHLY
        assert await read(pool, "The harbour is shut.") == ["enriched"]
        assert pool.pids == first, "for short ones it does"
        assert await read(pool, LONG) == ["enriched"]
        assert pool.pids != first
        assert pool._slots[0].kept < ROUGHLY
        assert pool.losses == 0
        (told,) = caplog.messages
        assert told.startswith("a process that reads stories had kept ")
        assert told.endswith(" MiB: a fresh one follows it")


async def test_short_stories_do_not_wait_for_the_process_that_a_long_one_waits_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with trapped(1, 60) as pool:
        await read(pool, traps.KEEPS)
        may_start = asyncio.Event()
        start = reader_slot.ReaderSlot.start

        async def later(slot: reader_slot.ReaderSlot) -> Any:
            await may_start.wait()
            return await start(slot)

        monkeypatch.setattr(reader_slot.ReaderSlot, "start", later)
        long = asyncio.create_task(read(pool, LONG))
        await until(lambda: pool._renewed)
        assert await read(pool, "The harbour is shut.") == ["enriched"]
        assert not long.done()
        may_start.set()
        assert await long == ["enriched"]


async def test_one_that_has_kept_too_much_is_followed_whatever_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_pool, "KEPT", 2 * traps.STAYS - ROUGHLY)
    async with trapped(1, 60) as pool:
        first = pool.pids
        await read(pool, traps.KEEPS)
        assert not pool._renewed
        await read(pool, traps.KEEPS)
        await until(lambda: pool.pids != first and not pool._renewed)
        assert await read(pool, "The harbour is shut.") == ["enriched"]
        assert pool.losses == 0


async def test_one_that_none_can_follow_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with trapped(1, 60) as pool:
        first = pool.pids
        await read(pool, traps.KEEPS)

        def none(_settings: object) -> Any:
            return Unstartable()

        monkeypatch.setattr(reader_pool, "ReaderSlot", none)
        assert await read(pool, LONG, LONG) == ["enriched", "enriched"]
        assert pool.pids == first
        (told,) = caplog.messages
        assert told.endswith(" MiB and goes on, as none starts: no room")


async def test_memory_is_given_back_once_the_answer_to_a_long_record_is_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    monkeypatch.setenv("TOLD_IN", str(told))
    monkeypatch.setattr(reader_slot, "give_back", traps.tell_parent)
    async with trapped(1, 60) as pool:
        await read(pool, "The harbour is shut.")
        assert not told.exists()
        await read(pool, LONG)
        assert told.exists()


def test_where_the_allocator_gives_nothing_back_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    give_back()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    give_back()


@pytest.mark.parametrize(
    ("length", "mebibytes"),
    [(LONG_RECORD, 120), (LONG_RECORD + 1, 119), (1 << 19, 96), (1 << 20, 48), (1 << 24, 48)],
)
def test_the_longer_a_record_the_less_a_process_may_have_kept(length: int, mebibytes: int) -> None:
    assert may_have_kept(length) >> 20 == mebibytes


def test_memory_of_a_process_is_told_and_that_of_none_is_0() -> None:
    before = own_bytes(os.getpid())
    held = b"a" * traps.STAYS
    assert abs(own_bytes(os.getpid()) - before - len(held)) < ROUGHLY
    assert own_bytes(2**30) == 0
