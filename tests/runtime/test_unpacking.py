"""Raw records of several stories, and with another key than the uri: one raw record for each."""

import json

import pytest

from slugline.intake import items, read
from slugline.records.dead_letter_headers import from_record
from slugline.records.feeds import STORIES
from slugline.runtime.dead_letters import Source, letter
from slugline.runtime.processed import UNPACKED_FROM, UNPACKED_ITEM, Raw
from slugline.runtime.unpacking import to_unpack, unpacked
from tests.integration.wire import story, uri

ORIGIN = "wire.stories.raw.v1/3/17"
BAD = b'{"uri":[],"headline":"Port reopens"}'
SEVERAL = b"[" + b",".join((story(1), BAD, story(1, 2), story(2))) + b"]"
KEY = uri(1).encode()


def raw(value: bytes, key: bytes | None = None, origin: str | None = ORIGIN) -> Raw:
    return Raw(value=value, key=key, origin=origin, traceparent="00-a-b-01", timestamp=9)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (raw(story(1), KEY), False), (raw(story(1)), True), (raw(story(1), b"other"), True),
        (raw(story(1), b"\xff"), True), (raw(SEVERAL, KEY), True), (raw(b"[" + story(1) + b"]", KEY), False),
        (raw(story(1), None, None), False), (raw(SEVERAL, KEY, None), False),
        (raw(b"[" + BAD + b"]", KEY), False),
    ],
)  # fmt: skip
def test_what_is_unpacked(given: Raw, expected: bool) -> None:
    assert to_unpack(given, list(items(given.value))) is expected


def test_each_story_becomes_a_record_in_order_and_a_bad_one_a_fault() -> None:
    given = raw(SEVERAL, KEY)
    made = unpacked(given, list(items(SEVERAL)), 1_000_000)
    assert made == unpacked(given, list(items(SEVERAL)), 1_000_000), "the same bytes every time"
    assert made.outcome == "unpacked"
    assert [(one.feed, one.key) for one in made.records] == [
        (STORIES.name, KEY), (STORIES.name, KEY), (STORIES.name, uri(2).encode()),
    ]  # fmt: skip
    assert [read(one.value or b"") for one in made.records] == [
        read(story(1)), read(story(1, 2)), read(story(2)),
    ]  # fmt: skip
    assert [one.headers for one in made.records] == [
        [(UNPACKED_FROM, ORIGIN.encode()), (UNPACKED_ITEM, item), ("traceparent", b"00-a-b-01")]
        for item in (b"0/9", b"2/9", b"3/9")
    ]
    (fault,) = made.faults
    assert (fault.reason, fault.item, fault.data) == ("wrong-type", 1, BAD)
    assert fault.detail.startswith("story 1 of 4: uri: expected a string")


def test_one_story_with_another_key_keeps_its_bytes() -> None:
    (record,) = unpacked(raw(story(1), b"other"), [read(story(1))], 1_000_000).records
    assert (record.key, record.value) == (KEY, story(1))


def test_what_is_too_long_for_the_feed_is_a_fault() -> None:
    made = unpacked(raw(SEVERAL, KEY), list(items(SEVERAL)), 100)
    assert (made.outcome, made.records) == ("dead-lettered", ())
    assert [(fault.reason, fault.item) for fault in made.faults] == [
        ("output-too-large", 0), ("wrong-type", 1), ("output-too-large", 2), ("output-too-large", 3),
    ]  # fmt: skip
    (fault,) = unpacked(raw(story(1)), [read(story(1))], 100).faults
    assert (fault.item, fault.data) == (None, None)


def test_of_thousands_that_are_refused_the_whole_record_stands_for_most() -> None:
    feed = b"<rss>" + b"<item/>" * 9_000 + b"<item><title>Port reopens</title></item></rss>"
    made = unpacked(raw(feed), list(items(feed)), 1_000_000)
    assert (made.outcome, len(made.records)) == ("unpacked", 1)
    *ones, rest = made.faults
    assert [one.item for one in ones] == list(range(100))
    assert (rest.reason, rest.item, rest.data) == (ones[0].reason, None, None)
    assert rest.detail == (
        "8,900 more of its 9,001 stories are refused (8,900 missing-text): this is the whole record"
    )
    source = Source(feed=STORIES.name, partition=3, offset=17, timestamp=1, key=None, value=feed)
    record = letter(source, rest, limit=1_000_000)
    dead = from_record(record.key, record.value, record.headers)
    assert (dead.value, dead.partition, dead.offset, dead.item) == (feed, 3, 17, None)


def test_the_dead_letter_of_one_of_several_has_its_bytes_and_its_number() -> None:
    source = Source(
        feed=STORIES.name, partition=3, offset=17, timestamp=1, key=KEY, value=SEVERAL,
        headers=((UNPACKED_FROM, b"wire.stories.raw.v1/0/1"),),
    )  # fmt: skip
    (fault,) = unpacked(raw(SEVERAL, KEY), list(items(SEVERAL)), 1_000_000).faults
    record = letter(source, fault, limit=1_000_000)
    dead = from_record(record.key, record.value, record.headers)
    assert (dead.key, dead.value, dead.item, dead.offset) == (KEY, BAD, 1, 17)
    assert dict(record.headers)[UNPACKED_FROM] == b"wire.stories.raw.v1/0/1"
    assert dict(record.headers)["ce_subject"].endswith(b"/17/1")
    assert source.unpacked_from == "wire.stories.raw.v1/0/1"


def test_an_unpacked_record_is_processed_whatever_its_key_is() -> None:
    value = json.dumps({"uri": "urn:x:1", "headline": "Rain"}).encode()
    assert not to_unpack(raw(value, b"other", None), list(items(value)))
