"""The chains as a fold of a feed: what comes out, and that a restart at any place changes nothing."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from slugline.folds.chains.arriving import imprinted
from slugline.folds.chains.feed_fold import FeedFold, Mark, decided, key
from slugline.folds.chains.imprint import imprint, packed
from slugline.records import instants
from slugline.records.chain_event import ChainEvent
from slugline.records.codec import decode, encode
from slugline.records.events import StoryRef
from slugline.records.marks import Unknown
from slugline.records.story import Link
from slugline.records.story_imprint import ImprintedParagraph, StoryImprint
from slugline.runtime.imprint_record import without_details
from tests.folds.chains.takes import MINUTE
from tests.folds.chains.test_chains import FIRE, HOUR, OTHER, story, streamed

NOW = 1_900_000_000_000
UPDATE = FIRE + "\n\nThe mayor, Arne Dahl, later blamed an old heater that inspectors had found in February."


def record(text: str = FIRE, uri: str = "urn:x:1", arrived: int = NOW, **more: Any) -> StoryImprint:
    return replace(imprinted(story(text, uri, **more)), arrived=arrived)


def killed(uri: str = "urn:x:1", arrived: int = NOW, status: Any = "canceled") -> StoryImprint:
    ref = StoryRef(uri=uri, version=2)
    return StoryImprint(story=ref, status=status, published=None, arrived=arrived)


def folded(records: Sequence[StoryImprint], fold: FeedFold | None = None) -> list[ChainEvent]:
    fold = fold or FeedFold()
    return [event for order, one in enumerate(records) for event in fold.take(one, order, one.arrived)]


def told(event: ChainEvent) -> tuple[Any, ...]:
    return event.story.uri, event.relation, event.follows, event.size, event.order


def test_what_comes_of_stories() -> None:
    first, update, kill, copy = folded(
        [
            record(source="Norvik", signals=("alert",), urgency=1, published="2030-03-17T17:46:40Z"),
            record(UPDATE, "urn:x:2", NOW + MINUTE, source="Another"),
            killed(arrived=NOW + 2 * MINUTE),
            record(UPDATE, "urn:x:3", NOW + 3 * MINUTE),
        ]
    )
    assert told(first) == ("urn:x:1", "first", None, 1, 0)
    assert (first.new, first.new_paragraphs, first.merged_into) == (1.0, (), None)
    assert (first.story.source, first.story.urgency, first.story.signals) == ("Norvik", 1, ("alert",))
    assert (first.published, first.arrived) == ("2030-03-17T17:46:40Z", instants.written(NOW))
    assert told(update) == (
        "urn:x:2",
        "pick-up" if update.relation == "pick-up" else "update",
        "urn:x:1",
        2,
        1,
    )
    assert update.sources == ("Another", "Norvik")
    (span,) = update.new_paragraphs
    assert UPDATE[span.start : span.end].startswith("The mayor")
    assert told(kill) == ("urn:x:1", "withdrawn", None, 1, 2)
    assert (kill.status, kill.sources, kill.story.version, kill.id) == ("canceled", ("Another",), 2, first.id)
    assert told(copy) == ("urn:x:3", "copy", "urn:x:2", 2, 3)
    assert len({first.chain, update.chain, kill.chain, copy.chain}) == 1


def test_the_same_said_again_changes_nothing() -> None:
    again = folded(
        [record(), record(), record(arrived=NOW + HOUR), record(version=2), record(UPDATE, version=3)]
    )
    assert [told(one) for one in again] == [
        ("urn:x:1", "first", None, 1, 0),
        ("urn:x:1", "repeat", "urn:x:1", 1, 3),
        ("urn:x:1", "update", "urn:x:1", 1, 4),
    ]
    assert len({one.id for one in again}) == 1


@pytest.mark.parametrize("status", ["canceled", "withheld", "deleted", Unknown("of-a-later-release")])
def test_whatever_is_not_usable_is_withdrawn(status: Any) -> None:
    _, gone = folded([record(), killed(status=status)])
    assert (gone.relation, gone.status, gone.size) == ("withdrawn", status, 0)


def test_a_kill_of_what_is_not_there_says_so_too() -> None:
    (gone,) = folded([killed("urn:never")])
    assert (gone.chain, gone.relation, gone.story.uri, gone.size) == (None, "withdrawn", "urn:never", 0)


def test_a_story_that_comes_again_after_its_kill_is_not_of_the_chain_that_has_its_name() -> None:
    events = folded([record(), record(UPDATE, "urn:x:2"), killed(), record(OTHER, version=3)])
    assert events[3].relation == "first"
    assert events[3].chain != events[0].chain == events[1].chain


def test_two_chains_that_turn_out_to_be_one() -> None:
    events = folded(merging())
    *_, own, merger = events
    assert (merger.relation, merger.merged_into, merger.order) == ("merged", own.chain, own.order)
    assert merger.chain in {one.chain for one in events[:-2]} - {own.chain}
    assert key(merger) == merger.chain
    assert key(own) == "urn:x:4"
    found = decided(events)[own.order]
    assert (found.chain, found.merged) == (own.chain, (merger.chain,))


def merging() -> list[StoryImprint]:
    return [
        record(),
        record("Talks in Lima\n\nThey met.", "urn:x:2", NOW + MINUTE),
        record(uri="urn:x:3", arrived=NOW + 2 * MINUTE, links=(Link(rel="updates", uri="urn:x:2"),)),
        record(uri="urn:x:4", arrived=NOW + 3 * MINUTE),
    ]


@pytest.mark.parametrize(
    ("published", "arrived", "written", "moment"),
    [
        (None, NOW, NOW, NOW),
        ("2030-03-17", NOW, NOW, NOW),
        ("2030-03-17T16:46:40Z", NOW, NOW, NOW - HOUR),
        ("2030-03-17T18:46:40Z", NOW, NOW, NOW),
        ("1987-03-01T00:00:00Z", NOW, NOW, NOW - 48 * HOUR),
        ("9999-12-31T23:59:59-12:00", NOW, NOW, NOW),
        (None, NOW + HOUR, NOW, NOW),
        (None, 0, NOW, 0),
    ],
)
def test_when_a_story_counts(published: str | None, arrived: int, written: int, moment: int) -> None:
    fold = FeedFold()
    fold.take(record(arrived=arrived, published=published), 0, written)
    assert fold.mark(1) == Mark(first=0, newest_ms=moment)


def test_a_moment_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no calendar"):
        FeedFold().take(record(arrived=10**18), 0, 10**18)


GOOD = packed(imprint(story()))
BAD = {
    "empty": b"",
    "not in fours": GOOD[:-1],
    "cut": GOOD[:-4],
    "longer": GOOD + bytes(4),
    "a header": GOOD[:28],
    "counts without end": GOOD[:12] + b"\xff\xff\xff\xff" * 4 + GOOD[28:],
    "runs of words that are not there": bytes(8) + b"\x01" + bytes(19),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_an_imprint_that_is_none_is_refused_and_changes_nothing(data: bytes) -> None:
    fold = FeedFold()
    fold.take(record(), 0, NOW)
    with pytest.raises(ValueError, match=r"imprint|buffer size|unpack"):
        fold.take(replace(record(uri="urn:x:2"), imprint=data), 1, NOW)
    assert (len(fold), fold.mark(2)) == (1, Mark(first=0, newest_ms=NOW))


def test_words_that_are_no_hashes_are_refused() -> None:
    paragraph = ImprintedParagraph(start=0, end=1, words=b"abc")
    with pytest.raises(ValueError, match="buffer size"):
        FeedFold().take(replace(record(), paragraphs=(paragraph,)), 0, NOW)


def test_an_imprint_has_a_bound_and_crosses_kafka_whole() -> None:
    text = "\n\n".join(f"Word{n} " + " ".join(f"w{n}x{m}" for m in range(60)) for n in range(2_000))
    links = tuple(Link(rel="updates", uri=f"urn:{n}") for n in range(1_000))
    long = record(text, links=links)
    assert len(encode(long)) < 25_000
    assert len(encode(without_details(long))) < 3_200
    assert decode(StoryImprint, encode(long)) == long


def test_new_paragraphs_of_a_story_longer_than_its_imprint() -> None:
    """Of a story of thousands of words some hundred are kept: the others do not look new."""
    luck = random.Random(5)
    paragraphs = [
        " ".join("".join(luck.choices("bcdfghklmnprst", k=8)) for _ in range(50)) + "." for _ in range(41)
    ]
    text = "A long report\n\n" + "\n\n".join(paragraphs[:-1])
    more = f"{text}\n\n{paragraphs[-1]}"
    _, update = folded([record(text), record(more, "urn:x:2")])
    (span,) = update.new_paragraphs
    assert more[span.start : span.end] == paragraphs[-1]


def busy(seed: int, count: int, span: int, now: int = NOW) -> list[StoryImprint]:
    """Return a wire of takes and forms with kills, repeats, new versions, links, late and wrong records."""
    luck, uris = random.Random(seed), []
    rows = [replace(one, arrived=one.arrived - NOW + now) for one in merging()]
    arrived, wire = now, streamed("seen", 1)
    begin = luck.randrange(len(wire) - count + 1)
    for _, one, moment in wire[begin : begin + count]:
        arrived = now + moment + luck.randrange(MINUTE)
        uris.append(one.uri)
        published = None if luck.random() < 0.3 else instants.written(arrived - luck.randrange(2 * span))
        rows.append(replace(imprinted(replace(one, published=published)), arrived=arrived))
        match luck.randrange(12):
            case 0:
                rows.append(killed(luck.choice(uris), arrived))
            case 1:
                rows.append(rows[-luck.randint(1, 4)])
            case 2:
                again = luck.choice(rows[-20:])
                ref = replace(again.story, version=again.story.version + 1)
                rows.append(replace(again, story=ref, arrived=arrived))
            case 3:
                rows.append(replace(rows[-1], imprint=b"\x00"))
            case 4:
                link = Link(rel="updates", uri=luck.choice(uris))
                rows.append(replace(rows[-1], links=(link,), arrived=arrived))
    return rows


def lives(rows: Sequence[StoryImprint], cuts: set[int], span: int) -> list[ChainEvent]:
    """Fold ``rows``, beginning anew before each place in ``cuts``, from what a restart has."""
    fold = FeedFold(span)
    out: list[ChainEvent] = []
    mark = fold.mark(0)
    for order, one in enumerate(rows):
        if order in cuts:
            known = decided([decode(ChainEvent, encode(event)) for event in out if event.order >= mark.first])
            fold, mark = FeedFold(span), Mark.read(mark.written()) or mark
            for at in range(mark.first, order):
                again = decode(StoryImprint, encode(rows[at]))
                fold.restore(again, at, again.arrived, known.get(at))
            fold.restored(mark)
            assert fold.mark(order) == mark
        out += list(_taken(fold, one, order))
        mark = fold.mark(order + 1)
    return out


def _taken(fold: FeedFold, one: StoryImprint, order: int) -> Iterator[ChainEvent]:
    try:
        yield from fold.take(one, order, one.arrived)
    except ValueError:
        assert one.imprint == b"\x00"


@pytest.mark.parametrize("span", [2 * HOUR, pytest.param(48 * HOUR, marks=pytest.mark.dear)])
def test_a_restart_before_every_record_changes_nothing(span: int) -> None:
    rows = busy(11, 50, span)
    without = lives(rows, set(), span)
    assert lives(rows, set(range(len(rows))), span) == without
    assert {one.relation for one in without} >= {"first", "update", "withdrawn", "repeat", "merged"}


def test_a_restart_knows_of_what_came_last_though_it_was_killed() -> None:
    """What comes behind it is of two days before: it is over at once, and nothing continues it."""
    late = [record(uri=f"urn:x:{at}", arrived=NOW - 49 * HOUR + at * MINUTE) for at in (3, 4)]
    rows = [record(OTHER, "urn:x:2"), killed("urn:x:2"), *late]
    without = lives(rows, set(), 48 * HOUR)
    assert [one.relation for one in without] == ["first", "withdrawn", "first", "first"]
    assert lives(rows, {3}, 48 * HOUR) == without


@pytest.mark.dear
@pytest.mark.parametrize("seed", range(2))
def test_restarts_here_and_there_change_nothing(seed: int) -> None:
    luck = random.Random(seed)
    span = luck.choice([HOUR, 6 * HOUR, 48 * HOUR])
    rows = busy(20 + seed, 400, span)
    assert lives(rows, set(luck.sample(range(len(rows)), 12)), span) == lives(rows, set(), span)


@pytest.mark.parametrize(
    "text",
    ["", "1", "1 2", "2 3 4", "1 2 x", "1 -2 3", "1 2 3 4", "1 2 3\n", "1 ١ 3", "1 " + "9" * 30 + " 1"],
)
def test_a_mark_of_someone_else_is_none(text: str) -> None:
    assert Mark.read(text) is None
    assert Mark.read(Mark(first=5, newest_ms=NOW).written()) == Mark(first=5, newest_ms=NOW)
