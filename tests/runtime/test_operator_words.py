"""What an operator's word does to a story: that it may go now, comes back, or stands elsewhere."""

from dataclasses import replace

import pytest
from aiokafka.errors import KafkaConnectionError

from slugline.folds.register import digests
from slugline.records.feeds import STORIES
from slugline.records.held_headers import from_headers
from slugline.runtime import partition_state
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import RELEASED_BY, Processed, Record
from slugline.runtime.settling import Settling
from tests.runtime.lane_parts import (
    URI,
    deliver,
    outputs,
    source,
    told,
    usable,
    waiting,
)
from tests.runtime.settling_parts import FAR, Partition, kill, short, v

WORD = Processed(outcome="skipped", told=told(b"word", None, release=True))


async def test_the_word_to_let_a_story_go_is_written_down() -> None:
    partition = Partition()
    word = Processed(outcome="skipped", skipped=None, told=told(b"word", None, release=True))
    settled = await partition.comes(word, b"word")
    assert (short(settled.records), settled.processed.skipped) == ("", "stale"), "nothing waits"
    await partition.comes(waiting(until=FAR), timestamp=1_000)
    settled = await partition.comes(word, b"word", timestamp=5_000)
    assert (short(settled.records), settled.processed.skipped) == ("held", "released")
    (record,) = settled.records
    assert (record.value, from_headers(record.headers).until_ms) == (b"v1", 5_000)
    afresh = PartitionState()
    await afresh.catch_up(partition.context, 0)
    assert afresh.held.next() == partition.state.held.next() == 5_000
    assert short((await partition.called(usable(b"v1", 1, "a"))).records) == "a whole row:usable1 held:gone"


@pytest.mark.parametrize("afresh", [False, True], ids=["the same worker", "another worker"])
@pytest.mark.parametrize(
    ("later", "goes"), [({}, ""), ({"timestamp": 900}, "held")], ids=["came behind it", "of a feed made anew"]
)
async def test_a_word_that_is_read_again_lets_nothing_go_that_came_behind_it(
    later: dict[str, int], goes: str, afresh: bool
) -> None:
    partition = Partition()
    await partition.comes(waiting(until=FAR))
    await partition.comes(WORD, b"word")
    await partition.settle(source(b"v1"), usable(b"v1", 1, "a"), released=True)
    await partition.comes(waiting(b"v2", 2, until=FAR), b"v2", **later)
    if afresh:
        partition = Partition(feeds=partition.feeds)
        await partition.state.catch_up(partition.context, 0)
    again = await partition.settle(source(b"word", 1), WORD, released=False)
    assert short(again.records) == goes


async def test_a_story_is_let_go_in_the_transaction_in_which_it_was_held() -> None:
    partition = Partition()
    settling = Settling(0, partition.state, partition.context)
    held = await settling.settle(source(), waiting(until=FAR), released=False)
    word = Processed(outcome="skipped", told=told(b"word", None, release=True))
    let_go = await settling.settle(source(b"word", 1, timestamp=3_000), word, released=False)
    for settled in (held, let_go):
        deliver(partition.feeds, partition.state, settled)
    assert partition.state.held.next() == 3_000


@pytest.mark.parametrize("publishers", [False, True], ids=["by a word", "by its publisher's next version"])
async def test_a_story_that_is_withheld_comes_back_by_a_word(publishers: bool) -> None:
    partition = Partition()
    read, value = v(1, "ab")
    partition.feeds.write(Record(feed=STORIES.name, key=URI.encode(), value=value, headers=[]), 0)
    await partition.comes(read, value)
    number = 2 if publishers else 1
    await partition.comes(*kill(2 if publishers else None, "withheld"))
    assert partition.row is not None and partition.row.copy == "wire.stories.raw.v1/0/0"
    said = await partition.comes(WORD, b"word")
    (again,) = said.raw
    assert (again.value, again.partition, short(said.records)) == (value, 0, "")
    assert said.processed.skipped == "released"
    if publishers:  # then its records are written again, as those of the version that withheld it
        read = replace(read, records=outputs())
    at = replace(source(value, partition.offset), headers=tuple(again.headers))
    partition.offset += 1
    back = await partition.settle(at, read, released=False)
    assert back.verdict is not None and (back.verdict.action, back.verdict.version) == ("reinstate", number)
    row = partition.row
    assert row is not None
    assert (row.status, row.version, row.raw) == ("usable", number, "wire.stories.raw.v1/0/3")
    assert (await partition.comes(WORD, b"word")).raw == (), "it stands"


async def test_a_story_that_comes_back_by_a_word_does_not_kill_others_once_more() -> None:
    partition = Partition()
    read, value = v(1, "ab", links=(("canceled", "urn:x:other"),))
    partition.feeds.write(Record(feed=STORIES.name, key=URI.encode(), value=value, headers=[]), 0)
    assert (await partition.comes(read, value)).raw
    await partition.comes(*kill(None, "withheld"))
    (again,) = (await partition.comes(WORD, b"word")).raw
    back = await partition.comes(read, value, headers=tuple(again.headers))
    assert (short(back.records), back.raw) == ("a b whole row:usable1", []), "the other may be back since"


