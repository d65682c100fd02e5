"""What waits for its time: it goes out when it is called, or is replaced or killed before."""

import pytest

from slugline.records.feeds import HELD
from slugline.runtime.held_stories import source_of
from slugline.runtime.processed import Processed
from tests.runtime.lane_parts import URI, killed, source, usable, waiting
from tests.runtime.settling_parts import FAR, FAULT, Partition, kill, short, v


async def test_a_story_waits_and_goes_out_when_it_is_called() -> None:
    partition = Partition()
    held = await partition.comes(waiting(until=FAR))
    assert (held.processed.outcome, short(held.records)) == ("held", "held")
    assert partition.state.held.next() == FAR
    settled = await partition.called(usable(b"v1", 1, "a"))
    assert short(settled.records) == "a whole row:usable1 held:gone"
    assert (len(partition.state.held), partition.state.held.next()) == (0, None)
    again = await partition.settle(source(b"v1", 0), waiting(until=FAR), released=False)
    assert (short(again.records), again.processed.skipped) == ("", "stale"), (
        "let go before its time: it stands"
    )


@pytest.mark.parametrize(
    ("meanwhile", "goes_out", "waits"),
    [
        ((waiting(b"v2", 2, FAR), b"v2"), "held", 2),
        ((waiting(b"v0", 1, FAR), b"v0"), "held", 1),
        (v(2, "a"), "a whole row:usable2 held:gone", None),
        (kill(None), "canceled1 row:canceled1 held:gone", None),
        (kill(2), "canceled2 row:canceled2 held:gone", None),
    ],
)
async def test_what_waits_is_replaced_or_killed(
    meanwhile: tuple[Processed, bytes], goes_out: str, waits: int | None
) -> None:
    partition = Partition()
    await partition.comes(waiting(until=FAR))
    settled = await partition.comes(*meanwhile)
    assert short(settled.records) == goes_out
    left = partition.state.held.get(URI)
    assert (left.held.version if left else None) == waits


async def test_an_older_version_stands_while_a_newer_one_waits() -> None:
    partition = Partition()
    await partition.comes(*v(1, "a"))
    assert short((await partition.comes(waiting(b"v3", 3, FAR), b"v3")).records) == "held"
    assert short((await partition.comes(*v(2, "b"))).records) == "b -a:corrected whole row:usable2"
    settled = await partition.called(usable(b"v3", 3, "b"))
    assert short(settled.records) == "b whole row:usable3 held:gone"


async def test_a_story_that_was_replaced_while_it_was_read_does_not_go_out() -> None:
    partition = Partition()
    await partition.comes(waiting(until=FAR))
    first = source_of(await partition.feeds.at(HELD.name, 0, 0))
    await partition.comes(waiting(b"v2", 2, FAR), b"v2")
    settled = await partition.settle(first, usable(b"v1", 1, "a"), released=True)
    assert (short(settled.records), settled.processed.skipped) == ("", "stale")
    assert len(partition.state.held) == 1, "the one that replaced it waits on"


@pytest.mark.parametrize("waits", [True, False])
async def test_a_released_story_that_comes_to_nothing_waits_no_more(waits: bool) -> None:
    partition = Partition()
    await partition.comes(waiting(until=FAR))
    if not waits:
        await partition.comes(waiting(b"v2", 2, FAR), b"v2")
    at = source_of(await partition.feeds.at(HELD.name, 0, 0))
    dead = Processed(outcome="dead-lettered", faults=(FAULT,))
    settled = await partition.settle(at, dead, released=True)
    assert short(settled.records) == ("held:gone letter" if waits else "letter")
    assert len(partition.state.held) == (0 if waits else 1)
    assert settled.processed.faults == (FAULT,)


async def test_a_story_whose_time_came_while_it_was_read_waits_a_moment() -> None:
    partition = Partition()
    settled = await partition.comes(waiting(until=2_000))
    assert short(settled.records) == "held", "nothing was looked for in it yet"
    assert partition.state.held.next() == 2_000


async def test_a_kill_that_is_read_again_takes_back_nothing_that_waits_since() -> None:
    partition = Partition()
    await partition.comes(*kill(1))
    word = killed(b"word", None, "withheld"), b"word"
    assert (await partition.comes(*word)).processed.skipped == "stale", "it is killed already"
    await partition.comes(waiting(b"v2", 2, until=FAR), b"v2")
    again = await partition.settle(source(b"word", 1), word[0], released=False)
    assert (short(again.records), len(partition.state.held)) == ("", 1)
    assert (await partition.comes(*word)).records, "said once more it is said of what waits now"
