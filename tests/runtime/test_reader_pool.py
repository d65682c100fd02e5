"""The processes that read stories: they are replaced, whatever a story does to them, and the rest go on."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import spacy

from slugline.records.codec import decode
from slugline.records.story import EnrichedStory, Pipeline
from slugline.runtime import reader_pool, reader_slot
from slugline.runtime.processed import Processed, Raw
from slugline.runtime.reader_pool import PoolBroken, ReaderPool
from slugline.runtime.reader_slot import Lost, ReaderSlot
from slugline.runtime.reading_queue import ReadingQueue
from slugline.settings import Settings
from tests.integration.processes import wait_until_gone
from tests.integration.wire import story, uri
from tests.patience import until
from tests.runtime import traps
from tests.runtime.traps import Trapped


async def test_a_model_that_is_not_there_is_told_by_name() -> None:
    pool = ReaderPool(Settings(processes=2, model="en_no_such_model"))
    try:
        with pytest.raises(PoolBroken, match="cannot load the model en_no_such_model: "):
            await pool.start()
    finally:
        pool.stop()


async def test_a_model_of_another_language_is_told(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "model")
    pool = ReaderPool(Settings(processes=1, model=str(tmp_path / "model")))
    try:
        with pytest.raises(PoolBroken, match="reads the language 'de'"):
            await pool.start()
    finally:
        pool.stop()


async def test_a_process_has_the_model_before_the_first_story_and_authority_files_are_read_anew(
    tmp_path: Path,
) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text('{"name": "Port Velna", "type": "GPE", "ids": {"wikidata": "Q901"}}')
    pool = ReaderPool(Settings(processes=1, gazetteer=(names,)))
    raw = Raw(value=json.dumps({"uri": "x:1", "text": "The ferry left Port Velna on Monday."}).encode())

    async def known() -> set[str | None]:
        (done,) = await pool.process([raw], datetime.now(UTC), 1_000_000)
        enriched = decode(EnrichedStory, done.records[-1].value or b"")
        return {one.links.wikidata for one in enriched.entities}

    try:
        assert "3.8" in (await pool.start()).model
        (before,) = pool.pids
        raws = [Raw(value=story(number)) for number in range(3)]
        processed = await pool.process(raws, datetime.now(UTC), 1_000_000)
        assert [one.uri for one in processed] == [uri(number) for number in range(3)]
        assert "Q901" in await known()
        names.write_text('{"name": "Port Velna"}')
        assert "names.jsonl, line 1: type: missing" in await pool.reload()
        assert pool.pids == [before]
        assert "Q901" in await known()
        names.write_text('{"name": "Port Velna", "type": "GPE", "ids": {"wikidata": "Q902"}}')
        assert await pool.reload() == ""
        (after,) = pool.pids
        assert after != before
        assert "Q902" in await known()
    finally:
        pool.stop()
    wait_until_gone([before, after])


def read_by(processed: Processed) -> str:
    """Return what became of a story: its reason where it is a dead letter."""
    return processed.faults[0].reason if processed.faults else processed.outcome


def stories(*texts: str) -> list[Raw]:
    return [Raw(value=story(number, body_text=f"{text}.")) for number, text in enumerate(texts)]


@asynccontextmanager
async def trapped(processes: int, seconds: float) -> AsyncIterator[ReaderPool]:
    pool = ReaderPool(Trapped(processes=processes, story_timeout=seconds))
    await pool.start()
    try:
        yield pool
    finally:
        pool.stop()


async def test_all_processes_are_there_before_the_first_story_and_gone_after_the_last() -> None:
    async with trapped(2, 60) as pool:
        assert all(slot.pids for slot in pool._slots)
        pids = pool.pids
        assert len(pids) == 2
    wait_until_gone(pids)


async def test_a_process_that_is_stopped_over_stories_is_not_told_as_lost(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with trapped(1, 30) as pool:
        reading = asyncio.create_task(pool.read(stories(traps.SLEEPS, "fine"), datetime.now(UTC), 1_000_000))
        await until(lambda: any(map(len, pool._slots)))
    with pytest.raises(PoolBroken, match="were stopped"):
        await reading
    assert caplog.messages == []


async def test_nothing_of_a_process_is_left_when_it_was_stopped_as_it_began() -> None:
    slot = ReaderSlot(Trapped())
    starting = asyncio.create_task(slot.start())
    await until(lambda: bool(slot.pids))
    thread: Any = slot._executor._executor_manager_thread  # typeshed takes it for another
    assert thread.is_alive()
    slot.stop()
    assert not thread.is_alive(), "it would fail as the interpreter ends, with a traceback in the log"
    with suppress(Lost, asyncio.CancelledError):  # or it had started just before
        await starting


async def test_a_story_that_takes_its_process_with_it_costs_itself_alone() -> None:
    async with trapped(2, 4) as pool:
        before = set(pool.pids)
        for text, reason in (
            (traps.DIES, "reader-died"), (traps.EATS, "too-much-memory"), (traps.SLEEPS, "took-too-long"),
        ):  # fmt: skip
            raws = stories("The harbour is open", text, "The harbour is shut")
            processed = await pool.process(raws, datetime.now(UTC), 1_000_000)
            assert [read_by(one) for one in processed] == ["enriched", reason, "enriched"]
            assert [one.uri for one in processed if not one.faults] == [uri(0), uri(2)]
        await until(lambda: len(pool.pids) == 2)
        assert not before & set(pool.pids), "they were replaced"
        assert pool.losses >= 5, "a story that kills or hangs is tried twice: that is no stall"
        (good,) = await pool.process(stories("The harbour is open"), datetime.now(UTC), 1_000_000)
        assert good.outcome == "enriched"


async def test_a_story_that_takes_long_holds_up_no_other() -> None:
    async with trapped(2, 60) as pool:
        now = datetime.now(UTC)
        slow = asyncio.create_task(pool.process(stories(traps.SLEEPS), now, 1_000_000))
        await until(lambda: any(slot.at_it > reader_pool.LONG_SECONDS for slot in pool._slots))
        quick = [pool.process(stories(f"The harbour opened {n} times"), now, 1_000_000) for n in range(6)]
        for one in asyncio.as_completed(quick):
            assert read_by((await one)[0]) == "enriched"
        assert not slow.done()
        slow.cancel()


async def test_a_partition_whose_stories_all_take_long_leaves_a_process_to_the_others() -> None:
    async with trapped(2, 60) as pool:
        now = datetime.now(UTC)

        async def work(raws: Sequence[Raw]) -> Sequence[Processed]:
            return await pool.process(raws, now, 1_000_000)

        queue: ReadingQueue[Raw, Processed] = ReadingQueue(work, batch=8, weight=99, lanes=4, each=1)
        slow = [queue.put("slow", raw, 1) for raw in stories(*[traps.SLEEPS] * 12)]
        quick = [queue.put("quick", raw, 1) for raw in stories(*["The harbour is open"] * 12)]
        assert [read_by(one) for one in await asyncio.gather(*quick)] == ["enriched"] * 12
        assert not any(one.done() for one in slow)
        for one in slow:
            one.cancel()  # nobody waits for them, and the queue begins none of them when those at work end


async def test_a_suspect_leaves_a_process_to_the_others_also_while_one_is_being_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with trapped(2, 2) as pool:
        now, may = datetime.now(UTC), asyncio.Event()
        start = ReaderSlot.start

        async def later(slot: ReaderSlot) -> Pipeline:
            await may.wait()
            return await start(slot)

        monkeypatch.setattr(ReaderSlot, "start", later)
        suspect = asyncio.create_task(pool.process(stories(traps.SLEEPS), now, 1_000_000))
        await until(lambda: pool.losses == 1)
        for _ in range(3):
            quick = [pool.process(stories(f"The harbour opened {n} times"), now, 1_000_000) for n in range(4)]
            for one in asyncio.as_completed(quick):
                assert read_by((await one)[0]) == "enriched"
        assert (pool.losses, suspect.done()) == (1, False)
        may.set()
        assert read_by((await suspect)[0]) == "took-too-long"


async def test_what_comes_behind_a_story_that_cost_a_process_waits_for_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with trapped(2, 60) as pool:
        now, starts, may = datetime.now(UTC), 0, asyncio.Event()
        start = ReaderSlot.start

        async def later(slot: ReaderSlot) -> Pipeline:
            nonlocal starts
            starts += 1
            if starts > 1:
                await may.wait()
            return await start(slot)

        async def work(raws: Sequence[Raw]) -> Sequence[reader_pool.Reading]:
            return await pool.read(raws, now, 1_000_000)

        monkeypatch.setattr(ReaderSlot, "start", later)
        queue: ReadingQueue[Raw, Processed] = ReadingQueue(work, batch=1, weight=99, lanes=4, each=1)
        dying = [queue.put("dying", raw, 1) for raw in stories(*[traps.DIES] * 2)]
        await until(lambda: pool.losses == 2)
        quick = [queue.put("quick", raw, 1) for raw in stories(*["The harbour is open"] * 12)]
        await until(lambda: all(one.done() for one in quick))
        assert [read_by(one.result()) for one in quick] == ["enriched"] * 12
        assert (pool.losses, len(pool.pids)) == (2, 1), "the second would have taken the last with it"
        may.set()
        assert [read_by(one) for one in await asyncio.gather(*dying)] == ["reader-died"] * 2


async def test_what_stands_behind_a_story_that_takes_long_goes_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader_slot, "BEHIND_SECONDS", 0.0)
    async with trapped(2, 60) as pool:
        now = datetime.now(UTC)
        slow = asyncio.create_task(pool.process(stories(traps.SLEEPS), now, 1_000_000))
        quick = [pool.process(stories(f"The harbour opened {n} times"), now, 1_000_000) for n in range(6)]
        for one in asyncio.as_completed(quick):  # nobody knows of the first yet that it takes long
            assert read_by((await one)[0]) == "enriched"
        assert (pool.losses, slow.done()) == (0, False)
        slow.cancel()


async def test_nothing_is_put_behind_a_long_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_slot, "BEHIND_SECONDS", 3_600.0)
    monkeypatch.setattr(reader_pool, "LONG_SECONDS", 3_600.0)
    async with trapped(2, 3_600) as pool:
        now = datetime.now(UTC)
        long = stories(traps.SLEEPS + " and on the quay" * (reader_slot.LONG_BYTES // 16))
        slow = asyncio.create_task(pool.process(long, now, 1_000_000))
        quick = [pool.process(stories(f"The harbour opened {n} times"), now, 1_000_000) for n in range(6)]
        assert {read_by(one) for (one,) in await asyncio.gather(*quick)} == {"enriched"}
        assert not slow.done()
        slow.cancel()


async def test_those_of_the_batch_of_a_story_that_takes_long_do_not_wait_for_its_second_time() -> None:
    async with trapped(2, 2) as pool:
        now = datetime.now(UTC)

        async def work(raws: Sequence[Raw]) -> Sequence[reader_pool.Reading]:
            return await pool.read(raws, now, 1_000_000)

        queue: ReadingQueue[Raw, Processed] = ReadingQueue(work, batch=8, weight=99, lanes=1)
        first = queue.put("a", stories("The harbour is shut")[0], 1)
        slow = queue.put("b", stories(traps.SLEEPS + " until the evening")[0], 1)
        quick = [queue.put(line, stories("The harbour is open")[0], 1) for line in "cd"]
        assert [read_by(one) for one in await asyncio.gather(first, *quick)] == ["enriched"] * 3
        assert not slow.done()
        assert read_by(await slow) == "took-too-long"


async def test_a_story_of_a_starved_process_has_longer_and_one_that_hangs_ends(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    spent = [0.0]

    def cpu_seconds(_pid: int) -> float:
        spent[0] += 0.25
        return spent[0]

    monkeypatch.setattr(reader_slot, "cpu_seconds", cpu_seconds)
    async with trapped(1, 1) as pool:
        reading = asyncio.create_task(pool.process(stories(traps.SLEEPS), datetime.now(UTC), 1_000_000))
        await until(lambda: pool.extended)
        assert pool.losses == 0
        assert caplog.messages == [
            "stories take long, as processes that read them get little of a CPU: they wait on"
        ]
        monkeypatch.setattr(reader_slot, "cpu_seconds", lambda _pid: spent[0])
        assert read_by((await reading)[0]) == "took-too-long"


async def test_those_that_wait_behind_a_process_that_dies_are_read_elsewhere() -> None:
    async with trapped(1, 60) as one:
        now = datetime.now(UTC)
        both = await asyncio.gather(
            one.process(stories(traps.DIES), now, 1_000_000),
            one.process(stories("The harbour is open"), now, 1_000_000),
        )
        assert [read_by(processed[0]) for processed in both] == ["reader-died", "enriched"]


async def test_processes_that_do_not_start_again_end_the_worker_with_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader_pool, "FIRST_PAUSE", 0.0)
    async with trapped(1, 60) as one:

        def none(_settings: object) -> Any:
            return Unstartable()

        monkeypatch.setattr(reader_pool, "ReaderSlot", none)
        with pytest.raises(PoolBroken, match="none starts in its place: no room"):
            await one.process(stories(traps.DIES), datetime.now(UTC), 1_000_000)


class Unstartable:
    """A process for which the machine has no room."""

    async def start(self) -> None:
        raise OSError("no room")

    def end(self) -> None:
        pass
