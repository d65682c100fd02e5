"""A story that takes back another one: where the word goes, by uri and by slug."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError

from slugline.folds.register import digests
from slugline.folds.register.known import known_of
from slugline.intake import read
from slugline.intake.formats.slugline_status import word_in
from slugline.records.feeds import STORIES
from slugline.records.register_row import RegisterRow
from slugline.runtime import named_stories
from slugline.runtime.held_stories import gone_record, held_of, held_record
from slugline.runtime.partition_state import PartitionState
from slugline.runtime.processed import STATUS_OF, UNPACKED_FROM, UNPACKED_ITEM, Raw, Record
from slugline.runtime.status_elsewhere import LONGEST, MOST, WITHIN_MS, elsewhere
from slugline.runtime.telling import said_of
from tests.runtime.lane_parts import URI, Feeds, context, source, told
from tests.runtime.test_partition_state import ROW, row_record

OTHER = "urn:newsml:wire.example:9"
NOW = 10 * WITHIN_MS


def slugged(
    uri: str, slug: str | None = "FIRE-HARBOUR", by: str | None = "Wire", seen: int = NOW
) -> RegisterRow:
    return replace(ROW, uri=uri, slug=slug, source=by, seen=seen)


def words(records: Any) -> list[tuple[str, str, int | None, bool]]:
    """Return what is said: uri, status, partition, and whether only to who knows the story."""
    said = []
    for record in records:
        word = json.loads(record.value)["slugline_status"]
        assert record.feed == STORIES.name
        assert record.key.decode() == word["uri"]
        assert word["by"] == URI
        headers = dict(record.headers)
        assert headers[STATUS_OF] == headers[UNPACKED_FROM] == b"wire.stories.raw.v1/0/0"
        assert headers[UNPACKED_ITEM].endswith(b"/%d" % NOW)
        said.append((word["uri"], word["status"], record.partition, word.get("if_known", False)))
    return said


async def said(
    *links: tuple[Any, str],
    feeds: Feeds | None = None,
    here: str = "",
    waits: str = "",
    by_uri: bool = False,
) -> Any:
    """Return what a story in partition 0 of 2 says by its ``links``; ``here`` stands in partition 1."""
    state = PartitionState()
    if here:
        state.register.put(here, known_of(ROW, offset=0, partition=1))
    if waits:
        lists = Feeds()
        lists.write(held_record(told(uri=waits), source(uri=waits), 70), 0)
        held = held_of(next(iter(lists.lists.values()))[0])
        assert held is not None
        state.held.put(held)
    given = context(feeds or Feeds(), {0: PartitionState(), 1: state})
    note = told(links=tuple(links), by_uri=by_uri)
    records = await elsewhere(note, source(timestamp=NOW), 0, given)
    return words(records), given.metrics.kills_unmatched._value.get()


def one_word(status: str = "canceled", uri: str = OTHER) -> Any:
    """Return what is said of a story that stands in partition 1; in others it may stand too."""
    return [(uri, status, 1, False), (uri, status, 0, True)]


async def test_a_uri_that_stands_here_is_told_there_and_elsewhere_if_it_is_known() -> None:
    assert await said(("canceled", OTHER), here=OTHER) == (one_word(), 0)
    assert await said(("withheld", OTHER), waits=OTHER) == (one_word("withheld"), 0)


async def test_a_uri_that_is_not_known_here_is_told_everywhere() -> None:
    assert await said(("canceled", OTHER)) == (
        [(OTHER, "canceled", None, False), (OTHER, "canceled", 0, True), (OTHER, "canceled", 1, True)], 0,
    )  # fmt: skip


async def test_a_uri_without_a_scheme_that_stands_in_a_field() -> None:
    bare = "MWS-0423-17"
    everywhere = [(bare, "canceled", None, False), (bare, "canceled", 0, True), (bare, "canceled", 1, True)]
    assert await said(("canceled", bare), by_uri=True) == (everywhere, 0), "not known here"
    assert await said(("canceled", bare), by_uri=True, here=bare) == (one_word(uri=bare), 0)
    assert await said(("canceled", "MWS 0423"), by_uri=True) == ([], 1), "with spaces it is a slug"


@pytest.mark.parametrize("by", ["Wire", "Another", None])
async def test_a_uri_without_a_scheme_that_copy_names(by: str | None) -> None:
    bare = "MWS-0423-17"
    feeds = Feeds()
    feeds.write(row_record(slugged(bare, "FIRE", by)), 1, timestamp=NOW)
    feeds.write(row_record(slugged("mws 0423 17", "FLOOD", by)), 1, timestamp=NOW)
    assert await said(("canceled", bare), feeds=feeds) == (one_word(uri=bare), 0)
    waits = Feeds()
    waits_for(waits, uri=bare, slug=None, source=by)
    assert await said(("canceled", bare), feeds=waits) == (one_word(uri=bare), 0)


async def test_the_word_says_when_the_story_was_written_that_says_so() -> None:
    given = context(Feeds(), {0: PartitionState(), 1: PartitionState()})
    kill = told(links=(("canceled", OTHER),), moment=NOW - 5)
    for record in await elsewhere(kill, source(timestamp=NOW), 0, given):
        word = word_in(record.value or b"")
        assert word is not None and word.moment == NOW - 5
        assert said_of(read(record.value or b""), Raw(value=record.value or b""), b"").moment == NOW - 5


@pytest.mark.parametrize("links", [(), (("canceled", URI),)])
async def test_what_says_nothing(links: Any) -> None:
    assert await said(*links) == ([], 0)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([slugged(OTHER)], True),
        ([slugged(OTHER, "Fire Harbour"), slugged(OTHER, "fire-harbour")], True),
        ([slugged(OTHER, seen=NOW - WITHIN_MS)], True),
        ([slugged(OTHER, seen=NOW - WITHIN_MS - 1)], False),
        ([], False),
        ([slugged(OTHER, by="Another")], False),
        ([slugged(OTHER, by=None)], False),
        ([slugged(OTHER, "FIRE")], False),
        ([slugged(OTHER, None)], False),
        ([slugged(OTHER), slugged(OTHER, "FIRE")], False),  # it is called otherwise by now
        ([slugged("urn:x:2"), slugged(OTHER), slugged("urn:x:2", "FLOOD")], True),
        ([slugged(OTHER), slugged("urn:x:2")], False),
        ([slugged(URI)], False),
    ],
    ids=[
        "one",
        "otherwise",
        "two-days",
        "older",
        "none",
        "another-source",
        "no-source",
        "another-slug",
        "no-slug",
        "renamed",
        "another-renamed",
        "two",
        "itself",
    ],
)
async def test_a_slug_acts_only_where_it_fits_one_story(rows: list[RegisterRow], found: bool) -> None:
    feeds = Feeds()
    for row in rows:
        feeds.write(row_record(row), 1, timestamp=NOW)
    assert await said(("canceled", "Fire-Harbour"), feeds=feeds) == ((one_word(), 0) if found else ([], 1))


@pytest.mark.parametrize(
    ("headlines", "found"),
    [
        (["Fire at the harbour of Ostvik"], True),
        (["FIRE AT THE HARBOUR OF OSTVIK"], True),
        (["Fire at the harbour"], False),
        (["Fire at the harbour of Ostvik", "Fire at the harbour of Ostvik"], False),
        ([None], False),
    ],
)
async def test_a_headline_acts_only_where_it_is_that_of_one_story(headlines: list[Any], found: bool) -> None:
    feeds = Feeds()
    for number, headline in enumerate(headlines):
        row = replace(slugged(f"{OTHER}{number}", None), headline=digests.words(headline))
        feeds.write(row_record(row), 1, timestamp=NOW)
    assert await said(("canceled", "Fire at the harbour of Ostvik"), feeds=feeds) == (
        (one_word(uri=f"{OTHER}0"), 0) if found else ([], 1)
    )


def waits_for(feeds: Feeds, *, at: int = NOW, partition: int = 1, **more: Any) -> Record:
    given = {"uri": OTHER, "slug": "FIRE-HARBOUR", "headline": None, "source": "Wire", "moment": None} | more
    record = held_record(told(**given), source(uri=given["uri"], timestamp=at), 10 * NOW)
    feeds.write(record, partition)
    return record


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ([{}], True),
        ([{"slug": None, "headline": digests.words("Fire, harbour")}], True),
        ([{"at": NOW - WITHIN_MS - 1}], False),
        ([{"at": 0, "moment": NOW + WITHIN_MS}], True),
        ([{"source": "Another"}], False),
        ([{"slug": "FIRE"}], False),
        ([{}, {"partition": 0, "uri": "urn:x:2"}], False),
        ([{}, {"slug": "FLOOD"}], False),
        ([{"slug": "FLOOD"}, {}], True),
        ([{"uri": URI}], False),
    ],
    ids=[
        "one", "its-headline", "older", "long-ago-of-today", "another-source", "another-slug", "two",
        "another-name-now", "this-name-now", "itself",
    ],
)  # fmt: skip
async def test_a_slug_acts_on_what_only_waits(held: list[dict[str, Any]], found: bool) -> None:
    feeds = Feeds()
    for one in held:
        waits_for(feeds, **one)
    assert await said(("canceled", "Fire-Harbour"), feeds=feeds) == (
        ([(OTHER, "canceled", 1, False), (OTHER, "canceled", 0, True)], 0) if found else ([], 1)
    )


async def test_a_slug_of_one_that_waits_and_one_that_stands_is_that_of_two() -> None:
    feeds = Feeds()
    waits_for(feeds)
    feeds.write(row_record(slugged(OTHER)), 1, timestamp=NOW)
    assert (await said(("canceled", "Fire-Harbour"), feeds=feeds))[1] == 0, "both are versions of one story"
    feeds.write(row_record(slugged("urn:x:2")), 1, timestamp=NOW)
    assert await said(("canceled", "Fire-Harbour"), feeds=feeds) == ([], 1)


async def test_what_waits_no_longer_and_what_no_worker_wrote_is_not_named() -> None:
    feeds = Feeds()
    record = waits_for(feeds)
    feeds.write(gone_record(OTHER), 1)
    feeds.write(replace(record, key=b"urn:x:2", headers=record.headers[1:]), 1)
    feeds.write(replace(record, key=None), 0)
    assert await said(("canceled", "Fire-Harbour"), feeds=feeds) == ([], 1)


async def test_a_slug_of_one_that_waits_and_is_on_its_way_to_the_feed() -> None:
    state = PartitionState()
    record = waits_for(Feeds())
    held = held_of(SimpleNamespace(key=record.key, value=record.value, headers=record.headers, offset=-1))
    assert held is not None
    state.hold(held, record)
    given = context(Feeds(), {0: state})
    found = await elsewhere(told(links=(("canceled", "fire harbour"),)), source(timestamp=NOW), 0, given)
    assert words(found) == [(OTHER, "canceled", 0, False), (OTHER, "canceled", 1, True)]


def test_the_names_of_what_waits_cannot_be_read() -> None:
    written = str(waits_for(Feeds(), headline=digests.words("Quiet talks")).headers).casefold()
    assert not [word for word in ("fire", "harbour", "quiet", "wire'") if word in written]


async def test_a_kill_that_names_nothing_is_counted() -> None:
    assert await said(("canceled", "")) == ([], 1)


async def test_a_slug_that_fits_a_story_on_its_way_to_the_feed() -> None:
    state = PartitionState()
    row = slugged(OTHER)
    state.put(OTHER, known_of(row, offset=-1, partition=0), row)
    given = context(Feeds(), {0: state})
    found = await elsewhere(told(links=(("canceled", "fire harbour"),)), source(timestamp=NOW), 0, given)
    assert words(found) == [(OTHER, "canceled", 0, False), (OTHER, "canceled", 1, True)]


async def test_rows_that_cannot_be_read_and_a_broker_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_stories, "PAUSE", 0.0)
    feeds = Feeds(trouble=[KafkaConnectionError(), TimeoutError()])
    feeds.write(replace(row_record(), value=b"{"), 0, timestamp=NOW)
    feeds.write(row_record(None), 0, timestamp=NOW)
    feeds.write(row_record(slugged(OTHER)), 0, timestamp=NOW)
    assert (await said(("canceled", "fire harbour"), feeds=feeds))[0][0] == (OTHER, "canceled", 0, False)


@pytest.mark.parametrize("timestamp", [-1, 0, 5])
async def test_a_story_from_the_beginning_of_time(timestamp: int) -> None:
    given = context(Feeds(), {})
    assert await elsewhere(told(links=(("canceled", "x"),)), source(timestamp=timestamp), 0, given) == []


@pytest.mark.parametrize("target", ["urn:x:%d", "slug %d"])
async def test_links_without_end_cost_little(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    feeds = Feeds()
    reads: list[int] = []
    since = feeds.since

    def counted(feed: str, partition: int, timestamp: int) -> Any:
        reads.append(partition)
        return since(feed, partition, timestamp)

    monkeypatch.setattr(feeds, "since", counted)
    found, unmatched = await said(*(("canceled", target % number) for number in range(5_000)), feeds=feeds)
    assert len(found) <= 3 * MOST
    assert unmatched >= 5_000 - MOST
    assert len(reads) <= 2, "the register is looked through once"


async def test_a_link_of_any_length_is_passed_over() -> None:
    records: tuple[list[Record], float] = await said(("canceled", "urn:x:" + "y" * LONGEST))
    assert records == ([], 1)
