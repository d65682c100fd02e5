"""A record is unpacked once more: what came out of it before moves nothing, whatever came since."""

from dataclasses import replace
from typing import Any

import pytest

from slugline.folds.register import digests
from slugline.records.feeds import STORIES
from slugline.runtime.processed import UNPACKED_FROM, UNPACKED_ITEM
from slugline.runtime.settled import Settled
from slugline.runtime.settling import Settling
from tests.runtime.lane_parts import source, usable, waiting
from tests.runtime.settling_parts import FAR, Partition, kill, short, v

PLAIN = "", -1
LIST, EARLIER, LATER = ("3/17", 0), ("3/16", 0), ("3/18", 0)
ELSEWHERE = "1/2", 0


async def come(
    partition: Partition, what: Any, origin: tuple[str, int], at: int = -1, **more: Any
) -> Settled:
    """Settle a story that was unpacked from one of the ``origin``, at the next offset or ``at`` one."""
    address, moment = origin
    processed, value = what
    offset = partition.offset if at < 0 else at
    came = source(value, offset, timestamp=2_000 + 1_000 * offset)
    if address:
        item = more.get("item", 0)
        told = ((UNPACKED_FROM, f"{STORIES.name}/{address}".encode()),)
        came = replace(came, headers=(*told, (UNPACKED_ITEM, f"{item}/{moment or 1_000}".encode())))
    partition.offset += at < 0
    return await partition.settle(came, processed, released=False)


def unnumbered(number: int, events: str, **more: Any) -> Any:
    value = b"m%d" % number
    return usable(value, None, events, **more), value


def waits(number: int) -> Any:
    return waiting(b"m%d" % number, None, until=FAR), b"m%d" % number


M1, M2 = unnumbered(1, "a"), unnumbered(2, "b")
OLD = unnumbered(1, "a", moment=5)
NEW, SOME = unnumbered(2, "b", moment=9), unnumbered(3, "c")


@pytest.mark.parametrize(
    ("before", "comes", "goes_out"),
    [
        ([(M1, LIST), (M2, PLAIN)], (M1, LIST), ""),
        ([(M1, LIST), (M2, PLAIN), (kill(None), PLAIN)], (M1, LIST), ""),
        ([(kill(None), LIST), (v(5, "a"), PLAIN)], (kill(None), LIST), ""),
        ([(M1, LIST)], (M1, LIST), ""),
        ([(M1, EARLIER), (M2, LIST), (SOME, PLAIN)], (M1, EARLIER), ""),
        ([(M1, ELSEWHERE), (M2, LIST)], (M1, ELSEWHERE), ""),
        ([(M1, ELSEWHERE), (M2, LIST), (kill(None), PLAIN), (v(3, "c"), PLAIN)], (M2, LIST), ""),
        ([(NEW, PLAIN), (OLD, LIST), (SOME, PLAIN)], (OLD, LIST), ""),
        ([(M1, LIST), (M2, PLAIN)], (SOME, LATER), "c -b:corrected whole row:usable1"),
        ([(M1, LIST), (M2, PLAIN)], (SOME, ELSEWHERE), "c -b:corrected whole row:usable1"),
        ([(M1, LIST), (M2, PLAIN)], (M1, PLAIN), "a -b:corrected whole row:usable1"),
        ([(M1, ("3/999999", FAR))], (M2, ("3/17", 2_500)), "b -a:corrected whole row:usable1"),
        ([(M1, LIST)], (M2, ("7000/1", 0)), "b -a:corrected whole row:usable1"),
        ([(waits(1), LIST), (M2, PLAIN)], (waits(1), LIST), ""),
        ([(waits(1), LIST), (waits(2), PLAIN)], (waits(1), LIST), ""),
        ([(waits(1), LIST)], (waits(2), LATER), "held"),
    ],
    ids=[
        "behind another", "of a killed one", "a kill, of a reinstated one", "at once", "behind another list",
        "behind a list of another partition", "two lists, killed and reinstated", "one that was stale",
        "a later list", "a list of another partition", "the publisher's own", "a forged header",
        "from no partition", "one that waited", "one that waits", "a later one waits",
    ],
)  # fmt: skip
async def test_what_comes_of_a_record_that_is_unpacked_once_more(
    before: Any, comes: Any, goes_out: str
) -> None:
    partition = parted()
    for one in before:
        await come(partition, *one)
    await partition.state.catch_up(partition.context, 0)  # so that all is what the feeds say
    assert short((await come(partition, *comes)).records) == goes_out


def parted(raw_feed_id: str | None = None) -> Partition:
    """Return partition 0 of four."""
    partition = Partition()
    partition.context = replace(partition.context, partitions=4, raw_feed_id=raw_feed_id)
    partition._settling = Settling(0, partition.state, partition.context)
    return partition


async def test_a_copy_that_comes_again_from_its_own_place_repeats_what_it_did() -> None:
    partition = parted()
    first = await come(partition, M1, LIST)
    again = await come(partition, M1, LIST, at=0)
    assert short(first.records) == "a whole row:usable1"
    assert again.records == first.records


async def test_of_two_versions_in_one_record_the_second_stands() -> None:
    partition = parted()
    for _ in range(2):
        for item, what in enumerate((M1, M2)):
            await come(partition, what, LIST, item=item)
    assert partition.row is not None
    assert (partition.row.content, partition.row.via) == (digests.content(b"m2").hex(), ("3/17/1/1000",))


async def test_the_row_names_the_last_record_of_each_partition() -> None:
    partition = parted()
    for what, origin in ((M1, EARLIER), (M2, ELSEWHERE), (SOME, LIST), (M1, PLAIN)):
        await come(partition, what, origin)
    assert partition.row is not None
    assert partition.row.via == ("1/2/0/1000", "3/17/0/1000")


async def test_one_that_waited_goes_out_at_its_time_and_its_row_says_where_it_came_from() -> None:
    partition = parted()
    await come(partition, waits(1), LIST)
    assert short((await partition.called(M1[0])).records) == "a whole row:usable1 held:gone"
    assert partition.row is not None
    assert partition.row.via == ("3/17/0/1000",)
    assert short((await come(partition, waits(1), LIST)).records) == ""


async def test_places_on_a_stories_feed_that_was_made_anew_say_nothing() -> None:
    before = parted("00000001")
    await come(before, M1, ("3/17", 1_900))
    after = parted("00000002")
    after.feeds.lists = before.feeds.lists
    await after.state.catch_up(after.context, 0)
    await come(after, M2, ("3/2", 1_900), at=5)
    assert after.row is not None
    assert (after.row.content, after.row.via) == (digests.content(b"m2").hex(), ("3/2/0/1900",))
