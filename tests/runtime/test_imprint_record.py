"""What the chains are told of a story: in its own transaction, the same however often it comes."""

from dataclasses import replace
from typing import Any

import pytest

from slugline.folds.chains.arriving import arriving, imprinted
from slugline.records.codec import decode
from slugline.records.feeds import ENRICHED, IMPRINTS
from slugline.records.story import Link
from slugline.records.story_imprint import StoryImprint
from slugline.runtime.dead_letters import Source
from slugline.runtime.imprint_record import MOST_BYTES, imprint_record
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Processed, Record
from slugline.runtime.settled import Settled
from slugline.runtime.settling import Settling
from slugline.settings import Settings
from tests.folds.chains.test_chains import FIRE, story
from tests.runtime.lane_parts import URI, Feeds, context, deliver, killed, source, told, usable, waiting

LIMIT = 1_000_000


def of(processed: Processed, **more: Any) -> Processed:
    """Return a story that was read, with an imprint."""
    assert processed.told is not None
    return replace(processed, told=replace(processed.told, imprint=imprinted(story(FIRE, URI, **more))))


def read(record: Record | None) -> StoryImprint:
    assert record is not None and (record.feed, record.partition) == (IMPRINTS.name, 0)
    return decode(StoryImprint, record.value or b"")


def test_a_version_is_told_as_it_counts() -> None:
    imprint = imprinted(story(FIRE, URI, source="Norvik", signals=("alert",)))
    one = read(imprint_record(told(imprint=imprint), 7, 1_000, LIMIT))
    assert one == replace(imprint, arrived=1_000, story=replace(imprint.story, version=7))
    assert (one.story.source, one.story.signals, one.status) == ("Norvik", ("alert",), "usable")


def test_what_is_taken_back_is_told_without_an_imprint() -> None:
    one = read(imprint_record(told(status="withheld"), 3, 1_000, LIMIT))
    assert (one.status, one.imprint, one.story.version, one.story.uri) == ("withheld", b"", 3, URI)


def test_what_is_too_long_is_told_with_less_or_not_at_all() -> None:
    links = tuple(Link(rel="updates", uri=f"urn:{number}:" + "x" * 1_000) for number in range(20))
    imprint = imprinted(story(FIRE, URI, links=links, source="Norvik"))
    whole = imprint_record(told(imprint=imprint), 1, 0, LIMIT)
    assert whole is not None and len(read(whole).links) == 20
    short = read(imprint_record(told(imprint=imprint), 1, 0, whole.size - 1))
    assert (short.links, short.paragraphs, short.story.source) == ((), (), None)
    assert arriving(short).found.size == arriving(read(whole)).found.size
    assert imprint_record(told(imprint=imprint), 1, 0, 300) is None
    assert imprint_record(told(uri="urn:" + "x" * MOST_BYTES, status="canceled"), 1, 0, LIMIT) is None


class Partition:
    """A partition of an installation that chains stories, or not."""

    def __init__(self, *, chains: bool = True, limit: int = LIMIT) -> None:
        self.feeds, self.state, self.offset = Feeds(), PartitionState(), 0
        self.context = replace(
            context(self.feeds, {0: self.state}, limit=limit), settings=Settings(chains=chains)
        )
        self._settling = Settling(0, self.state, self.context)

    async def comes(self, processed: Processed, **more: Any) -> Settled:
        at = source(b"v1", self.offset, **more)
        self.offset += 1
        return await self.settles(at, processed)

    async def settles(self, at: Source, processed: Processed, *, released: bool = False) -> Settled:
        settled = await self._settling.settle(at, processed, released=released)
        deliver(self.feeds, self.state, settled)
        return settled


def imprints(settled: Settled) -> list[Record]:
    return [record for record in settled.records if record.feed == IMPRINTS.name]


async def test_without_the_setting_nothing_is_told() -> None:
    partition = Partition(chains=False)
    assert imprints(await partition.comes(of(usable()))) == []
    assert imprints(await partition.comes(killed())) == []


async def test_a_story_its_repeat_and_its_kill() -> None:
    partition = Partition()
    first = imprints(await partition.comes(of(usable()), timestamp=5_000))
    assert read(first[0]).arrived == 5_000
    again = await partition.settles(source(b"v1", 0, timestamp=5_000), of(usable()))
    assert imprints(again) == first
    update = imprints(await partition.comes(of(usable(b"v2", 2)), timestamp=6_000))
    assert [read(one).story.version for one in update] == [2]
    gone = imprints(await partition.comes(killed(version=3), timestamp=7_000))
    assert [(read(one).status, read(one).arrived) for one in gone] == [("canceled", 7_000)]
    assert imprints(await partition.comes(killed(version=3), timestamp=8_000)) == []


async def test_a_kill_of_what_never_was_here_says_nothing() -> None:
    """It goes to all partitions; only the one that had the story tells it."""
    assert imprints(await Partition().comes(killed())) == []


async def test_what_is_stale_says_nothing() -> None:
    partition = Partition()
    await partition.comes(of(usable(b"v2", 2)))
    assert imprints(await partition.comes(of(usable(b"v1", 1)))) == []


async def test_a_story_that_waited_arrives_when_its_embargo_ends() -> None:
    partition = Partition()
    until = 250_000_000_000_000
    held = await partition.comes(waiting(until=until))
    assert imprints(held) == []
    out = await partition.settles(source(b"v1", -1, timestamp=1_000), of(usable()), released=True)
    assert [read(one).arrived for one in imprints(out)] == [until]


async def test_a_story_that_can_be_in_no_chain_goes_out_all_the_same() -> None:
    partition = Partition(limit=900)
    settled = await partition.comes(of(usable()))
    assert imprints(settled) == []
    assert ENRICHED.name in {record.feed for record in settled.records}
    assert partition.context.metrics.imprints_left_out._value.get() == 1


@pytest.mark.parametrize("text", ["", "\ud800", "x" * 300_000, "1 " * 200_000])
def test_whatever_its_text_a_story_has_an_imprint(text: str) -> None:
    one = replace(story(FIRE, URI), text=text, zones=(), headline=None)
    assert read(imprint_record(told(imprint=imprinted(one)), 1, 0, LIMIT)).story.uri == URI
