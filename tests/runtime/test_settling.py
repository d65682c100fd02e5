"""What goes out for a story, by what is known of it: records in order, and what is known then."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zlib import crc32

import pytest

from slugline.folds.register.ledger import Item, written
from slugline.kinds import ENRICHED
from slugline.records.codec import decode
from slugline.records.dead_letter_headers import from_record
from slugline.records.feeds import DEAD_LETTERS, ENTITIES, HELD, REGISTER
from slugline.records.register_row import RegisterRow
from slugline.records.retraction import Retraction
from slugline.records.story import EnrichedStory, Link
from slugline.runtime import unseen
from slugline.runtime.dead_letters import Source
from slugline.runtime.held_stories import source_of
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import Fault, Processed, Record
from slugline.runtime.settled import Settled
from slugline.runtime.settling import Settling
from slugline.runtime.status_elsewhere import told_to_all
from tests.runtime.lane_parts import (
    IDS,
    URI,
    Feeds,
    context,
    deliver,
    empty_story,
    killed,
    source,
    told,
    usable,
    waiting,
)

FAR = 250_000_000_000_000
LETTERS = {each: letter for letter, each in IDS.items()}
FAULT = Fault(step="quotes", reason="extractor-failed", detail="no such cue")


@dataclass
class Partition:
    """A partition with its feeds, to which stories come one by one."""

    feeds: Feeds = field(default_factory=Feeds)
    state: PartitionState = field(default_factory=PartitionState)
    limit: int = 1_000_000
    offset: int = 0

    def __post_init__(self) -> None:
        self.context = context(self.feeds, {0: self.state}, limit=self.limit)
        self._settling = Settling(0, self.state, self.context)

    async def comes(self, processed: Processed, value: bytes | None = b"v1", **more: Any) -> Settled:
        """Settle a story as one that was read, and deliver what is to go out."""
        headers = more.pop("headers", ())
        at = replace(source(value, self.offset, **more), headers=headers)
        self.offset += 1
        return await self.settle(at, processed, released=False)

    async def settle(self, at: Source, processed: Processed, *, released: bool) -> Settled:
        settled = await self._settling.settle(at, processed, released=released)
        deliver(self.feeds, self.state, settled)
        return settled

    async def called(self, processed: Processed) -> Settled:
        """Settle the story whose time has come."""
        (story,) = self.state.held.due(FAR + 1)
        record = await self.feeds.at(HELD.name, 0, story.offset)
        return await self.settle(source_of(record), processed, released=True)

    @property
    def row(self) -> RegisterRow | None:
        return next((row for row in self.state.rows() if row.uri == URI), None)


def short(records: Sequence[Record]) -> str:
    """Return what goes out in letters: "a b -c:corrected v1 row" and so on."""
    words = []
    for record in records:
        value = record.value
        if record.feed == ENTITIES.name and value is not None and value.startswith(b"{"):
            back = decode(Retraction, value)
            words.append(f"-{LETTERS[back.id]}:{back.reason}")
        elif record.feed == ENTITIES.name:
            words.append((value or b"").decode())
        elif record.feed == ENRICHED.name and value is not None and value.startswith(b"{"):
            left = decode(EnrichedStory, value)
            words.append(f"{left.status}{left.version}")
        elif record.feed == ENRICHED.name:
            words.append("whole" if value is not None else "tombstone")
        elif record.feed == REGISTER.name:
            row = decode(RegisterRow, value) if value is not None else None
            words.append(f"row:{row.status}{row.version}" if row else "row:gone")
        elif record.feed == HELD.name:
            words.append("held" if value is not None else "held:gone")
        elif record.feed == DEAD_LETTERS.name:
            words.append("letter")
    return " ".join(words)


def v(number: int, events: str, value: bytes = b"", **more: Any) -> tuple[Processed, bytes]:
    """Return a usable version and its bytes."""
    raw = value or b"v%d" % number
    return usable(raw, number, events, **more), raw


def kill(version: int | None, status: Any = "canceled") -> tuple[Processed, bytes]:
    return killed(b"kill", version, status), b"kill"


def broken(number: int, events: str) -> tuple[Processed, bytes]:
    return replace(usable(b"v%d" % number, number, events), faults=(FAULT,)), b"v%d" % number


def bare(number: int) -> tuple[Processed, bytes]:
    """Return a version that has no text."""
    return replace(usable(b"v%d" % number, number), outcome="skipped", skipped="no-text"), b"v%d" % number


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


EMBARGOED = b'{"uri":"urn:x:1","version":"v2","embargoed":"2031-01-01T00:00:00Z","body_text":"Talks failed."}'


@pytest.mark.parametrize(
    ("value", "part", "released", "hidden"),
    [
        (EMBARGOED, None, False, True), (EMBARGOED.decode().encode("utf-16"), None, False, True),
        (EMBARGOED, None, True, False), (b'{"embargo": null, "version": "v2"}', None, False, False),
        (b"packed", EMBARGOED, False, True), (EMBARGOED, b"urn:x:2", False, True),
        (b"[...]", b"urn:x:2", False, False), (b"[...]", b'{"uri":"urn:x:2", "body', False, True),
    ],
    ids=["a field", "in UTF-16", "released", "no embargo", "packed", "beside", "of several", "cut off"],
)  # fmt: skip
async def test_what_cannot_be_read_and_speaks_of_an_embargo_is_shown_to_nobody(
    value: bytes, part: bytes | None, released: bool, hidden: bool
) -> None:
    partition = Partition()
    fault = replace(FAULT, item=None if part is None else 1, data=part)
    dead = Processed(outcome="dead-lettered", faults=(fault,))
    (record,) = (await partition.settle(source(value), dead, released=released)).records
    letter = from_record(record.key, record.value, record.headers)
    assert letter.value == (None if hidden else part or value)
    assert letter.key == URI.encode()
    assert ("may be under an embargo: they are where it was" in letter.detail) is hidden


@pytest.mark.parametrize("of", ["what cannot be read", "what is too long to wait"])
async def test_a_dead_letter_quotes_nothing_of_what_is_under_an_embargo(of: str) -> None:
    partition = Partition()
    fault = replace(FAULT, detail="""pubStatus: found 'a \\'merger' and "it's due" of 3""")
    dead = Processed(outcome="dead-lettered", faults=(fault,))
    if of == "what is too long to wait":
        dead = replace(waiting(until=10**30), faults=(fault,))
    settled = await partition.settle(source(EMBARGOED), dead, released=False)
    (record, *_) = (one for one in settled.records if one.feed == DEAD_LETTERS.name)
    told = from_record(record.key, record.value, record.headers).detail
    for detail in (told, settled.processed.faults[0].detail):  # the log has the latter
        assert detail.startswith("pubStatus: found '...' and '...' of 3")


