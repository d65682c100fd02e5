"""A story in two partitions is noticed, whoever has them and whichever comes first."""

from dataclasses import replace
from itertools import permutations
from zlib import crc32

import pytest

from slugline.intake.formats.slugline_status import word_in
from slugline.records.status_word import StatusWord
from slugline.runtime import partition_state
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.partitioners import Publishers
from slugline.runtime.processed import UNPACKED_FROM, UNPACKED_ITEM, Processed
from slugline.runtime.settling import Settling
from tests.runtime.lane_parts import URI, Feeds, context, deliver, killed, source, told, usable, waiting
from tests.runtime.settling_parts import FAR

PARTITIONS = 4


class Workers:
    """Workers that share the partitions of one stories feed: "ABAB" is two that have every other one."""

    def __init__(self, owners: str = "ABCD", before: int | None = None) -> None:
        states = {partition: PartitionState() for partition in range(len(owners))}
        self.feeds = [Feeds() for _ in states]
        self.contexts = [
            context(self.feeds[each], self.of(states, owners, owner), partitions=len(owners))
            for each, owner in enumerate(owners)
        ]
        for one in self.contexts:
            one.publishers._former |= {before} if before else set()
        self.states = states
        self.settlings = [Settling(each, states[each], self.contexts[each]) for each in states]
        self.words = 0

    @staticmethod
    def of(states: dict[int, PartitionState], owners: str, owner: str) -> dict[int, PartitionState]:
        return {each: state for each, state in states.items() if owners[each] == owner}

    async def comes(self, partition: int, version: int = 1, until: int | None = None) -> None:
        value, uri = b"v%d" % version, URI
        at = source(value, version, partition=partition)
        story = usable(value, version, "a") if until is None else waiting(value, version, until)
        settled = await self.settlings[partition].settle(at, story, released=False)
        deliver(self.feeds[partition], self.states[partition], settled)
        for record in settled.raw:
            assert record.value is not None and record.partition is not None
            said = word_in(record.value)
            assert said is not None
            assert replace(said, noted=False) == StatusWord(uri=uri, status="seen", if_known=True)
            self.words += 1
            place = source(record.value, 50, uri=uri, partition=record.partition)
            object.__setattr__(place, "headers", tuple(record.headers))
            word = Processed(
                outcome="skipped", told=told(record.value, None, seen=True, noted=said.noted, uri=uri)
            )
            answer = await self.settlings[record.partition].settle(place, word, released=False)
            assert (answer.records, answer.raw, answer.processed.skipped) == ((), (), "seen")

    async def are_noted(self, *partitions: int) -> None:
        """Note in some partitions that the story was killed, version 1 of it, by a word from elsewhere."""
        for partition in partitions:
            word = killed(b"kill", 1, if_known=True, noted=True)
            from_there = ((UNPACKED_FROM, b"wire.stories.raw.v1/3/7"), (UNPACKED_ITEM, b"0/1000"))
            at = replace(source(b"kill", 0, partition=partition), headers=from_there)
            settled = await self.settlings[partition].settle(at, word, released=False)
            deliver(self.feeds[partition], self.states[partition], settled)
            assert self.states[partition].register.get(URI)

    @property
    def noticed(self) -> float:
        return sum(float(one.metrics.uris_twice._value.get()) for one in self.contexts)


@pytest.mark.parametrize("owners", ["ABCD", "AABB", "ABAB", "ABBA", "ABBB", "AABC", "AAAA"])
@pytest.mark.parametrize("places", list(permutations(range(PARTITIONS), 2)))
async def test_it_is_noticed(places: tuple[int, int], owners: str, caplog: pytest.LogCaptureFixture) -> None:
    workers = Workers(owners)
    for version, partition in enumerate(places, 1):
        await workers.comes(partition, version)
    assert workers.noticed == 1
    (line,) = (one for one in caplog.messages if "a story stands in partitions" in one)
    assert {int(word) for word in line.split(",")[0].split() if word.isdigit()} == set(places)
    if owners == "AAAA":
        assert workers.words == 0, "one that has all partitions need not ask"


@pytest.mark.parametrize("owners", ["ABCD", "AABB", "ABAB", "ABBA", "AAAA"])
@pytest.mark.parametrize(
    ("noted", "comes", "noticed"),
    [
        ((0, 1), [0], 0), ((0, 1), [1, 1], 0), ((0, 1), [0, 1], 1), ((0, 1), [2], 1), ((0, 1), [2, 0], 1),
        ((0, 1), [], 0),
    ],
    ids=["brought back", "and again", "in both", "in a third", "in a third, and brought back", "notes"],
)  # fmt: skip
@pytest.mark.parametrize("until", [None, FAR], ids=["out", "waits"])
async def test_that_it_is_noted_to_be_killed_is_no_story(
    noted: tuple[int, ...], comes: list[int], noticed: int, owners: str, until: int | None
) -> None:
    workers = Workers(owners)
    await workers.are_noted(*noted)
    for version, partition in enumerate(comes, 2):
        await workers.comes(partition, version, until)
    assert min(workers.noticed, 1) == noticed


