from dataclasses import replace

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slugline.kinds import ALL_FEEDS
from slugline.records import cloudevents, codec
from slugline.records.cloudevents import RETRACTION_SCHEMA, Record, headers, is_instant
from slugline.records.feeds import DEAD_LETTERS, ENRICHED, ENTITIES, QUOTES, STORIES, TOPICS, TRENDS, Feed
from slugline.records.retraction import Retraction
from tests.records import records

EVENTS: list[tuple[Feed, Record, str, str]] = [
    (ENTITIES, records.ENTITY, records.URI, "slugline.entity.v1"),
    (QUOTES, records.QUOTE, records.URI, "slugline.quote.v1"),
    (QUOTES, records.RETRACTION, records.URI, "slugline.quote.retracted.v1"),
    (TOPICS, records.TOPIC, records.URI, "slugline.topic.v1"),
    (ENRICHED, records.ENRICHED, records.URI, "slugline.enriched-story.v1"),
    (TRENDS, records.TREND, "topic:medtop:04000000", "slugline.trend.v1"),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "record", "subject", "kind"), EVENTS, ids=[kind for *_, kind in EVENTS])
def test_the_cloudevents_package_reads_every_record(
    feed: Feed, record: Record, subject: str, kind: str
) -> None:
    sent = headers(
        record, feed, time="2031-04-07T10:15:00Z", traceparent="00-" + "a" * 32 + "-" + "b" * 16 + "-01"
    )
    event = from_binary_event(KafkaMessage(headers=dict(sent), key=None, value=codec.encode(record)))

    assert (event.get_subject(), event.get_type()) == (subject, kind)
    assert event.get_datacontenttype() == "application/json"
    retracted = isinstance(record, Retraction)
    assert event.get_dataschema() == (RETRACTION_SCHEMA if retracted else cloudevents.schema_id(feed))
    time = event.get_time()
    assert time is not None and time.isoformat() == "2031-04-07T10:15:00+00:00"
    assert event.get_data() == codec.parse(codec.encode(record))
    assert headers(record, feed, time=None) == [h for h in sent if h[0] not in ("ce_time", "traceparent")]


def test_the_id_of_a_record_is_that_of_its_value() -> None:
    """Equal records have equal ids; what says something new of the same thing has another."""
    newer = replace(records.QUOTE, confidence=0.5)
    sent = [dict(headers(one, QUOTES, time=None)) for one in (records.QUOTE, newer, records.RETRACTION)]
    assert len({one["ce_id"] for one in sent}) == 3
    value = codec.encode(records.QUOTE)
    assert dict(headers(records.QUOTE, QUOTES, time=None, value=value)) == sent[0]


def test_a_dead_letter_is_an_event_whose_bytes_nobody_touched() -> None:
    sent = dict(headers(records.LETTER, DEAD_LETTERS, time=None))
    assert records.LETTER.value is not None
    event = from_binary_event(KafkaMessage(headers=sent, key=None, value=records.LETTER.value))
    assert event.get_data() == records.LETTER.value
    assert event.get_datacontenttype() == "application/octet-stream"
    assert event.get_subject() == "wire.stories.raw.v1/4/1207"
    assert event.get_dataschema() is None


def test_every_feed_but_the_input_has_a_name_of_its_own() -> None:
    types = {cloudevents.event_type(feed) for feed in ALL_FEEDS if feed is not STORIES}
    assert len(types) == len(ALL_FEEDS) - 1
    with pytest.raises(ValueError, match="the publisher's own"):
        headers(records.ENTITY, STORIES, time=None)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2031-04-07T10:15:00Z", True),
        ("2031-04-07T10:15:00.123456+05:30", True),
        ("2031-04-07", False),
        ("2031-04-07T10:15:00", False),
        ("2031-02-30T10:15:00Z", False),
        ("2031-04-07T25:15:00Z", False),
        ("soon", False),
    ],
)
def test_only_a_full_moment_becomes_the_time(text: str, instant: bool) -> None:
    assert is_instant(text) is instant
    assert ("ce_time" in dict(headers(records.QUOTE, QUOTES, time=text))) is instant


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()))
def test_whatever_becomes_the_time_the_package_reads(text: str) -> None:
    sent = dict(headers(records.QUOTE, QUOTES, time=text))
    if "ce_time" in sent:
        event = from_binary_event(KafkaMessage(headers=sent, key=None, value=b"{}"))
        assert event.get_time() is not None