@pytest.mark.parametrize("then", [2, 3])
async def test_a_story_that_is_withheld_after_it_was_killed_is_not_brought_back_by_a_word(then: int) -> None:
    partition = Partition()
    read, value = v(1, "ab")
    partition.feeds.write(Record(feed=STORIES.name, key=URI.encode(), value=value, headers=[]), 0)
    await partition.comes(read, value)
    await partition.comes(*kill(2))
    for number in range(3, then + 2):
        await partition.comes(*kill(number, "withheld"))
    assert partition.row is not None and (partition.row.status, partition.row.copy) == ("withheld", None)
    assert (await partition.comes(WORD, b"word")).raw == ()


@pytest.mark.parametrize(
    ("before", "is_there"),
    [
        ([v(1, "a"), kill(1, "canceled")], True),
        ([v(1, "a"), kill(None, "withheld")], False),
        ([kill(1, "withheld")], True),
        ([(waiting(b"v1", 1, until=FAR), b"v1"), kill(None, "withheld")], True),
        ([v(1, "a"), (waiting(b"v2", 2, until=FAR), b"v2"), kill(None, "withheld")], True),
        ([v(1, "a")], True),
    ],
    ids=["killed", "gone", "never out", "it waited", "a newer one waited", "it stands"],
)
async def test_what_does_not_come_back_by_a_word(
    before: list[tuple[Processed, bytes]], is_there: bool
) -> None:
    partition = Partition()
    for processed, value in before:
        if is_there:
            partition.feeds.write(Record(feed=STORIES.name, key=URI.encode(), value=value, headers=[]), 0)
        await partition.comes(processed, value)
    said = await partition.comes(WORD, b"word")
    assert (said.raw, short(said.records), said.processed.skipped) == ((), "", "stale")


async def test_a_broker_that_is_away_when_it_comes_back_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(partition_state, "PAUSE", 0.0)
    partition = Partition()
    read, value = v(1, "a")
    partition.feeds.write(Record(feed=STORIES.name, key=URI.encode(), value=value, headers=[]), 0)
    await partition.comes(read, value)
    await partition.comes(*kill(None, "withheld"))
    partition.feeds.trouble = [KafkaConnectionError(), TimeoutError()]
    assert len((await partition.comes(WORD, b"word")).raw) == 1


@pytest.mark.parametrize(
    ("header", "offset"),
    [
        (b"wire.stories.raw.v1/0/4", 4), (b"wire.stories.raw.v1/1/4", -1), (b"x", -1), (b"a/0/-4", -1),
        (b"a/0/99", 7), (b"a/0/" + b"9" * 500, 7), (None, -1),
    ],
)  # fmt: skip
def test_by_which_word_a_record_is_brought_back(header: bytes | None, offset: int) -> None:
    one = replace(source(offset=7), headers=((RELEASED_BY, header),) if header else ())
    assert one.released_by == offset


@pytest.mark.parametrize(
    ("before", "version", "goes_out"),
    [
        ([v(1, "abc")], 1, "-a:superseded -b:superseded -c:superseded tombstone row:gone"),
        ([v(1, "a")], 5, "-a:superseded tombstone row:gone"),
        ([v(1, "a"), kill(1)], 1, "tombstone row:gone"),
        ([v(2, "a")], 1, ""),
        ([], 1, ""),
        ([(waiting(b"v2", 2, until=FAR), b"v2")], 2, "held:gone"),
        ([v(1, "a"), (waiting(b"v2", 2, until=FAR), b"v2")], 2, "-a:superseded tombstone row:gone held:gone"),
        ([(waiting(b"v3", 3, until=FAR), b"v3")], 2, ""),  # it came behind the word
    ],
)
async def test_a_story_that_moved_is_forgotten_here(
    before: list[tuple[Processed, bytes]], version: int, goes_out: str
) -> None:
    partition = Partition()
    for processed, value in before:
        await partition.comes(processed, value)
    word = told(b"word", version, moved=True)
    settled = await partition.comes(Processed(outcome="skipped", told=word), b"word")
    assert short(settled.records) == goes_out
    assert settled.processed.skipped == ("moved" if goes_out else "stale")
    if goes_out:
        assert (partition.state.register.get(URI), URI in partition.state.held) == (None, False)
        again = await partition.comes(Processed(outcome="skipped", told=word), b"word")
        assert short(again.records) == ""


@pytest.mark.parametrize(("contents", "forgotten"), [((b"v1", b"v2"), True), ((b"v0",), False), ((), True)])
async def test_what_came_since_the_story_was_seen_to_have_moved_stays(
    contents: tuple[bytes, ...], forgotten: bool
) -> None:
    partition = Partition()
    await partition.comes(*v(1, "a"))
    await partition.comes(waiting(b"v2", 2, until=FAR), b"v2")
    word = told(b"word", 2, moved=True, contents=tuple(digests.content(one).hex() for one in contents))
    await partition.comes(Processed(outcome="skipped", told=word), b"word")
    assert ((partition.row is None), (URI in partition.state.held)) == (forgotten, not forgotten)


@pytest.mark.parametrize("word", ["withheld", "canceled"])
async def test_a_version_that_waits_beside_a_killed_story_does_not_go_out_after_a_word(word: str) -> None:
    partition = Partition()
    for processed, value in (v(1, "a"), kill(1), (waiting(b"v2", 2, until=FAR), b"v2"), kill(None, word)):
        await partition.comes(processed, value)
    row = partition.row
    assert row is not None and (row.status, row.version) == (word, 2)
    assert partition.state.held.get(URI) is None
    assert (await partition.comes(WORD, b"word")).raw == (), "it comes back by its publisher's next version"
