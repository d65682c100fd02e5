"""What goes out for a story, by what is known of it: records in order, and what is known then."""

from dataclasses import replace
from typing import Any
from zlib import crc32

import pytest

from slugline.folds.register.ledger import Item, written
from slugline.records.codec import decode
from slugline.records.feeds import HELD, REGISTER
from slugline.records.register_row import RegisterRow
from slugline.records.story import EnrichedStory, Link
from slugline.runtime.held_stories import source_of
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Processed
from slugline.runtime.settling import Settling
from slugline.runtime.status_elsewhere import told_to_all
from tests.runtime.lane_parts import IDS, URI, empty_story, killed, source, told, usable, waiting
from tests.runtime.settling_parts import FAR, Partition, bare, broken, kill, short, v


@pytest.mark.parametrize(
    ("before", "goes_out"),
    [
        ([v(1, "ab")], "-a:corrected -b:corrected whole row:usable2"), ([], "letter"), ([kill(1)], "letter"),
        ([v(3, "a")], ""), ([v(1, "a"), bare(2)], "-a:corrected whole row:usable2"),
    ],
)  # fmt: skip
async def test_a_story_without_a_text_takes_back_what_stood_and_else_is_a_dead_letter(
    before: list[tuple[Processed, bytes]], goes_out: str
) -> None:
    partition = Partition()
    for processed, value in before:
        await partition.comes(processed, value)
    settled = await partition.comes(*bare(2))
    assert short(settled.records) == goes_out
    dead = goes_out == "letter"
    assert [fault.reason for fault in settled.processed.faults] == ["missing-text"] * dead
    assert settled.processed.skipped == (None if dead else "no-text" if goes_out else "stale")


@pytest.mark.parametrize(
    ("before", "comes", "action", "goes_out"),
    [
        ([], v(1, "ab"), "first", "a b whole row:usable1"),
        ([v(1, "ab")], v(1, "ab"), "repeat", "a b whole row:usable1"),
        ([v(1, "ab")], v(2, "bc"), "replace", "b c -a:corrected whole row:usable2"),
        ([v(1, "ab"), v(2, "bc")], v(2, "bc"), "repeat", "b c -a:corrected whole row:usable2"),
        (
            [v(1, "ab")],
            v(1, "bc"),
            "repeat",
            "b c -a:superseded whole row:usable1",
        ),  # as another processor rounds
        ([v(1, "ab"), v(1, "bc")], v(1, "bc"), "repeat", "b c -a:superseded whole row:usable1"),
        ([v(1, "ab"), v(1, "bc")], v(1, "ab"), "repeat", "a b -c:superseded whole row:usable1"),
        ([v(1, "ab")], v(1, "a", b"other"), "republish", "a -b:corrected whole row:usable1"),
        ([v(1, "ab")], v(1, "a", made_by=b"that"), "reread", "a -b:superseded whole row:usable1"),
        ([v(2, "ab")], v(1, "c"), "stale", ""),
        ([v(1, "ab")], kill(1), "take-back", "-a:canceled -b:canceled canceled1 row:canceled1"),
        ([v(1, "ab")], kill(2), "take-back", "-a:canceled -b:canceled canceled2 row:canceled2"),
        ([v(3, "a")], kill(None), "take-back", "-a:canceled canceled3 row:canceled3"),
        ([v(1, "a")], kill(1, "withheld"), "take-back", "-a:withheld withheld1 row:withheld1"),
        ([v(1, "a"), kill(1)], kill(1), "repeat", "-a:canceled canceled1 row:canceled1"),
        ([v(1, "a"), kill(1, "withheld")], kill(1), "record", "canceled1 row:canceled1"),
        ([v(1, "a"), kill(1)], kill(1, "withheld"), "stale", ""),
        ([v(1, "a"), kill(1)], v(1, "a"), "stale", ""),
        ([v(1, "a"), kill(1)], v(2, "b"), "reinstate", "b whole row:usable2"),
        ([], kill(2), "record", "canceled2 row:canceled2"),
        ([kill(2)], v(1, "a"), "stale", ""),
        ([v(1, "ab")], broken(2, "c"), "stand", "letter"),
        ([], broken(1, "c"), "first", "c whole row:usable1 letter"),
        ([v(2, "a")], broken(1, "c"), "stale", ""),
    ],
)
async def test_every_verdict_has_its_records(
    before: list[tuple[Processed, bytes]], comes: tuple[Processed, bytes], action: str, goes_out: str
) -> None:
    partition = Partition()
    for processed, value in before:
        await partition.comes(processed, value)
    settled = await partition.comes(*comes)
    assert settled.verdict is not None
    assert (settled.verdict.action, short(settled.records)) == (action, goes_out)
    assert {record.key for record in settled.records} <= {URI.encode()}


async def test_a_null_value_is_a_tombstone_and_what_stood_is_taken_back() -> None:
    partition = Partition()
    await partition.comes(*v(1, "a"))
    gone = replace(told(None, None), status="deleted", emptied=None)
    settled = await partition.comes(Processed(outcome="skipped", skipped="tombstone", told=gone), None)
    assert short(settled.records) == "-a:deleted tombstone row:deleted1"


async def test_what_a_version_took_back_does_not_pile_up() -> None:
    partition = Partition()
    for number in range(20):
        one, other = ("ab", "cd") if number % 2 else ("cd", "ab")
        settled = await partition.comes(*v(1, one, b"text %d" % number))
    assert partition.row is not None
    assert (len(partition.row.events), len(partition.row.took), len(other)) == (2, 2, 2)
    assert short(settled.records).count("-") == 2