@pytest.mark.parametrize(
    ("processed", "named"),
    [
        (Processed(outcome="dead-lettered", uri=URI, version=4, faults=(FAULT,)), (URI, 4)),
        (Processed(outcome="dead-lettered", uri=URI, faults=(FAULT,)), (URI, None)),
        (Processed(outcome="dead-lettered", faults=(FAULT,)), (None, None)),
        (replace(usable(b"v1", 3, "a"), faults=(FAULT,)), (URI, 3)),
        (Processed(outcome="dead-lettered", uri=URI, faults=(replace(FAULT, item=1),)), (None, None)),
        (
            Processed(outcome="unpacked", faults=(replace(FAULT, item=1, uri="urn:x:2", version=7),)),
            ("urn:x:2", 7),
        ),
    ],
    ids=["all", "no version", "nothing", "one kind of it", "another in its record", "one of several"],
)
async def test_a_dead_letter_names_the_story(processed: Processed, named: tuple[str, int]) -> None:
    settled = await Partition().comes(processed)
    (dead,) = (one for one in settled.records if one.feed == DEAD_LETTERS.name)
    letter = from_record(dead.key, dead.value, dead.headers)
    assert (letter.uri, letter.version) == named


async def test_a_record_of_many_faults_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bytes | None] = []

    def look(value: bytes | None) -> bool:
        looked.append(value)
        return False

    monkeypatch.setattr(unseen, "may_be_embargoed", look)
    faults = tuple(replace(FAULT, item=number, data=b"%d" % number) for number in range(3))
    dead = Processed(outcome="dead-lettered", faults=faults)
    await Partition().settle(source(b"packed"), dead, released=False)
    assert looked == [b"packed", b"0", b"1", b"2"]