@pytest.mark.parametrize("owners", ["ABCD", "AABB", "ABAB", "ABBA", "AAAA"])
async def test_a_kill_that_is_noted_behind_the_story_is_no_second_place(owners: str) -> None:
    places = sorted(Workers(owners, before=3).contexts[0].publishers.possible(URI.encode()))
    assert len(places) > 1, "where it is put, and was put among three partitions"
    for there, here in permutations(places, 2):
        workers = Workers(owners, before=3)
        await workers.are_noted(here)  # and in the other one soon: its word comes behind the story
        await workers.comes(there, 1)
        assert workers.noticed == 0


@pytest.mark.parametrize("owners", ["ABCD", "AABB", "ABAB", "AAAA"])
async def test_a_kill_that_its_publisher_sent_elsewhere_is_a_second_place(owners: str) -> None:
    (home,) = Workers().contexts[0].publishers.homes(URI.encode())
    for there in {*range(PARTITIONS)} - {home}:
        workers = Workers(owners)
        own = await workers.settlings[home].settle(
            source(b"kill", 0, partition=home), killed(b"kill", 1), released=False
        )
        deliver(workers.feeds[home], workers.states[home], own)
        await workers.comes(there, 2)
        assert workers.noticed == 1


async def test_a_version_that_waits_is_noticed_too() -> None:
    for places in permutations(range(PARTITIONS), 2):
        for owners in ("ABCD", "ABAB", "AAAA"):
            workers = Workers(owners)
            await workers.comes(places[0], 1)
            await workers.comes(places[1], 2, until=FAR)
            assert workers.noticed == 1
            workers = Workers(owners)
            await workers.comes(places[0], 1, until=FAR)
            await workers.comes(places[0], 2, until=FAR)
            assert workers.noticed == 0
            await workers.comes(places[1], 3)
            assert workers.noticed == 1


async def test_versions_in_one_partition_are_asked_for_once() -> None:
    (home,) = Workers().contexts[0].publishers.homes(URI.encode())
    for partition in range(PARTITIONS):
        workers = Workers()
        for version in (1, 2, 3):
            await workers.comes(partition, version)
        assert (workers.words, workers.noticed) == (int(partition != home), 0)


async def test_after_partitions_were_added() -> None:
    (home,) = Workers().contexts[0].publishers.homes(URI.encode())
    before = next(
        one for one in (3, 2) if Workers(before=one).contexts[0].publishers.homes(URI.encode()) != {home}
    )
    (old,) = Workers(before=before).contexts[0].publishers.homes(URI.encode()) - {home}
    workers = Workers(before=before)
    await workers.comes(old, 1)
    await workers.comes(home, 2)
    assert workers.noticed == 1


async def test_what_came_elsewhere_is_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition_state, "SEEN", 3)
    state = PartitionState()
    for number in range(5):
        assert state.note_seen(f"urn:{number}", 1) is None
    assert state.note_seen("urn:4", 2) == 1
    assert state.note_seen("urn:0", 2) is None
    assert list(state.seen_in) == ["urn:3", "urn:4", "urn:0"]


@pytest.mark.parametrize("anew", [False, True], ids=["by the same worker", "behind a restart"])
@pytest.mark.parametrize("owners", ["ABCDE", "AABBC", "ABABA", "ABBAA", "AAAAA"])
async def test_publishers_go_over_to_another_partitioner(owners: str, anew: bool) -> None:
    (home,) = Workers(owners).contexts[0].publishers.homes(URI.encode())
    keys = [b"urn:newsml:wire.example:%d" % number for number in range(2, 200)]
    former = crc32(URI.encode()) % len(owners)
    assert former != home
    workers = Workers(owners)
    for one in workers.contexts:
        for key in keys:
            one.publishers.note(key, crc32(key) % len(owners))
    await workers.comes(former, 1)
    assert workers.words == 0, "where all have one partitioner nobody asks"
    for one in workers.contexts:
        if anew:
            object.__setattr__(one, "publishers", Publishers(len(owners)))
        for partition in one.states if anew else ():
            one.publishers.look_back(
                [key for key in keys if crc32(key) % len(owners) == partition], partition
            )
        for key in keys:
            one.publishers.note(key, Publishers(len(owners)).home(key))
    await workers.comes(home, 2)
    assert workers.noticed == 1
