"""What a story has to say to other partitions, and when: by its links, and of a kill of what is not known."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from slugline.intake import read
from slugline.records.codec import decode
from slugline.records.feeds import STORIES
from slugline.records.status_word import StatusWord
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import STATUS_OF, UNPACKED_FROM, UNPACKED_ITEM, Processed, Raw, Record
from slugline.runtime.settled import Settled
from slugline.runtime.status_elsewhere import told_to_all
from slugline.runtime.telling import deleted, said_of
from tests.runtime.lane_parts import URI, Feeds, context, killed, source, usable, waiting
from tests.runtime.settling_parts import FAR, Partition, kill, short, v

NULL = deleted(source(None)), None


def decode_word(value: bytes | None) -> StatusWord:
    return decode(StatusWord, orjson.dumps(orjson.loads(value or b"")["slugline_status"]))


def told_elsewhere(settled: Settled) -> list[tuple[Any, ...]]:
    found = []
    for record in settled.raw:
        said = decode_word(record.value)
        found.append((said.uri, said.status, said.version, said.if_known, record.partition))
    return found


@pytest.mark.parametrize(
    ("before", "comes", "told"),
    [
        ([], kill(4), [(URI, "canceled", 4, True, 1)]),
        ([], kill(None, "withheld"), [(URI, "withheld", None, True, 1)]),
        ([kill(4)], kill(4), [(URI, "canceled", 4, True, 1)]),
        ([v(1, "a")], kill(4), [(URI, "canceled", 4, True, 1)]),
        ([v(1, "a")], kill(None), [(URI, "canceled", None, True, 1)]), ([], v(1, "a"), []),
        ([], NULL, [(URI, "deleted", None, True, 1)]), ([v(1, "a")], NULL, [(URI, "deleted", None, True, 1)]),
    ],
    ids=[
        "unknown", "unknown, by no number", "known to be killed", "known", "known, by no number", "no kill",
        "null", "null of known",
    ],
)  # fmt: skip
async def test_a_kill_is_told_to_the_other_partitions(
    before: Any, comes: Any, told: list[tuple[Any, ...]]
) -> None:
    partition = Partition()
    for one in before:
        await partition.comes(*one)
    assert told_elsewhere(await partition.comes(*comes)) == told


async def test_a_word_of_another_partition_is_told_no_further() -> None:
    partition = Partition()
    at = replace(source(b"kill"), headers=((STATUS_OF, b"wire.stories.raw.v1/1/0"),))
    assert (await partition.settle(at, kill(None)[0], released=False)).raw == []


@pytest.mark.parametrize("comes", [NULL, kill(None)], ids=["null", "by no number"])
async def test_a_kill_by_no_number_takes_back_once_for_each_time_it_is_published(comes: Any) -> None:
    partition = Partition()
    found = [await partition.settle(source(comes[1], at), comes[0], released=False) for at in (0, 0, 1)]
    words = [decode_word(one.value) for settled in found for one in settled.raw]
    assert [one.repeated for one in words] == [False, True, False]


@pytest.mark.parametrize("comes", [NULL, kill(None)], ids=["null", "by no number"])
@pytest.mark.parametrize("stands", [v(1, "a"), v(7, "a")], ids=["by no higher number", "higher"])
async def test_a_kill_by_no_number_that_is_read_again_hides_nothing_that_stands_elsewhere(
    comes: Any, stands: Any
) -> None:
    there, here = Partition(), Partition()
    found = [await there.settle(source(comes[1]), comes[0], released=False) for _ in range(2)]
    raw = Record(feed=STORIES.name, key=URI.encode(), value=stands[1], headers=[])
    here.feeds.write(raw, 0)
    await here.comes(*stands)
    (word,) = found[1].raw
    said = said_of(read(word.value or b""), Raw(value=word.value or b""), b"this")
    at = replace(source(word.value, 5), headers=tuple(word.headers))
    settled = await here.settle(at, Processed(outcome="skipped", told=said), released=False)
    assert (list(settled.records), [one.value for one in settled.raw]) == ([], [stands[1]])


async def test_a_kill_by_no_number_that_is_read_again_takes_nothing_back_and_is_noted_nowhere() -> None:
    word = killed(b"kill", None, "canceled", if_known=True, noted=True, repeated=True)
    for before in ([], [kill(3)], [(waiting(b"v2", 2, until=FAR), b"v2")]):
        partition = Partition()
        for one in before:
            await partition.comes(*one)
        settled = await partition.settle(source(b"word", 5), word, released=False)
        assert (list(settled.records), list(settled.raw)) == ([], [])


@pytest.mark.parametrize(
    ("before", "goes_out"),
    [
        ([v(6, "a")], "-a:deleted tombstone row:deleted6"),
        ([kill(6)], "tombstone row:deleted6"),
        ([], ""),
        ([(waiting(until=FAR), b"v1")], "tombstone row:deleted1 held:gone"),
    ],
    ids=["usable", "killed", "unknown", "waits"],
)
async def test_a_null_value_acts_on_the_other_partitions_like_one_there(before: Any, goes_out: str) -> None:
    (word,) = (await Partition().comes(*NULL)).raw
    value = word.value or b""
    told = said_of(read(value), Raw(value=value), b"this")
    assert (told.status, told.versioned, told.emptied) == ("deleted", False, None)
    partition = Partition()
    for one in before:
        await partition.comes(*one)
    at = replace(source(value, 5), headers=tuple(word.headers))
    settled = await partition.settle(
        at, Processed(outcome="skipped", skipped="tombstone", uri=URI, told=told), released=False
    )
    assert (short(settled.records), [*settled.raw]) == (goes_out, [])


async def test_what_a_story_says_of_others_is_said_once_for_each_time_it_is_published() -> None:
    partition = Partition()
    note = usable(b"v1", 1, "a", links=(("canceled", "urn:x:other"),))
    first = await partition.settle(source(b"v1", 0), note, released=False)
    redelivered = await partition.settle(source(b"v1", 0), note, released=False)
    once_more = await partition.settle(source(b"v1", 1), note, released=False)
    assert [len(told_elsewhere(one)) for one in (first, redelivered, once_more)] == [3, 0, 3]


@pytest.mark.parametrize(
    ("before", "until", "words"),
    [
        ([kill(None)], None, 3), ([kill(1)], None, 3), ([kill(1)], FAR, 0), ([v(2, "a")], None, 0),
        ([v(1, "b"), kill(1)], None, 0),
    ],
    ids=["killed before it came", "by its number", "under an embargo", "late", "killed as it stood"],
)  # fmt: skip
async def test_what_was_killed_before_it_came_takes_back_others_all_the_same(
    before: Any, until: int | None, words: int
) -> None:
    partition = Partition()
    for one in before:
        await partition.comes(*one)
    note = usable(b"note", 1, "a", links=(("canceled", "urn:x:other"),), until=until)
    settled = await partition.comes(note, b"note")
    assert (settled.processed.skipped, settled.records) == ("stale", [])
    assert len(told_elsewhere(settled)) == words


@pytest.mark.parametrize(
    ("dated", "written", "said", "word", "goes_out"),
    [
        (20, 2_000, 10, True, ""), (20, 900, 10, True, "kill"), (10, 2_000, 20, True, "kill"),
        (20, 2_000, None, True, "kill"), (None, 2_000, 10, True, "kill"), (20, 2_000, 10, False, "kill"),
    ],
    ids=[
        "later", "dated ahead", "by its record alone", "a kill without a time", "a version without a time",
        "a kill in its own partition",
    ],
)  # fmt: skip
@pytest.mark.parametrize("waits", [False, True], ids=["stands", "waits"])
async def test_a_kill_from_elsewhere_comes_late_behind_a_version_that_is_later_by_both_clocks(
    dated: int | None, written: int, said: int | None, word: bool, goes_out: str, waits: bool
) -> None:
    partition = Partition()
    of = waiting(b"v2", 2, until=FAR, moment=dated) if waits else usable(b"v2", 2, "a", moment=dated)
    await partition.comes(of, b"v2", timestamp=written)
    from_there = ((UNPACKED_FROM, b"wire.stories.raw.v1/1/7"), (UNPACKED_ITEM, b"1/1000"))
    late = killed(b"kill", None, "canceled", moment=said, if_known=True)
    settled = await partition.comes(late, b"kill", timestamp=3_000, headers=from_there if word else ())
    kills = "canceled2 row:canceled2 held:gone" if waits else "-a:canceled canceled2 row:canceled2"
    assert short(settled.records) == (kills if goes_out else "")


async def test_a_note_that_waited_speaks_when_it_goes_out() -> None:
    partition = Partition()
    links = (("canceled", "urn:x:other"),)
    await partition.comes(waiting(b"v1", 1, until=FAR, links=links), b"v1")
    settled = await partition.called(usable(b"v1", 1, "a", links=links))
    moments = {dict(word.headers)[UNPACKED_ITEM] for word in settled.raw}
    assert moments == {b"1/%d" % FAR}


async def test_what_is_unpacked_goes_where_the_story_stands() -> None:
    state = PartitionState()
    await Partition(state=state).comes(*v(1, "a"))
    shared = context(Feeds(), {1: state}, partitions=4)
    beside = source(uri="story-7", partition=3)
    assert shared.goes_to(URI.encode(), beside) == 1
    assert shared.goes_to(b"urn:newsml:wire.example:2", beside) == 2, "as by crc32 the key of its record"


async def noted(partition: Partition, number: int | None, at: int = 5, *, noted: bool = True) -> Settled:
    """Return what a kill that was said in partition 1 does here, where it is the record ``at``."""
    word = killed(b"kill", number, "canceled", if_known=True, noted=noted)
    told_at = [(STATUS_OF, b"wire.stories.raw.v1/1/3"), (UNPACKED_FROM, b"wire.stories.raw.v1/1/3")]
    headers = (*told_at, (UNPACKED_ITEM, b"0/1000"))
    return await partition.settle(replace(source(b"kill", at), headers=headers), word, released=False)


async def test_a_kill_is_noted_wherever_a_publisher_may_put_the_story() -> None:
    feeds = Feeds()
    several = context(feeds, {0: PartitionState()}, partitions=16)
    possible = several.publishers.possible(URI.encode())
    assert len(possible) == 2, "murmur2 and CRC-32 differ about it"
    told = kill(4)[0].told
    assert told is not None
    words = [decode_word(one.value) for one in told_to_all(told, 4, source(), 0, several)]
    places = [place for place in range(16) if place != 0]
    assert {place for place, word in zip(places, words, strict=True) if word.noted} == possible - {0}
    assert all(word.if_known for word in words)


@pytest.mark.parametrize(
    ("number", "late", "goes_out"),
    [
        (4, v(3, "a"), ""), (4, v(4, "a"), ""), (4, v(5, "a"), "a whole row:usable5"),
        (None, v(1, "a"), ""), (None, v(2, "a"), "a whole row:usable2"),
        (4, kill(4), "canceled4 row:canceled4"),
    ],
    ids=["lower", "the same", "higher", "by no number", "by no number, higher", "killed there too"],
)  # fmt: skip
async def test_a_story_that_comes_behind_its_kill_in_another_partition(
    number: int | None, late: Any, goes_out: str
) -> None:
    partition = Partition()
    settled = await noted(partition, number)
    assert short(settled.records) == f"row:canceled{number or 1}", "no enriched record: nothing stood here"
    assert list((await noted(partition, number, at=6)).records) == [], "told once more, it is known"
    came = await partition.settle(source(late[1], 9), late[0], released=False)
    assert short(came.records) == goes_out


async def test_a_kill_is_not_noted_where_no_partitioner_puts_the_story() -> None:
    partition = Partition()
    assert (await noted(partition, 4, noted=False)).records == []
    story, value = v(3, "a")
    came = await partition.settle(source(value, 9), story, released=False)
    assert short(came.records) == "a whole row:usable3"


async def test_what_a_link_says_of_a_story_that_never_came_is_a_row_and_no_more() -> None:
    note = usable(b"note", 1, "a", links=(("canceled", "urn:x:other"),), by_uri=True)
    (word, *_) = (await Partition().comes(note, b"note")).raw
    said = decode_word(word.value)
    assert (said.noted, said.if_known, word.partition) == (True, False, None)
    partition = Partition()
    kill_by_link = killed(b"kill", None, "canceled", noted=True)
    at = replace(source(word.value), headers=tuple(word.headers))
    for _ in range(2):  # read again it would stand behind what came in another partition meanwhile
        assert short((await partition.settle(at, kill_by_link, released=False)).records) == "row:canceled1"
    partition = Partition()
    await partition.comes(*v(3, "a"))
    at = replace(at, offset=5)
    settled = await partition.settle(at, kill_by_link, released=False)
    assert short(settled.records) == "-a:canceled canceled3 row:canceled3", "known it is taken back"


@pytest.mark.parametrize(
    ("before", "number", "repeats"),
    [
        ([v(5, "a")], 3, True), ([v(5, "a")], 5, False), ([v(5, "a")], None, False),
        ([v(5, "a"), kill(6)], 3, False), ([], 3, False),
    ],
    ids=["lower", "that stands", "by no number", "killed here", "unknown here"],
)  # fmt: skip
async def test_what_stands_is_said_again_when_a_kill_of_a_lower_number_came_elsewhere(
    before: Any, number: int | None, repeats: bool
) -> None:
    partition = Partition()
    for processed, value in before:
        raw = Record(feed=STORIES.name, key=URI.encode(), value=value, headers=[])
        partition.feeds.write(raw, 0)
        await partition.comes(processed, value)
    said = await noted(partition, number)
    assert bool(said.raw) is repeats
    once_more = await noted(partition, number, at=6)
    assert bool(once_more.raw) is repeats, "whoever had the kill ended before it was acknowledged"
    if repeats:
        (again,) = said.raw
        assert (again.value, again.partition) == (before[0][1], 0)
        at = replace(source(again.value, 7), headers=tuple(again.headers))
        back = await partition.settle(at, before[0][0], released=False)
        assert short(back.records) == "a whole row:usable5"
        assert back.raw == []


async def test_a_numbered_kill_that_is_read_again_is_told_again() -> None:
    partition = Partition()
    found = [await partition.settle(source(b"kill"), kill(4)[0], released=False) for _ in range(2)]
    assert [told_elsewhere(one) for one in found] == [[(URI, "canceled", 4, True, 1)]] * 2