async def test_a_story_whose_time_came_while_it_was_read_waits_a_moment() -> None:
    partition = Partition()
    settled = await partition.comes(waiting(until=2_000))
    assert short(settled.records) == "held", "nothing was looked for in it yet"
    assert partition.state.held.next() == 2_000


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


HUGE = "urn:x:" + "y" * 600_000


@pytest.mark.parametrize(
    ("processed", "detail"),
    [
        (killed(b"x", None, "canceled", uri=HUGE), "wire.stories.register.v1"),
        (
            Processed(outcome="skipped", told=replace(told(None, None, uri=HUGE), status="deleted")),
            "wire.stories.register.v1",
        ),
        (waiting(b"x" * 1_000_000, 1, FAR), "wire.stories.held.v1"),
        (usable(b"x", 1, "a", links=(("canceled", "urn:y:" + "z" * 4_000),)), None),
    ],
    ids=["kill", "null", "held", "link"],
)
async def test_what_no_feed_takes_is_a_dead_letter_and_nothing_else(
    processed: Processed, detail: str | None
) -> None:
    partition = Partition()
    assert processed.told is not None
    value = b"x" * 1_000_000 if processed.outcome == "held" else b"x"
    settled = await partition.comes(processed, value, uri=processed.told.uri)
    if detail is None:
        assert settled.processed.faults == ()
        return
    assert [(one.reason, one.detail.split(":")[0]) for one in settled.processed.faults] == [
        ("output-too-large", detail)
    ]
    assert short(settled.records) == "letter"
    assert (len(partition.state.register), len(partition.state.held)) == (0, 0)
    if processed.outcome == "held":
        (record,) = settled.records
        assert record.value is None, "nothing of it may be read before its time"
        assert from_record(record.key, record.value, record.headers).offset == 0


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


@pytest.mark.parametrize(
    "processed", [usable(b"x", 10**30, ""), waiting(b"x", 10**30, FAR), killed(b"x", 10**30)]
)
async def test_a_version_past_all_counting_is_a_dead_letter(processed: Processed) -> None:
    partition = Partition()
    settled = await partition.comes(processed, b"x")
    assert short(settled.records) == "letter"
    assert (len(partition.state.register), len(partition.state.held)) == (0, 0)


async def test_what_should_never_happen_costs_one_story() -> None:
    partition = Partition()
    empty = replace(usable(b"v1", 1, ""), records=())  # a story of which not even the record is there
    settled = await partition.comes(empty)
    assert [one.reason for one in settled.processed.faults] == ["internal-error"]
    assert short(settled.records) == "letter"
    assert short((await partition.comes(*v(1, "a"))).records) == "a whole row:usable1"


@pytest.mark.parametrize("timestamp", [-1, 0, 2**62])
async def test_any_time_of_arrival_is_taken(timestamp: int) -> None:
    partition = Partition()
    await partition.comes(*v(1, "a"), timestamp=timestamp)
    held = await partition.comes(waiting(b"v2", 2, FAR), b"v2", timestamp=timestamp)
    assert short(held.records) == "held"
    assert source_of(await partition.feeds.at(HELD.name, 0, 0)).timestamp == timestamp


async def test_a_kill_that_is_read_again_takes_back_nothing_that_waits_since() -> None:
    partition = Partition()
    await partition.comes(*kill(1))
    word = killed(b"word", None, "withheld"), b"word"
    assert (await partition.comes(*word)).processed.skipped == "stale", "it is killed already"
    await partition.comes(waiting(b"v2", 2, until=FAR), b"v2")
    again = await partition.settle(source(b"word", 1), word[0], released=False)
    assert (short(again.records), len(partition.state.held)) == ("", 1)
    assert (await partition.comes(*word)).records, "said once more it is said of what waits now"