async def test_a_row_says_what_stands_and_where_it_came_from() -> None:
    partition = Partition()
    await partition.comes(*v(1, "a"), timestamp=7_000)
    assert partition.row == RegisterRow(
        uri=URI, version=1, versioned=True, status="usable", moment=None, seen=7_000,
        content=told(b"v1").content.hex(), made_by=b"this".hex(),
        events=(f"entity {_in_short('a')} Entity a",), took=(), slug="harbour", source="Wire",
        events_sum=crc32(f"entity {IDS['a']}".encode()),
        raw="wire.stories.raw.v1/0/0",
    )  # fmt: skip
    nameless = replace(killed(b"kill", None), told=replace(told(b"kill", None), status="canceled", slug=None,
                                                           source=None, emptied=empty_story()))  # fmt: skip
    settled = await partition.comes(nameless, b"kill")
    row = partition.row
    assert row is not None and (row.slug, row.source, row.events) == ("harbour", "Wire", ())
    assert row.took == (f"canceled entity {_in_short('a')} Entity a",)
    left = decode(EnrichedStory, settled.records[1].value or b"")
    assert (left.slugline, left.source) == ("harbour", "Wire"), "what the kill does not say was known"


def _in_short(letter: str) -> str:
    return written([Item(kind="entity", id=IDS[letter], what="x")])[0].split()[1]


async def test_a_word_for_whoever_knows_the_story_does_nothing_where_it_is_unknown() -> None:
    partition = Partition()
    said = told(b"kill", None, status="canceled", if_known=True, emptied=empty_story())
    word = replace(killed(b"kill", None), told=said)
    assert short((await partition.comes(word, b"kill")).records) == ""
    await partition.comes(waiting(b"v3", 3, until=FAR), b"v3")
    older = replace(word, told=replace(said, version=2, versioned=True))
    assert short((await partition.comes(older, b"kill")).records) == "", "what waits is newer"
    assert short((await partition.comes(word, b"kill")).records) == "canceled3 row:canceled3 held:gone"
    partition = Partition()
    await partition.comes(*v(1, "a"))
    assert short((await partition.comes(word, b"kill")).records) == "-a:canceled canceled1 row:canceled1"


@pytest.mark.parametrize("number", [None, 1])
async def test_a_word_that_comes_again_leaves_what_was_brought_back_since(number: int | None) -> None:
    """Who reads the kill in the other partition again, as after a crash, says so again in this one."""
    partition = Partition()
    said = told(b"kill", number, status="canceled", if_known=True, emptied=empty_story())
    word = replace(killed(b"kill", number), told=said)

    def of(offset: int, moment: int) -> dict[str, Any]:
        kill = source(b"kill", offset, partition=1, timestamp=moment)
        (record,) = told_to_all(replace(said, if_known=False), number or 1, kill, 1, partition.context)
        return {"headers": tuple(record.headers), "timestamp": moment + 10 * partition.offset}

    await partition.comes(*v(1, "a"))
    first = await partition.comes(word, b"kill", **of(5, 1_000))
    assert short(first.records) == "-a:canceled canceled1 row:canceled1"
    back = await partition.comes(*v(2, "b"), timestamp=3_000)
    assert short(back.records) == "b whole row:usable2"
    again = await partition.comes(word, b"kill", **of(5, 1_000))
    assert (short(again.records), again.processed.skipped) == ("", "stale")
    if number is None:
        other = await partition.comes(word, b"kill", **of(6, 4_000))
        assert short(other.records) == "-b:canceled canceled2 row:canceled2", "another kill is another word"


async def test_a_story_in_a_second_partition_is_noticed_once() -> None:
    partition = Partition()
    other = PartitionState()
    states: Any = partition.context.states
    states[1] = other
    await Settling(1, other, partition.context).settle(source(), usable(b"v1", 1, "a"), released=False)
    await partition.comes(*v(1, "a"))
    await partition.comes(*v(2, "a"))
    assert partition.context.metrics.uris_twice._value.get() == 1


async def test_a_kill_with_links_without_end_still_kills() -> None:
    partition = Partition(limit=20_000)
    await partition.comes(*v(1, "a"))
    links = tuple(Link(rel="see-also", uri=f"urn:x:{number}") for number in range(2_000))
    dead = killed(b"kill", None)
    assert dead.told is not None
    long = replace(dead, told=replace(dead.told, emptied=empty_story(links=links)))
    settled = await partition.comes(long, b"kill")
    assert short(settled.records) == "-a:canceled canceled1 row:canceled1"
    assert decode(EnrichedStory, settled.records[1].value or b"").links == ()


async def test_a_row_that_cannot_be_read_costs_its_retractions_and_no_more() -> None:
    partition = Partition()
    await partition.comes(*v(1, "a"))
    partition.state.__dict__["_rows"].clear()
    known = partition.state.register.get(URI)
    assert known is not None
    partition.feeds.lists[REGISTER.name, 0][known.offset].value = b"{"
    assert short((await partition.comes(*v(2, "b"))).records) == "b whole row:usable2"


@pytest.mark.parametrize("timestamp", [-1, 0, 2**62])
async def test_any_time_of_arrival_is_taken(timestamp: int) -> None:
    partition = Partition()
    await partition.comes(*v(1, "a"), timestamp=timestamp)
    held = await partition.comes(waiting(b"v2", 2, FAR), b"v2", timestamp=timestamp)
    assert short(held.records) == "held"
    assert source_of(await partition.feeds.at(HELD.name, 0, 0)).timestamp == timestamp
